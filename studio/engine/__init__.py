"""Fit, evaluate, predict and export: all that needs TensorFlow. Started as a process, never imported by the window."""

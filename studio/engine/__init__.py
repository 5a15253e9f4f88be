"""Fit, evaluate, predict and export: all that needs TensorFlow. Started as a process, never imported by the window.

Keras reads its backend from the environment once, when it is first imported.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")

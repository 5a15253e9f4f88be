"""Fit, evaluate, predict and export: all that needs TensorFlow. Started as a process, never imported by the window.

Keras reads its backend from the environment once, when it is first imported, and so does TensorFlow how it takes a
GPU's memory: as it needs it, because a run, a spare worker and the playground share the device.
"""

import os

from studio.engine import lean_imports

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
lean_imports.install()

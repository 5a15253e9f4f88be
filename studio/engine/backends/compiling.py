"""Kernels that XLA compiles, while the products stay with TensorFlow's own."""

import platform
from collections.abc import Callable
from typing import Any

import tensorflow as tf


def can_fuse() -> bool:
    """Return whether compiled kernels pay: on a processor, under a system whose TensorFlow is known to carry XLA."""
    return platform.system() == "Linux" and not tf.config.list_physical_devices("GPU")


def compiled(function: Callable[..., Any]) -> Any:
    """Return a function of tensors as one kernel, compiled anew for each shape."""
    return tf.function(function, jit_compile=True, autograph=False)

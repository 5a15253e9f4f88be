"""What the converters have in common: weights of single layers, brought into the shapes that Keras wants."""

from typing import Any

import numpy as np
import numpy.typing as npt

from studio.engine.models.pretrained.tensors import TensorLoader

Array = npt.NDArray[np.float32]


def port_dense(loader: TensorLoader, layer: Any, name: str) -> None:
    """Fill a product, whose kernel PyTorch keeps the other way round, and its bias if it has one."""
    fill_dense(layer, loader.get_tensor(f"{name}.weight"))
    if layer.bias is not None:
        layer.bias.assign(loader.get_tensor(f"{name}.bias").reshape(layer.bias.shape))


def fill_dense(layer: Any, weight: Array) -> None:
    """Fill a product's kernel.

    Args:
        layer: The product.
        weight: float array of shape `(outputs, inputs)`.
    """
    layer.kernel.assign(weight.T.reshape(layer.kernel.shape))


def port_norm(loader: TensorLoader, layer: Any, name: str) -> None:
    """Fill a layer normalization."""
    layer.gamma.assign(loader.get_tensor(f"{name}.weight"))
    layer.beta.assign(loader.get_tensor(f"{name}.bias"))

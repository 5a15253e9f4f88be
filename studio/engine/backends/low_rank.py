"""LoRA in training: what passes through the narrow matrices, beside what passes through the frozen kernel.

Hu et al., LoRA: Low-Rank Adaptation of Large Language Models (2021), equation 3. Keras adds the product of both
matrices to the kernel instead. That is the same sum, but a step then computes a gradient as large as the kernel, of
which only the matrices' own is needed, and in bfloat16 a small change is lost beside the large kernel that it is added
to.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import keras
from keras import ops

# A product with a narrow matrix is computed thrice, forward and for two gradients; the gradient of a kernel once.
_NUM_PRODUCTS = 3


def passes_beside(layer: Any) -> bool:
    """Return whether a layer has LoRA, narrow enough for products of its own to cost less than a kernel's gradient."""
    if not isinstance(layer, keras.layers.Dense | keras.layers.EinsumDense) or not layer.lora_enabled:
        return False
    is_plain = layer.quantization_mode is None and layer.activation in (None, keras.activations.linear)
    narrow, whole = (math.prod(matrix.shape) for matrix in (layer.lora_kernel_a, layer._kernel))  # noqa: SLF001
    return is_plain and _NUM_PRODUCTS * narrow <= whole


def scale_of(layer: Any) -> float:
    """Return what the low-rank part is multiplied by."""
    return float(layer.lora_alpha / layer.lora_rank)


@contextmanager
def bare_kernels(layers: Iterable[Any]) -> Iterator[None]:
    """Let layers have their frozen kernels alone, without what LoRA adds."""
    with ExitStack() as contexts:
        for layer in layers:
            layer.lora_enabled = False
            contexts.callback(setattr, layer, "lora_enabled", True)
        yield


@contextmanager
def beside_kernels(network: Any) -> Iterator[None]:
    """Trace a training step so; the model is left as it was."""
    flat = network._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.
    layers = [layer for layer in flat if passes_beside(layer)]
    try:
        for layer in layers:
            layer.call = _call_of(layer)
        yield
    finally:
        for layer in layers:
            del layer.call


def _call_of(layer: Any) -> Callable[..., Any]:
    def call(inputs: Any, training: bool | None = None) -> Any:
        with bare_kernels([layer]):
            outputs = type(layer).call(layer, inputs, training)
        is_einsum = isinstance(layer, keras.layers.EinsumDense)
        kernel = layer.lora_kernel_a
        narrow = ops.einsum(layer.equation, inputs, kernel) if is_einsum else ops.matmul(inputs, kernel)
        return ops.add(outputs, scale_of(layer) * ops.tensordot(narrow, layer.lora_kernel_b, 1))

    return call

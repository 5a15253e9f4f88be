"""Hands a checkpoint's tensors to KerasHub's converters, in float32, whatever type they are stored in."""

import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.catalogue.hugging_face import StoredTensor

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
# What KerasHub's converters put before the names; the tensors stand without it.
_PREFIXES = ("roberta.", "distilbert.", "albert.", "model.")

Array = npt.NDArray[np.float32]


class TensorLoader:
    """Stands for KerasHub's own `SafetensorLoader`, which takes the first name that ends like the one it looks for.

    Args:
        tensors: By their names without the family's prefix.
    """

    def __init__(self, tensors: Mapping[str, StoredTensor]) -> None:
        self._tensors = tensors

    def get_tensor(self, hf_weight_key: str) -> Array:
        """Return a tensor.

        Raises:
            KeyError: if there is none of that name.
        """
        prefix = next((prefix for prefix in _PREFIXES if hf_weight_key.startswith(prefix)), "")
        return read_tensor(self._tensors[hf_weight_key.removeprefix(prefix)])

    def port_weight(
        self, keras_variable: Any, hf_weight_key: str, hook_fn: Callable[[Any, list[int]], Any] | None = None
    ) -> None:
        """Write a tensor into a variable, after `hook_fn` gave it the variable's shape."""
        tensor = self.get_tensor(hf_weight_key)
        keras_variable.assign(tensor if hook_fn is None else hook_fn(tensor, list(keras_variable.shape)))


def read_tensor(tensor: StoredTensor) -> Array:
    """Return a tensor's numbers in float32."""
    numbers = _read_numbers(tensor)
    if tensor.dtype == "BF16":
        # bfloat16 is the upper half of float32.
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    return numbers.astype(np.float32)


def _read_numbers(tensor: StoredTensor) -> npt.NDArray[Any]:
    kind = np.dtype(_TYPES[tensor.dtype])
    if tensor.member is None:
        flat = np.fromfile(tensor.file, kind, tensor.num_elements, offset=tensor.offset)
        return flat.reshape(tensor.shape)
    with zipfile.ZipFile(tensor.file) as archive:
        content = archive.read(tensor.member)
    strides = [step * kind.itemsize for step in tensor.strides or ()]
    return np.ndarray(tensor.shape, kind, content, tensor.offset, strides).copy()

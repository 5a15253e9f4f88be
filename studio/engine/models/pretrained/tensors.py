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
_POOLER = "pooler."
# That of the original BERT.
_INITIALIZER_STDDEV = 0.02

# Of the table of token vectors, in the model types whose class has always a head of its own.
_HEAD, _TABLES = "lm_head.weight", ("embed_tokens.weight", "shared.weight")

Array = npt.NDArray[np.float32]


class _Whole(np.ndarray):
    """An array that no converter can narrow.

    WORKAROUND: KerasHub 0.32's Mistral converter puts each weight through float16.
    """

    def astype(self, dtype: Any, *arguments: Any, **options: Any) -> Any:
        """Return the array as it is where float16 is asked for."""
        return self if np.dtype(dtype) == np.float16 else super().astype(dtype, *arguments, **options)


class TensorLoader:
    """Stands for KerasHub's own `SafetensorLoader`, which takes the first name that ends like the one it looks for.

    Args:
        tensors: By their names without the family's prefix. Where the pooler is missing, a fresh one is made up; where
            the head is, the table of token vectors stands for it.
        is_tied: Whether that table is the head, whatever else is stored.
    """

    def __init__(self, tensors: Mapping[str, StoredTensor], *, is_tied: bool = False) -> None:
        self._tensors, self._is_tied = tensors, is_tied

    def get_tensor(self, hf_weight_key: str) -> Array:
        """Return a tensor.

        Raises:
            KeyError: if there is none of that name.
        """
        name = _bare(hf_weight_key)
        if name == _HEAD and (self._is_tied or name not in self._tensors):
            name = next(table for table in _TABLES if table in self._tensors)
        return read_tensor(self._tensors[name]).view(_Whole)

    def port_weight(
        self, keras_variable: Any, hf_weight_key: str, hook_fn: Callable[[Any, list[int]], Any] | None = None
    ) -> None:
        """Write a tensor into a variable, after `hook_fn` gave it the variable's shape."""
        if _bare(hf_weight_key).startswith(_POOLER) and _bare(hf_weight_key) not in self._tensors:
            keras_variable.assign(_fresh(tuple(keras_variable.shape)))
            return
        tensor = self.get_tensor(hf_weight_key)
        keras_variable.assign(tensor if hook_fn is None else hook_fn(tensor, list(keras_variable.shape)))


def _bare(name: str) -> str:
    prefix = next((prefix for prefix in _PREFIXES if name.startswith(prefix)), "")
    return name.removeprefix(prefix)


def _fresh(shape: tuple[int, ...]) -> Array:
    # Not Keras' own: it must be the same on every device, as weights out of a file are.
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    return np.random.default_rng(0).normal(0.0, _INITIALIZER_STDDEV, shape).astype(np.float32)


def read_tensor(tensor: StoredTensor) -> Array:
    """Return a tensor's numbers in float32."""
    numbers = _read_numbers(tensor)
    if tensor.dtype == "BF16":
        # bfloat16 is the upper half of float32.
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    return numbers.astype(np.float32, copy=False)


def _read_numbers(tensor: StoredTensor) -> npt.NDArray[Any]:
    kind = np.dtype(_TYPES[tensor.dtype])
    if tensor.member is None:
        flat = np.fromfile(tensor.file, kind, tensor.num_elements, offset=tensor.offset)
        return flat.reshape(tensor.shape)
    with zipfile.ZipFile(tensor.file) as archive:
        content = archive.read(tensor.member)
    strides = [step * kind.itemsize for step in tensor.strides or ()]
    return np.ndarray(tensor.shape, kind, content, tensor.offset, strides).copy()

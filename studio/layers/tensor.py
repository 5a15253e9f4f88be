"""The type of a tensor of whichever backend Keras runs on."""

from typing import Any, TypeAlias

Tensor: TypeAlias = Any
Shape: TypeAlias = tuple[int | None, ...]

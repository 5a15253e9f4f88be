"""The tensors of single layers."""

from collections.abc import Mapping
from typing import Any

Config = Mapping[str, Any]
Shapes = dict[str, tuple[int, ...]]


def dense(name: str, outputs: int, inputs: int) -> Shapes:
    """Return those of a product with a bias."""
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def norm(name: str, width: int) -> Shapes:
    """Return those of a layer normalization."""
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def product(name: str, outputs: int, inputs: int) -> Shapes:
    """Return that of a product without a bias."""
    return {f"{name}.weight": (outputs, inputs)}

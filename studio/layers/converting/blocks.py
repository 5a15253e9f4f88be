"""A stack's settings as KerasHub's backbones have them, and what their classes do not say of their blocks."""

from typing import Any

from studio.layers.activations import ACTIVATIONS

_SIZES = (
    "vocabulary_size",
    "num_layers",
    "num_heads",
    "hidden_dim",
    "intermediate_dim",
    "max_sequence_length",
    "dropout",
)


def stack_settings(backbone: Any, block: Any, *, kind: str, normalize_first: bool) -> dict[str, Any] | None:
    """Return the stack's settings for a backbone of KerasHub's; `None` for a curve that the stack has not.

    Args:
        backbone: The backbone.
        block: One of its blocks: all are alike.
        kind: Which parts it has, as `TransformerBackbone` calls it.
        normalize_first: Whether its blocks normalize before they attend.
    """
    found = block_settings(block)
    if found is None:
        return None
    sizes = {name: getattr(backbone, name) for name in _SIZES}
    return {"kind": kind, **sizes, "normalize_first": normalize_first, **found}


def block_settings(block: Any) -> dict[str, Any] | None:
    """Return the stack's settings for KerasHub's encoder or decoder block; `None` for a curve that it has not.

    All blocks of a backbone are alike.
    """
    activation = activation_name(block.activation)
    if activation is None:
        return None
    return {"layer_norm_epsilon": block.layer_norm_epsilon, "activation": activation}


def activation_name(function: Any, *, is_gated: bool = False) -> str | None:
    """Return what the stack calls a curve of KerasHub's; `None` if it has none like it."""
    # KerasHub's own `gelu_approximate` is not public: functions are told apart by their names.
    name = getattr(function, "__name__", "")
    for found, activation in ACTIVATIONS.items():
        if activation.is_gated == is_gated and activation.function.__name__ == name:
            return found
    return None

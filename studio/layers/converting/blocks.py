"""What a family's class does not say of its blocks: their curve and the epsilon of their normalization."""

from typing import Any

from studio.layers.activations import ACTIVATIONS


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

"""A KerasHub backbone as the stack, and back."""

from typing import Any

from studio.layers.converting.families import find_family
from studio.layers.converting.links import Link
from studio.layers.transformer_backbone import TransformerBackbone


def can_convert(backbone: Any) -> bool:
    """Return whether the stack can compute what a KerasHub backbone computes."""
    return _settings(backbone) is not None


def to_stack(backbone: Any) -> TransformerBackbone:
    """Return a new stack that computes what a KerasHub backbone computes, with copies of its weights.

    LoRA beside the weights is added to them.

    Args:
        backbone: One of KerasHub's, of a family in the table.

    Raises:
        ValueError: if the stack cannot compute the same.
    """
    stack = make_stack(backbone)
    for link in link_weights(stack, backbone):
        link.target.assign(link.value())
    return stack


def from_stack(stack: TransformerBackbone, backbone: Any) -> None:
    """Write the weights of a stack into a KerasHub backbone of the same shape.

    Args:
        stack: What `to_stack` returned for such a backbone, trained or not.
        backbone: It is changed.

    Raises:
        ValueError: if their shapes differ, or LoRA stands beside the backbone's weights; nothing is changed then.
    """
    links = link_weights(stack, backbone)
    lora = [weight.layer.path for link in links for weight in link.sources if not weight.is_writable]
    if lora:
        raise ValueError(f"Expected a backbone without LoRA. Received: LoRA at {lora[0]}")
    for link in links:
        link.write_back()


def make_stack(backbone: Any) -> TransformerBackbone:
    """Return a stack like a backbone, whose weights are still random.

    Raises:
        ValueError: if the stack cannot compute the same.
    """
    settings = _settings(backbone)
    if settings is None:
        raise ValueError(f"Expected a backbone that the stack covers. Received: {type(backbone).__name__}")
    return TransformerBackbone(**settings, dtype=backbone.dtype_policy)


def link_weights(stack: TransformerBackbone, backbone: Any) -> list[Link]:
    """Return for each weight of the stack what it is made of.

    Raises:
        ValueError: if stack and backbone differ in shape.
    """
    family, settings = find_family(backbone), _settings(backbone)
    wanted = {} if settings is None else settings
    differing = [name for name, value in wanted.items() if getattr(stack, name) != value]
    if family is None or settings is None or differing:
        raise ValueError(
            f"Expected a stack like {type(backbone).__name__}. Received: other settings of "
            f"{', '.join(differing) or 'everything'}"
        )
    return list(family.links(stack, backbone))


def _settings(backbone: Any) -> dict[str, Any] | None:
    family = find_family(backbone)
    return None if family is None or _is_quantized(backbone) else family.settings(backbone)


def _is_quantized(backbone: Any) -> bool:
    layers = backbone._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.
    return any(layer.quantization_mode is not None for layer in layers)

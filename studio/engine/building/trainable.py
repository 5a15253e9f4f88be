"""How much of a model is trained: everything, the head, the last layers, or LoRA beside frozen weights."""

from collections.abc import Iterator
from typing import Any

from studio.errors import SpecError
from studio.spec import BackboneSpec, LastLayers

DEFAULT_LORA_RANK = 8

# RoFormer names its projections unlike Keras' own attention.
_MORE_LORA_LAYER_NAMES = ("q_dense_layer", "v_dense_layer")


def set_trainable(network: Any, spec: BackboneSpec) -> None:
    """Freeze what is not to be trained. The head always is.

    Args:
        network: A KerasHub task with a `backbone`.
        spec: Its `trainable` and `lora_rank` are read.

    Raises:
        SpecError: if the backbone has too few layers, or none that LoRA can stand beside, or if there is no head.
    """
    backbone = network.backbone
    match spec.trainable:
        case "head":
            backbone.trainable = False
            if not network.trainable_variables:
                raise SpecError(
                    'backbone.trainable="head" needs a head with weights of its own. Received: a task whose model is '
                    "the backbone alone."
                )
        case "lora":
            _enable_lora(backbone, spec.lora_rank or DEFAULT_LORA_RANK)
        case LastLayers(last_layers=num_layers):
            _train_last_layers(backbone, num_layers)


def transformer_layers(backbone: Any) -> list[Any]:
    """Return a backbone's Transformer layers, the lowest first."""
    found: list[Any] = []
    for layer in getattr(backbone, "transformer_layers", ()):
        # ALBERT groups its layers.
        found.extend(layer if isinstance(layer, list | tuple) else [layer])
    return found


def _enable_lora(backbone: Any, rank: int) -> None:
    backbone.enable_lora(rank, [*backbone.default_lora_layer_names(), *_MORE_LORA_LAYER_NAMES])
    if not backbone.trainable_variables:
        raise SpecError(
            'backbone.trainable="lora" needs attention layers. {backbone} has none.',
            backbone=type(backbone).__name__,
        )


def _train_last_layers(backbone: Any, num_layers: int) -> None:
    layers = transformer_layers(backbone)
    if num_layers > len(layers):
        raise SpecError(
            "backbone.trainable.last_layers: expected at most {expected}, as many as {backbone} has. "
            "Received: {received}.",
            expected=len(layers),
            backbone=type(backbone).__name__,
            received=num_layers,
        )
    first = layers[len(layers) - num_layers]
    # `layers` lies in the order of computation: all before the first trained layer is frozen, all after it is not.
    for layer in _in_order(backbone):
        if layer is first:
            return
        layer.trainable = False


def _in_order(backbone: Any) -> Iterator[Any]:
    """Yield the parts of a backbone in the order of computation; a stack of Transformer layers gives its layers."""
    for layer in backbone.layers:
        blocks = getattr(layer, "blocks", ())
        yield from blocks if blocks else (layer,)

"""What KerasHub's encoders and decoders fix for each family, and Hugging Face's configurations choose.

KerasHub's BERT has the tanh form of GELU and RoBERTa an epsilon of 1e-5, whatever the folder says. Their classes take
no argument for it, so the layers of the built backbone are changed, and a saved model says so beside its weights.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import keras_hub
from keras_hub.src.models.qwen3.qwen3_layernorm import Qwen3LayerNorm

from studio.errors import PresetError
from studio.files import read_json, write_json
from studio.layers.activations import ACTIVATIONS

_FILE_NAME = "block_settings.json"
_EPSILONS = ("layer_norm_epsilon", "head_norm_epsilon")
_BLOCKS = (keras_hub.layers.TransformerEncoder, keras_hub.layers.TransformerDecoder)


@dataclass(frozen=True, slots=True)
class BlockSettings:
    """The curve and the normalization of all layers of a backbone.

    Attributes:
        activation: The curve of the feed-forward layers, by its name in `studio.layers.activations`; `None` leaves
            KerasHub's, as in models that were saved before it was recorded.
        layer_norm_epsilon: float. Added to the variance, in the embeddings too; `None` likewise.
        head_norm_epsilon: float. Added where the queries and keys of a head are normalized, as in Qwen 3; `None`
            likewise.
    """

    activation: str | None = None
    layer_norm_epsilon: float | None = None
    head_norm_epsilon: float | None = None

    @classmethod
    def of(cls, backbone: Any) -> "BlockSettings":
        """Return what a backbone computes; nothing for one that is not made of KerasHub's blocks."""
        block = next(_blocks(backbone), None)
        if block is None:
            head_norm = next(_head_norms(backbone), None)
            return cls(head_norm_epsilon=None if head_norm is None else float(head_norm.epsilon))
        name = getattr(block.activation, "__name__", None)
        return cls(name if name in ACTIVATIONS else None, float(block.layer_norm_epsilon))

    def apply(self, backbone: Any) -> None:
        """Let a backbone compute so."""
        for block in _blocks(backbone):
            if self.activation is not None:
                block.activation = ACTIVATIONS[self.activation].function
                block._feedforward_intermediate_dense.activation = block.activation  # noqa: SLF001
            if self.layer_norm_epsilon is not None:
                block.layer_norm_epsilon = self.layer_norm_epsilon
        for layer in _head_norms(backbone):
            if self.head_norm_epsilon is not None:
                layer.epsilon = self.head_norm_epsilon
        for layer in _norms(backbone):
            if self.layer_norm_epsilon is not None:
                layer.epsilon = self.layer_norm_epsilon

    def write(self, folder: Path) -> None:
        """Write the file into a model's folder, if there is anything to say."""
        if self != BlockSettings():
            write_json(folder / _FILE_NAME, asdict(self))

    @classmethod
    def read(cls, folder: Path) -> "BlockSettings":
        """Read the file of a model's folder; nothing where there is none.

        Raises:
            PresetError: if it says something that is not known.
        """
        if not (folder / _FILE_NAME).is_file():
            return cls()
        data: Any = read_json(folder / _FILE_NAME)
        known = data if isinstance(data, dict) else {}
        activation, epsilons = known.get("activation"), [known.get(name) for name in _EPSILONS]
        is_known = activation in (None, *ACTIVATIONS) and all(isinstance(e, int | float | None) for e in epsilons)
        if not isinstance(data, dict) or not is_known:
            raise PresetError(
                "{file}: expected an activation among {expected}, and a number as layer_norm_epsilon. "
                "Received: {received}.",
                file=folder / _FILE_NAME,
                expected=", ".join(ACTIVATIONS),
                received=str(data)[:80],
            )
        return cls(activation, *(None if epsilon is None else float(epsilon) for epsilon in epsilons))


def _layers(backbone: Any) -> Iterator[Any]:
    yield from backbone._flatten_layers()  # noqa: SLF001  Keras has no public way to walk nested layers.


def _blocks(backbone: Any) -> Iterator[Any]:
    return (layer for layer in _layers(backbone) if type(layer) in _BLOCKS)


def _head_norms(backbone: Any) -> Iterator[Any]:
    # WORKAROUND: KerasHub 0.32's Qwen 3 has 1e-5 there, whatever its backbone is made with.
    return (layer for layer in _layers(backbone) if isinstance(layer, Qwen3LayerNorm) and layer.head_dim is not None)


def _norms(backbone: Any) -> list[Any]:
    has_blocks = next(_blocks(backbone), None) is not None
    return [layer for layer in _layers(backbone) if has_blocks and type(layer) is keras.layers.LayerNormalization]

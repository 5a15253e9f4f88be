"""Heads that KerasHub does not have: tasks of the studio's own, on a backbone of any family.

KerasHub finds a task by the class of the backbone, one class for each family. A head that needs nothing but a vector
for each token is the same on all of them.
"""

from typing import Any

import keras
import keras_hub
from keras_hub.src.utils.preset_utils import get_preset_loader


@keras.saving.register_keras_serializable(package="fettle")
class OwnPreprocessor(keras_hub.models.Preprocessor):
    """Keeps the tokenizer and the sequence length of a model with a head of the studio's own.

    The studio's tasks make examples themselves. Called by itself it gives bare tokens.

    Args:
        tokenizer: A KerasHub tokenizer.
        sequence_length: int. The most tokens of an example, the special ones counted.
    """

    backbone_cls = keras_hub.models.Backbone
    tokenizer_cls = keras_hub.tokenizers.Tokenizer

    def __init__(self, tokenizer: Any, sequence_length: int = 512, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tokenizer = tokenizer
        self.sequence_length = sequence_length

    @classmethod
    def from_preset(cls, preset: str, **kwargs: Any) -> Any:
        """Load from a folder, whatever family its backbone is of."""
        return get_preset_loader(preset).load_preprocessor(cls, **kwargs)

    def call(self, x: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Return the tokens of texts."""
        return keras.utils.pack_x_y_sample_weight(self.tokenizer(x), y, sample_weight)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "sequence_length": self.sequence_length}


class OwnHead(keras_hub.models.Task):
    """Base class of tasks with a head of the studio's own, on a backbone of any family.

    Attributes:
        needs_padding_mask: Whether the backbone must be one that is told what is padding.
    """

    backbone_cls = keras_hub.models.Backbone
    preprocessor_cls = OwnPreprocessor
    needs_padding_mask = False

    @classmethod
    def from_preset(cls, preset: str, load_weights: bool = True, **kwargs: Any) -> Any:
        """Load from a folder, whatever family its backbone is of.

        A head that the folder brings is taken, unless arguments say how a fresh one is made.

        Args:
            preset: The folder.
            load_weights: bool. Whether the weights are loaded.
            **kwargs: `backbone`, `preprocessor` and arguments of the constructor.
        """
        is_fresh = bool(set(kwargs) - {"backbone", "preprocessor", "dtype"})
        return get_preset_loader(preset).load_task(cls, load_weights, not is_fresh, **kwargs)


def token_vectors(backbone: Any, inputs: Any = None) -> Any:
    """Return the vectors that an encoder or a decoder gives to tokens: shape `(batch, length, hidden_dim)`.

    Args:
        backbone: The backbone.
        inputs: Its inputs by name; its own symbolic ones if not given.
    """
    return sequence_output(backbone(backbone.input if inputs is None else inputs))


def sequence_output(outputs: Any) -> Any:
    """Return the vectors of tokens among what an encoder or a decoder gives."""
    return outputs["sequence_output"] if isinstance(outputs, dict) else outputs

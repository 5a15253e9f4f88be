"""The head that says whether one passage follows another: on the pooled first token, beside the masked tokens' head.

KerasHub's networks have one head each. This one stands beside it as an attribute of the network: its weights are
trained and saved with the other head's, and whoever loads the saved model with KerasHub alone finds the network that
guesses words.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import keras
import tensorflow as tf
from keras_hub.src.utils.preset_utils import TASK_WEIGHTS_FILE

from studio.catalogue.layout import RUN_MODEL
from studio.engine.models.model_info import ModelInfo
from studio.engine.tasks.masked_lm.batches import MASK_POSITIONS

_ATTRIBUTE = "next_sentence_head"
_POOLED = "pooled_output"
_NUM_CLASSES = 2
_INITIALIZER_STDDEV = 0.02


class PairLogits(NamedTuple):
    """What a network says of pairs, in float32.

    Attributes:
        masked: `(batch, num_masks, vocabulary)`, of the masked tokens.
        pair: `(batch, 2)`: that the second passage does not follow, and that it does.
    """

    masked: Any
    pair: Any


def add_head(network: Any, folder: Path | None = None) -> None:
    """Give a network a head for pairs: with random weights, or with those that a saved model has.

    Args:
        network: A `keras_hub.models.MaskedLM`.
            Its backbone tells two segments apart and has a layer on the first token, as `catalogue.check_task` sees to.
        folder: The folder of its preset; `None` for a backbone from scratch.
    """
    backbone = network.backbone
    head = keras.layers.Dense(
        _NUM_CLASSES,
        kernel_initializer=keras.initializers.TruncatedNormal(stddev=_INITIALIZER_STDDEV),
        dtype=backbone.dtype_policy,
        name=_ATTRIBUTE,
    )
    head.build(backbone.output[_POOLED].shape)
    setattr(network, _ATTRIBUTE, head)
    if folder is not None and _has_head(folder):
        network.load_task_weights(str(folder / TASK_WEIGHTS_FILE))


def has_head(network: Any) -> bool:
    """Return whether a network says of pairs whether they follow."""
    return hasattr(network, _ATTRIBUTE)


def pair_logits(network: Any, inputs: Mapping[str, Any], *, training: bool) -> PairLogits:
    """Return what both heads say, inside a graph.

    Args:
        network: With a head for pairs.
        inputs: The backbone's inputs, and `mask_positions`.
        training: Whether dropout acts.
    """
    given = {name: inputs[name] for name in network.backbone.input}
    hidden = network.backbone(given, training=training)
    masked = network.masked_lm_head(hidden["sequence_output"], inputs[MASK_POSITIONS])
    return PairLogits(tf.cast(masked, tf.float32), tf.cast(getattr(network, _ATTRIBUTE)(hidden[_POOLED]), tf.float32))


def pair_losses(logits: Any, follows: Any) -> Any:
    """Return the cross-entropy of each pair: logits `(batch, 2)` and int32 `(batch,)` to `(batch,)`."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(follows, logits)


def _has_head(folder: Path) -> bool:
    if not (folder / RUN_MODEL).is_file():
        return False
    info = ModelInfo.read(folder)
    return info.task.learns_pairs(info.settings)

"""The losses that vectors are trained by, each to be called inside a graph."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from studio.data.score_scale import divisor_of

TEXT, SECOND_TEXT, THIRD_TEXT = "text", "second_text", "third_text"
STREAMS = (TEXT, SECOND_TEXT, THIRD_TEXT)
# The names of the targets that say which texts are the same, by stream: a number of each text.
NUMBER_OF = {name: f"{name}_number" for name in STREAMS}
# What stands where a row has no third text.
NO_TEXT = 0
SCORE = "score"


class RankingLoss:
    """The summed cross-entropy of finding each text's second text among all of the batch, and all third ones.

    Henderson et al., Efficient Natural Language Response Suggestion for Smart Reply (2017), section 4.4, with cosines
    over a temperature. What is right for a text as well is not taken for wrong: a second text that stands in another
    row too, or that belongs to another row with the same text.

    Args:
        temperature: float above 0.
    """

    def __init__(self, temperature: float) -> None:
        self.temperature = temperature

    def __call__(self, vectors: Mapping[str, Any], targets: Mapping[str, Any]) -> Any:
        """Return the loss: a scalar.

        Args:
            vectors: By stream, float32 tensors of shape `(batch, dim)`, normalized; a third one may be missing.
            targets: `text_number`, `second_text_number` and `third_text_number`, int64 tensors of shape `(batch,)`.
        """
        candidates, is_other = [vectors[SECOND_TEXT]], [_is_other_second(targets)]
        if THIRD_TEXT in vectors:
            candidates.append(vectors[THIRD_TEXT])
            is_other.append(_is_other_third(targets))
        scores = tf.matmul(vectors[TEXT], tf.concat(candidates, axis=0), transpose_b=True) / self.temperature
        labels = tf.range(tf.shape(scores)[0])
        is_own = tf.one_hot(labels, tf.shape(scores)[1], on_value=True, off_value=False)  # (batch, candidates)
        counts = tf.logical_or(is_own, tf.concat(is_other, axis=1))
        scores = tf.where(counts, scores, scores.dtype.min)
        return tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scores))


@dataclass(frozen=True, slots=True)
class Scale:
    """Brings scores into the range of cosines, as `score_scale.divisor_of` says.

    Attributes:
        minimum, maximum: Of the scores in the training data.
    """

    minimum: float
    maximum: float

    def __call__(self, scores: Any) -> Any:
        """Return scores, an array or a tensor, as cosines."""
        return scores / divisor_of(self.minimum, self.maximum)


class CosineLoss:
    """The summed square of what lies between the cosine of two texts and their score.

    Reimers and Gurevych, Sentence-BERT (2019), section 3, the regression objective.

    Args:
        scale: Brings scores into the range of cosines.
    """

    def __init__(self, scale: Scale) -> None:
        self.scale = scale

    def __call__(self, vectors: Mapping[str, Any], targets: Mapping[str, Any]) -> Any:
        """Return the loss: a scalar.

        Args:
            vectors: By stream, float32 tensors of shape `(batch, dim)`, normalized.
            targets: `score`, float32 tensor of shape `(batch,)`.
        """
        cosines = tf.reduce_sum(vectors[TEXT] * vectors[SECOND_TEXT], axis=-1)  # (batch,)
        return tf.reduce_sum(tf.square(cosines - self.scale(targets[SCORE])))


def _is_other_second(targets: Mapping[str, Any]) -> Any:
    """Return which second texts are wrong for which texts: a boolean tensor of shape `(batch, batch)`."""
    text, second = targets[NUMBER_OF[TEXT]], targets[NUMBER_OF[SECOND_TEXT]]
    return tf.logical_and(_differ(second, second), _differ(text, text))


def _is_other_third(targets: Mapping[str, Any]) -> Any:
    """Return which third texts are there, and are wrong for which texts."""
    second, third = targets[NUMBER_OF[SECOND_TEXT]], targets[NUMBER_OF[THIRD_TEXT]]
    return tf.logical_and(_differ(second, third), tf.not_equal(third, NO_TEXT)[None, :])


def _differ(rows: Any, columns: Any) -> Any:
    return tf.not_equal(rows[:, None], columns[None, :])

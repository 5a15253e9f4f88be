"""The best spans of a window, from the logits of its tokens: the same inside an export and outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT

# So many candidates of a window are kept, as many as BERT's script looks at.
NUM_CANDIDATES = 20


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The best spans of some windows, the best first: numpy arrays, or tensors inside a graph.

    A span's score is the sum of the logits of its first and its last token.

    Attributes:
        scores: float32, shape `(num_windows, NUM_CANDIDATES)`; hardly above −10⁹ where there is no such span.
        firsts, lasts: int32, like `scores`: the places of the first and the last token in the window's example.
        no_answer: float32, shape `(num_windows,)`: the score of "no answer", which the first token of all stands for.
        log_sums: float32, shape `(num_windows,)`: the logarithm of the sum of the exponentials of all spans' scores.
    """

    scores: Any
    firsts: Any
    lasts: Any
    no_answer: Any
    log_sums: Any

    def take(self, indices: NDArray[np.int64]) -> "Candidates":
        """Return those of some windows."""
        return Candidates(*(getattr(self, name)[indices] for name in _NAMES))

    @classmethod
    def stacked(cls, outputs: Sequence[Mapping[str, NDArray[Any]]]) -> "Candidates":
        """Put together what `to_outputs` gave for each window."""
        return cls(*(np.stack([found[name] for found in outputs]) for name in _NAMES))

    def to_outputs(self) -> dict[str, Any]:
        """Return the values by name."""
        return {name: getattr(self, name) for name in _NAMES}


_NAMES = ("scores", "firsts", "lasts", "no_answer", "log_sums")


def search(logits: Any, max_answer_length: int) -> Candidates:
    """Find the best spans, inside a graph.

    Args:
        logits: float32 tensor of shape `(num_windows, length, 2)`.
        max_answer_length: The most tokens of an answer.
    """
    starts, ends = logits[:, :, 0], logits[:, :, 1]  # (windows, length)
    no_answer = starts[:, 0] + ends[:, 0]
    starts = tf.concat([tf.fill(tf.shape(starts[:, :1]), NO_LOGIT), starts[:, 1:]], 1)
    # A span's last token is one of `max_answer_length`, its first one among them.
    padded = tf.pad(ends, [[0, 0], [0, max_answer_length - 1]], constant_values=NO_LOGIT)
    lasts = tf.signal.frame(padded, max_answer_length, 1, axis=1)  # (windows, length, max_answer_length)
    scores = tf.reshape(starts[:, :, None] + lasts, [tf.shape(logits)[0], -1])
    scores = tf.pad(scores, [[0, 0], [0, NUM_CANDIDATES]], constant_values=NO_LOGIT)
    best, places = tf.math.top_k(scores, NUM_CANDIDATES)
    firsts = tf.minimum(places // max_answer_length, tf.shape(logits)[1] - 1)
    lasts = tf.minimum(firsts + places % max_answer_length, tf.shape(logits)[1] - 1)
    return Candidates(best, firsts, lasts, no_answer, tf.reduce_logsumexp(scores, axis=1))


class SpanSearch:
    """Finds the best spans of batches of windows outside a graph.

    Args:
        max_answer_length: The most tokens of an answer.
    """

    def __init__(self, max_answer_length: int) -> None:
        self._search = tf.function(
            lambda logits: search(logits, max_answer_length).to_outputs(),
            input_signature=[tf.TensorSpec((None, None, 2), tf.float32)],
            jit_compile=False,
        )

    def __call__(self, logits: NDArray[np.float32]) -> Candidates:
        """Return the best spans.

        Args:
            logits: float32 array of shape `(num_windows, length, 2)`.
        """
        with tf.device("cpu"):
            found = self._search(tf.constant(logits))
        return Candidates(**{name: tensor.numpy() for name, tensor in found.items()})

"""The scores of spans, from the logits of a window's tokens: the logit of the first token plus that of the last."""

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from studio.engine.tasks.extractive_qa.span_finder import NO_LOGIT

Floats = NDArray[np.float32]


def span_scores(logits: Floats, max_answer_length: int) -> Floats:
    """Return the scores of all spans of some tokens; hardly above −10⁹ where the tokens end before the span.

    Args:
        logits: float32 array of shape `(num_tokens, 2)`.
        max_answer_length: The most tokens of an answer.

    Returns:
        float32 array of shape `(num_tokens, max_answer_length)`, by the first token and how many more there are.
    """
    ends = np.pad(logits[:, 1], (0, max_answer_length - 1), constant_values=NO_LOGIT)
    scores: Floats = logits[:, 0, None] + sliding_window_view(ends, max_answer_length)
    return scores


def span_scores_in_graph(starts: Any, ends: Any, max_answer_length: int) -> Any:
    """Return the same of windows, inside a graph.

    Args:
        starts: float32 tensor of shape `(num_windows, length)`: the logits of being the first token.
        ends: float32 tensor of the same shape: those of being the last one.
        max_answer_length: The most tokens of an answer.

    Returns:
        float32 tensor of shape `(num_windows, length, max_answer_length)`.
    """
    padded = tf.pad(ends, [[0, 0], [0, max_answer_length - 1]], constant_values=NO_LOGIT)
    return starts[:, :, None] + tf.signal.frame(padded, max_answer_length, 1, axis=1)

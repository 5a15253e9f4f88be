"""The loss that labels are trained by: binary cross-entropy with weights and label smoothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

LABELS = "labels"
# A label that hardly any text has would outweigh all others.
MAX_WEIGHT = 100.0


class LabelLoss:
    """The summed binary cross-entropy of a batch, a mean over the labels of each text; to be called inside a graph.

    Smoothed labels are (1 − ε) · label + ε / 2, each label being a choice between two.

    Args:
        class_weights: float32 array of shape `(num_labels,)`: how much more it counts where a label applies than where
            it does not; `None` where both count alike.
        label_smoothing: float in [0, 1), the ε above.
    """

    def __init__(self, class_weights: NDArray[np.float32] | None = None, label_smoothing: float = 0.0) -> None:
        self.class_weights = class_weights
        self.label_smoothing = label_smoothing

    def __call__(self, logits: Any, targets: Mapping[str, Any]) -> Any:
        """Return the loss of float32 logits and uint8 labels, both of shape `(batch, num_labels)`: a scalar."""
        labels = tf.cast(targets[LABELS], tf.float32)
        labels = labels * (1.0 - self.label_smoothing) + self.label_smoothing / 2.0
        if self.class_weights is None:
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels, logits)
        else:
            losses = tf.nn.weighted_cross_entropy_with_logits(labels, logits, tf.constant(self.class_weights))
        return tf.reduce_sum(tf.reduce_mean(losses, axis=-1))

    def first_logits(self, counts: Sequence[int], num_rows: int) -> NDArray[np.float32]:
        """Return the logits with the lowest loss for a model that knows nothing of the texts: `(num_labels,)`.

        A head that begins with them need not learn first how rare the labels are: Lin et al., Focal Loss for Dense
        Object Detection (2017), section 3.3.

        Args:
            counts: How often each label applies.
            num_rows: Of how many rows.
        """
        # A label of no row or of every row is none to be sure of.
        shares = np.clip(np.array(counts, np.float64), 0.5, num_rows - 0.5) / num_rows
        shares = shares * (1.0 - self.label_smoothing) + self.label_smoothing / 2.0
        weights = 1.0 if self.class_weights is None else self.class_weights
        return np.log(weights * shares / (1.0 - shares)).astype(np.float32)


def positive_weights(counts: Sequence[int], num_rows: int) -> NDArray[np.float32]:
    """Return by how much more rows without a label there are than rows with it, at most `MAX_WEIGHT`.

    Weighted so, both sides of a label count alike. A label that no row or every row has weighs 1.
    """
    found = np.array(counts, np.float64)
    weights = np.ones(len(found))
    is_learned = (found > 0) & (found < num_rows)
    weights[is_learned] = np.minimum((num_rows - found[is_learned]) / found[is_learned], MAX_WEIGHT)
    return weights.astype(np.float32)

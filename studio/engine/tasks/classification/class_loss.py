"""The loss that classes are trained by: cross-entropy with class weights and label smoothing."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

LABEL = "label"


class ClassLoss:
    """The summed cross-entropy of a batch, to be called inside a graph.

    An example counts as much as its label's class weighs, whatever else is in its batch: whoever wants a mean divides
    by the number of examples, as Keras does, and not by the sum of the weights. So a batch that is cut into
    micro-batches gives the same gradient, and the weights of a rare class are not lost where a batch holds no other.

    Smoothed labels are (1 − ε) · label + ε / k over k classes: Szegedy et al., Rethinking the Inception Architecture
    (2015), section 7.

    Args:
        class_weights: float32 array of shape `(num_classes,)`; `None` where all classes count alike.
        label_smoothing: float in [0, 1), the ε above.
    """

    def __init__(self, class_weights: NDArray[np.float32] | None = None, label_smoothing: float = 0.0) -> None:
        self.class_weights = class_weights
        self.label_smoothing = label_smoothing

    def __call__(self, logits: Any, targets: Mapping[str, Any]) -> Any:
        """Return the loss of float32 logits `(batch, num_classes)` and int32 labels `(batch,)`: a scalar."""
        labels = targets[LABEL]
        losses = self._losses(logits, labels)  # (batch,)
        if self.class_weights is not None:
            losses *= tf.gather(tf.constant(self.class_weights, tf.float32), labels)
        return tf.reduce_sum(losses)

    def _losses(self, logits: Any, labels: Any) -> Any:
        if not self.label_smoothing:
            return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
        num_classes = tf.shape(logits)[1]
        share = self.label_smoothing / tf.cast(num_classes, tf.float32)
        targets = tf.one_hot(labels, num_classes, on_value=1.0 - self.label_smoothing, off_value=0.0) + share
        return tf.nn.softmax_cross_entropy_with_logits(targets, logits)

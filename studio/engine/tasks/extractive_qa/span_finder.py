"""A head that finds where an answer begins and ends, on any encoder."""

from typing import Any

import keras
from keras import ops

from studio.engine.models.own_head import OwnHead, token_vectors

_INITIALIZER_STDDEV = 0.02
ANSWER_MASK = "answer_mask"
# The logit of a token where no answer may begin or end: its share of a softmax is exactly 0.
NO_LOGIT = -1e9


@keras.saving.register_keras_serializable(package="fettle")
class AnswerMask(keras.layers.Layer):
    """Leaves logits only to tokens at which an answer may begin or end. Computes in float32.

    Call arguments:
        logits: float tensor of shape `(batch, length, 2)`.
        answer_mask: int tensor of shape `(batch, length)`: 1 where an answer may begin or end.

    Returns:
        float32 tensor of shape `(batch, length, 2)`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"dtype": "float32", **kwargs})

    def call(self, logits: Any, answer_mask: Any) -> Any:
        """Return the logits, −10⁹ where there is no answer."""
        return ops.where(ops.cast(answer_mask, "bool")[:, :, None], ops.cast(logits, "float32"), NO_LOGIT)

    def compute_output_shape(self, logits_shape: Any, answer_mask_shape: Any) -> Any:
        """Return the shape of the logits."""
        return logits_shape


@keras.saving.register_keras_serializable(package="fettle")
class SpanFinder(OwnHead):
    """Gives each token a logit for being the first and one for being the last of the answer.

    One dense layer on the token vectors (Devlin et al., BERT, 2018, section 4.2). The first token of the sequence
    stands for "no answer" (section 4.3).

    Inputs are those of the backbone and `answer_mask`, int tensor of shape `(batch, length)`: 1 for the tokens at which
    an answer may begin or end, the first of the sequence among them. The output is a float32 tensor of shape
    `(batch, length, 2)`.

    Args:
        backbone: An encoder.
        preprocessor: Keeps the tokenizer.
    """

    def __init__(self, backbone: Any, preprocessor: Any = None, **kwargs: Any) -> None:
        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor
        self.span_dense = keras.layers.Dense(
            2,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=_INITIALIZER_STDDEV),
            dtype=backbone.dtype_policy,
            name="span_logits",
        )
        self.mask_layer = AnswerMask(name="answer_mask_layer")

        # === Functional model ===
        answer_mask = keras.Input((None,), dtype="int32", name=ANSWER_MASK)
        logits = self.span_dense(token_vectors(backbone))  # (batch, length, 2)
        outputs = self.mask_layer(logits, answer_mask)
        super().__init__(inputs={**backbone.input, ANSWER_MASK: answer_mask}, outputs=outputs, **kwargs)

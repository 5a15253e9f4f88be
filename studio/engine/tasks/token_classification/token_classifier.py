"""A head that gives every token of a text a tag, on any encoder or decoder."""

from typing import Any

import keras

from studio.engine.models.own_head import OwnHead, token_vectors

_INITIALIZER_STDDEV = 0.02


@keras.saving.register_keras_serializable(package="fettle")
class TokenClassifier(OwnHead):
    """Gives each token a logit for each tag: one dense layer on the token vectors.

    Devlin et al., BERT (2018), section 4.4. The inputs are those of the backbone, the output a tensor of shape
    `(batch, length, num_tags)`.

    Args:
        backbone: An encoder or a decoder.
        num_tags: int.
        preprocessor: Keeps the tokenizer.
        dropout: float. Of the token vectors, in training.
    """

    def __init__(
        self, backbone: Any, num_tags: int, preprocessor: Any = None, dropout: float = 0.1, **kwargs: Any
    ) -> None:
        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor
        self.output_dropout = keras.layers.Dropout(dropout, dtype=backbone.dtype_policy, name="token_dropout")
        self.output_dense = keras.layers.Dense(
            num_tags,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=_INITIALIZER_STDDEV),
            dtype=backbone.dtype_policy,
            name="tag_logits",
        )

        # === Functional model ===
        outputs = self.output_dense(self.output_dropout(token_vectors(backbone)))  # (batch, length, num_tags)
        super().__init__(inputs=dict(backbone.input), outputs=outputs, **kwargs)

        # === Config ===
        self.num_tags = num_tags
        self.dropout = dropout

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "num_tags": self.num_tags, "dropout": self.dropout}

"""Text embedding on an encoder of any family."""

from typing import Any, Literal

import keras

from studio.engine.models.own_head import OwnHead, token_vectors
from studio.engine.models.token_pooling import TokenPooling

EmbedderPooling = Literal["mean", "first"]


@keras.saving.register_keras_serializable(package="fettle")
class TextEmbedder(OwnHead):
    """Gives each text a vector of length 1.

    The vectors of its tokens are averaged, or that of the first one is taken: Reimers and Gurevych, Sentence-BERT
    (2019), section 3. There is nothing to train beside the backbone.

    Inputs are those of the backbone, one of which is `padding_mask`; the output is a float32 tensor of shape
    `(batch, hidden_dim)`.

    Args:
        backbone: A KerasHub encoder or a `TransformerBackbone` of the kind `"encoder"`.
        preprocessor: Holds the tokenizer; may be `None`.
        pooling: str. `"mean"` or `"first"`.
    """

    needs_padding_mask = True

    def __init__(
        self, backbone: Any, preprocessor: Any = None, pooling: EmbedderPooling = "mean", **kwargs: Any
    ) -> None:
        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor
        # In float32 whatever the backbone computes in: cosines are divided by a small temperature.
        self.pooling = TokenPooling(pooling, dtype="float32", name="pooling")
        self.normalization = keras.layers.UnitNormalization(dtype="float32", name="unit_length")

        # === Functional model ===
        inputs = backbone.input
        pooled = self.pooling(token_vectors(backbone), inputs["padding_mask"])
        super().__init__(inputs=inputs, outputs=self.normalization(pooled), **kwargs)

    def set_pooling(self, pooling: EmbedderPooling) -> None:
        """Take another pooling from now on."""
        self.pooling.method = pooling

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "pooling": self.pooling.method}

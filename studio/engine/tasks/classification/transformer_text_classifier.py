"""Text classification on a `TransformerBackbone` of any kind."""

from typing import Any

import keras
import keras_hub

from studio.engine.models.scratch_preprocessing import ScratchPreprocessing
from studio.engine.models.token_pooling import TokenPooling
from studio.layers import TransformerBackbone

_INITIALIZER_STDDEV = 0.02


@keras.saving.register_keras_serializable(package="fettle")
class TransformerTextClassifierPreprocessor(ScratchPreprocessing, keras_hub.models.TextClassifierPreprocessor):
    """Turns a text, a list of texts or a string tensor into the inputs of a backbone."""


@keras.saving.register_keras_serializable(package="fettle")
class TransformerTextClassifier(keras_hub.models.TextClassifier):
    """Gives each text a logit for each class.

    - An encoder's tokens are averaged. A first token must learn to gather what the others know before it is of any
      use; Beyer, Zhai and Kolesnikov, Better plain ViT baselines for ImageNet-1k (2022), train without one, too.
      One with a pooler was pretrained for its first token, and that is taken.
    - Of a decoder the last real token is taken, the only one that saw all the others: Radford et al., Improving
      Language Understanding by Generative Pre-Training (2018), section 3.2.
    - An encoder–decoder reads the same text on both sides, and the decoder's last token is taken: Lewis et al., BART
      (2020), section 3.1.

    Args:
        backbone: A `TransformerBackbone`.
        num_classes: int.
        preprocessor: A `TransformerTextClassifierPreprocessor` or `None`.
        activation: The activation of the outputs; `None` gives logits.
        dropout: float. Of the text's vector, in training.
    """

    backbone_cls = TransformerBackbone
    preprocessor_cls = TransformerTextClassifierPreprocessor

    def __init__(
        self,
        backbone: Any,
        num_classes: int,
        preprocessor: Any = None,
        activation: Any = None,
        dropout: float = 0.1,
        **kwargs: Any,
    ) -> None:
        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor
        self.pooling = TokenPooling(
            "mean" if backbone.kind == "encoder" else "last", dtype=backbone.dtype_policy, name="pooling"
        )
        self.output_dropout = keras.layers.Dropout(dropout, dtype=backbone.dtype_policy, name="classifier_dropout")
        self.output_dense = keras.layers.Dense(
            num_classes,
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=_INITIALIZER_STDDEV),
            activation=activation,
            dtype=backbone.dtype_policy,
            name="logits",
        )

        # === Functional model ===
        inputs = _inputs_like(backbone)
        outputs = self.output_dense(self.output_dropout(self._pool(inputs)))
        super().__init__(inputs=inputs, outputs=outputs, **kwargs)
        if preprocessor is not None:
            preprocessor.has_segment_ids = "segment_ids" in inputs

        # === Config ===
        self.num_classes = num_classes
        self.activation = keras.activations.get(activation)
        self.dropout = dropout

    @property
    def reads_first_token(self) -> bool:
        """Whether nothing else of what the backbone says of the tokens is read."""
        return bool(self.backbone.kind == "encoder" and self.backbone.use_pooler)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "num_classes": self.num_classes,
            "activation": keras.activations.serialize(self.activation),
            "dropout": self.dropout,
        }

    def _pool(self, inputs: dict[str, Any]) -> Any:
        backbone = self.backbone
        if backbone.kind != "encoder_decoder":
            hidden = backbone(inputs)
            return hidden["pooled_output"] if backbone.use_pooler else self.pooling(hidden, inputs["padding_mask"])
        both = {f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in inputs.items()}
        return self.pooling(backbone(both)["decoder_sequence_output"], inputs["padding_mask"])


def _inputs_like(backbone: Any) -> dict[str, Any]:
    """Return what the classifier takes: one text, whatever the backbone makes of it."""
    if backbone.kind != "encoder_decoder":
        return dict(backbone.input)
    return {name: keras.Input((None,), dtype="int32", name=name) for name in ("token_ids", "padding_mask")}

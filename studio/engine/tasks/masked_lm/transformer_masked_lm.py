"""Masked language modelling on a `TransformerBackbone`."""

from typing import Any

import keras
import keras_hub

from studio.engine.models.scratch_preprocessing import ScratchPreprocessing
from studio.layers import TransformerBackbone

_INITIALIZER_STDDEV = 0.02


@keras.saving.register_keras_serializable(package="fettle")
class TransformerMaskedLMPreprocessor(ScratchPreprocessing, keras_hub.models.MaskedLMPreprocessor):
    """Turns texts into inputs with hidden tokens, for whoever uses the saved model with KerasHub alone."""


@keras.saving.register_keras_serializable(package="fettle")
class TransformerMaskedLM(keras_hub.models.MaskedLM):
    """Gives each hidden token a logit for each token of the vocabulary.

    A dense layer and a normalization lead to the product with the token vectors, which are those of the input (Devlin
    et al., BERT, 2018, section 3.1; Press and Wolf, Using the Output Embedding to Improve Language Models, 2017).

    Inputs are those of the backbone and `mask_positions`, int tensor of shape `(batch, num_masks)`; the output is a
    float tensor of shape `(batch, num_masks, vocabulary_size)`.

    Args:
        backbone: A `TransformerBackbone` of the kind `"encoder"`.
        preprocessor: A `TransformerMaskedLMPreprocessor` or `None`.
    """

    backbone_cls = TransformerBackbone
    preprocessor_cls = TransformerMaskedLMPreprocessor

    def __init__(self, backbone: Any, preprocessor: Any = None, **kwargs: Any) -> None:
        if backbone.kind != "encoder":
            raise ValueError(f"Expected a backbone of the kind 'encoder'. Received: kind={backbone.kind!r}")

        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor
        self.masked_lm_head = keras_hub.layers.MaskedLMHead(
            vocabulary_size=backbone.vocabulary_size,
            token_embedding=backbone.token_embedding,
            intermediate_activation="gelu",
            kernel_initializer=keras.initializers.TruncatedNormal(stddev=_INITIALIZER_STDDEV),
            dtype=backbone.dtype_policy,
            name="mlm_head",
        )

        # === Functional model ===
        positions = keras.Input((None,), dtype="int32", name="mask_positions")
        inputs = {**backbone.input, "mask_positions": positions}
        hidden = backbone(backbone.input)
        hidden = hidden["sequence_output"] if backbone.use_pooler else hidden  # (batch, length, hidden_dim)
        super().__init__(inputs=inputs, outputs=self.masked_lm_head(hidden, positions), **kwargs)
        if preprocessor is not None:
            preprocessor.has_segment_ids = "segment_ids" in inputs

"""Masked language modelling on a `TransformerBackbone`."""

from typing import Any

import keras
import keras_hub

from studio.layers import TransformerBackbone

_INITIALIZER_STDDEV = 0.02


@keras.saving.register_keras_serializable(package="fettle")
class TransformerMaskedLMPreprocessor(keras_hub.models.MaskedLMPreprocessor):
    """Turns texts into inputs with hidden tokens, for whoever uses the saved model with KerasHub alone.

    Args:
        tokenizer: A learned tokenizer.
        sequence_length: int. Texts are cut after so many tokens, the special ones counted.
        has_segment_ids: bool. Whether the backbone takes `segment_ids`.
    """

    backbone_cls = TransformerBackbone
    # Which of the learned ones it is, a preset's own file says.
    tokenizer_cls = keras_hub.tokenizers.Tokenizer

    def __init__(
        self, tokenizer: Any, sequence_length: int = 512, has_segment_ids: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(tokenizer, sequence_length, **kwargs)
        self.has_segment_ids = has_segment_ids

    def call(self, x: Any, y: Any = None, sample_weight: Any = None) -> Any:
        """Return the inputs of a model, the hidden tokens and their weights for a list of texts."""
        inputs, y, sample_weight = keras.utils.unpack_x_y_sample_weight(super().call(x, y, sample_weight))
        if not self.has_segment_ids:
            del inputs["segment_ids"]
        return keras.utils.pack_x_y_sample_weight(inputs, y, sample_weight)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "has_segment_ids": self.has_segment_ids}


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

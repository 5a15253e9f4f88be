"""Causal language modelling on a `TransformerBackbone`."""

from typing import Any

import keras
import keras_hub
from keras import ops

from studio.engine.models.scratch_preprocessing import LearnedTokenizing
from studio.engine.tasks.writing.keras_hub_generation import write_with_sampler
from studio.layers import TransformerBackbone


@keras.saving.register_keras_serializable(package="fettle")
class TransformerCausalLMPreprocessor(LearnedTokenizing, keras_hub.models.CausalLMPreprocessor):
    """Turns texts into inputs and the tokens that follow, for whoever uses the saved model with KerasHub alone."""


@keras.saving.register_keras_serializable(package="fettle")
class TransformerCausalLM(keras_hub.models.CausalLM):
    """Gives each token a logit for each token that may follow it.

    The logits are products with the token vectors (Press and Wolf, Using the Output Embedding to Improve Language
    Models, 2017); with a backbone whose `tie_weights` is false, with vectors of their own.

    Inputs are those of the backbone; the output is a float tensor of shape `(batch, length, vocabulary_size)`.

    Args:
        backbone: A `TransformerBackbone` of the kind `"decoder"`.
        preprocessor: A `TransformerCausalLMPreprocessor` or `None`.
    """

    backbone_cls = TransformerBackbone
    preprocessor_cls = TransformerCausalLMPreprocessor

    def __init__(self, backbone: Any, preprocessor: Any = None, **kwargs: Any) -> None:
        if backbone.kind != "decoder":
            raise ValueError(f"Expected a backbone of the kind 'decoder'. Received: kind={backbone.kind!r}")

        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor

        # === Functional model ===
        inputs = backbone.input
        super().__init__(inputs=inputs, outputs=backbone.token_embedding(backbone(inputs), reverse=True), **kwargs)

    def call_with_cache(self, token_ids: Any, cache: Any, cache_update_index: Any) -> tuple[Any, Any, Any]:
        """Return the logits of new tokens, given the keys and values of those before; as KerasHub's families do.

        Args:
            token_ids: int tensor of shape `(batch, length)`: the new tokens.
            cache: For each layer a float tensor of shape `(batch, 2, num_key_value_heads, max_length, head_dim)`.
            cache_update_index: int, or int tensor. The position of the first new token.

        Returns:
            Logits, float tensor of shape `(batch, length, vocabulary_size)`; hidden states, `(batch, length,
            hidden_dim)`; and the new cache.
        """
        hidden, cache = self.backbone.call_with_cache(token_ids, cache, cache_update_index)
        return self.backbone.token_embedding(hidden, reverse=True), hidden, cache

    def generate_step(self, inputs: Any, stop_token_ids: Any = None) -> dict[str, Any]:
        """Return prompts written on, for KerasHub's `generate`.

        Args:
            inputs: `token_ids`, int tensor of shape `(batch, length)`, and `padding_mask`, bool: prompts, and room.
            stop_token_ids: Tuple of the tokens that stop a row; `None` for none.

        Returns:
            The same two, written.
        """
        token_ids, padding_mask = inputs["token_ids"], ops.cast(inputs["padding_mask"], "bool")
        hidden, cache = self._build_cache(token_ids)
        written, mask = write_with_sampler(
            self,
            self.call_with_cache,
            token_ids,
            padding_mask,
            cache=cache,
            hidden_states=hidden,
            stop_token_ids=stop_token_ids,
        )
        return {"token_ids": written, "padding_mask": mask}

    def _build_cache(self, token_ids: Any) -> tuple[Any, Any]:
        """Return the hidden states of tokens and a cache that holds them, and no more."""
        batch_size, length = ops.shape(token_ids)
        _, hidden, cache = self.call_with_cache(token_ids, self.backbone.make_cache(batch_size, length), 0)
        return hidden, cache

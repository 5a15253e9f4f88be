"""Sequence-to-sequence language modelling on a `TransformerBackbone`."""

from typing import Any

import keras
import keras_hub
from keras import ops

from studio.engine.models.scratch_preprocessing import LearnedTokenizing
from studio.engine.tasks.writing.keras_hub_generation import write_with_sampler
from studio.layers import TransformerBackbone


@keras.saving.register_keras_serializable(package="fettle")
class TransformerSeq2SeqLMPreprocessor(LearnedTokenizing, keras_hub.models.Seq2SeqLMPreprocessor):
    """Turns pairs of texts into inputs and the tokens that follow, for whoever uses the model with KerasHub alone.

    Args:
        tokenizer: A learned tokenizer.
        encoder_sequence_length, decoder_sequence_length: int. Texts are cut after so many tokens, special ones counted.
    """

    def __init__(
        self, tokenizer: Any, encoder_sequence_length: int = 256, decoder_sequence_length: int = 256, **kwargs: Any
    ) -> None:
        super().__init__(tokenizer, encoder_sequence_length, decoder_sequence_length, **kwargs)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        # WORKAROUND: KerasHub 0.32 saves no lengths for its sequence-to-sequence families.
        return {
            **super().get_config(),
            "encoder_sequence_length": self.encoder_sequence_length,
            "decoder_sequence_length": self.decoder_sequence_length,
        }


@keras.saving.register_keras_serializable(package="fettle")
class TransformerSeq2SeqLM(keras_hub.models.Seq2SeqLM):
    """Gives each token of an answer a logit for each token that may follow it, in view of what an encoder read.

    The logits are products with the token vectors, which both sides share (Vaswani et al., Attention Is All You Need,
    2017, section 3.4); with a backbone whose `tie_weights` is false, with vectors of their own.

    Inputs are those of the backbone; the output is a float tensor of shape `(batch, decoder_length, vocabulary_size)`.

    Args:
        backbone: A `TransformerBackbone` of the kind `"encoder_decoder"`.
        preprocessor: A `TransformerSeq2SeqLMPreprocessor` or `None`.
    """

    backbone_cls = TransformerBackbone
    preprocessor_cls = TransformerSeq2SeqLMPreprocessor

    def __init__(self, backbone: Any, preprocessor: Any = None, **kwargs: Any) -> None:
        if backbone.kind != "encoder_decoder":
            # KerasHub's `CausalLM.from_preset` takes this class for any preset on the studio's own backbone.
            raise ValueError(
                f"Expected a backbone of the kind 'encoder_decoder'. Received: kind={backbone.kind!r}. "
                "TransformerCausalLM.from_preset opens a decoder."
            )

        # === Layers ===
        self.backbone = backbone
        self.preprocessor = preprocessor

        # === Functional model ===
        inputs = backbone.input
        hidden = backbone(inputs)["decoder_sequence_output"]  # (batch, decoder_length, hidden_dim)
        super().__init__(inputs=inputs, outputs=backbone.token_embedding(hidden, reverse=True), **kwargs)

    def call_encoder(self, token_ids: Any, padding_mask: Any) -> Any:
        """Return the encoder's output, float tensor of shape `(batch, encoder_length, hidden_dim)`."""
        return self.backbone.encode({"encoder_token_ids": token_ids, "encoder_padding_mask": padding_mask})

    def call_decoder_with_cache(
        self,
        encoder_hidden_states: Any,
        encoder_padding_mask: Any,
        decoder_token_ids: Any,
        self_attention_cache: Any,
        self_attention_cache_update_index: Any,
        cross_attention_cache: Any,
        cross_attention_cache_update_index: Any,
    ) -> tuple[Any, Any, Any, Any]:
        """Return the logits of new tokens, given the keys and values of those before; as KerasHub's BART and T5 do.

        Args:
            encoder_hidden_states: What `call_encoder` gave.
            encoder_padding_mask: int tensor of shape `(batch, encoder_length)`.
            decoder_token_ids: int tensor of shape `(batch, length)`: the new tokens.
            self_attention_cache: For each layer a float tensor of shape `(batch, 2, num_key_value_heads, max_length,
                head_dim)`.
            self_attention_cache_update_index: int, or int tensor. The position of the first new token.
            cross_attention_cache: The same of `encoder_length` tokens.
            cross_attention_cache_update_index: `None` where the cross-attention's cache is already that of the
                encoder's output; else it is computed.

        Returns:
            Logits, float tensor of shape `(batch, length, vocabulary_size)`; hidden states, `(batch, length,
            hidden_dim)`; and both caches.
        """
        if cross_attention_cache_update_index is not None:
            cross_attention_cache = self.backbone.make_cross_attention_cache(encoder_hidden_states)
        hidden, cache = self.backbone.call_with_cache(
            decoder_token_ids,
            self_attention_cache,
            self_attention_cache_update_index,
            cross_attention_cache=cross_attention_cache,
            encoder_padding_mask=encoder_padding_mask,
        )
        logits = self.backbone.token_embedding(hidden, reverse=True)
        return logits, hidden, cache, cross_attention_cache

    def generate_step(self, inputs: Any, stop_token_ids: Any = None) -> dict[str, Any]:
        """Return answers written on, for KerasHub's `generate`.

        Args:
            inputs: `encoder_token_ids` and `decoder_token_ids`, int tensors of shape `(batch, length)`, and
                `encoder_padding_mask` and `decoder_padding_mask`, bool: what is read, beginnings of answers, and room.
            stop_token_ids: Tuple of the tokens that stop a row; `None` for none.

        Returns:
            `decoder_token_ids` and `decoder_padding_mask`, written.
        """
        token_ids, padding_mask = inputs["decoder_token_ids"], ops.cast(inputs["decoder_padding_mask"], "bool")
        source_mask = inputs["encoder_padding_mask"]
        hidden, encoded, cache, crossed = self._build_cache(inputs["encoder_token_ids"], source_mask, token_ids)

        # What the encoder read goes along, so that a beam search repeats it for each of its beams.
        def step(token: Any, known: Any, index: Any) -> tuple[Any, Any, Any]:
            own, encoded, source_mask, crossed = known
            logits, hidden, own, _ = self.call_decoder_with_cache(
                encoded, source_mask, token, own, index, crossed, None
            )
            return logits, hidden, (own, encoded, source_mask, crossed)

        written, mask = write_with_sampler(
            self,
            step,
            token_ids,
            padding_mask,
            cache=(cache, encoded, source_mask, crossed),
            hidden_states=hidden,
            stop_token_ids=stop_token_ids,
        )
        return {"decoder_token_ids": written, "decoder_padding_mask": mask}

    def _build_cache(
        self, encoder_token_ids: Any, encoder_padding_mask: Any, decoder_token_ids: Any
    ) -> tuple[Any, Any, Any, Any]:
        """Return hidden states, the encoder's output, and both caches, which hold the given tokens and no more."""
        encoded = self.call_encoder(encoder_token_ids, encoder_padding_mask)
        batch_size, length = ops.shape(decoder_token_ids)
        empty = self.backbone.make_cache(batch_size, length)
        _, hidden, cache, crossed = self.call_decoder_with_cache(
            encoded, encoder_padding_mask, decoder_token_ids, empty, 0, None, 0
        )
        return hidden, encoded, cache, crossed

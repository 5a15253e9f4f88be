"""A Transformer of any of the three kinds, as a KerasHub backbone."""

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import keras_hub

from studio.layers.arguments import check_choice
from studio.layers.backbone_config import BackboneConfig
from studio.layers.backbone_parts import (
    make_decoder,
    make_encoder,
    make_input_embedding,
    make_pooler,
    make_token_embedding,
)
from studio.layers.encoder_block import BlockSteps
from studio.layers.tensor import Tensor


@keras.saving.register_keras_serializable(package="fettle")
class TransformerBackbone(keras_hub.models.Backbone):
    """An encoder, a decoder, or both, of the product's own layers.

    It covers BERT, RoBERTa, DistilBERT, ALBERT, GPT-2, BART, T5 and Llama 3 as KerasHub has them, and what lies
    between.

    Inputs are dictionaries of int tensors of shape `(batch, length)`:

    - an encoder takes `token_ids`, `padding_mask`, and `segment_ids` if `num_segments` is above 0; a decoder takes the
      first two;
    - an encoder–decoder takes `encoder_token_ids`, `encoder_padding_mask`, `decoder_token_ids` and
      `decoder_padding_mask`.

    The output is a float tensor of shape `(batch, length, hidden_dim)`; with `use_pooler` a dictionary of
    `sequence_output` and `pooled_output`; of an encoder–decoder one of `encoder_sequence_output` and
    `decoder_sequence_output`.

    Args:
        dtype: A Keras dtype policy or its name.
        name: str.
        trainable: bool.
        **settings: The attributes of `BackboneConfig`, by their names; they are attributes of the backbone, too.

    Example:
        `TransformerBackbone(kind="decoder", vocabulary_size=8000, num_layers=4, num_heads=4, hidden_dim=256,
        intermediate_dim=1024)`
    """

    def __init__(self, *, dtype: Any = None, name: str | None = None, trainable: bool = True, **settings: Any) -> None:
        # === Layers ===
        config = BackboneConfig(**settings)
        has_encoder, has_decoder = config.kind != "decoder", config.kind != "encoder"
        self.token_embedding = make_token_embedding(config, dtype)
        self.encoder_embedding: Any = make_input_embedding(config, dtype, "encoder_embedding") if has_encoder else None
        self.encoder: Any = make_encoder(config, dtype) if has_encoder else None
        self.decoder_embedding: Any = make_input_embedding(config, dtype, "decoder_embedding") if has_decoder else None
        self.decoder: Any = make_decoder(config, dtype) if has_decoder else None
        self.pooled_dense: Any = make_pooler(config, dtype) if config.use_pooler else None

        # === Functional model ===
        inputs = {name: keras.Input(shape=(None,), dtype="int32", name=name) for name in _input_names(config)}
        outputs = self.run_layers(self.embed(inputs), inputs)
        options = {} if name is None else {"name": name}
        super().__init__(inputs=inputs, outputs=outputs, dtype=dtype, trainable=trainable, **options)

        # === Config ===
        self.config = config
        for setting, value in config.to_dict().items():
            setattr(self, setting, value)
        self.cls_token_index = 0
        self.start_token_index = 0

    @property
    def transformer_layers(self) -> list[Any]:
        """The blocks, in the order of computation: an encoder's, then a decoder's. A shared one stands once."""
        return [block for stack in (self.encoder, self.decoder) if stack is not None for block in stack.blocks]

    def default_lora_layer_names(self) -> list[str]:
        """Return the names of the products that LoRA stands beside: those of queries, keys and values."""
        return ["query_key_value", "query", "key_value"]

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), **self.config.to_dict()}

    # === Step by step ===

    def embed(self, inputs: Mapping[str, Tensor]) -> Any:
        """Return what enters the first block.

        Args:
            inputs: The backbone's inputs.

        Returns:
            float tensor of shape `(batch, length, hidden_dim)`; of an encoder–decoder a dictionary of two, `encoder`
            and `decoder`.
        """
        if self.encoder is None:
            return self.decoder_embedding(self.token_embedding(inputs["token_ids"]))
        if self.decoder is None:
            segment_ids = inputs["segment_ids"] if self.encoder_embedding.num_segments else None
            return self.encoder_embedding(self.token_embedding(inputs["token_ids"]), segment_ids=segment_ids)
        return {
            "encoder": self.encoder_embedding(self.token_embedding(inputs["encoder_token_ids"])),
            "decoder": self.decoder_embedding(self.token_embedding(inputs["decoder_token_ids"])),
        }

    def run_layers(
        self,
        hidden: Any,
        inputs: Mapping[str, Tensor],
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Return the backbone's outputs from what `embed` gave, or from any tensor of its shape.

        Args:
            hidden: As `embed` returns it.
            inputs: The backbone's inputs, of which the padding masks are read.
            return_attention_scores: Whether the attention weights are returned, too.
            training: Whether dropout acts.

        Returns:
            The outputs; or a tuple of them and a dictionary of lists with the weights of each layer, tensors of shape
            `(batch, num_heads, query_length, key_length)`: `encoder`, `decoder` and `cross`, as far as there are any.
        """
        options = {"return_attention_scores": return_attention_scores, "training": training}
        scores: dict[str, list[Tensor]] = {}
        if self.encoder is None:
            outputs = self._decode(hidden, scores, options, padding_mask=inputs["padding_mask"])
        elif self.decoder is None:
            outputs = self._pool(self._encode(hidden, scores, options, inputs["padding_mask"]))
        else:
            encoded = self._encode(hidden["encoder"], scores, options, inputs["encoder_padding_mask"])
            decoded = self._decode(
                hidden["decoder"],
                scores,
                options,
                encoder_hidden=encoded,
                padding_mask=inputs["decoder_padding_mask"],
                encoder_padding_mask=inputs["encoder_padding_mask"],
            )
            outputs = {"encoder_sequence_output": encoded, "decoder_sequence_output": decoded}
        return (outputs, scores) if return_attention_scores else outputs

    def attention_scores(self, inputs: Mapping[str, Tensor]) -> dict[str, list[Tensor]]:
        """Return the attention weights of every layer, as `run_layers` describes them; rows add up to 1."""
        _, scores = self.run_layers(self.embed(inputs), inputs, return_attention_scores=True)
        return dict(scores)

    def explain(self, inputs: Mapping[str, Tensor], kind: str, layer: int) -> BlockSteps:
        """Return every step of one layer's attention.

        Args:
            inputs: The backbone's inputs.
            kind: str. `"encoder"`, `"decoder"`, or `"cross"`: a decoder's attention to the encoder.
            layer: int. Counted from 0.

        Raises:
            ValueError: if the backbone has no such attention or layer.
        """
        check_choice("kind", kind, self._attention_kinds())
        num_layers = len((self.encoder if kind == "encoder" else self.decoder).order)
        if not 0 <= layer < num_layers:
            raise ValueError(f"Expected `layer` to be at least 0 and below {num_layers}. Received: layer={layer}")
        hidden = self.embed(inputs)
        if self.encoder is None or self.decoder is None:
            stack = self.decoder if self.encoder is None else self.encoder
            steps: BlockSteps = stack.explain(hidden, layer, padding_mask=inputs["padding_mask"])
            return steps
        return self._explain_pair(hidden, inputs, kind, layer)

    # === Decoding with a cache ===

    def encode(self, inputs: Mapping[str, Tensor]) -> Tensor:
        """Return an encoder–decoder's encoder output.

        Args:
            inputs: `encoder_token_ids` and `encoder_padding_mask`.

        Returns:
            float tensor of shape `(batch, encoder_length, hidden_dim)`.
        """
        hidden = self.encoder_embedding(self.token_embedding(inputs["encoder_token_ids"]))
        return self.encoder(hidden, padding_mask=inputs["encoder_padding_mask"])

    def make_cache(self, batch_size: Tensor, max_length: Tensor) -> list[Tensor]:
        """Return an empty cache: for each layer `(batch, 2, num_key_value_heads, max_length, head_dim)`."""
        cache: list[Tensor] = self.decoder.make_cache(batch_size, max_length)
        return cache

    def make_cross_attention_cache(self, encoder_hidden: Tensor) -> list[Tensor]:
        """Return the keys and values of `encode`'s result: like a cache of `encoder_length` tokens."""
        cache: list[Tensor] = self.decoder.make_cross_attention_cache(encoder_hidden)
        return cache

    def call_with_cache(
        self,
        token_ids: Tensor,
        cache: Sequence[Tensor],
        cache_update_index: Tensor,
        padding_mask: Tensor | None = None,
        cross_attention_cache: Sequence[Tensor] | None = None,
        encoder_padding_mask: Tensor | None = None,
    ) -> tuple[Tensor, list[Tensor]]:
        """Return the hidden states of new tokens, given the keys and values of those before.

        Args:
            token_ids: int tensor of shape `(batch, length)`: the new tokens, often one for each text.
            cache: What `make_cache` gave, or the last call.
            cache_update_index: int, or int tensor. The position of the first new token.
            padding_mask: bool or int tensor of shape `(batch, max_length)`; needed only if padding precedes tokens.
            cross_attention_cache: What `make_cross_attention_cache` gave, of an encoder–decoder.
            encoder_padding_mask: bool or int tensor of shape `(batch, encoder_length)`.

        Returns:
            The hidden states, float tensor of shape `(batch, length, hidden_dim)`, and the new cache.
        """
        tokens = self.token_embedding(token_ids)
        hidden, new_cache = self.decoder(
            self.decoder_embedding(tokens, start_index=cache_update_index),
            padding_mask=padding_mask,
            encoder_padding_mask=encoder_padding_mask,
            cache=cache,
            cache_update_index=cache_update_index,
            cross_attention_cache=cross_attention_cache,
        )
        return hidden, new_cache

    def _attention_kinds(self) -> list[str]:
        if self.decoder is None:
            return ["encoder"]
        return ["decoder"] if self.encoder is None else ["encoder", "decoder", "cross"]

    def _explain_pair(
        self, hidden: Mapping[str, Tensor], inputs: Mapping[str, Tensor], kind: str, layer: int
    ) -> BlockSteps:
        encoder_mask = inputs["encoder_padding_mask"]
        if kind == "encoder":
            steps: BlockSteps = self.encoder.explain(hidden["encoder"], layer, padding_mask=encoder_mask)
        else:
            steps = self.decoder.explain(
                hidden["decoder"],
                layer,
                encoder_hidden=self.encoder(hidden["encoder"], padding_mask=encoder_mask),
                padding_mask=inputs["decoder_padding_mask"],
                encoder_padding_mask=encoder_mask,
                is_cross_attention=kind == "cross",
            )
        return steps

    def _encode(
        self, hidden: Tensor, scores: dict[str, list[Tensor]], options: dict[str, Any], padding_mask: Tensor
    ) -> Tensor:
        result = self.encoder(hidden, padding_mask=padding_mask, **options)
        if options["return_attention_scores"]:
            result, scores["encoder"] = result
        return result

    def _decode(
        self, hidden: Tensor, scores: dict[str, list[Tensor]], options: dict[str, Any], **given: Tensor
    ) -> Tensor:
        result = self.decoder(hidden, **given, **options)
        if options["return_attention_scores"]:
            result, scores["decoder"], crossed = result
            if crossed:
                scores["cross"] = crossed
        return result

    def _pool(self, hidden: Tensor) -> Any:
        if self.pooled_dense is None:
            return hidden
        return {"sequence_output": hidden, "pooled_output": self.pooled_dense(hidden[:, 0, :])}


def _input_names(config: BackboneConfig) -> list[str]:
    if config.kind == "encoder_decoder":
        return [f"{side}_{name}" for side in ("encoder", "decoder") for name in ("token_ids", "padding_mask")]
    return ["token_ids", "padding_mask", *(["segment_ids"] if config.num_segments else [])]

"""What the engine does where a decoder writes on from a prompt."""

from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import keras_hub
import numpy as np
import tensorflow as tf

from studio.data import SplitRows
from studio.engine.models.documents import documents_apart, why_not_packed
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.writing.examples import surrounded
from studio.engine.tasks.writing.hidden_states import HiddenStates, cut_network
from studio.engine.tasks.writing.packing import PackedBatcher
from studio.engine.tasks.writing.prompt_writer import prompt_writer
from studio.engine.tasks.writing.task import WritingTask
from studio.engine.tasks.writing.transformer_causal_lm import TransformerCausalLM, TransformerCausalLMPreprocessor
from studio.engine.texts.batches import Batcher
from studio.engine.texts.encoding import repeated
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.inputs import DOCUMENT_IDS
from studio.engine.texts.tokens import TokenRows
from studio.generation import GenerationSettings
from studio.layers import TransformerBackbone
from studio.messages import Message
from studio.schema import Schema


class CausalWriting(WritingTask):
    """A decoder goes on with its prompt."""

    @property
    def network_type(self) -> Any:
        """A decoder with a head that says the next token."""
        return keras_hub.models.CausalLM

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TransformerCausalLM:
        """Return a network on a decoder of the studio's own layers."""
        return TransformerCausalLM(backbone, TransformerCausalLMPreprocessor(tokenizer, backbone.max_sequence_length))

    # === Training ===

    def notes(self, model: TextModel) -> Sequence[Message]:
        """Say why texts do not share rows, where that was wanted."""
        reason = _why_not_packed(model) if _is_packing_wanted(model) else None
        return () if reason is None else (Message("Texts do not share rows: each has one of its own."), reason)

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return full rows of several texts each where that is wanted and the network can keep them apart.

        Nothing is drawn by chance.
        """
        if _is_packing_wanted(model) and _why_not_packed(model) is None:
            return PackedBatcher(model, examples)
        return Batcher(model, examples)

    def training_outputs(self, network: Any, inputs: Mapping[str, Any]) -> HiddenStates:
        """Return the hidden states that logits are made of. Texts that share a row do not see one another."""
        given = dict(inputs)
        if DOCUMENT_IDS not in given:
            return super().training_outputs(network, given)
        with documents_apart(network, given.pop(DOCUMENT_IDS)):
            return cut_network(network).hidden_states(given, training=True)

    # === Answering ===

    def prompt_examples(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], settings: GenerationSettings
    ) -> Examples:
        """Return the tokens of prompts. Of one that is too long the end is kept."""
        writer = prompt_writer(model)
        room = self._room(model, settings)
        start = writer.marks.first
        rows = surrounded(*writer.split(inputs[TEXT]), start, ())
        lengths = np.diff(rows.offsets)
        places = np.arange(len(rows.values)) - np.repeat(rows.offsets[:-1], lengths)
        num_cut = np.maximum(lengths - room, 0)
        kept = (places < len(start)) | (places >= len(start) + np.repeat(num_cut, lengths))
        offsets = np.concatenate([[0], np.cumsum(lengths - num_cut)]).astype(np.int64)
        tokens = TokenRows(rows.values[kept], offsets, int(num_cut.sum()), int(np.count_nonzero(num_cut)))
        return Examples.single(tokens)

    def prompts_in_graph(
        self, model: TextModel, inputs: Mapping[str, Any], max_new_tokens: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the tokens of prompts, as `prompt_examples` does."""
        first = prompt_writer(model).marks.first
        tokens = tf.cast(model.tokenizer(inputs[TEXT]), tf.int32)
        whole = tf.concat([repeated(first, tokens), tokens], axis=1)
        return without_front(whole, self._room_in_graph(model, max_new_tokens), len(first)), {}

    def _room(self, model: TextModel, settings: GenerationSettings) -> int:
        """Return how many tokens of a prompt are read: no more than a text had in training."""
        return min(self.writer(model).room(settings), model.info.sequence_length)

    def _room_in_graph(self, model: TextModel, max_new_tokens: Any) -> Any:
        """Return what `_room` returns, as an int32 scalar tensor."""
        return tf.minimum(self.writer(model).max_length - max_new_tokens, model.info.sequence_length)


# A few tokens are read to find out: once for each model.
_REASONS: WeakKeyDictionary[TextModel, Message | None] = WeakKeyDictionary()


def _why_not_packed(model: TextModel) -> Message | None:
    if model not in _REASONS:
        _REASONS[model] = why_not_packed(model.network)
    return _REASONS[model]


def _is_packing_wanted(model: TextModel) -> bool:
    task = model.info.task
    return task.packs(task.settings.model_validate(model.info.settings, strict=False))


def without_front(tokens: Any, length: Any, num_first: int) -> Any:
    """Return the ends of prompts, and what stands first, inside a graph.

    Args:
        tokens: int32 ragged tensor of shape `(batch, (tokens))`.
        length: int, or int32 scalar tensor. The most tokens of a prompt.
        num_first: How many tokens at the front are kept.
    """
    lengths = tf.cast(tokens.row_lengths(), tf.int32)
    num_cut = tf.maximum(lengths - length, 0)[:, None]
    places = tf.ragged.range(lengths)
    return tf.ragged.boolean_mask(tokens, (places < num_first) | (places >= num_cut + num_first))

"""What the engine does where an encoder reads a text and a decoder writes another one."""

from collections.abc import Mapping, Sequence
from typing import Any

import keras_hub
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.data.kinds import text as text_kind
from studio.data.targets import Ragged, Targets
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import Sides
from studio.engine.tasks.writing.examples import LABELS, cut, shifted, surrounded
from studio.engine.tasks.writing.prompt_writer import Prompts, prompt_writer
from studio.engine.tasks.writing.seq2seq_evaluation import Seq2SeqEvaluator
from studio.engine.tasks.writing.task import WritingTask, generation_settings
from studio.engine.tasks.writing.transformer_seq2seq_lm import TransformerSeq2SeqLM, TransformerSeq2SeqLMPreprocessor
from studio.engine.texts.batches import Batcher
from studio.engine.texts.encoding import repeated
from studio.engine.texts.examples import Examples
from studio.engine.texts.packed_text import PackedText
from studio.engine.texts.tokens import TokenRows
from studio.generation import GenerationSettings
from studio.layers import TransformerBackbone
from studio.schema import Schema
from studio.tasks.writing import WritingSettings

# The streams, which the network's inputs are named by.
DECODER, ENCODER = "decoder", "encoder"


class Seq2SeqWriting(WritingTask):
    """A text for another one."""

    # === Network ===

    @property
    def network_type(self) -> Any:
        """An encoder–decoder with a head that says the next token."""
        return keras_hub.models.Seq2SeqLM

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TransformerSeq2SeqLM:
        """Return a network on an encoder–decoder of the studio's own layers."""
        length = backbone.max_sequence_length
        return TransformerSeq2SeqLM(backbone, TransformerSeq2SeqLMPreprocessor(tokenizer, length, length))

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return what the encoder reads, what the decoder reads, and its next tokens."""
        if targets is None:
            return self.prompt_examples(model, inputs, generation_settings(model))
        writer, settings = prompt_writer(model), _settings(model)
        texts = [text_kind.decode(targets.ragged[text_kind.TEXT], row) for row in range(len(targets))]
        whole = surrounded(*writer.split(texts), writer.marks.start, writer.marks.end)
        # One token more is read than is given: it is the last one that is to be said.
        length = min(settings.target_length, model.info.sequence_length) + 1
        read, labels = shifted(cut(whole, length))
        lengths = np.diff(whole.offsets)
        num_cut = np.maximum(lengths - length, 0)
        rows = TokenRows(read.values, read.offsets, int(num_cut.sum()), int(np.count_nonzero(num_cut)))
        streams = {DECODER: rows, ENCODER: self._sources(model, inputs)}
        return Examples(streams, np.arange(len(rows), dtype=np.int64), {LABELS: labels})

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return batches of both sides. Nothing is drawn by chance."""
        return Batcher(model, examples)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> Seq2SeqEvaluator:
        """Return what measures how likely the right texts are, and compares them with what is written."""
        settings = _settings(model)
        return Seq2SeqEvaluator(split, Batcher(model, examples), model, settings.written_rows, settings.write_every)

    # === Answering ===

    def prompt_examples(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], settings: GenerationSettings
    ) -> Examples:
        """Return what the encoder reads, and what a text begins with."""
        writer = prompt_writer(model)
        writer.room(settings)
        sources = self._sources(model, inputs)
        first = writer.marks.first
        offsets = np.arange(len(sources) + 1, dtype=np.int64) * len(first)
        starts = TokenRows(np.tile(np.array(first, np.int32), len(sources)), offsets)
        return Examples({DECODER: starts, ENCODER: sources}, np.arange(len(sources), dtype=np.int64))

    def prompts_in_graph(
        self, model: TextModel, inputs: Mapping[str, Any], max_new_tokens: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return what `prompt_examples` returns, inside a graph."""
        marks = prompt_writer(model).marks
        tokens = tf.cast(model.tokenizer(inputs[model.info.task.inputs[0]]), tf.int32)
        room = self._source_room(model)
        parts = [repeated(marks.source_start, tokens), tokens[:, :room], repeated(marks.source_end, tokens)]
        rows = tf.concat(parts, axis=1)
        sources = {
            f"{ENCODER}_token_ids": rows.to_tensor(int(model.tokenizer.pad_token_id)),
            f"{ENCODER}_padding_mask": tf.ones_like(rows).to_tensor(0),
        }
        return repeated(marks.first, tokens), sources

    def sides(self, model: TextModel, text: str, written: str | Sequence[int] | None) -> Sides:
        """Return the text as it is read, and what is written about it, behind what it begins with."""
        name, writer = model.info.task.inputs[0], prompt_writer(model)
        if written is None:
            settings = generation_settings(model)
            examples = self.prompt_examples(model, {name: [text]}, settings)
            texts = writer.start(Prompts.of(Batcher(model, examples).batch(np.arange(1))), settings)
            texts.finish()
            [tokens] = texts.token_ids()
        else:
            tokens = writer.split([written])[0].tolist() if isinstance(written, str) else list(written)
        source, room = self._sources(model, {name: [text]}), writer.max_length - len(writer.marks.first)
        marks = (len(writer.marks.source_start), len(writer.marks.source_end))
        target = np.array([*writer.marks.first, *tokens[:room]], np.int32)
        return (
            _packed(source.token_ids, *marks, source.num_cut_tokens),
            _packed(target, len(writer.marks.first), 0, max(0, len(tokens) - room)),
        )

    def _sources(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> TokenRows:
        writer = prompt_writer(model)
        values, splits = writer.split(inputs[model.info.task.inputs[0]])
        room = self._source_room(model)
        num_cut = np.maximum(np.diff(splits) - room, 0)
        kept = cut(Ragged(values, splits), room)
        rows = surrounded(kept.values, kept.offsets, writer.marks.source_start, writer.marks.source_end)
        return TokenRows(rows.values, rows.offsets, int(num_cut.sum()), int(np.count_nonzero(num_cut)))

    def _source_room(self, model: TextModel) -> int:
        """Return how many tokens of a text the encoder reads."""
        marks = prompt_writer(model).marks
        length = min(_settings(model).source_length, model.info.sequence_length)
        return max(0, length - len(marks.source_start) - len(marks.source_end))


def _packed(token_ids: NDArray[np.int32], num_before: int, num_behind: int, num_cut: int) -> PackedText:
    """Return tokens of which the first and the last ones are no part of a text."""
    specials = (*range(num_before), *range(len(token_ids) - num_behind, len(token_ids)))
    return PackedText(token_ids, np.zeros_like(token_ids), specials, (num_cut,))


def _settings(model: TextModel) -> WritingSettings:
    return WritingSettings.model_validate(model.info.settings, strict=False)

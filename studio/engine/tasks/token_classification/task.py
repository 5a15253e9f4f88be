"""Token classification in the engine: a tag for each piece of a text, and spans out of the tags."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Spans
from studio.data import SplitRows
from studio.data.kinds.tags import SPANS
from studio.data.targets import Targets
from studio.engine.models.own_head import OwnPreprocessor
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import EngineTask, Loss
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.token_classification.evaluation import LOSSES, PROBABILITY, TAG, TagEvaluator, to_answer
from studio.engine.tasks.token_classification.piece_reader import TAGS, piece_reader, pieces_of
from studio.engine.tasks.token_classification.results import write_spans
from studio.engine.tasks.token_classification.serving import spans_of_texts, tags_in_graph
from studio.engine.tasks.token_classification.span_tags import name_of, num_tags, spans_of
from studio.engine.tasks.token_classification.tag_outputs import TagOutputs
from studio.engine.tasks.token_classification.token_classifier import TokenClassifier
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.showing import ShownTargets
from studio.layers import TransformerBackbone
from studio.messages import Message
from studio.schema import Schema
from studio.settings import SpecPart

_WHOLE_WORDS = "A tag stands for a word with its commas and other marks, up to the next blank, as in the training data."


class TokenClassification(EngineTask):
    """Parts of each text, with types."""

    target_specs: ClassVar[Mapping[str, Any]] = {TAGS: tf.TensorSpec((None, None), tf.int32)}

    # === Network ===

    @property
    def network_type(self) -> Any:
        """A head of the studio's own."""
        return TokenClassifier

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Return the number of tags: a head that a preset brings knows others."""
        return {"num_tags": num_tags(len(schema.class_names))}

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> TokenClassifier:
        """Return the head with a dropout like the backbone's."""
        preprocessor = OwnPreprocessor(tokenizer, backbone.max_sequence_length)
        return TokenClassifier(backbone, num_tags(len(schema.class_names)), preprocessor, dropout=backbone.dropout)

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return the windows of each text, with a tag for each of its pieces."""
        return piece_reader(model).read(inputs[TEXT], None if targets is None else targets.ragged[SPANS])

    def notes(self, model: TextModel) -> Sequence[Message]:
        """Say that marks belong to their words, where they do."""
        return (Message(_WHOLE_WORDS),) if model.info.schema.has_whole_words else ()

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return batches of windows. Nothing is drawn by chance."""
        return Batcher(model, examples)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> TagEvaluator:
        """Return what compares spans."""
        return TagEvaluator(model, split, examples)

    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the cross-entropy of the tags of pieces."""
        return lambda logits, targets: tf.reduce_sum(_losses(logits, targets))

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return the likeliest `tag` and its `probability`, `(batch, length)`, and the summed `losses` `(batch,)`."""
        probabilities = tf.nn.softmax(logits)
        return {
            TAG: tf.argmax(probabilities, axis=-1, output_type=tf.int32),
            PROBABILITY: tf.reduce_max(probabilities, axis=-1),
            LOSSES: tf.reduce_sum(_losses(logits, targets), axis=1),
        }

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each text: its spans, and those that were found."""
        write_spans(path, model.info.schema.class_names, parts)

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return the tag of each token that has one."""
        types = model.info.schema.class_names
        return ShownTargets(
            under={at: name_of(int(tag), types) for at, tag in enumerate(batch.targets[TAGS][place]) if tag >= 0}
        )

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return the likeliest `tag` of each token and its `probability`, `(batch, length)`."""
        tags, probabilities = tags_in_graph(model, inputs)
        return {TAG: tags, PROBABILITY: probabilities}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the spans of each text."""
        texts, lengths = inputs[TEXT], examples.rows.lengths.tolist()
        tags, probabilities = (
            np.concatenate([found[name][:length] for found, length in zip(outputs, lengths, strict=True)])
            for name in (TAG, PROBABILITY)
        )
        is_tagged, rows, starts, ends = pieces_of(examples)
        found, numbers = spans_of(rows, starts, ends, tags[is_tagged], probabilities[is_tagged], len(texts))
        names, borders = model.info.schema.class_names, found.offsets
        return [
            to_answer(text, found[row], numbers[borders[row] : borders[row + 1]], names)
            for row, text in enumerate(texts)
        ]

    def explained(self, model: TextModel) -> TagOutputs:
        """Return that the tag of a word can be explained."""
        return TagOutputs(piece_reader(model), model.info.schema.class_names)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `start`, `end`, `type` and `probability`, each of shape `(batch, spans)`."""
        return spans_of_texts(model, piece_reader(model), inputs[TEXT])

    def resources(self, model: TextModel) -> Sequence[Any]:
        """Return the tokenizers of pieces."""
        return piece_reader(model).tokenizer.tokenizers

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return the same of answers."""
        found = [answer.spans for answer in answers if isinstance(answer, Spans)]
        width = max((len(spans) for spans in found), default=0)
        arrays: Arrays = {
            "start": np.full((len(found), width), -1, np.int32),
            "end": np.full((len(found), width), -1, np.int32),
            "type": np.full((len(found), width), "", object),
            "probability": np.full((len(found), width), -1.0, np.float32),
        }
        for row, spans in enumerate(found):
            for name, values in arrays.items():
                values[row, : len(spans)] = [getattr(span, name) for span in spans]
        return arrays


def _losses(logits: Any, targets: Mapping[str, Any]) -> Any:
    """Return the cross-entropy of each token that has a tag, 0 for the others: `(batch, length)`."""
    tags = targets[TAGS]
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(tags, 0), logits)
    return tf.where(tags >= 0, losses, 0.0)


TASK = TokenClassification()

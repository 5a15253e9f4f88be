"""Extractive question answering in the engine: where an answer begins and where it ends."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Spans
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.data.kinds.span import ANSWERS
from studio.data.targets import Targets
from studio.engine.models.own_head import OwnPreprocessor
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import EngineTask, Loss
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.extractive_qa.evaluation import THRESHOLD, SpanEvaluator, no_answer_threshold
from studio.engine.tasks.extractive_qa.explained import SpanOutputs
from studio.engine.tasks.extractive_qa.gathering import gather
from studio.engine.tasks.extractive_qa.question_reader import END, START, question_reader, question_settings
from studio.engine.tasks.extractive_qa.results import write_answers
from studio.engine.tasks.extractive_qa.serving import answer_in_graph
from studio.engine.tasks.extractive_qa.span_finder import SpanFinder
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples
from studio.engine.texts.packing import Marks
from studio.engine.texts.showing import ShownTargets
from studio.layers import TransformerBackbone
from studio.schema import Schema
from studio.settings import SpecPart


class ExtractiveQuestionAnswering(EngineTask):
    """A part of a context for each question, or none."""

    target_specs: ClassVar[Mapping[str, Any]] = {name: tf.TensorSpec((None,), tf.int32) for name in (START, END)}

    # === Network ===

    @property
    def network_type(self) -> Any:
        """A head of the studio's own."""
        return SpanFinder

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Nothing: a head that a preset brings finds answers, too."""
        return {}

    def from_scratch(self, backbone: TransformerBackbone, tokenizer: Any, schema: Schema) -> SpanFinder:
        """Return the head on an encoder."""
        return SpanFinder(backbone, OwnPreprocessor(tokenizer, backbone.max_sequence_length))

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return the windows of each context, each with the question."""
        answers = None if targets is None else targets.ragged[ANSWERS]
        return question_reader(model).read(inputs["question"], inputs["context"], answers)

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return batches of windows. Nothing is drawn by chance."""
        return Batcher(model, examples)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> SpanEvaluator:
        """Return what compares answers with the right ones."""
        return SpanEvaluator(model, split, examples)

    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the cross-entropy of beginnings and ends, half of each."""
        return lambda logits, targets: tf.reduce_sum(_losses(logits, targets))

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return the `logits` `(batch, length, 2)` and the `losses` `(batch,)`."""
        return {"logits": logits, "losses": _losses(logits, targets)}

    def finish_schema(self, schema: Schema, settings: SpecPart, validation: Evaluation | None) -> Schema:
        """Remember from when on there is said to be no answer."""
        return schema if validation is None else replace(schema, no_answer_threshold=validation.report[THRESHOLD])

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each question: the right answer, and what was answered."""
        write_answers(path, parts)

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return where the answer begins and ends: both at the first token where this window has none."""
        start, end = (int(batch.targets[name][place]) for name in (START, END))
        return ShownTargets(under={start: START, end: END} if start != end else {start: f"{START}, {END}"})

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return the `logits` of each window, `(batch, length, 2)`."""
        return {"logits": tf.cast(model.network(inputs, training=False), tf.float32)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the answers, with runners-up."""
        contexts, threshold = inputs["context"], no_answer_threshold(model)
        logits = [found["logits"] for found in outputs]
        found = gather(examples, logits, len(contexts), question_settings(model).max_answer_length)
        return [answer.to_spans(context, threshold) for answer, context in zip(found, contexts, strict=True)]

    def explained(self, model: TextModel) -> SpanOutputs:
        """Return that the beginning and the end of an answer can be explained."""
        settings = question_settings(model)
        return SpanOutputs(question_reader(model), Marks.of(model.tokenizer), settings.max_answer_length)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `answer`, `start`, `end`, `score` and `no_answer_score`, each of shape `(batch,)`."""
        return answer_in_graph(model, inputs["question"], inputs["context"], no_answer_threshold(model))

    def resources(self, model: TextModel) -> Sequence[Any]:
        """Return the tokenizers of a context's pieces."""
        return question_reader(model).tokenizers

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return the same of answers."""
        found = [answer for answer in answers if isinstance(answer, Spans)]
        best = [answer.best for answer in found]
        return {
            "answer": texts_array(["" if span is None else span.text for span in best]),
            "start": np.array([-1 if span is None else span.start for span in best], np.int32),
            "end": np.array([-1 if span is None else span.end for span in best], np.int32),
            "score": np.array([answer.spans[0].probability if answer.spans else 0.0 for answer in found], np.float32),
            "no_answer_score": np.array([answer.no_answer_score for answer in found], np.float32),
        }


def _losses(logits: Any, targets: Mapping[str, Any]) -> Any:
    """Return the mean of both cross-entropies of each window: `(batch,)`."""
    starts, ends = (
        tf.nn.sparse_softmax_cross_entropy_with_logits(targets[name], logits[:, :, side])
        for side, name in enumerate((START, END))
    )
    return (starts + ends) / 2.0


TASK = ExtractiveQuestionAnswering()

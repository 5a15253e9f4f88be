"""Text regression in the engine: one output, trained in units of the data's spread."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.answers import Answer, Arrays, Number
from studio.columns import names_of
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.explained import NumberOutput
from studio.engine.tasks.prediction_table import write_table
from studio.engine.tasks.text_head import TextHeadTask
from studio.engine.tasks.text_regression.evaluation import PREDICTIONS, SCORES, NumberEvaluator
from studio.engine.tasks.text_regression.number_loss import VALUE, NumberLoss
from studio.engine.texts.batches import Batcher
from studio.engine.texts.encoding import encode
from studio.engine.texts.examples import Examples
from studio.schema import Schema
from studio.settings import SpecPart


class TextRegression(TextHeadTask):
    """A number for each text."""

    target_specs: ClassVar[Mapping[str, Any]] = {VALUE: tf.TensorSpec((None,), tf.float64)}

    # === Network ===

    def num_outputs(self, schema: Schema) -> int:
        """Return one."""
        return 1

    # === Training ===

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> NumberEvaluator:
        """Return what compares numbers."""
        return NumberEvaluator(split, Batcher(model, examples), model.info.schema)

    def loss(self, settings: SpecPart, schema: Schema) -> NumberLoss:
        """Return the squared error in units of the data's spread."""
        return NumberLoss(schema.mean, schema.deviation)

    def finish_schema(self, schema: Schema, settings: SpecPart, validation: Evaluation | None) -> Schema:
        """Remember the error that is to be expected."""
        return schema if validation is None else replace(schema, error=validation.metrics["mae"])

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `scores` of shape `(batch, 1)`: numbers in units of the data's spread, from its mean."""
        return {SCORES: logits}

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each text: its number, and what was predicted."""
        write_table(path, parts, {"text": "text"}, {VALUE: "DOUBLE", "prediction": "DOUBLE"}, _written_values)

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `value` of shape `(batch,)`."""
        return {VALUE: _value(model, inputs)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the number of each text, with the error to expect and the range of the training data."""
        schema = model.info.schema
        return [Number(float(found[VALUE]), schema.error, schema.minimum, schema.maximum) for found in outputs]

    def explained(self, model: TextModel) -> NumberOutput:
        """Return the number, under the name of its column."""
        schema, columns = model.info.schema, names_of(model.info.columns, VALUE)
        return NumberOutput(next(iter(columns), VALUE), schema.mean, schema.deviation)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `value` of shape `(batch,)`."""
        return {VALUE: _value(model, encode(model, inputs["text"]))}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `value`."""
        return {VALUE: np.array([answer.value for answer in answers if isinstance(answer, Number)], np.float32)}


def _value(model: TextModel, inputs: dict[str, Any]) -> Any:
    """Return the numbers, in the unit of the data: a float32 tensor of shape `(batch,)`."""
    schema = model.info.schema
    scores = tf.cast(model.network(inputs, training=False), tf.float32)[:, 0]
    return scores * schema.deviation + schema.mean


def _written_values(
    split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
) -> list[NDArray[Any]]:
    return [split.targets.arrays[VALUE][part], evaluation.outputs[PREDICTIONS][part]]


TASK = TextRegression()

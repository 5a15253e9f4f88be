"""Multi-label classification in the engine: a logit for each label, a threshold for each chosen on validation."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.answers import Answer, Arrays, Classes
from studio.answers.base import json_array
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.explained import LabelOutputs
from studio.engine.tasks.multilabel_classification.evaluation import PROBABILITIES, LabelEvaluator
from studio.engine.tasks.multilabel_classification.label_loss import LABELS, LabelLoss, positive_weights
from studio.engine.tasks.multilabel_classification.thresholds import thresholds_of, with_thresholds
from studio.engine.tasks.prediction_table import write_table
from studio.engine.tasks.text_head import TextHeadTask
from studio.engine.texts.batches import Batcher
from studio.engine.texts.encoding import encode
from studio.engine.texts.examples import Examples
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.base import THRESHOLDS
from studio.tasks.multilabel_classification import MultilabelSettings
from studio.tasks.multilabel_metrics import applies


class MultilabelClassification(TextHeadTask):
    """Any number of labels for each text."""

    CLASS_NAMES_FILE: ClassVar[str] = "labels.txt"
    target_specs: ClassVar[Mapping[str, Any]] = {LABELS: tf.TensorSpec((None, None), tf.uint8)}

    # === Network ===

    def num_outputs(self, schema: Schema) -> int:
        """Return one for each label."""
        return len(schema.class_names)

    def prepare_network(self, network: Any, settings: SpecPart, schema: Schema, folder: Path | None) -> None:
        """Let a fresh head begin with how often each label applies; one that was trained stays as it is."""
        bias = network.output_dense.bias
        if schema.num_rows and not np.any(bias.numpy()):
            bias.assign(self.loss(settings, schema).first_logits(schema.class_counts, schema.num_rows))

    # === Training ===

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> LabelEvaluator:
        """Return what compares labels. A model without thresholds yet is judged by the best ones for the split."""
        info = model.info
        is_open = not info.schema.thresholds and info.settings.get("threshold", "auto") == "auto"
        thresholds = None if is_open and split.name == "validation" else thresholds_of(info)
        return LabelEvaluator(split, Batcher(model, examples), info.class_names, thresholds)

    def loss(self, settings: SpecPart, schema: Schema) -> LabelLoss:
        """Return the binary cross-entropy, with the weights that the labels have by their counts."""
        assert isinstance(settings, MultilabelSettings)
        is_balanced = settings.class_weights == "balanced"
        weights = positive_weights(schema.class_counts, schema.num_rows) if is_balanced else None
        return LabelLoss(weights, settings.label_smoothing)

    def finish_schema(self, schema: Schema, settings: SpecPart, validation: Evaluation | None) -> Schema:
        """Remember a threshold for each label."""
        assert isinstance(settings, MultilabelSettings)
        measured = None if validation is None else (validation.outputs[LABELS], validation.outputs[PROBABILITIES])
        return with_thresholds(schema, settings, measured)

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `probabilities` of shape `(batch, num_labels)`."""
        return {PROBABILITIES: tf.math.sigmoid(logits)}

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each text: its labels, those predicted, and all probabilities."""
        names = model.info.class_names
        columns = {LABELS: "VARCHAR", "predictions": "VARCHAR"} | {f"probability_{name}": "FLOAT" for name in names}

        def values(
            split: SplitRows, evaluation: Evaluation, texts: Mapping[str, Sequence[str]], part: slice
        ) -> list[NDArray[Any]]:
            found = evaluation.outputs[PROBABILITIES][part]
            right = split.targets.arrays[LABELS][part].astype(bool)
            said = applies(found, evaluation.outputs[THRESHOLDS].tolist())
            return [*(json_array([_named(names, row) for row in rows]) for rows in (right, said)), *found.T]

        write_table(path, parts, {"text": "text"}, columns, values)

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `probabilities` of shape `(batch, num_labels)`."""
        return {PROBABILITIES: _probabilities(model, inputs)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the probabilities of the labels for each text, with their thresholds."""
        names, thresholds = model.info.class_names, thresholds_of(model.info)
        return [Classes(names, tuple(found[PROBABILITIES].tolist()), thresholds) for found in outputs]

    def explained(self, model: TextModel) -> LabelOutputs:
        """Return the logits of the labels."""
        return LabelOutputs(model.info.class_names)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `probabilities`, and `is_label`, bool: both of shape `(batch, num_labels)`."""
        probabilities = _probabilities(model, encode(model, inputs["text"]))
        thresholds = tf.constant(thresholds_of(model.info), tf.float32)
        return {PROBABILITIES: probabilities, "is_label": probabilities >= thresholds}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `probabilities`, `is_label`, and the thresholds between them."""
        found = [answer for answer in answers if isinstance(answer, Classes)]
        probabilities = np.array([answer.probabilities for answer in found], np.float32)
        thresholds = np.array([answer.thresholds for answer in found], np.float32)
        return {PROBABILITIES: probabilities, "is_label": probabilities >= thresholds, THRESHOLDS: thresholds}


def _probabilities(model: TextModel, inputs: dict[str, Any]) -> Any:
    """Return the float32 probabilities of shape `(batch, num_labels)` that a model gives to its inputs."""
    return tf.math.sigmoid(tf.cast(model.network(inputs, training=False), tf.float32))


def _named(names: Sequence[str], is_label: NDArray[np.bool_]) -> list[str]:
    return [name for name, found in zip(names, is_label.tolist(), strict=True) if found]


TASK = MultilabelClassification()

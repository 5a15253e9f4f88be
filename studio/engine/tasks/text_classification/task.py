"""Text classification in the engine: cross-entropy over classes, a report with confusions."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Classes
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.engine.answering.evaluation import BATCH_SIZE, Evaluation, Evaluator, HasOutputs, predict_split
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.explained import ClassOutputs
from studio.engine.tasks.text_classification.class_loss import LABEL, ClassLoss
from studio.engine.tasks.text_classification.probabilities import class_probabilities
from studio.engine.tasks.text_classification.results import PredictionsWriter
from studio.engine.tasks.text_head import TextHeadTask
from studio.engine.texts.batches import Batcher
from studio.engine.texts.encoding import encode
from studio.engine.texts.examples import Examples
from studio.runs.events import SampleRow
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.class_weights import balanced_weights
from studio.tasks.metrics import classification_report
from studio.tasks.text_classification import ClassificationSettings

_NUM_SAMPLES = 5
_MAX_SAMPLE_CHARACTERS = 400


class TextClassification(TextHeadTask):
    """One class for each text."""

    target_specs: ClassVar[Mapping[str, Any]] = {LABEL: tf.TensorSpec((None,), tf.int32)}

    # === Network ===

    def num_outputs(self, schema: Schema) -> int:
        """Return one for each class."""
        return len(schema.class_names)

    # === Training ===

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> "ClassEvaluator":
        """Return what compares predictions with labels."""
        return ClassEvaluator(split, Batcher(model, examples), model.info)

    def loss(self, settings: SpecPart, schema: Schema) -> ClassLoss:
        """Return the cross-entropy, with the weights that the classes have by their counts."""
        assert isinstance(settings, ClassificationSettings)
        weights = (
            balanced_weights(np.array(schema.class_counts, np.int64)) if settings.class_weights == "balanced" else None
        )
        return ClassLoss(weights, settings.label_smoothing)

    def outputs(self, logits: Any, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `probabilities` of shape `(batch, num_classes)`."""
        return {"probabilities": tf.nn.softmax(logits)}

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each text: its label, its prediction and all probabilities."""
        writer = PredictionsWriter(model.info.class_names)
        for split, evaluation in parts:
            writer.add(split, evaluation.outputs["probabilities"])
        writer.write(path)

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `probabilities` of shape `(batch, num_classes)`."""
        return {"probabilities": class_probabilities(model, inputs)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the probabilities of the classes for each text."""
        names = model.info.class_names
        return [Classes(names, tuple(found["probabilities"].tolist())) for found in outputs]

    def explained(self, model: TextModel) -> ClassOutputs:
        """Return the logits of the classes."""
        return ClassOutputs(model.info.class_names)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `label`, strings `(batch,)`, and `probabilities` `(batch, num_classes)`."""
        probabilities = class_probabilities(model, encode(model, inputs["text"]))
        label = tf.gather(tf.constant(model.info.class_names, tf.string), tf.argmax(probabilities, axis=-1))
        return {"label": label, "probabilities": probabilities}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `label` and `probabilities`."""
        found = [answer for answer in answers if isinstance(answer, Classes)]
        return {
            "label": texts_array([answer.prediction for answer in found]),
            "probabilities": np.array([answer.probabilities for answer in found], np.float32),
        }


class ClassEvaluator(Evaluator):
    """Compares the likeliest classes of a split with its labels.

    Args:
        split: The examples.
        batcher: Their batches.
        info: Names the classes, in the order of the probabilities.
    """

    def __init__(self, split: SplitRows, batcher: Batcher, info: ModelInfo) -> None:
        self._batcher = batcher
        self._labels = split.labels
        self._class_names = info.class_names
        self._class_counts = info.schema.class_counts
        self._samples = np.unique(np.linspace(0, len(split) - 1, _NUM_SAMPLES).astype(np.int64))
        self._sample_texts = [text[:_MAX_SAMPLE_CHARACTERS] for text in split.take(self._samples)["text"]]

    def __len__(self) -> int:
        return len(self._batcher)

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
    ) -> Evaluation:
        """Measure the whole split; `probabilities` are the outputs."""
        probabilities = predict_split(backend, self._batcher, len(self._class_names), on_progress, batch_size)
        report = classification_report(self._labels, probabilities, self._class_names, self._class_counts)
        return Evaluation(report.metrics, report.to_json(), {"probabilities": probabilities})

    def samples(self, backend: HasOutputs, evaluation: Evaluation | None = None) -> tuple[SampleRow, ...]:
        """Return the likeliest class of a few texts."""
        if evaluation is None:
            rows = backend.outputs(self._batcher.batch(self._samples))["probabilities"]
        else:
            rows = evaluation.outputs["probabilities"][self._samples]
        names, labels = self._class_names, self._labels[self._samples]
        return tuple(
            SampleRow.of_class(text, names[int(label)], names[int(row.argmax())], float(row.max()))
            for text, label, row in zip(self._sample_texts, labels, rows, strict=True)
        )


TASK = TextClassification()

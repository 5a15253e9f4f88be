"""What the engine does where each example belongs to one of several classes, whatever it is made of."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Classes
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.data.targets import Targets
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.classification.class_evaluator import ClassEvaluator
from studio.engine.tasks.classification.class_loss import LABEL, ClassLoss
from studio.engine.tasks.classification.probabilities import class_probabilities
from studio.engine.tasks.classification.results import write_classes
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.explained import ClassOutputs
from studio.engine.tasks.text_head import TextHeadTask
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import TokenRows
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.class_weights import balanced_weights
from studio.tasks.classification import ClassificationSettings


class ClassTask(TextHeadTask):
    """One class for each example. A task says how its inputs become tokens, outside a graph and inside."""

    target_specs: ClassVar[Mapping[str, Any]] = {LABEL: tf.TensorSpec((None,), tf.int32)}

    @abstractmethod
    def token_rows(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> TokenRows:
        """Return the tokens of some rows."""

    @abstractmethod
    def encoded(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return a model's inputs, inside a graph: from tf.string tensors of shape `(batch,)` by name."""

    # === Network ===

    def num_outputs(self, schema: Schema) -> int:
        """Return one for each class."""
        return len(schema.class_names)

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return a sequence for each row, with its label."""
        return Examples.single(self.token_rows(model, inputs), {} if targets is None else targets.arrays)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> ClassEvaluator:
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
        write_classes(path, model.info.class_names, model.info.task.inputs, parts)

    # === Answering ===

    def answer_outputs(self, model: TextModel, inputs: dict[str, Any]) -> dict[str, Any]:
        """Return `probabilities` of shape `(batch, num_classes)`."""
        return {"probabilities": class_probabilities(model, inputs)}

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the probabilities of the classes for each row."""
        names = model.info.class_names
        return [Classes(names, tuple(found["probabilities"].tolist())) for found in outputs]

    def explained(self, model: TextModel) -> ClassOutputs:
        """Return the classes' logits."""
        return ClassOutputs(model.info.class_names)

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `label`, strings `(batch,)`, and `probabilities` `(batch, num_classes)`."""
        probabilities = class_probabilities(model, self.encoded(model, inputs))
        label = tf.gather(tf.constant(model.info.class_names, tf.string), tf.argmax(probabilities, axis=-1))
        return {"label": label, "probabilities": probabilities}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `label` and `probabilities`."""
        found = [answer for answer in answers if isinstance(answer, Classes)]
        return {
            "label": texts_array([answer.prediction for answer in found]),
            "probabilities": np.array([answer.probabilities for answer in found], np.float32),
        }

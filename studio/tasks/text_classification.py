"""Text classification: one of several classes for each text."""

from typing import Literal

from studio.settings import SpecPart, setting
from studio.tasks.base import LABEL_ROLE, PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role, Task
from studio.tasks.names import LABEL_NAMES, RATING_NAMES, TEXT_NAMES, TITLE_NAMES

ClassWeights = Literal["none", "balanced"]


class ClassificationSettings(SpecPart):
    """What can be set where each text belongs to one of several classes."""

    class_weights: ClassWeights = setting(
        "none",
        label="Class weights",
        help="How much the examples of each class count in training. Balanced lets rare classes count more, so that "
        "all classes together count alike.",
    )
    label_smoothing: float = setting(
        0.0,
        label="Label smoothing",
        help="The share of each label that is spread over all classes in training, against too sure a model and wrong "
        "labels. 0 turns it off, 0.1 is usual.",
        step=0.01,
        ge=0.0,
        lt=1.0,
    )


def _score(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=True)


def _loss(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=False, is_fraction=False)


TASK = Task(
    name="text_classification",
    label="Text classification",
    help="Puts each text into one of several classes: topics, sentiment, spam or not.",
    roles=(
        Role("text", "Text", "The column with the text that is classified.", TEXT_NAMES, last_guesses=TITLE_NAMES),
        Role(
            LABEL_ROLE,
            "Label",
            "The column with the class that the text belongs to.",
            LABEL_NAMES,
            last_guesses=RATING_NAMES,
            kind="class",
            side="target",
        ),
    ),
    metrics=(
        _loss(
            "loss",
            "Loss",
            "The mean cross-entropy: how surprised the model is by the labels. Class weights and label smoothing are "
            "left out, so that runs can be compared.",
        ),
        _score("accuracy", "Accuracy", "The part of the texts whose class was found."),
        _score(
            "macro_f1",
            "Macro F1",
            "F1 averaged over the classes that the examples have: rare classes count as much as common ones.",
        ),
        _score("weighted_f1", "Weighted F1", "F1 of each class, averaged by how often the class occurs."),
        _score(
            "macro_precision",
            "Macro precision",
            "Of the texts put into a class, the part that belongs there, averaged over the classes that the examples "
            "have.",
        ),
        _score(
            "macro_recall",
            "Macro recall",
            "Of the texts that belong to a class, the part that was found, averaged over the classes that the examples "
            "have.",
        ),
        _score("weighted_precision", "Weighted precision", "Precision averaged by how often a class occurs."),
        _score("weighted_recall", "Weighted recall", "Recall averaged by how often a class occurs."),
        _loss("log_loss", "Log loss", "The mean of −log of the probability that the right class was given."),
    ),
    monitor="accuracy",
    key_metrics=("accuracy", "macro_f1"),
    outputs=(
        ExportOutput("label", "string", "exact"),
        ExportOutput("probabilities", "float32", "close", PROBABILITY_TOLERANCE),
    ),
    answer="classes",
    example="A text to classify",
    uses_pooler=True,
    settings=ClassificationSettings,
)

"""What tasks declare alike where each example belongs to one of several classes."""

from typing import Literal

from studio.settings import SpecPart, setting
from studio.tasks.base import LABEL_ROLE, PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role
from studio.tasks.names import LABEL_NAMES, RATING_NAMES

ClassWeights = Literal["none", "balanced"]


class ClassificationSettings(SpecPart):
    """What can be set where each example belongs to one of several classes."""

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


def label_role(help: str) -> Role:
    """Return the role of the column with the classes.

    Args:
        help: What the column holds.
    """
    return Role(LABEL_ROLE, "Label", help, LABEL_NAMES, last_guesses=RATING_NAMES, kind="class", side="target")


METRICS = (
    _loss(
        "loss",
        "Loss",
        "The mean cross-entropy: how surprised the model is by the labels. Class weights and label smoothing are "
        "left out, so that runs can be compared.",
    ),
    _score("accuracy", "Accuracy", "The part of the examples whose class was found."),
    _score(
        "macro_f1",
        "Macro F1",
        "F1 averaged over the classes that the examples have: rare classes count as much as common ones.",
    ),
    _score("weighted_f1", "Weighted F1", "F1 of each class, averaged by how often the class occurs."),
    _score(
        "macro_precision",
        "Macro precision",
        "Of the examples put into a class, the part that belongs there, averaged over the classes that the examples "
        "have.",
    ),
    _score(
        "macro_recall",
        "Macro recall",
        "Of the examples that belong to a class, the part that was found, averaged over the classes that the examples "
        "have.",
    ),
    _score("weighted_precision", "Weighted precision", "Precision averaged by how often a class occurs."),
    _score("weighted_recall", "Weighted recall", "Recall averaged by how often a class occurs."),
    _loss("log_loss", "Log loss", "The mean of −log of the probability that the right class was given."),
)

OUTPUTS = (
    ExportOutput("label", "string", "exact", meaning="the likeliest class"),
    ExportOutput(
        "probabilities",
        "float32",
        "close",
        PROBABILITY_TOLERANCE,
        meaning="one for each class, in the order below",
    ),
)

"""Multi-label classification: any number of labels for each text."""

from typing import Annotated, Literal

from pydantic import Field

from studio.settings import setting
from studio.tasks.base import PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role, Task
from studio.tasks.classification import ClassificationSettings
from studio.tasks.names import LABEL_NAMES, TEXT_NAMES, TITLE_NAMES

LABELS_ROLE = "labels"
LABELS_NAMES = (
    "labels", "tags", "categories", "topics", "classes", "genres", "keywords", "subjects", "emotions", "intents",
    "多标签", "标签", "类别", "主题",
)  # fmt: skip


class MultilabelSettings(ClassificationSettings):
    """What can be set where any number of labels applies to a text."""

    threshold: Literal["auto"] | Annotated[float, Field(gt=0.0, lt=1.0)] = setting(
        "auto",
        label="Threshold",
        help="The probability from which on a label is said to apply. Auto chooses one for each label: the one with "
        "the best F1 on the validation data.",
        step=0.05,
    )
    delimiter: str | None = setting(
        None,
        label="Delimiter",
        help="What parts the labels in a column that holds several. Empty recognizes a semicolon, a vertical bar or a "
        "comma.",
    )


def _score(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=True)


TASK = Task(
    name="multilabel_classification",
    label="Multi-label classification",
    help="Gives each text any number of labels: the topics of an article, the emotions of a message.",
    roles=(
        Role("text", "Text", "The column with the text that is labelled.", TEXT_NAMES, last_guesses=TITLE_NAMES),
        Role(
            LABELS_ROLE,
            "Labels",
            "The column with the labels of the text: a list, or names with a mark between. Or a column for each label.",
            LABELS_NAMES,
            last_guesses=LABEL_NAMES,
            kind="classes",
            side="target",
            takes_several=True,
        ),
    ),
    metrics=(
        MetricInfo(
            "loss",
            "Loss",
            "The mean binary cross-entropy: how surprised the model is by which labels apply. Class weights and label "
            "smoothing are left out, so that runs can be compared.",
            is_higher_better=False,
            is_fraction=False,
        ),
        _score("micro_f1", "Micro F1", "F1 over all labels of all texts taken together: common labels count more."),
        _score(
            "macro_f1",
            "Macro F1",
            "F1 averaged over the labels that the examples have: rare labels count as much as common ones.",
        ),
        _score(
            "mean_average_precision",
            "Mean average precision",
            "How well each label's texts are ranked before the others, averaged over the labels, whatever the "
            "thresholds.",
        ),
        _score("exact_match", "Exact match", "The part of the texts of which all labels were found, and no other."),
    ),
    monitor="micro_f1",
    key_metrics=("micro_f1", "macro_f1"),
    outputs=(
        ExportOutput("probabilities", "float32", "close", PROBABILITY_TOLERANCE),
        ExportOutput("is_label", "bool", "threshold", PROBABILITY_TOLERANCE, ranking="probabilities"),
    ),
    answer="classes",
    example="A text to label",
    uses_pooler=True,
    settings=MultilabelSettings,
)

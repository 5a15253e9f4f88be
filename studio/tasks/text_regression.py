"""Text regression: a number for each text."""

from studio.tasks.base import ExportOutput, MetricInfo, Role, Task
from studio.tasks.names import RATING_NAMES, TEXT_NAMES, TITLE_NAMES

# By how much numbers of the same model may differ from process to process, as a part of the largest.
VALUE_TOLERANCE = 1e-4
VALUE_NAMES = (
    "value", "score", "rating", "number", "stars", "price", "year", "age", "count", "amount", "target", "y", "label",
    "数值", "分数", "评分", "得分", "价格", "年份",
)  # fmt: skip


def _error(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=False, is_fraction=False)


def _agreement(name: str, label: str, help: str) -> MetricInfo:
    return MetricInfo(name, label, help, is_higher_better=True, is_fraction=False)


TASK = Task(
    name="text_regression",
    label="Text regression",
    help="Gives each text a number: a rating, a score, a price, a year.",
    roles=(
        Role(
            "text",
            "Text",
            "The column with the text that the number is found for.",
            TEXT_NAMES,
            last_guesses=TITLE_NAMES,
        ),
        Role(
            "value",
            "Value",
            "The column with the number. A decimal comma and parted thousands are understood.",
            VALUE_NAMES,
            last_guesses=RATING_NAMES,
            kind="number",
            side="target",
        ),
    ),
    metrics=(
        _error(
            "loss",
            "Loss",
            "The mean squared error in units of the training data's spread: 1 is what always answering its mean comes "
            "to.",
        ),
        _error("mae", "Mean absolute error", "By how much the numbers are off on average, in their own unit."),
        _error("mse", "Mean squared error", "The mean of the squared errors: large ones count more."),
        _agreement(
            "r2",
            "R²",
            "Which part of the differences between the numbers is explained: 1 is all of it, 0 is what always "
            "answering the mean explains, and below 0 is worse than that.",
        ),
        _agreement(
            "pearson",
            "Pearson correlation",
            "How well predictions and numbers lie on a straight line: 1 at best, 0 where they have nothing in common.",
        ),
        _agreement(
            "spearman",
            "Spearman correlation",
            "How well predictions put the texts into the right order: 1 at best, 0 where they have nothing in common.",
        ),
    ),
    monitor="mae",
    key_metrics=("mae", "r2"),
    outputs=(ExportOutput("value", "float32", "relative", VALUE_TOLERANCE),),
    answer="number",
    example="A text to give a number to",
    uses_pooler=True,
)

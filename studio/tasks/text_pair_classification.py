"""Text pair classification: one of several classes for two texts together."""

from studio.tasks.base import Role, Task
from studio.tasks.classification import METRICS, OUTPUTS, ClassificationSettings, label_role
from studio.tasks.names import FIRST_TEXT_NAMES, SECOND_TEXT_NAMES, TEXT_NAMES

TASK = Task(
    name="text_pair_classification",
    label="Text pair classification",
    help="Puts each pair of texts into one of several classes: the same meaning or not, follows from it or not, "
    "answers the question or not.",
    roles=(
        Role("text", "Text", "The column with the first of the two texts.", FIRST_TEXT_NAMES, last_guesses=TEXT_NAMES),
        Role("second_text", "Second text", "The column with the second of the two texts.", SECOND_TEXT_NAMES),
        label_role("The column with the class that the two texts together belong to."),
    ),
    metrics=METRICS,
    monitor="accuracy",
    key_metrics=("accuracy", "macro_f1"),
    outputs=OUTPUTS,
    answer="classes",
    example="A text to classify",
    inputs=("text", "second_text"),
    uses_pooler=True,
    settings=ClassificationSettings,
)

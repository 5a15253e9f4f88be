"""Text classification: one of several classes for each text."""

from studio.tasks.base import Role, Task
from studio.tasks.classification import METRICS, OUTPUTS, ClassificationSettings, label_role
from studio.tasks.names import TEXT_NAMES, TITLE_NAMES

TASK = Task(
    name="text_classification",
    label="Text classification",
    help="Puts each text into one of several classes: topics, sentiment, spam or not.",
    roles=(
        Role("text", "Text", "The column with the text that is classified.", TEXT_NAMES, last_guesses=TITLE_NAMES),
        label_role("The column with the class that the text belongs to."),
    ),
    metrics=METRICS,
    monitor="accuracy",
    key_metrics=("accuracy", "macro_f1"),
    outputs=OUTPUTS,
    answer="classes",
    example="A text to classify",
    uses_pooler=True,
    settings=ClassificationSettings,
)

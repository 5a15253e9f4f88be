"""The tasks: one module each, one row each in the table below."""

from studio.errors import SpecError
from studio.settings import SpecPart, UnknownSettings
from studio.tasks import (
    extractive_qa,
    masked_lm,
    multilabel_classification,
    text_classification,
    text_embedding,
    text_pair_classification,
    text_regression,
    token_classification,
)
from studio.tasks.base import ExportOutput, MetricInfo, Role, Task

__all__ = ["ExportOutput", "MetricInfo", "Role", "Task", "get", "names", "settings_type"]

_TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        text_classification.TASK,
        text_pair_classification.TASK,
        multilabel_classification.TASK,
        text_regression.TASK,
        token_classification.TASK,
        extractive_qa.TASK,
        text_embedding.TASK,
        masked_lm.TASK,
    )
}


def get(name: str) -> Task:
    """Return the task of that name.

    Raises:
        SpecError: if there is none.
    """
    if name not in _TASKS:
        raise SpecError(
            "task: expected one of {expected}. Received: {received}.", expected=", ".join(_TASKS), received=name
        )
    return _TASKS[name]


def names() -> tuple[str, ...]:
    """Return the names of all tasks, in the order of the table."""
    return tuple(_TASKS)


def settings_type(name: str) -> type[SpecPart]:
    """Return what declares the settings of a task; one that is not known here may have any."""
    return _TASKS[name].settings if name in _TASKS else UnknownSettings

"""The tasks: one module each, one row each in the table below."""

from typing import Annotated

from pydantic import PlainSerializer, PlainValidator
from pydantic_core import PydanticCustomError

from studio.errors import SpecError
from studio.tasks import (
    chat,
    extractive_qa,
    masked_lm,
    multilabel_classification,
    summarization,
    text_classification,
    text_embedding,
    text_generation,
    text_pair_classification,
    text_regression,
    token_classification,
    translation,
)
from studio.tasks.base import ExportOutput, MetricInfo, Role, Task

__all__ = ["ExportOutput", "MetricInfo", "NamedTask", "Role", "Task", "all_tasks", "find", "get", "names"]

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
        translation.TASK,
        summarization.TASK,
        text_generation.TASK,
        chat.TASK,
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


def find(name: str) -> Task | None:
    """Return the task of that name; `None` for one that this version does not know."""
    return _TASKS.get(name)


def names() -> tuple[str, ...]:
    """Return the names of all tasks, in the order of the table."""
    return tuple(_TASKS)


def all_tasks() -> tuple[Task, ...]:
    """Return all tasks, in the order of the table."""
    return tuple(_TASKS.values())


def _read(value: object) -> Task:
    """Return the task that a file names; a program may give the task itself."""
    if isinstance(value, Task):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "Input should be a valid string")
    return get(value)


def _name(task: Task) -> str:
    return task.name


# A task that is written as its name. One that this version does not know is a `SpecError`.
NamedTask = Annotated[Task, PlainValidator(_read), PlainSerializer(_name, return_type=str)]

"""The tasks that peers are compared on: one module each, one row each in the table below.

Standard library only, but for what counts the answers, which is imported where it counts.
"""

from tasks import (
    chat,
    extractive_qa,
    summarization,
    text_classification,
    text_embedding,
    text_generation,
    text_pair_classification,
    token_classification,
    translation,
)
from tasks.base import Task

_TASKS = {
    task.name: task
    for task in (
        text_classification.TASK,
        text_pair_classification.TASK,
        token_classification.TASK,
        extractive_qa.TASK,
        text_embedding.TASK,
        translation.TASK,
        summarization.TASK,
        text_generation.TASK,
        chat.TASK,
    )
}
NAMES = tuple(_TASKS)

__all__ = ["NAMES", "Task", "get"]


def get(name: str) -> Task:
    """Return a task."""
    return _TASKS[name]

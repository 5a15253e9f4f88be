"""What the engine does for each task: one module each, one row each in the table below."""

import importlib

from studio.engine.tasks.base import EngineTask
from studio.tasks import Task

__all__ = ["EngineTask", "get"]

# Modules, each with a `TASK`: loaded only when it is their turn.
_MODULES = {
    "text_classification": "studio.engine.tasks.text_classification.task",
    "text_pair_classification": "studio.engine.tasks.text_pair_classification.task",
    "multilabel_classification": "studio.engine.tasks.multilabel_classification.task",
    "text_regression": "studio.engine.tasks.text_regression.task",
    "token_classification": "studio.engine.tasks.token_classification.task",
    "extractive_qa": "studio.engine.tasks.extractive_qa.task",
    "text_embedding": "studio.engine.tasks.text_embedding.task",
    "translation": "studio.engine.tasks.translation.task",
    "summarization": "studio.engine.tasks.summarization.task",
    "text_generation": "studio.engine.tasks.text_generation.task",
    "chat": "studio.engine.tasks.chat.task",
    "masked_lm": "studio.engine.tasks.masked_lm.task",
}


def get(task: Task) -> EngineTask:
    """Return what the engine does for a task."""
    found: EngineTask = importlib.import_module(_MODULES[task.name]).TASK
    return found

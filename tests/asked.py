"""What a model says about texts."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def class_answers(model: Any, texts: list[str], **options: Any) -> tuple[list[str], NDArray[np.float32]]:
    """Return the classes that a model, or that of a folder, gives to texts, and all its probabilities."""
    from studio.engine.answering.answerer import Answerer

    found = Answerer(model).answers({"text": texts}, **options)
    return [answer.prediction for answer in found], np.array([answer.probabilities for answer in found], np.float32)


def exported_answers(model: Any | Path, texts: list[str]) -> dict[str, NDArray[Any]]:
    """Return what an export must say about texts."""
    from studio.engine.answering.answerer import Answerer

    answerer = Answerer(model)
    return answerer.task.exported(answerer.answers({"text": texts}))

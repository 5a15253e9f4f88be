"""What went wrong in the rows that a run was measured on: a judge for each kind of target. No TensorFlow."""

from collections.abc import Mapping
from typing import Any

from studio.mistakes.base import Judge, Judged, Measure, Mistake, MistakeKind
from studio.mistakes.labels import LabelsJudge
from studio.mistakes.numbers import NumbersJudge
from studio.mistakes.pairs import PairsJudge
from studio.mistakes.questions import QuestionsJudge
from studio.mistakes.spans import SpansJudge
from studio.tasks import Task

__all__ = ["JUDGES", "Judge", "Judged", "Measure", "Mistake", "MistakeKind", "judge_of"]

# By the kind of a task's answers and the kind of what is to be found; "" where nothing in the data says it.
JUDGES: dict[tuple[str, str], type[Judge]] = {
    ("spans", "tags"): SpansJudge,
    ("spans", "span"): QuestionsJudge,
    ("number", "number"): NumbersJudge,
    ("classes", "classes"): LabelsJudge,
    ("vector", "score"): PairsJudge,
}


def judge_of(task: Task, report: Mapping[str, Any]) -> Judge | None:
    """Return what compares the answers of a task; `None` where they are not judged row by row, or as classes are.

    Args:
        task: The task.
        report: Of the split whose rows are judged.
    """
    found = JUDGES.get((task.answer, task.target_kind or ""))
    return found(report) if found is not None and found.can_judge(report) else None

"""Label Studio's raw JSON export: tasks with annotations, made into rows.

The small exports (CSV, JSON-MIN) keep tasks that nobody annotated as rows with empty labels and drop annotations that
were cancelled, so that the two cannot be told apart; the raw one holds everything.
"""

from typing import Any

_KINDS = {"choices": "choices", "rating": "rating", "number": "number", "textarea": "text"}


def is_task(value: object) -> bool:
    """Return whether a record looks like a task of Label Studio."""
    return (
        isinstance(value, dict) and isinstance(value.get("data"), dict) and isinstance(value.get("annotations"), list)
    )


def is_spans_only(tasks: list[dict[str, Any]]) -> bool:
    """Return whether the annotations of some tasks mark parts of texts, and nothing else."""
    kinds = {result.get("type") for task in tasks for note in _kept(task) for result in _results(note)}
    return bool(kinds) and not kinds & set(_KINDS)


def to_row(task: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a task's row and whether its annotators disagree.

    The row holds the task's own data and, under the name of each control of the labelling form, what was chosen: one
    string where it is one, else a list; nothing where nobody annotated, where the annotation was cancelled, or where
    the annotators disagree. An annotation that is marked as ground truth outweighs the others.
    """
    notes = _kept(task)
    truths = [note for note in notes if note.get("ground_truth")]
    answers = [_answers(note) for note in (truths or notes)]
    row: dict[str, Any] = {"id": task["id"]} if "id" in task and "id" not in task["data"] else {}
    row |= task["data"]
    is_disputed = False
    for name in dict.fromkeys(name for answer in answers for name in answer):
        given = [answer[name] for answer in answers if name in answer]
        is_same = all(value == given[0] for value in given)
        is_disputed |= not is_same
        row[f"{name}_label" if name in task["data"] else name] = given[0] if is_same else None
    return row, is_disputed


def _kept(task: dict[str, Any]) -> list[dict[str, Any]]:
    notes = [note for note in task.get("annotations", ()) if isinstance(note, dict)]
    return [note for note in notes if not note.get("was_cancelled")]


def _results(note: dict[str, Any]) -> list[dict[str, Any]]:
    return [result for result in note.get("result") or () if isinstance(result, dict)]


def _answers(note: dict[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for result in _results(note):
        key = _KINDS.get(str(result.get("type")))
        value = result.get("value")
        if key is None or not isinstance(value, dict) or value.get(key) is None:
            continue
        chosen = value[key]
        answers[str(result.get("from_name"))] = chosen[0] if isinstance(chosen, list) and len(chosen) == 1 else chosen
    return answers

"""Label Studio's raw JSON export: tasks with annotations, made into rows.

The small exports (CSV, JSON-MIN) keep tasks that nobody annotated as rows with empty labels and drop annotations that
were cancelled, so that the two cannot be told apart; the raw one holds everything.
"""

from typing import Any

from studio.data.text_units import code_points, is_shifted

# The column of the parts of texts that are marked.
SPANS = "spans"
# What a result is called that marks a part of a text.
_MARKS = "labels"
_KINDS = {"choices": "choices", "rating": "rating", "number": "number", "textarea": "text"}


def is_task(value: object) -> bool:
    """Return whether a record looks like a task of Label Studio."""
    return (
        isinstance(value, dict) and isinstance(value.get("data"), dict) and isinstance(value.get("annotations"), list)
    )


def marks_spans(tasks: list[dict[str, Any]]) -> bool:
    """Return whether the annotations of some tasks mark parts of texts."""
    return any(result.get("type") == _MARKS for task in tasks for note in _kept(task) for result in _results(note))


def unread_kinds(tasks: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the kinds of results of some tasks that are not read, such as relations."""
    kinds = {str(result.get("type")) for task in tasks for note in _kept(task) for result in _results(note)}
    return tuple(sorted(kinds - {*_KINDS, _MARKS}))


def to_row(task: dict[str, Any], *, has_spans: bool) -> tuple[dict[str, Any], bool]:
    """Return a task's row and whether its annotators disagree.

    The row holds the task's own data and, under the name of each control of the labelling form, what was chosen: one
    string where it is one, else a list; nothing where nobody annotated, where the annotation was cancelled, or where
    the annotators disagree. An annotation that is marked as ground truth outweighs the others.

    Args:
        task: The task.
        has_spans: Whether parts of texts are marked: under `spans` the row then has a list of `start`, `end` and
            `type`, in code points; an annotation that marks nothing says that there is nothing to mark.
    """
    notes = _kept(task)
    truths = [note for note in notes if note.get("ground_truth")]
    answers = [_answers(note) for note in (truths or notes)]
    if has_spans:
        for answer, note in zip(answers, truths or notes, strict=True):
            answer[SPANS] = _spans(note, task["data"])
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


def _spans(note: dict[str, Any], data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parts that an annotation marks, by their start; a part with several labels comes once for each."""
    found = []
    for result in _results(note):
        value = result.get("value")
        if result.get("type") != _MARKS or not isinstance(value, dict):
            continue
        start, end, part = _code_points(value, [text for text in data.values() if isinstance(text, str)])
        found += [{"start": start, "end": end, "type": str(label)} | part for label in value.get(_MARKS) or ()]
    # What is no number is told when the column is read.
    are_places = all(isinstance(span["start"], int) for span in found)
    return sorted(found, key=lambda span: (span["start"], span["type"])) if are_places else found


def _code_points(value: dict[str, Any], texts: list[str]) -> tuple[Any, Any, dict[str, str]]:
    """Return where a part begins and ends, in code points, and its `text` where that does not stand there.

    The labelling page counts as its browser does, in UTF-16: a character beyond the first 65,536 counts twice. Which of
    both a file holds is told by the text of the part, which stands beside it.
    """
    start, end, part = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not isinstance(part, str):
        return start, end, {}
    for text in texts:
        if text[start:end] == part:
            return start, end, {}
        place_of = code_points(text, "utf16") if is_shifted(text, "utf16") else {}
        first, last = place_of.get(start), place_of.get(end)
        if first is not None and last is not None and text[first:last] == part:
            return first, last, {}
    return start, end, {"text": part}

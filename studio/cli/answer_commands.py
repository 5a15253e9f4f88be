"""mistakes: the rows that a run got wrong."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.formats import count
from studio.cli.judged_rows import check_options, rows_data, show_rows
from studio.cli.options import Invocation, JsonOption, RunArgument, WorkspaceOption, begin
from studio.cli.output import Output
from studio.data.predictions import Answer, AnswerQuery, Answers, read_answers, source_state
from studio.data.readers.records import shorten
from studio.errors import InputError, NotFoundError
from studio.mistakes import JUDGES, Judge, judge_of
from studio.mistakes.reading import MistakeQuery, read_mistakes
from studio.runs import RunFolder
from studio.tasks import Task

_SPLITS = ("test", "validation")
_KINDS = ", ".join(dict.fromkeys(kind.name for judge in JUDGES.values() for kind in judge.KINDS))
_STATES = {
    "changed": "has changed since the run read it: the texts are those of the run",
    "gone": "is no longer there: the texts are those that the run kept",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("mistakes")(mistakes)


def mistakes(
    context: typer.Context,
    name: RunArgument,
    split: Annotated[
        str | None, typer.Option(metavar="SPLIT", help="test or validation. Else test, where there is one.")
    ] = None,
    label: Annotated[str | None, typer.Option("--true", metavar="CLASS", help="Only texts of this class.")] = None,
    prediction: Annotated[
        str | None, typer.Option("--predicted", metavar="CLASS", help="Only texts that were answered with this class.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(metavar="KIND", help=f"Where answers are no single classes, only this kind: {_KINDS}."),
    ] = None,
    type_name: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only mistakes about this type of span, or this label.")
    ] = None,
    search: Annotated[str, typer.Option(metavar="WORDS", help="Only texts that hold all these words.")] = "",
    has_all: Annotated[bool, typer.Option("--all", help="Right answers as well.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many are listed at most.")] = 20,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """List the rows that a run's best model got wrong, with what is right beside what it said.

    Where each text has one class, the surest mistakes come first, and with the same class for --true and --predicted
    what was right there is listed. Spans, answers to questions, several labels, numbers and pairs have kinds of
    mistakes, which are counted: the worst rows come first.
    """
    invocation = begin(context, workspace, is_json)
    run = invocation.workspace().run(name)
    task = run.spec().task
    if task.has_classes:
        _refuse(task, {"--kind": kind, "--type": type_name})
        split = _split(run, split)
        class_query = AnswerQuery(split, label, prediction, False, search, limit=limit)
        _list_classes(invocation, run, replace(class_query, is_right=None if has_all else _is_right(class_query)))
        return
    _refuse(task, {"--true": label, "--predicted": prediction})
    split = _split(run, split)
    judge = judge_of(task, run.metrics()[split])
    if judge is None:
        raise InputError(
            "The rows of {run} are neither right nor wrong: its task is {task}.", run=run.id, task=task.name
        )
    check_options(judge, kind, type_name)
    query = MistakeQuery(split, None if has_all else False, kind, type_name, search, limit=limit)
    _list_judged(invocation, run, judge, query)


def _list_classes(invocation: Invocation, run: RunFolder, query: AnswerQuery) -> None:
    class_names = tuple(run.metrics()[query.split]["confusion_matrix"]["labels"])
    for option, value in (("--true", query.label), ("--predicted", query.prediction)):
        if value is not None and value not in class_names:
            expected = ", ".join(map(shorten, class_names))
            raise InputError(
                "{option}: expected one of {expected}. Received: {received}.",
                option=option,
                expected=expected,
                received=value,
            )
    found = read_answers(run.predictions_path, class_names, query)
    file, state = _source(run, query.split)
    rows = [_row_data(row) for row in found.rows]
    data = {"split": query.split, "found": found.num_found, "file": str(file), "file_state": state, "rows": rows}
    invocation.output.result({"run": run.id} | data)
    _show(invocation.output, found)
    _tell(invocation.output, len(rows), found.num_found, query.split, file, state)


def _list_judged(invocation: Invocation, run: RunFolder, judge: Judge, query: MistakeQuery) -> None:
    found = read_mistakes(run.predictions_path, judge, query)
    file, state = _source(run, query.split)
    data = rows_data(judge, query, found)
    invocation.output.result({"run": run.id, "file": str(file), "file_state": state} | data)
    show_rows(invocation.output, judge, found)
    _tell(invocation.output, len(found.rows), found.num_found, query.split, file, state)


def _is_right(query: AnswerQuery) -> bool | None:
    return None if query.label is not None and query.label == query.prediction else False


def _source(run: RunFolder, split: str) -> tuple[Path, str]:
    """Return the file that a split came from, and what became of it."""
    file = Path(run.spec().data.file_of(split))
    return file, source_state(file, run.predictions_path)


def _tell(output: Output, num_listed: int, num_found: int, split: str, file: Path, state: str) -> None:
    output.line(f"{count(num_listed)} of {count(num_found)} in the {split} part of {file}")
    if state != "same":
        output.note(f"{file} {_STATES[state]}.")


def _refuse(task: Task, options: Mapping[str, str | None]) -> None:
    """Refuse options that say nothing about the answers of a task.

    Raises:
        InputError: if one is given.
    """
    for option, value in options.items():
        if value is not None:
            raise InputError("{option} says nothing about answers of the task {task}.", option=option, task=task.name)


def _split(run: RunFolder, wanted: str | None) -> str:
    """Return the split that is asked for."""
    reports = run.metrics()
    there = [split for split in _SPLITS if split in reports]
    if not there:
        raise NotFoundError("There are no results in {run} yet: nothing was measured.", run=run.id)
    split = wanted or there[0]
    if split not in there:
        raise InputError(
            "--split: expected one of {expected}. Received: {received}.", expected=", ".join(there), received=split
        )
    return split


def _row_data(row: Answer) -> dict[str, Any]:
    return {
        "row": row.row_number,
        "text": row.text,
        "label": row.label,
        "prediction": row.prediction,
        "probability": row.probability,
        "label_probability": row.label_probability,
    }


def _show(output: Output, found: Answers) -> None:
    rows = [
        (
            count(row.row_number),
            row.label,
            f"{row.label_probability:.4f}",
            row.prediction,
            f"{row.probability:.4f}",
            shorten(row.text),
        )
        for row in found.rows
    ]
    titles = ("row", "label", "its probability", "prediction", "probability", "text")
    output.table(titles, rows, numbers=("row", "its probability", "probability"))

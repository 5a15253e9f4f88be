"""mistakes: the texts behind a run's confusion matrix."""

from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.formats import count
from studio.cli.options import JsonOption, RunArgument, WorkspaceOption, begin
from studio.cli.output import Output
from studio.data.predictions import Answer, AnswerQuery, Answers, read_answers, source_state
from studio.data.readers.records import shorten
from studio.errors import InputError, NotFoundError
from studio.runs import RunFolder

_SPLITS = ("test", "validation")
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
    search: Annotated[str, typer.Option(metavar="WORDS", help="Only texts that hold all these words.")] = "",
    has_all: Annotated[bool, typer.Option("--all", help="Right answers as well.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many are listed at most.")] = 20,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """List the texts that a run's best model got wrong, the surest mistakes first: the right class beside the answer.

    With the same class for --true and --predicted it lists what was right there.
    """
    invocation = begin(context, workspace, is_json)
    run = invocation.workspace().run(name)
    spec = run.spec()
    if not spec.task.has_classes:
        raise InputError("{run} has no classes: its task is {task}.", run=run.id, task=spec.task.name)
    split, class_names = _split(run, split)
    for option, value in (("--true", label), ("--predicted", prediction)):
        if value is not None and value not in class_names:
            expected = ", ".join(map(shorten, class_names))
            raise InputError(
                "{option}: expected one of {expected}. Received: {received}.",
                option=option,
                expected=expected,
                received=value,
            )
    is_right = None if has_all or (label is not None and label == prediction) else False
    query = AnswerQuery(split, label, prediction, is_right, search, limit=limit)
    path = run.predictions_path
    found = read_answers(path, class_names, query)
    file = Path(spec.data.file_of(split))
    state = source_state(file, path)
    invocation.output.result(_data(run, query, found, file, state))
    _show(invocation.output, found)
    invocation.output.line(f"{count(len(found.rows))} of {count(found.num_found)} in the {split} part of {file}")
    if state != "same":
        invocation.output.note(f"{file} {_STATES[state]}.")


def _split(run: RunFolder, wanted: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the split that is asked for, and the classes in the order of its report."""
    reports = run.metrics()
    there = [split for split in _SPLITS if split in reports]
    if not there:
        raise NotFoundError("There are no results in {run} yet: nothing was measured.", run=run.id)
    split = wanted or there[0]
    if split not in there:
        raise InputError(
            "--split: expected one of {expected}. Received: {received}.", expected=", ".join(there), received=split
        )
    return split, tuple(reports[split]["confusion_matrix"]["labels"])


def _data(run: RunFolder, query: AnswerQuery, found: Answers, file: Path, state: str) -> dict[str, Any]:
    return {
        "run": run.id,
        "split": query.split,
        "found": found.num_found,
        "file": str(file),
        "file_state": state,
        "rows": [_row_data(row) for row in found.rows],
    }


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

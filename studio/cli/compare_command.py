"""Runs side by side in a terminal: `compare`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from studio.cli.formats import metric
from studio.cli.options import Invocation, JsonOption, WorkspaceOption, begin
from studio.errors import InputError
from studio.runs import RunFolder, RunSummary, Workspace
from studio.runs.comparability import comparability
from studio.runs.comparison import Difference, differences
from studio.runs.index import summarize
from studio.runs.live import with_live_numbers

_SPLITS = ("test", "validation")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("compare")(compare)


def compare(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(metavar="RUN RUN…", help="Two runs or more, as `runs` lists them.", show_default=False),
    ],
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Put runs side by side: first what stands against comparing them, then metrics and the settings that differ."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    folders = _different([place.run(name) for name in names])
    rows = [_row(place, folder) for folder in folders]
    found = comparability(folders)
    settings = differences([folder.spec() for folder in folders])
    invocation.output.result(
        {
            "runs": [row.to_json() for row in rows],
            "warnings": [str(warning) for warning in found.warnings],
            "comparable_splits": sorted(found.comparable_splits),
            "settings": [asdict(setting) for setting in settings],
        }
    )
    for warning in found.warnings:
        invocation.output.note(f"Warning: {warning}")
    _show_metrics(invocation, rows)
    _show_settings(invocation, rows, settings)


def _different(folders: Sequence[RunFolder]) -> list[RunFolder]:
    found = list({folder.path: folder for folder in folders}.values())
    if len(found) < 2:
        raise InputError("Expected two runs or more to compare. Received: {count}.", count=len(found))
    return found


def _row(place: Workspace, folder: RunFolder) -> RunSummary:
    return with_live_numbers(place, summarize(folder))


def _show_metrics(invocation: Invocation, rows: Sequence[RunSummary]) -> None:
    lines = []
    for split in _SPLITS:
        names = dict.fromkeys(name for row in rows for name in row.metrics.get(split, {}))
        lines += [(split, name, *(metric(row.metrics.get(split, {}).get(name)) for row in rows)) for name in names]
    if lines:
        titles = [row.id for row in rows]
        invocation.output.table(("data", "metric", *titles), lines, numbers=titles)
    else:
        invocation.output.line("None of these runs has been measured yet.")


def _show_settings(invocation: Invocation, rows: Sequence[RunSummary], settings: Sequence[Difference]) -> None:
    if not settings:
        invocation.output.line("These runs have the same settings.")
        return
    lines = [(setting.path, *(_words(value) for value in setting.values)) for setting in settings]
    invocation.output.table(("setting", *(row.id for row in rows)), lines)


def _words(value: Any) -> str:
    return "–" if value is None else str(value)

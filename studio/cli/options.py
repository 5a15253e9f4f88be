"""The options that every command takes, before or after its name."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from studio.cli.output import Output
from studio.errors import InputError
from studio.runs import Workspace
from studio.settings import SpecPart
from studio.spec import FaultyRows, parse_settings, task_setting_infos
from studio.tasks import Task


def option(name: str, metavar: str, help: str) -> Any:
    """Return an option without a default to show: its help says what is done where it is not given."""
    return typer.Option(name, metavar=metavar, help=help, show_default=False)


WorkspaceOption = Annotated[
    Path | None,
    option("--workspace", "DIR", "The folder of the runs. Else FETTLE_WORKSPACE, else the user's data folder."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object on standard output.")]
RunArgument = Annotated[
    str,
    typer.Argument(
        metavar="RUN", help="A run: its id, a part of it or its name that fits one run only, or its folder."
    ),
]
ColumnsOption = Annotated[
    list[str] | None,
    option(
        "--column",
        "ROLE=NAME",
        "Which column plays a role, e.g. text=review. Can be given several times; a role that is given again takes "
        "several columns.",
    ),
]
SettingsOption = Annotated[
    list[str] | None,
    option("--set", "NAME=VALUE", "A setting of the task, e.g. scheme=bio. Can be given several times."),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Refuse a row without text or label instead of leaving it out.")
]
MissingLabelOption = Annotated[
    list[str] | None,
    option("--missing-label", "LABEL", "A label that stands for a missing one, e.g. NA. Can be given several times."),
]
FaultyRowsOption = Annotated[
    FaultyRows,
    typer.Option(
        "--faulty-rows", help="What becomes of a row whose label, number, tags or answer has a fault, as in a run."
    ),
]
AllAnswersOption = Annotated[
    bool,
    typer.Option("--all-answers", help="Use rows, too, that annotators rejected, ignored or discarded."),
]


@dataclass(slots=True)
class Invocation:
    """One call of the command line.

    Attributes:
        workspace_path: The workspace asked for, if one was.
    """

    output: Output
    workspace_path: Path | None = None

    def workspace(self) -> Workspace:
        """Open the workspace."""
        return Workspace.open(self.workspace_path)


def begin(context: typer.Context, workspace: Path | None, is_json: bool) -> Invocation:
    """Return the invocation with the options that were given at this place."""
    invocation = context.find_object(Invocation)
    assert invocation is not None
    invocation.workspace_path = workspace or invocation.workspace_path
    invocation.output.is_json |= is_json
    return invocation


def parse_task_settings(task: Task, entries: list[str] | None) -> SpecPart:
    """Return the settings of a task that `--set NAME=VALUE` gave; the others have their defaults.

    Raises:
        InputError: if one has another form.
        SpecError: names the setting, what was expected and what came.
    """
    annotations = {info.path.partition(".")[2]: info.annotation for info in task_setting_infos(task)}
    given: dict[str, Any] = {}
    for entry in entries or []:
        name, sign, value = entry.partition("=")
        if not (name and sign):
            raise InputError("--set: expected NAME=VALUE, e.g. scheme=bio. Received: {received}.", received=entry)
        annotation = annotations.get(name)
        given[name] = value if str in (annotation, *get_args(annotation)) else _loaded(value)
    return parse_settings(task, given)


def _loaded(value: str) -> Any:
    """Return a number or a truth value; any other text as it is."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def parse_columns(entries: list[str] | None) -> dict[str, str | list[str]]:
    """Return the roles and columns that `--column ROLE=NAME` gave; one that is given again takes several columns.

    Raises:
        InputError: if one has another form.
    """
    columns: dict[str, str | list[str]] = {}
    for entry in entries or []:
        role, sign, name = entry.partition("=")
        if not (role and sign and name):
            raise InputError("--column: expected ROLE=NAME, e.g. text=review. Received: {received}.", received=entry)
        before = columns.get(role)
        columns[role] = name if before is None else [*([before] if isinstance(before, str) else before), name]
    return columns

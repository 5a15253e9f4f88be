"""inspect, backbones, download: what a run can start from."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from studio import catalogue, downloads, tasks
from studio.catalogue import PresetInfo
from studio.cli.advising import Question, show_advice
from studio.cli.bars import watch_job
from studio.cli.downloading import fetch
from studio.cli.finding_rows import show_rows
from studio.cli.first_batch import show_batch
from studio.cli.formats import FAULTS_HINT, count, left_out, parameters, size, words
from studio.cli.options import (
    AllAnswersOption,
    ColumnsOption,
    FaultyRowsOption,
    JsonOption,
    MissingLabelOption,
    SettingsOption,
    StrictOption,
    WorkspaceOption,
    begin,
    parse_columns,
    parse_task_settings,
)
from studio.cli.output import Output
from studio.cli.reading_options import NOT_GIVEN, ReadingOptions, takes_reading
from studio.cli.token_check import show_check
from studio.columns import Columns, names_of
from studio.data import (
    DataSource,
    Histogram,
    Profile,
    ProfileTable,
    RowRules,
    map_columns,
    open_source,
    read_profile,
)
from studio.data.describing import describe_reading, reading_data
from studio.languages import LANGUAGES
from studio.spec import DataSpec
from studio.tasks import Task

TaskOption = Annotated[str | None, typer.Option("--task", metavar="T", help="The name of a task.")]

_NUM_SHOWN_CLASSES = 50
_NAME_WIDTH = 60
_LENGTH_NUMBERS = ("mean", "median", "95 % up to", "longest")


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("inspect")(inspect)
    app.command("backbones")(backbones)
    app.command("download")(download)


@takes_reading
def inspect(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A data set.", show_default=False)],
    task: TaskOption = None,
    columns: ColumnsOption = None,
    settings: SettingsOption = None,
    is_strict: StrictOption = False,
    missing_labels: MissingLabelOption = None,
    is_using_all_answers: AllAnswersOption = False,
    faulty_rows: FaultyRowsOption = "refuse",
    finding_name: Annotated[
        str | None,
        typer.Option("--rows", metavar="FINDING", help="List the rows behind a finding, by its name, instead."),
    ] = None,
    is_batch: Annotated[
        bool,
        typer.Option("--batch", help="Show the first batch of a run as the model of --backbone sees it, instead."),
    ] = False,
    backbone: Annotated[
        str | None, typer.Option(metavar="PRESET", help="The backbone of --batch.", show_default=False)
    ] = None,
    reading: ReadingOptions = NOT_GIVEN,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> int:
    """Check a data set: rows, classes, lengths, and what is wrong with it. Exit status 2 if it cannot be used.

    Which columns are looked at depends on the task. Rows without text or label are left out, counted and shown.
    """
    invocation = begin(context, workspace, is_json)
    chosen = _task(task)
    own = parse_task_settings(chosen, settings)
    source = open_source(file, reading.parse(), reads_documents=chosen.learns_pairs(own))
    roles = map_columns(source, chosen, parse_columns(columns))
    if is_batch:
        data = DataSpec(train=str(file), columns=roles, faulty_rows=faulty_rows, reading=reading.parse())
        show_batch(invocation, data.model_dump(mode="json"), chosen, own, backbone)
        return 0
    with watch_job(invocation.output.log) as (show, is_cancelled):
        rules = RowRules(is_strict, tuple(missing_labels or ()), not is_using_all_answers, faulty_rows)
        profile = read_profile(
            source, chosen, roles, rules=rules, settings=own, on_progress=show, is_cancelled=is_cancelled
        )
    if finding_name is not None:
        show_rows(invocation.output, source, profile.findings, finding_name)
        return 0
    errors = [finding.to_error() for finding in profile.findings if finding.level == "error"]
    found = _profile_data(source, chosen, roles, profile)
    invocation.output.result(found | {"error": errors[0].to_json()} if errors else found)
    _show_profile(invocation.output, source, roles, profile)
    return errors[0].exit_status if errors else 0


@takes_reading
def backbones(
    context: typer.Context,
    task: TaskOption = None,
    data: Annotated[
        Path | None,
        typer.Option("--advise", metavar="DATA", help="Suggest three for this data set, with reasons, instead."),
    ] = None,
    checked: Annotated[
        str | None,
        typer.Option(
            "--check",
            metavar="PRESET",
            help="Compare its tokens with those of its own tokenizer, on hard strings and on --texts, instead.",
        ),
    ] = None,
    texts: Annotated[
        Path | None, typer.Option("--texts", metavar="DATA", help="A data set whose texts --check compares as well.")
    ] = None,
    columns: ColumnsOption = None,
    reading: ReadingOptions = NOT_GIVEN,
    language: Annotated[
        str | None, typer.Option(metavar="L", help=f"The language of the data: {', '.join(LANGUAGES)}. Else guessed.")
    ] = None,
    is_offline: Annotated[bool, typer.Option("--offline", help="Suggest only what is on this computer.")] = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """List the backbones that can be fine-tuned; any local folder and any kaggle:// or hf:// handle works as well."""
    invocation = begin(context, workspace, is_json)

    def spec(path: Path) -> DataSpec:
        return DataSpec(train=str(path), columns=parse_columns(columns), reading=reading.parse())

    if checked is not None:
        show_check(invocation, checked, None if texts is None else spec(texts), _task(task))
        return
    if data is not None:
        show_advice(invocation, Question(spec(data), _task(task), language, is_offline))
        return
    presets = catalogue.presets(None if task is None else tasks.get(task))
    invocation.output.result({"backbones": [_preset_data(preset) for preset in presets]})
    titles = ("backbone", "family", "parameters", "languages", "here", "licence", "good for")
    invocation.output.table(titles, [_row(preset) for preset in presets], numbers=("parameters",))
    invocation.output.line("Or build one from scratch: `architectures` lists designs to begin with.")


def download(
    context: typer.Context,
    preset: Annotated[
        str, typer.Argument(metavar="PRESET", help="A preset's name, kaggle://… or hf://…", show_default=False)
    ],
    is_discarding: Annotated[
        bool, typer.Option("--discard", help="Delete what an earlier download left half, instead.")
    ] = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Get a preset onto this computer. Ctrl+C ends it and keeps what came: the next call goes on from there."""
    invocation = begin(context, workspace, is_json)
    if is_discarding:
        num_bytes = downloads.partial_bytes(preset)
        downloads.discard_partial(preset)
        invocation.output.result({"preset": preset, "discarded_bytes": num_bytes})
        invocation.output.line(f"{size(num_bytes)} deleted.")
        return
    folder = fetch(invocation, preset)
    invocation.output.result({"preset": preset, "folder": str(folder)})
    invocation.output.line(f"{preset} is in {folder}")


def _task(name: str | None) -> Task:
    """Return the task that was named; the first of all where none was."""
    return tasks.all_tasks()[0] if name is None else tasks.get(name)


def _profile_data(source: DataSource, task: Task, roles: Columns, profile: Profile) -> dict[str, Any]:
    return {
        "file": str(source.path),
        "format": source.format,
        "reading": reading_data(source),
        "task": task.name,
        "columns": [asdict(column) for column in source.columns],
        "roles": roles,
        **asdict(profile),
        "majority_fraction": profile.majority_fraction,
        "num_rare_classes": len(profile.rare_labels),
        "findings": [finding.to_json() for finding in profile.findings],
    }


def _show_profile(output: Output, source: DataSource, roles: Columns, profile: Profile) -> None:
    has_classes = bool(profile.labels)
    rows = words("{num} {num:row|rows}", num=profile.num_rows)
    classes = words(", {num} {num:class|classes}", num=len(profile.labels)) if has_classes else ""
    output.line(f"{source.path} ({source.format}): {rows}{classes}{left_out(profile.left_out.to_json())}")
    if reading := describe_reading(source):
        output.line(f"Read as: {reading}")
    names = (f"{role} = {' + '.join(names_of(roles, role))}" for role in roles)
    output.line("Columns: " + ", ".join(names))
    if has_classes:
        _show_classes(output, profile)
    for entry in profile.inputs:
        what = "length in" if len(profile.inputs) == 1 else f"{entry.name}, length in"
        lengths = [_lengths("characters", entry.characters), _lengths("words", entry.words)]
        output.table((what, "mean", "median", "95 % up to", "longest"), lengths, _LENGTH_NUMBERS)
    for table in () if profile.target is None else profile.target.tables():
        _show_table(output, table)
    for finding in profile.findings:
        name = f" [{finding.name}]" if finding.rows else ""
        output.line(f"{finding.level.capitalize()}: {finding.message}{name}")
    if any(finding.is_fault for finding in profile.findings):
        output.line(FAULTS_HINT)
    if any(finding.rows for finding in profile.findings):
        output.line("List the rows behind a finding with --rows and the name behind it.")


def _show_table(output: Output, table: ProfileTable) -> None:
    numbers = [
        title for place, title in enumerate(table.titles) if all(not isinstance(row[place], str) for row in table.rows)
    ]
    output.table(table.titles, [tuple(map(_cell, row)) for row in table.rows], numbers)


def _cell(value: str | int | float) -> str:
    if isinstance(value, str):
        return _name(value)
    return count(value) if isinstance(value, int) else f"{value:.4g}"


def _show_classes(output: Output, profile: Profile) -> None:
    shown = profile.labels[:_NUM_SHOWN_CLASSES]
    labels = [(_name(entry.label), count(entry.count), _share(entry.count, profile.num_usable)) for entry in shown]
    output.table(("class", "rows", "part"), labels, numbers=("rows", "part"))
    if len(shown) < len(profile.labels):
        output.line(words("… and {num} more {num:class|classes}", num=len(profile.labels) - len(shown)))
    if profile.majority_fraction is not None and len(profile.labels) > 1:
        name, part = _name(profile.labels[0].label), 100 * profile.majority_fraction
        output.line(f"Always {name!r} would be right in {part:.1f} % of the rows")


def _name(label: str) -> str:
    """Return a class's name in one line of a moderate length."""
    line = " ".join(label.split())
    return line if len(line) <= _NAME_WIDTH else f"{line[: _NAME_WIDTH - 1]}…"


def _lengths(unit: str, lengths: Histogram) -> tuple[str, ...]:
    return (unit, f"{lengths.mean:.1f}", f"{lengths.median:.0f}", f"{lengths.p95:.0f}", count(lengths.max))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f} %"


def _preset_data(preset: PresetInfo) -> dict[str, object]:
    return {**asdict(preset), "is_offline": preset.is_offline, "estimated_bytes": preset.estimated_bytes}


def _row(preset: PresetInfo) -> tuple[str, ...]:
    return (
        preset.name,
        preset.family,
        "–" if preset.num_parameters is None else parameters(preset.num_parameters),
        ", ".join(preset.languages),
        "yes" if preset.is_offline else f"about {size(preset.estimated_bytes or 0)} to download",
        preset.licence or "not named",
        ", ".join(preset.good_for),
    )

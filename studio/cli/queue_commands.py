"""queue: runs that wait, and are worked off without the window."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli.formats import clock, duration, words
from studio.cli.options import Invocation, JsonOption, RunArgument, WorkspaceOption, begin, option
from studio.cli.run_commands import check_file, make_run
from studio.errors import InputError, StudioError
from studio.queue import AfterFailure, QueueEntry, QueueNote, QueueSettings, RunQueue, keep_going, runner_is_alive
from studio.queue import read_journal as read_notes
from studio.queue.settings import MOST_RETRIES
from studio.runs import RunFolder, RunState
from studio.series import SeriesKind, parts_of, start_series

_POLL_S = 0.5
queue_app = typer.Typer(
    help="Runs that wait and are worked off one after another, without the window too.",
    invoke_without_command=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(queue_app, name="queue")


@queue_app.callback()
def show(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """List what waits and what is at work, in the order of the queue."""
    invocation = begin(context, workspace, is_json)
    if context.invoked_subcommand is None:
        _show(invocation, _queue(invocation))


@queue_app.command()
def add(
    context: typer.Context,
    targets: Annotated[
        list[str],
        typer.Argument(
            metavar="RUN…",
            help="Specifications (files that end in .json), or runs that were stopped, failed or crashed.",
        ),
    ],
    is_first: Annotated[bool, typer.Option("--first", help="Put them before all that wait.")] = False,
    seeds: Annotated[
        int | None, option("--seeds", "N", "Make N runs of each specification, with seeds that count up from its own.")
    ] = None,
    folds: Annotated[
        int | None, option("--folds", "N", "Cross-validate: make N runs of each specification, one for each fold.")
    ] = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Add runs to the end of the queue."""
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    if seeds is not None and folds is not None:
        raise InputError("queue add: expected either --seeds or --folds. Received: both.")
    kind, count = (SeriesKind.FOLDS, folds) if folds is not None else (SeriesKind.SEEDS, seeds)
    if count is None:
        added = [_add(queue, _run(invocation, target)) for target in targets]
    else:
        specs = [check_file(invocation, _file(target)) for target in targets]
        for spec in specs:
            parts_of(spec, kind, count)
        added = [run_id for spec in specs for run_id in start_series(queue.workspace, spec, kind, count).run_ids]
    if is_first:
        for place, run_id in enumerate(added):
            queue.move(run_id, place)
    _show(invocation, queue)


@queue_app.command()
def remove(
    context: typer.Context, name: RunArgument, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> None:
    """Take a run out of the queue; one that is at work goes on."""
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    queue.remove(queue.workspace.run(name).id)
    _show(invocation, queue)


@queue_app.command()
def move(
    context: typer.Context,
    name: RunArgument,
    place: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="Its place in the end; 1 is the first.")],
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Put a run at another place of the queue."""
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    queue.move(queue.workspace.run(name).id, place - 1)
    _show(invocation, queue)


@queue_app.command()
def now(
    context: typer.Context, name: RunArgument, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> None:
    """Start a run of the queue at once, beside what is at work and while the queue is paused."""
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    queue.ask_now(queue.workspace.run(name).id)
    _show(invocation, queue)


@queue_app.command()
def pause(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """Start no further run; those at work go on."""
    _set(context, workspace, is_json, is_paused=True)


@queue_app.command()
def go(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """Work the queue off again."""
    _set(context, workspace, is_json, is_paused=False)


@queue_app.command(name="set")
def change(
    context: typer.Context,
    retries: Annotated[
        int | None, option("--retries", "N", f"How often a run that crashed is taken up, from 0 to {MOST_RETRIES}.")
    ] = None,
    after_failure: Annotated[
        AfterFailure | None, option("--after-failure", "WHAT", "Go on with the rest of the queue, or pause it.")
    ] = None,
    command: Annotated[
        str | None,
        option(
            "--command",
            "COMMAND",
            "What to run after each run and when the queue is empty, without a shell; it finds FETTLE_EVENT, "
            "FETTLE_RUN, FETTLE_NAME, FETTLE_STATE and FETTLE_WORKSPACE in its environment. An empty one means none.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Set how the queue is worked off."""
    given = {"retries": retries, "after_failure": after_failure, "command": command}
    _set(context, workspace, is_json, **{name: value for name, value in given.items() if value is not None})


@queue_app.command()
def wait(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """Wait until the queue is empty or paused, and say what happens meanwhile. Ctrl+C leaves it at work."""
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    last = time.time()
    while True:
        keep_going(queue.workspace.path)
        # The last look at the journal comes after the last look at the queue: the runner writes them in that order.
        is_over = not queue.entries() or (queue.settings().is_paused and not runner_is_alive(queue))
        for note in read_notes(queue.journal_path):
            if note.time > last:
                invocation.output.note(_note_words(note))
                last = note.time
        if is_over:
            break
        time.sleep(_POLL_S)
    _show(invocation, queue)


@queue_app.command()
def journal(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """Say what happened in the queue, the newest last."""
    invocation = begin(context, workspace, is_json)
    notes = read_notes(_queue(invocation).journal_path)
    invocation.output.result({"notes": [note.to_json() for note in notes]})
    for note in notes:
        invocation.output.line(_note_words(note))
    if not notes:
        invocation.output.line("Nothing has happened in the queue yet.")


def _queue(invocation: Invocation) -> RunQueue:
    return RunQueue(invocation.workspace())


def _add(queue: RunQueue, run: RunFolder) -> str:
    queue.add(run)
    return run.id


def _run(invocation: Invocation, target: str) -> RunFolder:
    if Path(target).suffix == ".json" and Path(target).is_file():
        return make_run(invocation, Path(target))
    return invocation.workspace().run(target)


def _file(target: str) -> Path:
    if Path(target).suffix != ".json":
        raise InputError(
            "A series is made of a specification: expected a file that ends in .json. Received: {received}.",
            received=target,
        )
    return Path(target)


def _set(context: typer.Context, workspace: Path | None, is_json: bool, **changes: Any) -> None:
    invocation = begin(context, workspace, is_json)
    queue = _queue(invocation)
    queue.set(**changes)
    _show(invocation, queue)


def _show(invocation: Invocation, queue: RunQueue) -> None:
    """Show the queue as it is now, and see to it that it is worked off."""
    keep_going(queue.workspace.path)
    settings, entries = queue.settings(), queue.entries()
    rows = [_row(queue, entry) for entry in entries]
    invocation.output.result({"workspace": str(queue.workspace.path), "settings": settings.to_json(), "runs": rows})
    if rows:
        columns = ("place", "run", "name", "state", "steps", "time")
        cells = [(str(place), *_cells(row)) for place, row in enumerate(rows, start=1)]
        invocation.output.table(columns, cells, numbers=("place", "steps", "time"))
    else:
        invocation.output.line("Nothing waits. `queue add RUN.json` adds a run.")
    invocation.output.line(_settings_words(settings))


def _row(queue: RunQueue, entry: QueueEntry) -> dict[str, Any]:
    row: dict[str, Any] = {"run": entry.run_id, "added": entry.added, "is_asked_now": entry.is_asked_now}
    try:
        run = RunFolder(queue.workspace.runs_path / entry.run_id)
    except StudioError as error:
        return row | {"name": entry.run_id, "state": RunState.UNKNOWN, "error": error.to_json()}
    status = run.status()
    numbers = {"step": status.step, "num_steps": status.num_steps, "seconds": status.seconds}
    return row | {"name": run.name(), "state": status.state} | numbers


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    steps = f"{row['step']}/{row['num_steps']}" if row.get("num_steps") else "–"
    spent = duration(row["seconds"]) if row.get("seconds") else "–"
    return row["run"], row["name"], row["state"], steps, spent


def _settings_words(settings: QueueSettings) -> str:
    pace = "paused" if settings.is_paused else "one run at a time for each device"
    rest = "goes on" if settings.after_failure is AfterFailure.GO_ON else "pauses"
    template = "Queue: {pace}; a run that crashes is taken up {retries} {retries:time|times}; after a failure it {rest}"
    said = words(template, pace=pace, retries=settings.retries, rest=rest)
    return f"{said}; afterwards: {settings.command}" if settings.command else said


def _note_words(note: QueueNote) -> str:
    reason = note.reason()
    parts = (clock(note.time), note.run_id, str(note.message()), "" if reason is None else str(reason))
    return " ".join(part for part in parts if part)

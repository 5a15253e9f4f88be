"""fit, resume, stop, skip, rename, runs."""

from pathlib import Path
from typing import Annotated

import typer

from studio import catalogue
from studio.cli.advice import tell_advice
from studio.cli.downloading import fetch
from studio.cli.folder_check import tell_of_folder
from studio.cli.follow import Ending, follow, skip_to_end
from studio.cli.formats import FAULTS_HINT, about, duration, metric, words
from studio.cli.language_check import warn_of_language
from studio.cli.model_commands import baseline_words
from studio.cli.options import Invocation, JsonOption, RunArgument, WorkspaceOption, begin, option
from studio.data import find_parts, map_columns, open_part, with_parts
from studio.errors import FaultyRowsError, InputError, StudioError
from studio.planning.mending import mends
from studio.runs import RunFolder, RunState, RunSummary, Workspace, start
from studio.runs.crashes import failure_of
from studio.runs.live import with_live_numbers, writing_now
from studio.runs.resuming import NextStep, next_step
from studio.spare import worker_ahead
from studio.spec import RunSpec

_NEXT_STEPS = {
    NextStep.RESUME: "Take it up again with: python -m studio resume {run}",
    NextStep.MEND: "Once that is put right, take it up again with: python -m studio resume {run}",
    NextStep.ANOTHER: "Resuming would end in the same way: start another run with `fit`.",
}

DetachOption = Annotated[
    bool, typer.Option("--detach", help="Return as soon as the run is started; it goes on by itself.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("fit")(fit)
    app.command("resume")(resume)
    app.command("again")(again)
    app.command("stop")(stop)
    app.command("skip")(skip)
    app.command("rename")(rename)
    app.command("runs")(runs)


def fit(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="RUN.json", help="The run specification.", show_default=False)],
    is_detached: DetachOption = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> int:
    """Fine-tune: make a run from a specification and follow it to its end.

    Ctrl+C stops the run with a checkpoint; a second Ctrl+C leaves it running.
    """
    invocation = begin(context, workspace, is_json)
    run = make_run(invocation, file)
    _tell_of_others(invocation, invocation.workspace(), run)
    return _work(invocation, run, is_detached)


def resume(
    context: typer.Context,
    name: RunArgument,
    is_detached: DetachOption = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> int:
    """Take up a run that stopped, failed or crashed, at its last checkpoint."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    run = place.run(name)
    _tell_of_others(invocation, place, run)
    return _work(invocation, run, is_detached)


def again(
    context: typer.Context,
    name: RunArgument,
    change: Annotated[
        str | None, option("--with", "CHANGE", "What to change: one of those that `fit` or this command lists.")
    ] = None,
    is_detached: DetachOption = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> int:
    """Start another run with the settings of one that failed, changed so that it may go better; or list the changes."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    run = place.run(name)
    found = {mend.name: mend for mend in mends(run, failure_of(run))}
    if change is None:
        listed = [{"name": mend.name, "message": str(mend.reason)} for mend in found.values()]
        invocation.output.result({"run": run.id, "changes": listed})
        for mend in found.values():
            invocation.output.line(f"{mend.name}: {mend.reason}")
        if not found:
            invocation.output.line(f"No other settings would help {run.id}.")
        return 0
    if change not in found:
        raise InputError(
            "--with: expected one of the changes that may help {run}: {expected}. Received: {change}.",
            run=run.id,
            expected=", ".join(found) or "there are none",
            change=change,
        )
    other = place.create_run(found[change].spec)
    _tell_of_others(invocation, place, other)
    invocation.output.note(f"{run.id} once more: {found[change].reason}")
    return _work(invocation, other, is_detached)


def stop(
    context: typer.Context, name: RunArgument, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> int:
    """Ask a run to save a checkpoint and stop, and wait until it has."""
    invocation = begin(context, workspace, is_json)
    run = invocation.workspace().run(name)
    reader = skip_to_end(run)
    run.ask_to_stop()
    ending = follow(run, reader, invocation.output.log)
    invocation.output.result(ending.to_json(run.id))
    if ending.error is not None:
        invocation.output.error_message(str(ending.error))
    else:
        invocation.output.line(_ended(run, ending))
    # Stopping is what was asked for: here it is a success, as is a run that finished meanwhile.
    return 0 if ending.state in (RunState.STOPPED, RunState.FINISHED) else ending.exit_status


def skip(
    context: typer.Context, name: RunArgument, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> None:
    """Leave out the texts that a run is writing for an evaluation: what is measured of them is missing there.

    The loss and the perplexity of the evaluation stand, and the run goes on exactly as it would have.
    """
    invocation = begin(context, workspace, is_json)
    run = invocation.workspace().run(name)
    writing = writing_now(run)
    run.skip_writing(writing.number)
    asked = {"run": run.id, "split": writing.split, "step": writing.step}
    invocation.output.result(asked | {"written": int(writing.num_written), "texts": writing.num_texts})
    template = "{run}: no more is written for the {split} of step {step}, after {written} of {texts} {texts:text|texts}"
    invocation.output.line(words(template, **asked, written=int(writing.num_written), texts=writing.num_texts))


def rename(
    context: typer.Context,
    run: RunArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new name; an empty one goes back to the first.")],
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Call a run something else. Its id and folder stay as they are."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    folder = place.run(run)
    shown = folder.rename(name)
    num_others = sum(summary.name == shown and summary.id != folder.id for summary in place.runs())
    if num_others:
        invocation.output.note(f"{num_others} more of this name: tell them apart by their ids.")
    invocation.output.result({"run": folder.id, "name": shown})
    invocation.output.line(f"{folder.id}: {shown}")


def runs(context: typer.Context, workspace: WorkspaceOption = None, is_json: JsonOption = False) -> None:
    """List the runs of the workspace, the newest first."""
    invocation = begin(context, workspace, is_json)
    place = invocation.workspace()
    summaries = [with_live_numbers(place, summary) for summary in place.runs()]
    invocation.output.result({"workspace": str(place.path), "runs": [summary.to_json() for summary in summaries]})
    if summaries:
        columns = ("run", "name", "task", "state", "backbone", "steps", "time", "loss", "validation", "test")
        invocation.output.table(columns, [_row(summary) for summary in summaries], numbers=columns[5:8])
    else:
        invocation.output.line(f"No run yet in {place.path}. `fit RUN.json` makes one.")
    for summary in summaries:
        if summary.error is not None:
            invocation.output.note(f"{summary.id} cannot be opened here: {StudioError.from_json(summary.error)}")
        for message in summary.damage:
            invocation.output.note(f"{summary.id}: {message}")


def make_run(invocation: Invocation, file: Path) -> RunFolder:
    """Make the run of a specification that was checked; it is not started yet.

    Args:
        invocation: The call.
        file: The specification.

    Raises:
        StudioError: if there is anything wrong with it that shows at a glance.
    """
    return invocation.workspace().create_run(check_file(invocation, file))


def check_file(invocation: Invocation, file: Path) -> RunSpec:
    """Read a specification and say what is to be said of it.

    Args:
        invocation: The call.
        file: The specification.

    Raises:
        StudioError: if there is anything wrong with it that shows at a glance.
    """
    spec = _take_apart(invocation, RunSpec.read(file))
    _check(spec)
    tell_advice(invocation.output, spec)
    warn_of_language(invocation.output, spec)
    if spec.backbone.preset is not None:
        fetch(invocation, spec.backbone.preset)
    tell_of_folder(invocation.output, spec)
    return spec


def _take_apart(invocation: Invocation, spec: RunSpec) -> RunSpec:
    """Return a specification whose folder of parts is taken apart, and say so."""
    data = with_parts(spec.data)
    for name, place in find_parts(Path(spec.data.train)).items():
        if getattr(data, name) == str(place):
            invocation.output.note(f"Info: data.{name} is {place}")
    return spec.model_copy(update={"data": data})


def _tell_of_others(invocation: Invocation, place: Workspace, run: RunFolder | None = None) -> None:
    """Say what is at work already beside a run: runs share the computer."""
    for summary in place.runs():
        if not summary.state.is_active or (run is not None and summary.id == run.id):
            continue
        found = with_live_numbers(place, summary)
        left = "" if found.seconds_left is None else f", about {about(found.seconds_left)} left"
        where = f"step {found.step} of {found.num_steps}{left}" if found.num_steps else found.state.value
        invocation.output.note(f"{found.name} is at work ({where}). Beside each other both take longer.")


def _check(spec: RunSpec) -> None:
    """Find bad input that shows at a glance before there is a run."""
    spec.task.metric(spec.fit.monitor)
    if spec.backbone.preset is not None:
        catalogue.resolve(spec.backbone.preset)
    catalogue.check_task(spec.backbone, spec.task, spec.settings)
    for part in ("train", "validation", "test"):
        if getattr(spec.data, part) is not None:
            map_columns(open_part(spec.data, part), spec.task, spec.data.columns)


def _work(invocation: Invocation, run: RunFolder, is_detached: bool) -> int:
    output = invocation.output
    reader = skip_to_end(run)
    start(run, worker_ahead.take())
    output.note(f"Run {run.id} in {run.path}")
    if is_detached:
        output.result({"run": run.id, "state": run.status().state.value})
        output.line(run.id)
        return 0
    ending = follow(run, reader, output.log)
    output.result(ending.to_json(run.id))
    _show_ending(invocation, run, ending)
    return ending.exit_status


def _show_ending(invocation: Invocation, run: RunFolder, ending: Ending) -> None:
    output = invocation.output
    if ending.error is not None:
        output.error_message(str(ending.error))
    if isinstance(ending.error, FaultyRowsError):
        output.note(FAULTS_HINT)
    if (step := next_step(ending.state, ending.error, ending.kept)) is not None:
        output.note(_NEXT_STEPS[step].format(run=run.id))
        for mend in mends(run, ending.error):
            output.note(f"  {mend.reason} python -m studio again {run.id} --with {mend.name}")
    elif ending.state.is_active:
        output.note(f"The run goes on. Stop it with: python -m studio stop {run.id}")
    # A run that ends within its first steps has no rate yet.
    rate = f", {ending.examples_per_second:.1f} examples/s" if ending.examples_per_second else ""
    output.line(f"{_ended(run, ending)}, {duration(ending.seconds)}{rate}")
    rows = [
        (name, *(metric(metrics.get(name)) for metrics in ending.metrics.values()))
        for name in next(iter(ending.metrics.values()), {})
    ]
    if rows:
        output.table(("metric", *ending.metrics), rows, numbers=tuple(ending.metrics))
    for split, report in run.metrics().items():
        if "baseline" in report:
            output.line(f"{split}: {baseline_words(report['baseline'])}")


def _ended(run: RunFolder, ending: Ending) -> str:
    template = "{run}: {state} after {steps} {steps:step|steps}"
    return words(template, run=run.id, state=ending.state.value, steps=ending.steps)


def _row(summary: RunSummary) -> tuple[str, ...]:
    return (
        summary.id,
        summary.name,
        summary.task,
        summary.state.value,
        summary.preset,
        f"{summary.step}/{summary.num_steps}",
        _time(summary),
        metric(summary.loss),
        _key_metric(summary, "validation"),
        _key_metric(summary, "test"),
    )


def _time(summary: RunSummary) -> str:
    """Return the time at work; of a run at work also how long it still takes."""
    spent = duration(summary.seconds)
    return spent if summary.seconds_left is None else f"{spent}, about {about(summary.seconds_left)} left"


def _key_metric(summary: RunSummary, split: str) -> str:
    """Return the metric that tells most of a run of its task, with its name."""
    if summary.known_task is None:
        return "–"
    metrics = summary.metrics.get(split, {})
    name = summary.known_task.measured(metrics).key_metrics[0]
    value = metrics.get(name)
    return "–" if value is None else f"{name} {metric(value)}"

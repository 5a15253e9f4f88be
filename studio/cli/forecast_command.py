"""How many steps, how long and how much memory, before the start: `forecast`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from studio import catalogue
from studio.catalogue import PresetInfo
from studio.cli.advice import tell_advice
from studio.cli.bars import watch_job
from studio.cli.folder_check import tell_of_folder
from studio.cli.formats import about, size, words
from studio.cli.language_check import warn_of_language
from studio.cli.options import Invocation, JsonOption, WorkspaceOption, begin
from studio.data import input_columns, map_columns, open_part, read_profile
from studio.devices import probe
from studio.errors import PresetError
from studio.planning import forecast
from studio.planning.forecast import Outlook, Texts
from studio.planning.forecast_speed import measured_speed
from studio.planning.remedies import Remedy, remedies
from studio.spec import RunSpec
from studio.token_sample import sample_token_counts

_PARTS = ("program", "weights", "gradients", "moments", "activations")


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("forecast")(forecast_run)


def forecast_run(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="RUN.json", help="The run specification.", show_default=False)],
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Say how many steps a run takes, about how long and how much memory, before it is started."""
    invocation = begin(context, workspace, is_json)
    spec = RunSpec.read(file)
    preset = catalogue.describe_backbone(spec.backbone)
    if preset is None:
        raise PresetError(
            "What {preset} is like will be known once it is downloaded: python -m studio download {preset}",
            preset=spec.backbone.name,
        )
    advice = tell_advice(invocation.output, spec)
    foreign = warn_of_language(invocation.output, spec)
    tell_of_folder(invocation.output, spec)
    texts = _texts(invocation, spec)
    computer = probe()
    place = invocation.workspace()
    found = forecast.outlook(spec, preset, computer, texts, measured_speed(place, place.runs(), spec))
    ways = remedies(spec, preset, computer, texts.longest_tokens)
    invocation.output.result(_data(preset, found, ways) | {"advice": advice, "language_warning": foreign})
    _show(invocation, preset, found, ways)


def _texts(invocation: Invocation, spec: RunSpec) -> Texts:
    task = spec.task
    source = open_part(spec.data, reads_documents=task.learns_pairs(spec.settings))
    roles = map_columns(source, task, spec.data.columns)
    with watch_job(invocation.output.log) as (show, is_cancelled):
        profile = read_profile(source, task, roles, on_progress=show, is_cancelled=is_cancelled)
        preset, sampled = spec.backbone.preset, None
        if preset is not None:
            sampled = sample_token_counts(source, input_columns(task, roles), preset, show, is_cancelled)
    counts = None if sampled is None else sampled.counts
    length = task.input_length(spec.settings, spec.data.sequence_length)
    settings = spec.settings
    return Texts.of(profile, length, counts, long_texts=task.long_texts_with(settings), is_packed=task.packs(settings))


def _data(preset: PresetInfo, outlook: Outlook, ways: tuple[Remedy, ...]) -> dict[str, Any]:
    steps, seconds, use, room = outlook.steps, outlook.duration, outlook.memory, outlook.room
    return {
        "backbone": preset.name,
        "steps": steps.total,
        "steps_per_epoch": steps.per_epoch,
        "examples": steps.num_examples,
        "seconds": None if seconds is None else seconds.seconds,
        "basis": None if seconds is None else seconds.basis,
        "memory_bytes": None if use is None else room.used_by(use),
        "memory": None if use is None else asdict(use),
        "feature_bytes": outlook.feature_bytes,
        "available_bytes": room.total_bytes,
        "is_accelerator": room.is_accelerator,
        "fits": None if use is None else room.holds(use),
        "remedies": [{"message": str(entry.reason), "memory_bytes": entry.memory_bytes} for entry in ways],
    }


def _show(invocation: Invocation, preset: PresetInfo, outlook: Outlook, ways: tuple[Remedy, ...]) -> None:
    steps, seconds, use, room = outlook.steps, outlook.duration, outlook.memory, outlook.room
    output = invocation.output
    template = "Steps: {total}, {per_epoch} an epoch, over {num} {num:example|examples}"
    output.line(words(template, total=steps.total, per_epoch=steps.per_epoch, num=steps.num_examples))
    if seconds is not None:
        basis = "going by earlier runs here" if seconds.basis == "measured" else "roughly, going by its size"
        output.line(f"Time: about {about(seconds.seconds)}, {basis}")
    if outlook.feature_bytes:
        output.line(f"Features of the frozen backbone: computed once, about {size(outlook.feature_bytes)} on disk")
    if use is None:
        output.line(f"Memory: the size of {preset.name} is not known")
        return
    where = "the GPU" if room.is_accelerator else "this computer"
    output.line(f"Memory: about {size(room.used_by(use))} of the {size(room.total_bytes)} of {where}")
    output.line("  " + ", ".join(f"{part} {size(getattr(use, f'{part}_bytes'))}" for part in _PARTS))
    if not room.holds(use):
        output.note("That does not fit." if ways else "That does not fit at any setting: take a smaller backbone.")
        for entry in ways:
            output.note(f"  {entry.reason} That takes about {size(entry.memory_bytes)}.")

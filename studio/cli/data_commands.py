"""backbones: what a run can start from."""

from dataclasses import asdict
from typing import Annotated

import typer

from studio import catalogue, tasks
from studio.catalogue import PresetInfo
from studio.cli.formats import size
from studio.cli.options import JsonOption, WorkspaceOption, begin

TaskOption = Annotated[str | None, typer.Option("--task", metavar="T", help="The name of a task.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("backbones")(backbones)


def backbones(
    context: typer.Context, task: TaskOption = None, workspace: WorkspaceOption = None, is_json: JsonOption = False
) -> None:
    """List the backbones that can be fine-tuned; any local folder and any kaggle:// or hf:// handle works as well."""
    invocation = begin(context, workspace, is_json)
    presets = catalogue.presets(None if task is None else tasks.get(task).name)
    invocation.output.result({"backbones": [_preset_data(preset) for preset in presets]})
    columns = ("backbone", "family", "parameters", "languages", "here", "licence", "good for")
    invocation.output.table(columns, [_row(preset) for preset in presets], numbers=("parameters",))


def _preset_data(preset: PresetInfo) -> dict[str, object]:
    return {**asdict(preset), "is_offline": preset.is_offline, "estimated_bytes": preset.estimated_bytes}


def _row(preset: PresetInfo) -> tuple[str, ...]:
    return (
        preset.name,
        preset.family,
        "–" if preset.num_parameters is None else f"{preset.num_parameters / 1e6:.1f} M",
        ", ".join(preset.languages),
        "yes" if preset.is_offline else f"about {size(preset.estimated_bytes or 0)} to download",
        preset.licence or "not named",
        ", ".join(preset.good_for),
    )

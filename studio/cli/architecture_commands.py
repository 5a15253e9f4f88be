"""architectures: what a backbone from scratch takes, before it is built."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.architecture_presets import ARCHITECTURE_PRESETS, ArchitecturePreset, find_architecture
from studio.cli.formats import count, operations, parameters, size, words
from studio.cli.options import JsonOption, WorkspaceOption, begin
from studio.cli.output import Output
from studio.errors import InputError, NotFoundError, SpecError
from studio.json_text import parse_json
from studio.planning.architecture_sizes import Sizes, architecture_sizes
from studio.spec import DataSpec, FitSpec, RunSpec

_NUMBERS = ("parameters", "FLOPs/token", "memory to train", "memory to run")
_PARTS = {
    "embeddings": "embeddings",
    "attention": "attention",
    "feed_forward": "feed-forward",
    "normalization": "normalization",
}
_MEMORY = ("weights", "gradients", "moments", "activations", "program")
_FIT, _DATA = FitSpec(), DataSpec(train="-")


@dataclass(frozen=True, slots=True)
class _Given:
    """An architecture, and the batches that a run file trains it with."""

    architecture: ArchitectureSpec
    fit: FitSpec = _FIT
    data: DataSpec = _DATA


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("architectures")(architectures)


def architectures(
    context: typer.Context,
    given: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE",
            help="One of the names listed, or a JSON file: a run with backbone.architecture, or an architecture alone.",
            show_default=False,
        ),
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(min=1, max=65_536, help="Texts computed at once. [default: the run's, else 32]")
    ] = None,
    sequence_length: Annotated[
        int | None, typer.Option(min=8, max=131_072, help="Tokens in each text. [default: the run's, else 256]")
    ] = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """List architectures to begin with, or show what one takes: parameters, memory, operations for each token."""
    output = begin(context, workspace, is_json).output
    found = None if given is None else _find(given)
    usual = found or _Given(ArchitectureSpec())
    fit = usual.fit if batch_size is None else usual.fit.model_copy(update={"batch_size": batch_size})
    data = usual.data
    if sequence_length is not None:
        data = data.model_copy(update={"sequence_length": sequence_length})
    if found is None:
        _list(output, fit, data)
        return
    sizes = architecture_sizes(found.architecture, fit, data)
    output.result({"name": found.architecture.name, "architecture": found.architecture.model_dump(), **sizes.to_json()})
    _show(output, found.architecture, sizes)


def _list(output: Output, fit: FitSpec, data: DataSpec) -> None:
    rows = [(preset, architecture_sizes(preset.architecture, fit, data)) for preset in ARCHITECTURE_PRESETS]
    output.result({"architectures": [_preset_data(preset) | sizes.to_json() for preset, sizes in rows]})
    cells = [(preset.name, preset.architecture.name, *_numbers(sizes)) for preset, sizes in rows]
    output.table(("name", "architecture", *_NUMBERS), cells, _NUMBERS)
    template = "In training, for batches of {num} {num:text|texts} with up to {length} {length:token|tokens}."
    output.line(words(template, num=fit.batch_size, length=data.sequence_length))


def _show(output: Output, architecture: ArchitectureSpec, sizes: Sizes) -> None:
    output.line(f"{architecture.name}: {count(sizes.parameters.total)} parameters")
    rows = [(name, count(getattr(sizes.parameters, part))) for part, name in _PARTS.items()]
    output.table(("part", "parameters"), rows, ("parameters",))
    forward, training = sizes.operations.forward, sizes.operations.training
    output.line(
        f"For each token of {sizes.sequence_length}: {operations(forward)} to run, {operations(training)} to train"
    )
    uses = {"train": sizes.training, "run": sizes.inference}
    memory = [(part, *(size(getattr(use, f"{part}_bytes")) for use in uses.values())) for part in _MEMORY]
    total = ("total", *(size(use.total_bytes) for use in uses.values()))
    output.table(("memory", "to train", "to run"), [*memory, total], ("to train", "to run"))
    template = (
        "To train: batches of {num} {num:text|texts}; to run: one text; each with {length} {length:token|tokens}."
    )
    output.line(words(template, num=sizes.batch_size, length=sizes.sequence_length))


def _numbers(sizes: Sizes) -> tuple[str, ...]:
    return (
        parameters(sizes.parameters.total),
        operations(sizes.operations.training),
        size(sizes.training.total_bytes),
        size(sizes.inference.total_bytes),
    )


def _preset_data(preset: ArchitecturePreset) -> dict[str, Any]:
    return {
        "name": preset.name,
        "label": preset.label,
        "help": preset.help,
        "source": preset.source,
        "architecture": preset.architecture.model_dump(),
    }


def _find(given: str) -> _Given:
    path = Path(given)
    if path.suffix == ".json" or path.exists():
        return _read(path)
    return _Given(find_architecture(given).architecture)


def _read(path: Path) -> _Given:
    try:
        data = parse_json(path.read_bytes())
    except FileNotFoundError:
        raise NotFoundError("There is no file {file}.", file=path) from None
    except (OSError, ValueError) as error:
        raise SpecError("{file} cannot be read: {reason}.", file=path, reason=str(error)) from None
    is_run = isinstance(data, dict) and "backbone" in data
    spec = RunSpec.parse(data if is_run else _as_run(data))
    if spec.backbone.architecture is None:
        raise InputError("{file}: expected backbone.architecture. Received: backbone.preset.", file=path)
    if not is_run:
        return _Given(spec.backbone.architecture)
    return _Given(spec.backbone.architecture, spec.fit, spec.data)


def _as_run(architecture: object) -> dict[str, Any]:
    return {"task": tasks.names()[0], "backbone": {"architecture": architecture}, "data": {"train": "-"}}

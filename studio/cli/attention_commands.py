"""attention, attribute."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from studio import catalogue
from studio.attention import ATTRIBUTION_METHODS, FILE_ENDINGS, MAP_KINDS, ReadPart, check_file_path
from studio.cli.formats import words
from studio.cli.model_commands import run_job, trained_run
from studio.cli.options import Invocation, JsonOption, RunArgument, WorkspaceOption, begin
from studio.errors import InputError, NotFoundError
from studio.files import expand_user

_NUM_SHOWN = 3
_OUT_HELP = f"A file to write: {', '.join(FILE_ENDINGS)}."

TextArgument = Annotated[str, typer.Argument(metavar="TEXT", help="The text.")]
PairOption = Annotated[str | None, typer.Option(metavar="TEXT", help="A second text.", show_default=False)]
OutOption = Annotated[Path | None, typer.Option(metavar="FILE", help=_OUT_HELP, show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("attention")(attention)
    app.command("attribute")(attribute)


def attention(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="RUN_OR_PRESET", help="A run, or a backbone: its name, folder or handle.")
    ],
    text: TextArgument,
    pair: PairOption = None,
    out: OutOption = None,
    kind: Annotated[str | None, typer.Option(help=f"One of: {', '.join(MAP_KINDS)}.", show_default=False)] = None,
    layer: Annotated[int | None, typer.Option(help="One layer, counted from 0.", show_default=False)] = None,
    head: Annotated[int | None, typer.Option(help="One head, counted from 0.", show_default=False)] = None,
    is_rollout: Annotated[bool, typer.Option("--rollout", help="Attention through all layers.")] = False,
    is_mean: Annotated[bool, typer.Option("--mean", help="The mean over all layers and heads.")] = False,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Show what each token attends to.

    Without --layer, --head, --rollout or --mean a file gets all layers and heads, and the screen the mean over them.
    With --layer alone heads are averaged, with --head alone layers.
    """
    invocation = begin(context, workspace, is_json)
    view = _view(layer, head, is_rollout=is_rollout, is_mean=is_mean)
    if out is not None:
        check_file_path(out)
    arguments = _subject(invocation, name) | {
        "text": text, "pair": pair, "kind": kind, "layer": layer, "head": head, "view": view, "out": out and str(out)
    }  # fmt: skip
    result = run_job(invocation, "attention", arguments)
    invocation.output.result(result)
    _tell_part(invocation, result)
    if out is not None:
        invocation.output.line(f"Written to {result['out']}")
        return
    rows = [
        (token, _largest(weights, result["key_tokens"]))
        for token, weights in zip(result["query_tokens"], result["weights"], strict=True)
    ]
    invocation.output.table(("token", "attends most to"), rows)


def attribute(
    context: typer.Context,
    name: RunArgument,
    text: TextArgument,
    pair: PairOption = None,
    out: OutOption = None,
    method: Annotated[str, typer.Option(help=f"One of: {', '.join(ATTRIBUTION_METHODS)}.")] = ATTRIBUTION_METHODS[0],
    target: Annotated[
        str | None,
        typer.Option(metavar="CLASS", help="A class or label; else what the model says.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
    is_json: JsonOption = False,
) -> None:
    """Show what each token adds to an answer: positive speaks for it, negative against it."""
    invocation = begin(context, workspace, is_json)
    if method not in ATTRIBUTION_METHODS:
        raise InputError(
            "--method: expected one of {expected}. Received: {received}.",
            expected=", ".join(ATTRIBUTION_METHODS),
            received=method,
        )
    if out is not None:
        check_file_path(out)
    run = trained_run(invocation, name)
    arguments = {"model": str(run.model_path), "text": text, "pair": pair, "method": method, "target": target}
    result = run_job(invocation, "attribute", arguments | {"out": out and str(out)})
    output = invocation.output
    output.result(result)
    _tell_part(invocation, result)
    probability = result["probability"]
    is_number = probability is None
    output.line(
        f"{result['target']}: {result['output']:.4f}"
        if is_number
        else f"{result['target']}: probability {probability:.4f}"
    )
    rows = [
        (token, f"{score:+.4f}")
        for place, (token, score) in enumerate(zip(result["tokens"], result["scores"], strict=True))
        if place not in result["specials"]
    ]
    output.table(("token", "score"), rows, numbers=("score",))
    if result["completeness_error"] is not None:
        template = "The scores add up to the change of the output with an error of {error} ({steps} {steps:step|steps})"
        output.line(words(template, error=f"{result['completeness_error']:.3%}", steps=result["num_steps"]))
    if out is not None:
        output.line(f"Written to {result['out']}")


def _view(layer: int | None, head: int | None, *, is_rollout: bool, is_mean: bool) -> str | None:
    if (layer is not None or head is not None) + is_rollout + is_mean > 1:
        raise InputError("Expected --layer and --head, or --rollout, or --mean.")
    return "rollout" if is_rollout else "mean" if is_mean else None


def _subject(invocation: Invocation, name: str) -> dict[str, Any]:
    """Return the run's model or the preset: what is no run is taken for a preset where it may be one."""
    is_folder = (expand_user(name) / "config.json").is_file()
    is_known = any(name == preset.name for preset in catalogue.presets())
    if is_folder or is_known or "://" in name:
        return {"preset": name}
    try:
        run = trained_run(invocation, name)
    except NotFoundError as error:
        if error.message.details.get("count") == 0:
            raise NotFoundError("Expected a run or a backbone. Received: {received}.", received=name) from None
        raise
    return {"model": str(run.model_path)}


def _largest(weights: Sequence[float], tokens: Sequence[str]) -> str:
    order = sorted(range(len(weights)), key=lambda place: -weights[place])[:_NUM_SHOWN]
    return "  ".join(f"{tokens[place]} {weights[place]:.3f}" for place in order)


def _tell_part(invocation: Invocation, result: Mapping[str, Any]) -> None:
    part = ReadPart.from_json(result["part"])
    names = ("text",) if len(part.num_cut) == 1 else ("first text", "second text")
    if (window := part.window) is not None:
        template = (
            "The {name} is read in {count} windows; this is window {number}, which gives the answer: code points "
            "{start} to {end}."
        )
        details = asdict(window) | {"name": names[-1]}
        invocation.output.note(words(template, **details))
    for name, num_cut in zip(names, part.num_cut, strict=True):
        if num_cut:
            template = "The {name} is too long: its last {num} {num:token was|tokens were} left out."
            invocation.output.note(words(template, name=name, num=num_cut))

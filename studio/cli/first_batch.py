"""`inspect --batch`: the first batch of a run, as its model sees it."""

from collections.abc import Mapping
from typing import Any

from studio.cli.downloading import fetch
from studio.cli.formats import words
from studio.cli.model_commands import run_job
from studio.cli.options import Invocation
from studio.cli.output import Output
from studio.errors import InputError
from studio.settings import SpecPart
from studio.spec import RunSpec
from studio.tasks import Task


def show_batch(
    invocation: Invocation, data: Mapping[str, Any], task: Task, settings: SpecPart, backbone: str | None
) -> None:
    """Show the examples that a run on this data would begin with.

    Args:
        invocation: The call.
        data: The part `data` of a run specification.
        task: The task.
        settings: The task's own.
        backbone: The preset.

    Raises:
        InputError: if none is given.
        StudioError: if the data or the backbone cannot be used.
    """
    if backbone is None:
        raise InputError("--batch: expected --backbone with a preset, whose tokens are shown.")
    own = settings.model_dump(mode="json")
    spec = RunSpec.parse({"task": task.name, "data": data, "backbone": {"preset": backbone}, "settings": own})
    fetch(invocation, backbone)
    result = run_job(
        invocation,
        "first_batch",
        {"spec": spec.to_json(), "cache": str(invocation.workspace().cache_path)},
    )
    invocation.output.result(result)
    for example in result["examples"]:
        _show_example(invocation.output, example)
    template = (
        "{num} {num:example|examples}, {tokens} {tokens:token|tokens}, {padding} of padding; "
        "a sequence takes up to {length}"
    )
    output, num = invocation.output, len(result["examples"])
    output.line(
        words(
            template,
            num=num,
            tokens=result["num_tokens"],
            padding=result["num_padding"],
            length=result["sequence_length"],
        )
    )


def _show_example(output: Output, example: Mapping[str, Any]) -> None:
    rows = example["rows"]
    named = words("{num:Row|Rows} {rows}", num=len(rows), rows=", ".join(map(str, rows)))
    parts = [named, *example["targets"]]
    if example["num_cut"]:
        parts.append(words("{num} {num:token|tokens} cut off", num=example["num_cut"]))
    output.line(" · ".join(parts))
    under = example["under"]
    for place, stream in enumerate(example["streams"]):
        name = f"{stream['name']}: " if len(example["streams"]) > 1 else ""
        tokens = [
            f"{token}⟨{under[str(at)]}⟩" if not place and str(at) in under else token
            for at, token in enumerate(stream["tokens"])
        ]
        output.line(f"  {name}{' '.join(_with_breaks(tokens, stream['segments']))}")


def _with_breaks(tokens: list[str], segments: list[int]) -> list[str]:
    """Return the tokens with a bar where another segment begins."""
    if not any(segments):
        return tokens
    before = [segments[0], *segments[:-1]]
    return [
        token if at == earlier else f"| {token}" for token, at, earlier in zip(tokens, segments, before, strict=True)
    ]

"""Whether a backbone reads the tokens it was trained on: `backbones --check`."""

from collections.abc import Mapping
from typing import Any

from studio import catalogue
from studio.cli.formats import words
from studio.cli.model_commands import run_job
from studio.cli.options import Invocation
from studio.spec import DataSpec
from studio.tasks import Task
from studio.token_check import job_arguments, sample


def show_check(invocation: Invocation, preset: str, data: DataSpec | None, task: Task) -> None:
    """Compare the tokens and print what differs.

    Args:
        invocation: What the command was called with.
        preset: A preset's name, folder or handle.
        data: A data set whose texts are compared as well.
        task: Its task, which says where the texts are.

    Raises:
        StudioError: if the backbone or the data cannot be read.
    """
    catalogue.describe(preset)
    arguments = job_arguments(preset, () if data is None else sample(data, task))
    result = run_job(invocation, "check_tokens", arguments)
    invocation.output.result(result)
    if result["source"] is None:
        invocation.output.line("KerasHub's own files are all that is known of this backbone's tokenizer.")
        return
    invocation.output.line(f"The backbone's own tokenizer: {result['source']}.")
    _show(invocation, "hard strings", result["probe"])
    if result["texts"] is not None:
        _show(invocation, "{total:text|texts} of the data set", result["texts"])
        _show_unknown(invocation, result["unknown"])


def _show_unknown(invocation: Invocation, found: Mapping[str, Any]) -> None:
    shown = words("{unknown} of {total} {total:word|words}", unknown=found["num_unknown"], total=found["num_words"])
    examples = f": {', '.join(map(repr, found['examples']))}" if found["examples"] else "."
    invocation.output.line(f"Unknown to it: {shown}{examples}")


def _show(invocation: Invocation, what: str, found: Mapping[str, Any]) -> None:
    total, different = found["num_texts"], found["num_different"]
    if not different:
        invocation.output.line(words(f"{{total}} {what}: the same tokens.", total=total))
        return
    template = f"{{different}} of {{total}} {what} {{different:gives|give}} other tokens:"
    invocation.output.line(words(template, total=total, different=different))
    rows = [
        (ascii(entry["text"][:60]), " ".join(entry["expected"]), " ".join(entry["received"]))
        for entry in found["differences"]
    ]
    invocation.output.table(("text", "its own tokens", "here"), rows)

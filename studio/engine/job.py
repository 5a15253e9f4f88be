"""`python -m studio.engine.job NAME`: one piece of work in a process of its own, told about in JSON lines.

`studio.jobs` describes the exchange and reads it.
"""

import importlib
import json
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from studio.engine.answering.channel import claim_stdout, end_cleanly_on_terminate
from studio.errors import InputError, StudioError, WorkerError
from studio.jobs import Failure, Message, Progress, Result, format_line

Job = Callable[[Mapping[str, Any], Callable[[Progress], None]], dict[str, Any]]

# Module and function: loaded only when it is their turn, so that bad input is told before TensorFlow is there.
_JOBS = {
    "evaluate": ("studio.engine.answering.evaluate", "run_job"),
    "predict": ("studio.engine.answering.predict", "run_job"),
    "export": ("studio.engine.exporting.export", "run_job"),
    "check_export": ("studio.engine.exporting.parity", "run_job"),
    "check_tokens": ("studio.engine.models.pretrained.token_gate", "run_job"),
    "index": ("studio.engine.answering.searching", "run_index_job"),
    "search": ("studio.engine.answering.searching", "run_search_job"),
    "map": ("studio.engine.answering.mapping", "run_map_job"),
    "first_batch": ("studio.engine.running.first_batch", "run_job"),
    "attention": ("studio.engine.attention.jobs", "run_attention_job"),
    "attribute": ("studio.engine.attention.jobs", "run_attribution_job"),
}


def main(arguments: list[str]) -> int:
    """Do the job of that name and return the exit status."""
    end_cleanly_on_terminate()
    stream = claim_stdout()

    def send(message: Message) -> None:
        stream.write(format_line(message) + "\n")

    ending = _run(arguments, send)
    send(ending)
    return ending.error.exit_status if isinstance(ending, Failure) else 0


def _run(arguments: list[str], send: Callable[[Message], None]) -> Result | Failure:
    try:
        name, given = _read(arguments)
        send(Progress("Loading the libraries"))
        module, function = _JOBS[name]
        job: Job = getattr(importlib.import_module(module), function)
        return Result(job(given, send))
    except StudioError as error:
        return Failure(error)
    except Exception as error:
        traceback.print_exc()
        return Failure(
            WorkerError("Something went wrong that should not: {reason}.", reason=f"{type(error).__name__}: {error}")
        )


def _read(arguments: list[str]) -> tuple[str, Mapping[str, Any]]:
    if len(arguments) != 1 or arguments[0] not in _JOBS:
        raise InputError(
            "Expected the name of a job: {expected}. Received: {received}.",
            expected=", ".join(_JOBS),
            received=" ".join(arguments) or "nothing",
        )
    try:
        given = json.load(sys.stdin)
    except json.JSONDecodeError as error:
        raise InputError("Expected a JSON object on standard input. {reason}.", reason=str(error)) from None
    if not isinstance(given, Mapping):
        raise InputError(
            "Expected a JSON object on standard input. Received: {received}.", received=type(given).__name__
        )
    return arguments[0], given


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

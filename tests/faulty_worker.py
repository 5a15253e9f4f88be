"""A worker in which something goes wrong at a chosen place: `python -m tests.faulty_worker RUN_FOLDER`.

The environment variable `FETTLE_FAULT` holds a `Fault` as JSON.
"""

import importlib
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import pytest

from studio.runs import launch

VARIABLE = "FETTLE_FAULT"
MODULE = "tests.faulty_worker"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong.

    Attributes:
        function: Where, as a dotted name: `module.function` or `module.Class.method`.
        argument: Only calls with an argument whose text this pattern finds are counted.
        nth: At which call, from 1; all the later ones too if `is_lasting`.
        does: `kill`, or the name of something in `RAISED`.
        is_after: Whether the call is done first.
        most_examples: Only calls with a batch of more examples count.
    """

    function: str
    argument: str = ""
    nth: int = 1
    does: str = "kill"
    is_after: bool = False
    is_lasting: bool = False
    most_examples: int = 0


def _exhausted() -> BaseException:
    import tensorflow as tf

    error: BaseException = tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor of shape[8,32]")
    return error


RAISED: dict[str, Callable[[], BaseException]] = {
    "ResourceExhaustedError": _exhausted,
    "MemoryError": MemoryError,
    "bad_alloc": lambda: RuntimeError("std::bad_alloc"),
    "RESOURCE_EXHAUSTED": lambda: RuntimeError("RESOURCE_EXHAUSTED: Out of memory while trying to allocate 8 bytes."),
    "full disk": lambda: OSError(28, "No space left on device"),
}


def install(fault: Fault) -> None:
    """Make it go wrong in this process."""
    owner, name = _find(fault.function)
    original, count = getattr(owner, name), 0

    def faulty(*args: Any, **kwargs: Any) -> Any:
        nonlocal count
        if not _is_meant(fault, args):
            return original(*args, **kwargs)
        count += 1
        is_due = count == fault.nth or (fault.is_lasting and count > fault.nth)
        found = original(*args, **kwargs) if fault.is_after or not is_due else None
        if is_due:
            _go_wrong(fault)
        return found

    setattr(owner, name, faulty)


@contextmanager
def faulty_workers(fault: Fault) -> Iterator[None]:
    """Let the workers that are started within have a fault."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(launch, "_WORKER_MODULE", MODULE)
        patch.setenv(VARIABLE, json.dumps(asdict(fault)))
        yield


def _is_meant(fault: Fault, args: tuple[Any, ...]) -> bool:
    if fault.most_examples:
        return any(getattr(value, "num_examples", 0) > fault.most_examples for value in args)
    return not fault.argument or any(re.search(fault.argument, str(value)) for value in args)


def _go_wrong(fault: Fault) -> None:
    if fault.does == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise RAISED[fault.does]()


def _find(function: str) -> tuple[Any, str]:
    parts = function.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            owner: Any = importlib.import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for name in parts[end:-1]:
            owner = getattr(owner, name)
        return owner, parts[-1]
    raise ValueError(function)


if __name__ == "__main__":
    from studio.engine.running.worker import main

    install(Fault(**json.loads(os.environ[VARIABLE])))
    sys.exit(main(sys.argv[1:]))

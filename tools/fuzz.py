"""Damages files of every kind that the studio reads back and looks at what comes out: only its own errors may.

    python tools/fuzz.py                    200,000 inputs, all readers
    python tools/fuzz.py --target events --inputs 5000 --seed 7

Each reader works in a process of its own: one that dies or stands still is told, and a new one goes on behind it.
Nothing but counts and errors is kept; an input is made again from its number.
"""

import argparse
import importlib
import json
import os
import random
import resource
import selectors
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

_PATIENCE_S = 60.0
_PLACES = 3
_MOST_BYTES = 8 << 30
_MEMORY = "/dev/shm"  # noqa: S108


def main() -> int:
    """Run and return how many kinds of faults were found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=200_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", help="one reader alone")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        _work(given.target, given.seed, given.first, given.inputs)
        return 0
    targets = [target for target in _targets() if given.target in (None, target.name)]
    whole = sum(target.share for target in targets)
    faults: Counter[str] = Counter()
    total = 0
    for target in targets:
        count = round(given.inputs * target.share / whole)
        began = time.monotonic()
        found = Counter(_watch(target.name, given.seed, given.first, count))
        total += count
        print(
            f"{target.name}: {count:,} inputs, {sum(found.values()):,} faults, {time.monotonic() - began:.0f} s",
            flush=True,
        )
        for words, times in found.most_common():
            print(f"    {times} × {words}", flush=True)
        faults.update(found)
    print(f"all: {total:,} inputs, {sum(faults.values()):,} faults of {len(faults):,} kinds")
    return min(len(faults), 100)


def _targets() -> list[Any]:
    # Test code, without types.
    found: list[Any] = importlib.import_module("tests.fuzzing.targets").targets()
    return found


def _watch(name: str, seed: int, first: int, count: int) -> Iterator[str]:
    """Yield the faults of inputs, each in words that are the same for the same fault."""
    end, number = first + count, first
    while number < end:
        command = [sys.executable, __file__, "--child", "--target", name, "--seed", str(seed), "--first", str(number)]
        with subprocess.Popen([*command, "--inputs", str(end - number)], stdout=subprocess.PIPE) as child:
            for line in _lines(child):
                told = json.loads(line)
                number = told["number"]
                if "fault" in told:
                    yield told["fault"]
            if child.wait() == 0:
                return
        yield f"the process ended with {child.returncode} at input {number}"
        number += 1


def _lines(child: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    """Yield what a process tells; one that is silent for long is ended."""
    assert child.stdout is not None
    descriptor, rest = child.stdout.fileno(), b""
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(_PATIENCE_S):
                child.kill()
                return
            content = os.read(descriptor, 1 << 16)
            if not content:
                return
            *lines, rest = (rest + content).split(b"\n")
            yield from lines


def _work(name: str, seed: int, first: int, count: int) -> None:
    """Try inputs in this process and tell on standard output of each."""
    # What asks for more than that has no bounds.
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Libraries print what they like.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    (target,) = (target for target in _targets() if target.name == name)
    # In memory, where there is such a place: the run list's index waits for its disk.
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=memory, ignore_cleanup_errors=True) as folder:
        target.prepare(Path(folder) / "made")
        for number in range(first, first + count):
            print(json.dumps({"number": number}), file=out, flush=True)
            error = target.try_one(Path(folder) / "made", random.Random(f"{seed} {name} {number}"))  # noqa: S311
            if error is not None:
                print(json.dumps({"number": number, "fault": _words(error)}), file=out, flush=True)


def _words(error: Exception) -> str:
    """Return the kind of an error, and the innermost places of the studio that it came from."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/studio/" in frame.filename]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-_PLACES:]]
    kind, lines = type(error), str(error).splitlines()
    return f"{kind.__module__}.{kind.__qualname__} in {' > '.join(places)} ({lines[0][:80] if lines else ''})"


if __name__ == "__main__":
    sys.exit(main())

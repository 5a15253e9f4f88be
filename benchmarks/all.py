"""Run the benchmarks, keep what each measured, and write `benchmarks/results.md`: this is what `make bench` does.

    python benchmarks/all.py [NAME ...] [--again]
    python benchmarks/all.py --list
    python benchmarks/all.py --show

Without names it runs them all, which takes hours; `--list` names them. Each is a script of its own in a process of its
own, which writes a JSON file. As soon as one is through, its figures stand in `results.json` and on the page. So it can
be interrupted: what was measured on this machine, by the same command, at this commit, is not measured again, unless
`--again` asks for it. What a benchmark gave before stays until it has run again. One that fails is told at the end, and
those after it are run.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import house
import results
from house import Benchmark
from machine import Machine, load, this_machine
from project import ROOT
from results import Result

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache" / "results"


class BenchmarkError(Exception):
    """A benchmark's script ended with an error, or without its file."""


def commit() -> str | None:
    """Return the commit that is measured; it ends in `+` where anything but results changed since."""
    head = _git("rev-parse", "--short=10", "HEAD")
    if head is None:
        return None
    own = [f":(exclude)benchmarks/{path.name}" for path in (results.RESULTS, results.PAGE)]
    return f"{head}+" if _git("status", "--porcelain", "--", ".", *own) else head


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def run(benchmark: Benchmark, machine: Machine, at: str | None, *, folder: Path = HERE, cache: Path = CACHE) -> Result:
    """Run a benchmark's script and return what it measured.

    A file of the same commit that the script left when it was interrupted is given to it again: some go on from there.

    Raises:
        BenchmarkError: The script failed, or its file lacks a figure.
    """
    out = cache / (at or "no commit") / f"{benchmark.name}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    waiting, began = load(), time.monotonic()
    command = [sys.executable, str(folder / benchmark.script), *benchmark.options, "--out", str(out)]
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    status = subprocess.run(command, cwd=ROOT, env=environment).returncode
    if status != 0:
        raise BenchmarkError(f"{shlex.join(command)} ended with status {status}")
    values = _values(benchmark, json.loads(out.read_text(encoding="utf-8")))
    out.unlink()
    date = time.strftime("%Y-%m-%d", time.gmtime())
    return Result(benchmark.command, at, date, time.monotonic() - began, waiting, machine, values)


def _values(benchmark: Benchmark, found: Any) -> dict[str, list[float]]:
    try:
        return {figure.what: [float(value) for value in figure.pick(found)] for figure in benchmark.figures}
    except (KeyError, TypeError, ValueError) as error:
        raise BenchmarkError(f"{benchmark.name}: its file lacks a figure ({error!r})") from error


def run_all(benchmarks: Sequence[Benchmark], *, is_again: bool = False) -> list[str]:
    """Run benchmarks one after the other and write what they gave. Returns why some failed."""
    machine, at, failures = this_machine(), commit(), []
    for number, benchmark in enumerate(benchmarks, 1):
        kept = results.read(results.RESULTS)
        name = f"[{number}/{len(benchmarks)}] {benchmark.name}"
        if not is_again and benchmark.name in kept and kept[benchmark.name].belongs_to(benchmark, machine, at):
            print(f"{name}: measured before", flush=True)
            continue
        print(f"{name}: {benchmark.command}", flush=True)
        try:
            kept[benchmark.name] = run(benchmark, machine, at)
        except BenchmarkError as failure:
            failures.append(str(failure))
            print(f"{name}: {failure}", flush=True)
            continue
        results.write(results.RESULTS, kept)
        results.PAGE.write_text(results.page(kept), encoding="utf-8")
    return failures


def main() -> int:
    """Run the command line. Returns 1 where a benchmark failed."""
    names = [benchmark.name for benchmark in house.BENCHMARKS]
    parser = argparse.ArgumentParser(description="Run the benchmarks and write benchmarks/results.md.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="which; all of them if none is given")
    parser.add_argument("--again", action="store_true", help="measure again what was measured")
    parser.add_argument("--list", action="store_true", help="say which there are, and their commands")
    parser.add_argument("--show", action="store_true", help="write the page again and print it")
    arguments = parser.parse_args()
    if unknown := [name for name in arguments.names if name not in names]:
        parser.error(f"no such benchmarks: {', '.join(unknown)}; there are {', '.join(names)}")
    if arguments.list:
        print("\n".join(f"{one.name:30} {one.title}\n{'':30} {one.command}" for one in house.BENCHMARKS))
        return 0
    if arguments.show:
        results.PAGE.write_text(results.page(results.read(results.RESULTS)), encoding="utf-8")
        print(results.PAGE.read_text(encoding="utf-8"))
        return 0
    failures = run_all([house.find(name) for name in arguments.names or names], is_again=arguments.again)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

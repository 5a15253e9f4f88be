"""Measures the time from the start of `python -m studio fit` to its first training step.

    python benchmarks/first_step.py [--starts 3] [--spare] [--beside CHECKOUT]

Each start makes a run in a workspace of its own: MiniLM-L6 with a classifier on 512 verses of a sample, batch 32,
everything trained. The clock starts before the process does and stops when the run's first step is in its events.
Processor time is that of the command line and of the worker together, all threads counted; the memory is the most that
the worker held by then. With `--spare` a worker waits with its libraries loaded, as it does beside the window, and the
clock starts when it is given the run. With `--beside` the same is done in another checkout of the studio, in turns.
Linux only.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

_ROOT = Path(__file__).resolve().parent.parent
_VERSES = Path("resources/samples/verse_pairs/verse_pairs.csv")
_NUM_ROWS = 512
_POLL_S = 0.01
_PATIENCE_S = 300.0
# A worker that uses less than this of a core for a second has loaded its libraries.
_IDLE = 0.1
_HAND_OVER = """
import sys, time
from pathlib import Path
from studio.runs import Workspace, start
from studio.spec import RunSpec
{import_spare}
spare = SpareWorker(Path(sys.argv[1], "spare.log"))
print(spare._process.pid, flush=True)
sys.stdin.readline()
run = Workspace(Path(sys.argv[1])).create_run(RunSpec.read(Path(sys.argv[2])))
start(run, spare)
sys.stdin.readline()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a run.

    Attributes:
        processor_s: Of all its processes.
    """

    seconds: float
    processor_s: float
    peak_memory_bytes: int


def measure(checkout: Path, with_spare: bool) -> Start:
    """Start a run and end it after its first step."""
    with tempfile.TemporaryDirectory() as folder:
        spec = _write_spec(Path(folder))
        make = _waiting(checkout, Path(folder), spec) if with_spare else _command_line(checkout, Path(folder), spec)
        with make as (began, before_s, processes):
            worker = _wait_for_step(Path(folder, "runs"))
            seconds = time.perf_counter() - began
            used = sum(_processor_s(process) for process in {worker, *processes}) - before_s
            peak = _peak_bytes(worker)
            worker.kill()
            worker.wait(_PATIENCE_S)
        return Start(seconds, used, peak)


@contextmanager
def _command_line(
    checkout: Path, folder: Path, spec: Path
) -> Iterator[tuple[float, float, tuple[psutil.Process, ...]]]:
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "studio", "fit", str(spec), "--workspace", str(folder)],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield began, 0.0, (psutil.Process(process.pid),)


@contextmanager
def _waiting(checkout: Path, folder: Path, spec: Path) -> Iterator[tuple[float, float, tuple[psutil.Process, ...]]]:
    place = "studio.spare" if (checkout / "studio" / "spare.py").exists() else "studio.runs"
    code = _HAND_OVER.format(import_spare=f"from {place} import SpareWorker")
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder), str(spec)],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        worker = psutil.Process(int(process.stdout.readline()))
        worker.cpu_percent()
        while worker.memory_info().rss < 400e6 or worker.cpu_percent(1.0) > 100 * _IDLE:
            time.sleep(_POLL_S)
        before_s, began = _processor_s(worker), time.perf_counter()
        process.stdin.write("\n")
        process.stdin.flush()
        yield began, before_s, ()
        process.kill()


def _wait_for_step(runs: Path) -> psutil.Process:
    """Wait for the first step of the only run and return its worker."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        for events in runs.glob("*/events.jsonl"):
            kinds = [json.loads(line)["kind"] for line in events.read_text(encoding="utf-8").splitlines(keepends=True)]
            if "failed" in kinds:
                raise SystemExit(f"The run failed; see {events}")
            if "step" in kinds:
                return psutil.Process(json.loads((events.parent / "state.json").read_text(encoding="utf-8"))["pid"])
        time.sleep(_POLL_S)
    raise SystemExit(f"No step within {_PATIENCE_S:.0f} s.")


def _processor_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _peak_bytes(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return 1024 * int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")))


def _write_spec(folder: Path) -> Path:
    with (_ROOT / _VERSES).open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))[:_NUM_ROWS]
    data, spec = folder / "verses.csv", folder / "run.json"
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("text", "label"))
        writer.writerows(
            (pair[("text", "second_text")[row % 2]], ("new", "old")[row % 2]) for row, pair in enumerate(pairs)
        )
    settings = {
        "task": "text_classification",
        "backbone": {"preset": "minilm_l6_en_uncased"},
        "data": {"train": str(data), "columns": {"text": "text", "label": "label"}, "sequence_length": 128},
        "fit": {"epochs": 1, "batch_size": 32},
    }
    spec.write_text(json.dumps(settings), encoding="utf-8")
    return spec


def _told(name: str, starts: list[Start]) -> str:
    seconds = [start.seconds for start in starts]
    return (
        f"{name}: first step after {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f}), "
        f"{statistics.median(start.processor_s for start in starts):.1f} s of processors, "
        f"{statistics.median(start.peak_memory_bytes for start in starts) / 1e9:.2f} GB"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--starts", type=int, default=3, help="how many starts are measured")
    parser.add_argument("--spare", action="store_true", help="with a worker that waits")
    parser.add_argument("--beside", type=Path, help="another checkout of the studio")
    options = parser.parse_args()
    checkouts = {"this": _ROOT} | ({} if options.beside is None else {"beside": options.beside.resolve()})
    found: dict[str, list[Start]] = {name: [] for name in checkouts}
    for _ in range(options.starts):
        for name, checkout in checkouts.items():
            found[name].append(measure(checkout, options.spare))
    for name, starts in found.items():
        print(_told(name, starts))


if __name__ == "__main__":
    main()

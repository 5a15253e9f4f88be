"""A queue of short runs through crashes, failures, a killed runner, and everything killed at once.

    python benchmarks/queue_faults.py [--runs 50] [--out FILE]

All but a few runs are alike: a small Transformer from scratch, a few steps. Three of them cannot succeed (their data is
gone, or breaks off). On the way three workers are killed with `kill -9`, the runner once, and once all of it, as
when a computer loses its power: only what is on the disk is left, and the queue is opened again as a window would.
Said is for each kind of fault how often it was caused, how often the queue went on as it should, and the sentence that
its user reads. What should hold in the end: every sound run finished, with the same weights as the undisturbed first
one, bit for bit; every other one failed and said why; no process is left. Needs Linux and about ten minutes.
"""

import argparse
import hashlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import project  # noqa: F401
import psutil
from machine import this_machine

from studio.queue import RunQueue, keep_going, read_journal
from studio.queue.journal import NoteKind
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec

_ROWS = 160
_PATIENCE_S = 900.0
_WORDS = ("bright", "clever", "warm", "joyful", "dull", "clumsy", "cold", "bleak")
_FILLERS = ("the", "film", "was", "a", "story", "with", "music", "that", "ends")


def main() -> None:
    """Work a queue off through faults and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.runs < 12:
        parser.error("expected at least 12 runs, so that each fault has one of its own")
    with tempfile.TemporaryDirectory() as folder:
        found = {"machine": asdict(this_machine()), **Trial(Path(folder), arguments.runs).work()}
    print(json.dumps(found, indent=2, ensure_ascii=False))
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(0 if found["is_as_it_should_be"] else 1)


class Trial:
    """One queue.

    Args:
        folder: Where all of it lies.
        num_runs: How many runs there are.
    """

    def __init__(self, folder: Path, num_runs: int) -> None:
        self._workspace = Workspace(folder / "workspace")
        self._queue = RunQueue(self._workspace)
        data, broken = folder / "reviews.csv", folder / "broken.csv"
        data.write_text(_rows(), encoding="utf-8")
        broken.write_text("text,label\nonly one class,good\nand again,good\n", encoding="utf-8")
        # The places of what fails, is killed and is switched off, spread over the queue.
        self._unsound = {
            num_runs // 5: folder / "nowhere.csv",
            num_runs // 2: broken,
            num_runs - 2: folder / "gone.csv",
        }
        self._killed = [num_runs // 10, num_runs // 3, num_runs * 3 // 4]
        self._runner_killed = num_runs * 2 // 5
        self._all_killed = num_runs * 3 // 5
        self._runs = [self._make_run(self._unsound.get(number, data)) for number in range(num_runs)]
        # === State ===
        self._faults: list[dict[str, Any]] = []

    def work(self) -> dict[str, Any]:
        """Work the queue off and return what became of it."""
        started = time.monotonic()
        for run in self._runs:
            self._queue.add(run)
        self._go()
        for number, run in enumerate(self._runs):
            if number in self._unsound:
                continue
            if number in self._killed:
                self._wait_for_steps(run)
                self._fault("a worker is killed", partial(self._kill_worker, run), run, NoteKind.TAKEN_UP)
            elif number == self._runner_killed:
                self._wait_for_steps(run)
                self._fault("the runner is killed", self._kill_runner, run, NoteKind.FINISHED)
            elif number == self._all_killed:
                self._wait_for_steps(run)
                self._fault("everything is killed", partial(self._kill_all, run), run, NoteKind.TAKEN_UP)
        self._wait(lambda: not self._queue.entries())
        self._wait(lambda: not self._processes())
        return self._found(time.monotonic() - started)

    # === Faults ===

    def _fault(self, what: str, cause: Callable[[], None], run: RunFolder, expected: NoteKind) -> None:
        cause()
        if what == "everything is killed":
            # As a window does when it is opened.
            self._go()
        self._wait(lambda: run.status().state is RunState.FINISHED)
        self._wait(lambda: bool(self._notes(run, expected)))
        notes = self._notes(run, expected)
        self._faults.append({"what": what, "survived": bool(notes), "said": str(notes[0].message())})

    def _kill_worker(self, run: RunFolder) -> None:
        pid = run.status().pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def _kill_runner(self) -> None:
        for process in self._processes("studio.queue.runner"):
            process.kill()
            process.wait()

    def _kill_all(self, run: RunFolder) -> None:
        self._kill_runner()
        self._kill_worker(run)
        self._wait(lambda: not self._processes())

    # === Looking ===

    def _found(self, seconds: float) -> dict[str, Any]:
        sound = [run for number, run in enumerate(self._runs) if number not in self._unsound]
        unsound = [self._runs[number] for number in self._unsound]
        weights = {_weights_of(run) for run in sound if run.status().state is RunState.FINISHED}
        failures = [str(note.reason()) for run in unsound for note in self._notes(run, NoteKind.FAILED)]
        counts = {
            "finished": sum(run.status().state is RunState.FINISHED for run in sound),
            "of": len(sound),
            "failed": sum(run.status().state is RunState.FAILED for run in unsound),
            "of_unsound": len(unsound),
            "different_weights": len(weights),
        }
        kinds = sorted({fault["what"] for fault in self._faults})
        faults = [
            {
                "what": what,
                "times": sum(fault["what"] == what for fault in self._faults),
                "survived": sum(fault["what"] == what and fault["survived"] for fault in self._faults),
                "said": next(fault["said"] for fault in self._faults if fault["what"] == what),
            }
            for what in kinds
        ]
        is_sound = counts["finished"] == counts["of"] and counts["failed"] == counts["of_unsound"] == len(failures)
        is_survived = all(fault["times"] == fault["survived"] for fault in faults)
        return {
            "seconds": round(seconds, 1),
            "counts": counts,
            "faults": faults,
            "failures_said": failures,
            "journal": [f"{note.kind} {note.name}".strip() for note in read_journal(self._queue.journal_path, 1000)],
            "is_as_it_should_be": is_sound and is_survived and len(weights) == 1,
        }

    def _notes(self, run: RunFolder, kind: NoteKind) -> list[Any]:
        notes = read_journal(self._queue.journal_path, most=1000)
        return [note for note in notes if note.run_id == run.id and note.kind is kind]

    def _wait_for_steps(self, run: RunFolder) -> None:
        self._wait(lambda: run.status().state is RunState.RUNNING or run.status().state.is_over)
        time.sleep(0.3)

    def _wait(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit("The queue stands still.")
            time.sleep(0.05)

    def _processes(self, module: str = "") -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                command = " ".join(process.cmdline())
            except psutil.Error:
                continue
            if "-m studio." in command and str(self._workspace.path) in command and module in command:
                found.append(process)
        return found

    def _go(self) -> None:
        keep_going(self._workspace.path)

    def _make_run(self, data: Path) -> RunFolder:
        backbone = {"num_layers": 1, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64}
        backbone |= {"max_sequence_length": 32, "vocabulary_size": 300}
        spec = {
            "name": data.stem,
            "task": "text_classification",
            "backbone": {"architecture": backbone},
            "data": {"train": str(data), "validation_fraction": 0.2, "sequence_length": 32},
            "fit": {"epochs": 6, "batch_size": 8, "learning_rate": 1e-3, "precision": "float32"},
        }
        return self._workspace.create_run(RunSpec.parse(spec))


def _rows() -> str:
    lines = ["text,label"]
    for number in range(_ROWS):
        word = _WORDS[number * 5 % len(_WORDS)]
        around = " ".join(_FILLERS[(number * step) % len(_FILLERS)] for step in range(1, 8))
        lines.append(f"{around} {word} {number},{'good' if _WORDS.index(word) < 4 else 'bad'}")
    return "\n".join(lines) + "\n"


def _weights_of(run: RunFolder) -> str:
    """Return a checksum of the arrays of the last checkpoint."""
    import numpy as np

    step = run.latest_checkpoint()
    digest = hashlib.sha256()
    with np.load(run.checkpoints_path / str(step) / "weights.npz") as arrays:
        for name in sorted(arrays.files):
            digest.update(name.encode())
            digest.update(arrays[name].tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    main()

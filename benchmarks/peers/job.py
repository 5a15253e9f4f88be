"""What every peer's job is made of: rows, settings, a clock and a measurement.

Standard library and psutil only, so that each peer's own environment can import it.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import psutil

WARMUP_FRACTION = 0.1
WEIGHT_DECAY = 0.01
CLIP_NORM = 1.0

# By the names of its columns, what a row holds.
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a task's job is trained, with AdamW and a linear schedule."""

    epochs: int
    batch_size: int
    learning_rate: float
    sequence_length: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a peer reports.

    Attributes:
        peer: Which program.
        seed: Of the head, the dropout and the order of the rows.
        seconds: From the start of the process to its result, loading and testing included.
        seconds_to_first_step: From the start of the process to the end of the first training step.
        seconds_to_last_step: From the start of the process to the end of the last training step.
        examples_per_second: Training rows over training time, the first step left out.
        processor_ms_per_example: The time of all cores between the first and the last step, for each row: what else
            runs on a machine has less of a say in it.
        num_examples: How many rows were trained on, each epoch counted.
        num_steps: How many steps that took.
        peak_memory_bytes: The most resident memory that the process held.
        metrics: What was counted on the answers to the test rows; empty where the job was cut short.
    """

    peer: str
    seed: int
    seconds: float
    seconds_to_first_step: float
    seconds_to_last_step: float
    examples_per_second: float
    processor_ms_per_example: float
    num_examples: int
    num_steps: int
    peak_memory_bytes: int | None
    metrics: dict[str, float]

    @property
    def examples_per_second_from_start(self) -> float:
        """Training rows over all the time up to the last step: imports, loading, tokenizing and tracing included."""
        return self.num_examples / self.seconds_to_last_step

    def counted(self, metrics: dict[str, float]) -> "Measurement":
        """Return this measurement with what was counted."""
        return replace(self, metrics=metrics)

    def to_json(self) -> str:
        """Return the measurement as one line of JSON."""
        return json.dumps(asdict(self))

    def print(self) -> None:
        """Write the measurement on standard output."""
        print(self.to_json(), flush=True)


class Clock:
    """Times a training from the start of this process."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._started = self._process.create_time()
        self._processor_s: list[float] = []
        self._first_step_ended = 0.0
        self._last_step_ended = 0.0
        self._num_steps = 0

    def end_step(self) -> None:
        """Note that a training step has just ended."""
        self._last_step_ended = time.time()
        self._num_steps += 1
        used = self._process.cpu_times()
        self._processor_s = [*self._processor_s[:1], used.user + used.system]
        if self._num_steps == 1:
            self._first_step_ended = self._last_step_ended

    def measure(self, peer: str, seed: int, num_examples: int) -> Measurement:
        """Return what was measured, now that the job is done."""
        num_timed = num_examples * (1 - 1 / self._num_steps)
        return Measurement(
            peer=peer,
            seed=seed,
            seconds=time.time() - self._started,
            seconds_to_first_step=self._first_step_ended - self._started,
            seconds_to_last_step=self._last_step_ended - self._started,
            examples_per_second=num_timed / (self._last_step_ended - self._first_step_ended),
            processor_ms_per_example=1000 * (self._processor_s[-1] - self._processor_s[0]) / num_timed,
            num_examples=num_examples,
            num_steps=self._num_steps,
            peak_memory_bytes=peak_memory_bytes(),
            metrics={},
        )


def peak_memory_bytes() -> int | None:
    """Return the most resident memory that this process held; `None` where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def read_rows(path: Path) -> list[Row]:
    """Read JSON lines."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_rows(path: Path, rows: Sequence[Any]) -> None:
    """Write JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)

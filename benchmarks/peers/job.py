"""The job that every peer does: the same rows, the same settings, the same measurements.

Standard library and psutil only, so that each peer's own environment can import it.
"""

import csv
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

EPOCHS = 3
BATCH_SIZE = 32
LEARNING_RATE = 5e-5
WARMUP_FRACTION = 0.1
WEIGHT_DECAY = 0.01
CLIP_NORM = 1.0
SEQUENCE_LENGTH = 256
TEST_FRACTION = 0.2
SEED = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts, or pairs of them, and their labels.

    Attributes:
        second_texts: `None` where each row has a single text.
    """

    texts: list[str]
    labels: list[str]
    second_texts: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a peer reports.

    Attributes:
        peer: Which program.
        seconds: From the start of the process to its result, loading and testing included.
        seconds_to_first_step: From the start of the process to the end of the first training step.
        examples_per_second: Training examples over training time, the first step left out.
        num_examples: How many examples were trained on, each epoch counted.
        test_accuracy: The share of test rows that were right; `None` where the job was cut short.
        peak_memory_bytes: The most resident memory that the process held.
    """

    peer: str
    seconds: float
    seconds_to_first_step: float
    examples_per_second: float
    num_examples: int
    test_accuracy: float | None
    peak_memory_bytes: int | None

    def print(self) -> None:
        """Write the measurement as one JSON object on standard output."""
        print(json.dumps(asdict(self)), flush=True)


class Clock:
    """Times a training from the start of this process."""

    def __init__(self) -> None:
        self._started = psutil.Process().create_time()
        self._first_step_ended = 0.0
        self._last_step_ended = 0.0
        self._num_steps = 0

    def end_step(self) -> None:
        """Note that a training step has just ended."""
        self._last_step_ended = time.time()
        self._num_steps += 1
        if self._num_steps == 1:
            self._first_step_ended = self._last_step_ended

    def measure(self, peer: str, num_examples: int, test_accuracy: float | None) -> Measurement:
        """Return what was measured, now that the job is done."""
        num_timed = num_examples * (1 - 1 / self._num_steps)
        return Measurement(
            peer=peer,
            seconds=time.time() - self._started,
            seconds_to_first_step=self._first_step_ended - self._started,
            examples_per_second=num_timed / (self._last_step_ended - self._first_step_ended),
            num_examples=num_examples,
            test_accuracy=test_accuracy,
            peak_memory_bytes=peak_memory_bytes(),
        )


def peak_memory_bytes() -> int | None:
    """Return the most resident memory that this process held; `None` where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def read_rows(path: Path) -> Rows:
    """Read a CSV file with the columns `text` and `label`, of pairs also `second_text`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    second = [row["second_text"] for row in rows] if "second_text" in rows[0] else None
    return Rows([row["text"] for row in rows], [row["label"] for row in rows], second)


def split(path: Path, folder: Path) -> tuple[Path, Path]:
    """Write the training and the test rows of a data set as two CSV files, stratified by label, and return them."""
    rows = read_rows(path)
    numbers = list(range(len(rows.texts)))
    random.Random(SEED).shuffle(numbers)  # noqa: S311
    test: set[int] = set()
    for label in sorted(set(rows.labels)):
        with_label = [number for number in numbers if rows.labels[number] == label]
        test.update(with_label[: round(TEST_FRACTION * len(with_label))])
    paths = folder / "train.csv", folder / "test.csv"
    for target, is_test in zip(paths, (False, True), strict=True):
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            columns = {"text": rows.texts, "second_text": rows.second_texts, "label": rows.labels}
            present = {name: values for name, values in columns.items() if values is not None}
            writer.writerow(present)
            writer.writerows([values[n] for values in present.values()] for n in numbers if (n in test) == is_test)
    return paths

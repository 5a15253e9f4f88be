"""The job in Fettle Studio, through its command line: `python fettle.py BACKBONE TRAIN.csv TEST.csv`.

The time to the first step is taken from the run's events: from the start of the command line, not of its worker.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import job

ROOT = Path(__file__).resolve().parents[2]


def specification(backbone: str, train: Path, test: Path, precision: str) -> dict[str, Any]:
    """Return the job's settings as a run specification."""
    names = ("text", "label") if job.read_rows(train).second_texts is None else ("text", "second_text", "label")
    return {
        "name": "the job of the peers",
        "task": "text_classification" if len(names) == 2 else "text_pair_classification",
        "backbone": {"preset": backbone},
        "data": {
            "train": str(train.resolve()),
            "test": str(test.resolve()),
            "validation_fraction": 0.0,
            "columns": dict(zip(names, names, strict=True)),
            "sequence_length": job.SEQUENCE_LENGTH,
        },
        "fit": {
            "epochs": job.EPOCHS,
            "batch_size": job.BATCH_SIZE,
            "learning_rate": job.LEARNING_RATE,
            "schedule": "linear",
            "warmup_fraction": job.WARMUP_FRACTION,
            "weight_decay": job.WEIGHT_DECAY,
            "clip_norm": job.CLIP_NORM,
            "precision": precision,
            "seed": job.SEED,
        },
    }


def read_events(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the run's events of a kind, oldest first."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [event for event in lines if event["kind"] == kind]


def main() -> None:
    """Fine-tune through the command line and print the measurement."""
    parser = argparse.ArgumentParser(description="The job in Fettle Studio.")
    parser.add_argument("backbone", help="a preset's name or folder")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--precision", default="auto")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        spec = Path(folder) / "run.json"
        settings = specification(arguments.backbone, arguments.train, arguments.test, arguments.precision)
        spec.write_text(json.dumps(settings), encoding="utf-8")
        command = [sys.executable, "-m", "studio", "fit", str(spec), "--json", "--workspace", folder]
        started = time.time()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        seconds = time.time() - started
        outcome = json.loads(done.stdout)
        events = Path(folder) / "runs" / outcome["run"] / "events.jsonl"
        step_times = [event["time"] for event in read_events(events, "step")]
        memory_bytes = [event["process_memory_bytes"] for event in read_events(events, "device")]
    num_examples = job.EPOCHS * len(job.read_rows(arguments.train).texts)
    job.Measurement(
        peer=f"Fettle Studio, precision {arguments.precision}",
        seconds=seconds,
        seconds_to_first_step=step_times[0] - started,
        examples_per_second=num_examples * (1 - 1 / len(step_times)) / (step_times[-1] - step_times[0]),
        num_examples=num_examples,
        test_accuracy=outcome["metrics"]["test"]["accuracy"],
        peak_memory_bytes=max(memory_bytes, default=None),
    ).print()


if __name__ == "__main__":
    main()

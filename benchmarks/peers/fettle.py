"""The job in Fettle Studio, through its command line: `python fettle.py TASK BACKBONE TRAIN.jsonl TEST.jsonl`.

The time to the first step is taken from the run's events: from the start of the command line, not of its worker. The
test rows are measured by the run itself, in its time; afterwards `predict` writes the answers to `--answers`, unless
what the run wrote down is enough.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import job
import tasks

ROOT = Path(__file__).resolve().parents[2]


def backbone(task: tasks.Task, preset: str) -> dict[str, Any]:
    """Return what is trained; a backbone from scratch learns the tokens by itself that the peers are given."""
    if task.architecture is not None:
        return {"architecture": dict(task.architecture)}
    return {"preset": preset, **task.trainable}


def specification(task: tasks.Task, arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the job's settings as a run specification."""
    settings = task.settings
    return {
        "name": "the job of the peers",
        "task": task.name,
        "backbone": backbone(task, arguments.backbone),
        "data": {
            "train": str(arguments.train.resolve()),
            "test": str(arguments.test.resolve()),
            "validation_fraction": 0.0,
            "columns": {name: name for name in task.columns},
            "sequence_length": settings.sequence_length,
        },
        "settings": dict(task.studio_settings),
        "fit": {
            "epochs": settings.epochs,
            "batch_size": settings.batch_size,
            "learning_rate": settings.learning_rate,
            "schedule": "linear",
            "warmup_fraction": job.WARMUP_FRACTION,
            "weight_decay": job.WEIGHT_DECAY,
            "clip_norm": job.CLIP_NORM,
            "precision": arguments.precision,
            "seed": arguments.seed,
        },
    }


def studio(workspace: str, *arguments: str) -> dict[str, Any]:
    """Run a command of the studio and return what it prints."""
    command = [sys.executable, "-m", "studio", *arguments, "--json", "--workspace", workspace]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def ask(workspace: str, run: str, test: Path, columns: Mapping[str, str]) -> list[job.Row]:
    """Return what a run's best model says to each test row."""
    out = Path(workspace) / "answers.jsonl"
    roles = [part for role, column in columns.items() for part in ("--column", f"{role}={column}")]
    studio(workspace, "predict", run, "--data", str(test), "--out", str(out), *roles)
    return job.read_rows(out)


def written_down(run: Path) -> list[job.Row]:
    """Return what a run wrote down of the test rows."""
    import duckdb

    found = duckdb.read_parquet(str(run / "evaluation" / "predictions.parquet")).filter("split = 'test'")
    return [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]


def read_events(path: Path, kind: str) -> list[dict[str, Any]]:
    """Return the run's events of a kind, oldest first."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [event for event in lines if event["kind"] == kind]


def cores_in_use(readings: Sequence[dict[str, Any]], step_times: Sequence[float]) -> float:
    """Return how many cores the worker used on average between its first and its last step.

    Each reading of its devices says it of the time since the one before.
    """
    used = [
        (max(before["time"], step_times[0]), min(reading["time"], step_times[-1]), reading["process_cpu"])
        for before, reading in pairwise(readings)
    ]
    inside = [(end - start, cores) for start, end, cores in used if end > start]
    used_s = sum(seconds * cores for seconds, cores in inside)
    return float(used_s / sum(seconds for seconds, _ in inside))


def main() -> None:
    """Fine-tune through the command line, print the measurement and write the answers."""
    parser = argparse.ArgumentParser(description="The job in Fettle Studio.")
    parser.add_argument("task", choices=tasks.NAMES)
    parser.add_argument("backbone", help="a preset's name or folder")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--answers", type=Path, help="a JSON Lines file for the answers to the test rows")
    arguments = parser.parse_args()

    task, test = tasks.get(arguments.task), arguments.test.resolve()
    with tempfile.TemporaryDirectory() as workspace:
        spec = Path(workspace) / "run.json"
        spec.write_text(json.dumps(specification(task, arguments)), encoding="utf-8")
        started = time.time()
        run = studio(workspace, "fit", str(spec))["run"]
        seconds = time.time() - started
        events = Path(workspace) / "runs" / run / "events.jsonl"
        step_times = [event["time"] for event in read_events(events, "step")]
        readings = read_events(events, "device")
        if arguments.answers is not None:
            tables = [ask(workspace, run, test, columns) for columns in task.asked]
            tables = tables or [written_down(Path(workspace) / "runs" / run)]
            job.write_rows(arguments.answers, task.from_tables(job.read_rows(test), tables))
    num_examples = task.settings.epochs * len(job.read_rows(arguments.train))
    num_timed, seconds_timed = num_examples * (1 - 1 / len(step_times)), step_times[-1] - step_times[0]
    job.Measurement(
        peer=f"Fettle Studio, precision {arguments.precision}",
        seed=arguments.seed,
        seconds=seconds,
        seconds_to_first_step=step_times[0] - started,
        seconds_to_last_step=step_times[-1] - started,
        examples_per_second=num_timed / seconds_timed,
        processor_ms_per_example=1000 * cores_in_use(readings, step_times) * seconds_timed / num_timed,
        num_examples=num_examples,
        num_steps=len(step_times),
        peak_memory_bytes=max((reading["process_memory_bytes"] for reading in readings), default=None),
        metrics={},
    ).print()


if __name__ == "__main__":
    main()

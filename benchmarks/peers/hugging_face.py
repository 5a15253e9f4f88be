"""The job in Hugging Face's Trainer, or that of sentence-transformers, in an environment of its own (requirements.txt).

    python hugging_face.py TASK BACKBONE TRAIN.jsonl TEST.jsonl [--mode best]

`default` is the Trainer as it comes: padded to the longest of a batch, float32. `best` is its fastest on a CPU:
bfloat16, and batches of texts of similar length where it knows such.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import job
import tasks
import trainers
import transformers
from trainers.base import BATCH_SIZE, Given

MODES = ("default", "best")


class Stopwatch(transformers.TrainerCallback):
    """Tells the clock about each step."""

    def __init__(self, clock: job.Clock) -> None:
        self._clock = clock

    def on_step_end(self, *_: Any, **__: Any) -> None:
        """Note that a step has ended."""
        self._clock.end_step()


def trainer_arguments(folder: str, settings: job.Settings, seed: int, mode: str) -> dict[str, Any]:
    """Return the job's settings in the Trainer's words."""
    return {
        "output_dir": folder,
        "num_train_epochs": settings.epochs,
        "per_device_train_batch_size": settings.batch_size,
        "per_device_eval_batch_size": BATCH_SIZE,
        "learning_rate": settings.learning_rate,
        "lr_scheduler_type": "linear",
        "warmup_steps": job.WARMUP_FRACTION,
        "weight_decay": job.WEIGHT_DECAY,
        "max_grad_norm": job.CLIP_NORM,
        "seed": seed,
        "use_cpu": True,
        "bf16": mode == "best",
        "save_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
    }


def main() -> None:
    """Train, answer the test rows and print the measurement."""
    parser = argparse.ArgumentParser(description="The job in Hugging Face's Trainer.")
    parser.add_argument("task", choices=tasks.NAMES)
    parser.add_argument("backbone", help="the folder of the pretrained model")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mode", choices=MODES, default="default")
    parser.add_argument("--answers", type=Path, help="a JSON Lines file for the answers to the test rows")
    arguments = parser.parse_args()

    clock = job.Clock()
    settings, rows = tasks.get(arguments.task).settings, job.read_rows(arguments.train)
    transformers.set_seed(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        prepared = trainers.get(arguments.task)(
            Given(
                arguments.task,
                arguments.backbone,
                rows,
                settings,
                arguments.mode == "best",
                trainer_arguments(folder, settings, arguments.seed, arguments.mode),
                Stopwatch(clock),
            )
        )
        prepared.trainer.train()
        answers = prepared.answer(job.read_rows(arguments.test))
    measurement = clock.measure(
        f"{type(prepared.trainer).__name__}, {arguments.mode}", arguments.seed, settings.epochs * len(rows)
    )
    if arguments.answers is not None:
        job.write_rows(arguments.answers, answers)
    measurement.print()


if __name__ == "__main__":
    main()

"""Text classification in KerasHub's own `fit`, as it comes: every text padded to the sequence length.

    python keras_hub_fit.py text_classification BACKBONE TRAIN.jsonl TEST.jsonl [--steps 12] [--xla]

Keras 3.15 leaves XLA off on a machine without an accelerator; `--xla` turns it on. On a CPU the whole job would take
hours, so that it is cut short after a number of steps and answers nothing.
"""

import argparse
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import job
import keras
import keras_hub
import tasks


class Stopwatch(keras.callbacks.Callback):
    """Tells the clock about each step."""

    def __init__(self, clock: job.Clock) -> None:
        super().__init__()
        self._clock = clock

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Note that a step has ended."""
        self._clock.end_step()


def main() -> None:
    """Train for the given steps and print the measurement."""
    parser = argparse.ArgumentParser(description="The job in KerasHub's own fit.")
    parser.add_argument("task", choices=("text_classification",))
    parser.add_argument("backbone", help="the folder of the pretrained model")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--xla", action="store_true", help="compile with XLA, which Keras leaves off on a CPU")
    arguments = parser.parse_args()

    clock = job.Clock()
    keras.utils.set_random_seed(arguments.seed)
    settings, rows = tasks.get(arguments.task).settings, job.read_rows(arguments.train)
    class_names = sorted({row["label"] for row in rows})
    preprocessor = keras_hub.models.BertTextClassifierPreprocessor.from_preset(
        arguments.backbone, sequence_length=settings.sequence_length
    )
    model = keras_hub.models.BertTextClassifier.from_preset(
        arguments.backbone, num_classes=len(class_names), preprocessor=preprocessor
    )
    if arguments.xla:
        model.jit_compile = True
    taken = rows[: arguments.steps * settings.batch_size]
    model.fit(
        [row["text"] for row in taken],
        [class_names.index(row["label"]) for row in taken],
        batch_size=settings.batch_size,
        callbacks=[Stopwatch(clock)],
        verbose=0,
    )
    name = f"KerasHub fit, {'XLA turned on' if arguments.xla else 'as it comes'} (jit_compile: {model.jit_compile})"
    clock.measure(name, arguments.seed, len(taken)).print()


if __name__ == "__main__":
    main()

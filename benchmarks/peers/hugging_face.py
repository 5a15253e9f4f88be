"""The job in the Hugging Face Trainer, in an environment of its own (requirements.txt beside this file).

    python hugging_face.py BACKBONE TRAIN.csv TEST.csv [--mode best]

`default` is the Trainer as it comes: dynamic padding, float32. `best` is its fastest on a CPU: bfloat16 and batches
of texts of similar length.
"""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import job
import numpy as np
import transformers

MODES: dict[str, dict[str, Any]] = {
    "default": {},
    "best": {"bf16": True, "train_sampling_strategy": "group_by_length"},
}


class Stopwatch(transformers.TrainerCallback):
    """Tells the clock about each step."""

    def __init__(self, clock: job.Clock) -> None:
        self._clock = clock

    def on_step_end(self, *_: Any, **__: Any) -> None:
        """Note that a step has ended."""
        self._clock.end_step()


def settings(folder: str, mode: str) -> transformers.TrainingArguments:
    """Return the job's settings in the Trainer's words."""
    return transformers.TrainingArguments(
        output_dir=folder,
        num_train_epochs=job.EPOCHS,
        per_device_train_batch_size=job.BATCH_SIZE,
        per_device_eval_batch_size=64,
        learning_rate=job.LEARNING_RATE,
        lr_scheduler_type="linear",
        warmup_steps=job.WARMUP_FRACTION,
        weight_decay=job.WEIGHT_DECAY,
        max_grad_norm=job.CLIP_NORM,
        seed=job.SEED,
        use_cpu=True,
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
        **MODES[mode],
    )


def main() -> None:
    """Train, test and print the measurement."""
    parser = argparse.ArgumentParser(description="The job in the Hugging Face Trainer.")
    parser.add_argument("backbone", help="the folder of the pretrained model")
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--mode", choices=MODES, default="default")
    arguments = parser.parse_args()

    clock = job.Clock()
    train, test = job.read_rows(arguments.train), job.read_rows(arguments.test)
    class_names = sorted(set(train.labels))
    tokenizer = transformers.AutoTokenizer.from_pretrained(arguments.backbone)
    transformers.set_seed(job.SEED)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(
        arguments.backbone, num_labels=len(class_names)
    )

    def encode(rows: job.Rows) -> list[dict[str, Any]]:
        encoded = tokenizer(rows.texts, rows.second_texts, truncation="longest_first", max_length=job.SEQUENCE_LENGTH)
        labels = [class_names.index(label) for label in rows.labels]
        return [{**{key: encoded[key][n] for key in encoded}, "labels": label} for n, label in enumerate(labels)]

    with tempfile.TemporaryDirectory() as folder:
        trainer = transformers.Trainer(
            model=model,
            args=settings(folder, arguments.mode),
            train_dataset=encode(train),
            processing_class=tokenizer,
            data_collator=transformers.DataCollatorWithPadding(tokenizer),
            callbacks=[Stopwatch(clock)],
        )
        trainer.train()
        answers = trainer.predict(encode(test))
    accuracy = float(np.mean(np.argmax(answers.predictions, axis=-1) == answers.label_ids))
    name = f"Hugging Face Trainer, {arguments.mode}"
    clock.measure(name, job.EPOCHS * len(train.texts), accuracy).print()


if __name__ == "__main__":
    main()

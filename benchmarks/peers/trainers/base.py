"""What a job on PyTorch is made of, and what the jobs of the Trainer share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import transformers
from job import Row, Settings

BATCH_SIZE = 64


@dataclass(frozen=True, slots=True)
class Given:
    """What a job is made with.

    Attributes:
        backbone: The folder of the pretrained model.
        rows: The rows to train on.
        settings: The task's.
        is_best: Whether to take the settings that are the fastest on a CPU, and that the library's own pages advise.
        arguments: What every Trainer is given, by the names of its arguments.
        callback: Is told about the steps.
    """

    backbone: str
    rows: Sequence[Row]
    settings: Settings
    is_best: bool
    arguments: Mapping[str, Any]
    callback: Any


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job.

    Attributes:
        trainer: Trains.
        answer: Returns the answers of what was trained to some rows.
    """

    trainer: Any
    answer: Callable[[Sequence[Row]], list[Any]]


Make = Callable[[Given], Prepared]


def make_trainer(given: Given, model: Any, examples: list[Any], collator: Any, tokenizer: Any) -> Any:
    """Return Hugging Face's Trainer for a model."""
    extra = {"train_sampling_strategy": "group_by_length"} if given.is_best else {}
    return transformers.Trainer(
        model=model,
        args=transformers.TrainingArguments(**given.arguments, **extra),
        train_dataset=examples,
        processing_class=tokenizer,
        data_collator=collator,
        callbacks=[given.callback],
    )


def predict(trainer: Any, examples: list[Any]) -> Any:
    """Return what a model says to examples, in their order."""
    # WORKAROUND: grouped by length, Transformers 5.24 gives predictions in the order of the groups.
    trainer.args.train_sampling_strategy = "random"
    return trainer.predict(examples).predictions

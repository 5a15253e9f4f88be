"""What a job on PyTorch is made of, and what the jobs of the Trainer share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
import transformers
from job import Row, Settings

BATCH_SIZE = 64


@dataclass(frozen=True, slots=True)
class Given:
    """What a job is made with.

    Attributes:
        task: The task's name.
        backbone: The pretrained model, or the tokens of one from scratch.
        rows: The rows to train on.
        settings: The task's.
        is_best: Whether to take the settings that are the fastest on a CPU, and that the library's own pages advise.
        arguments: What every Trainer is given, by the names of its arguments.
        callback: Is told about the steps.
    """

    task: str
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


IGNORED = -100
Example = dict[str, list[int]]


class Tokens:
    """The tokens that the studio learned for a backbone from scratch.

    Args:
        path: A SentencePiece model.
    """

    def __init__(self, path: str) -> None:
        from sentencepiece import SentencePieceProcessor

        self._pieces = SentencePieceProcessor(model_file=path)
        self.size = self._pieces.get_piece_size()
        self.pad, self.start, self.end = (getattr(self._pieces, f"{name}_id")() for name in ("pad", "bos", "eos"))

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the tokens of texts, nothing added."""
        found: list[list[int]] = self._pieces.encode(list(texts))
        return found

    def text(self, token_ids: Sequence[int]) -> str:
        """Return the text up to its end."""
        ids = list(token_ids)
        kept = ids[: ids.index(self.end)] if self.end in ids else ids
        return str(self._pieces.decode([token for token in kept if token not in (self.pad, self.start)]))


def padded(examples: Sequence[Example], fill: Mapping[str, int]) -> dict[str, torch.Tensor]:
    """Return a batch, padded to its longest on the right.

    Args:
        examples: Of equal keys.
        fill: What each key is padded with.
    """
    found = {}
    for name, value in fill.items():
        length = max(len(example[name]) for example in examples)
        rows = [example[name] + [value] * (length - len(example[name])) for example in examples]
        found[name] = torch.tensor(rows)
    return found


def measured(
    model: Any, examples: Sequence[Example], collate: Callable[[Sequence[Example]], dict[str, torch.Tensor]]
) -> list[tuple[float, int]]:
    """Return of each example the summed cross-entropy of its labels, in nats, and how many these are.

    Args:
        model: Returns logits, for the label at the same place of an encoder–decoder, at the next of a decoder.
        examples: With `labels`.
        collate: Makes a batch of some.
    """
    model.eval()
    shift = 0 if model.config.is_encoder_decoder else 1
    found: list[tuple[float, int]] = []
    for start in range(0, len(examples), BATCH_SIZE // 4):
        batch = collate(examples[start : start + BATCH_SIZE // 4])
        with torch.inference_mode():
            logits = model(**batch).logits
        labels = batch["labels"][:, shift:]
        losses = torch.nn.functional.cross_entropy(
            logits[:, : labels.shape[1]].transpose(1, 2), labels, ignore_index=IGNORED, reduction="none"
        )
        counts = (labels != IGNORED).sum(dim=1)
        found += zip(losses.double().sum(dim=1).tolist(), counts.tolist(), strict=True)
    return found


def predict(trainer: Any, examples: list[Any]) -> Any:
    """Return what a model says to examples, in their order."""
    # WORKAROUND: grouped by length, Transformers 5.24 gives predictions in the order of the groups.
    trainer.args.train_sampling_strategy = "random"
    return trainer.predict(examples).predictions

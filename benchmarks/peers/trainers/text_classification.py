"""Texts, or pairs of them, in `AutoModelForSequenceClassification`."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import transformers
from job import Row

from trainers.base import Given, Prepared, make_trainer, predict


def make(given: Given) -> Prepared:
    """Return the job."""
    names = sorted({row["label"] for row in given.rows})
    tokenizer = transformers.AutoTokenizer.from_pretrained(given.backbone)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(given.backbone, num_labels=len(names))

    def encode(rows: Sequence[Row]) -> list[dict[str, Any]]:
        texts = [[row[name] for row in rows] for name in ("text", "second_text") if name in rows[0]]
        encoded = tokenizer(*texts, truncation="longest_first", max_length=given.settings.sequence_length)
        return [
            {**{key: encoded[key][n] for key in encoded}, "labels": names.index(row["label"])}
            for n, row in enumerate(rows)
        ]

    collator = transformers.DataCollatorWithPadding(tokenizer)
    trainer = make_trainer(given, model, encode(given.rows), collator, tokenizer)

    def answer(rows: Sequence[Row]) -> list[str]:
        return [names[index] for index in np.argmax(predict(trainer, encode(rows)), axis=-1)]

    return Prepared(trainer, answer)

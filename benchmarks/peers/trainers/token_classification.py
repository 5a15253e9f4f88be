"""Tags of tokens in `AutoModelForTokenClassification`: the first sub-word of a token has its tag, the others none."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import transformers
from job import Row
from tasks.token_classification import OUTSIDE

from trainers.base import Given, Prepared, make_trainer, predict

_IGNORED = -100


def make(given: Given) -> Prepared:
    """Return the job."""
    names = sorted({tag for row in given.rows for tag in row["tags"]} | {OUTSIDE})
    tokenizer = transformers.AutoTokenizer.from_pretrained(given.backbone)
    model = transformers.AutoModelForTokenClassification.from_pretrained(given.backbone, num_labels=len(names))

    def tokens_of(rows: Sequence[Row]) -> Any:
        return tokenizer(
            [row["tokens"] for row in rows],
            is_split_into_words=True,
            truncation=True,
            max_length=given.settings.sequence_length,
        )

    def encode(rows: Sequence[Row]) -> list[dict[str, Any]]:
        encoded = tokens_of(rows)
        return [
            {
                **{key: encoded[key][n] for key in encoded},
                "labels": [_number(names, row, word) for word in _first_words(encoded.word_ids(n))],
            }
            for n, row in enumerate(rows)
        ]

    collator = transformers.DataCollatorForTokenClassification(tokenizer)
    trainer = make_trainer(given, model, encode(given.rows), collator, tokenizer)

    def answer(rows: Sequence[Row]) -> list[list[str]]:
        found = np.argmax(predict(trainer, encode(rows)), axis=-1)
        encoded, answers = tokens_of(rows), []
        for n, row in enumerate(rows):
            tags = [OUTSIDE] * len(row["tokens"])
            for place, word in enumerate(_first_words(encoded.word_ids(n))):
                if word is not None:
                    tags[word] = names[found[n, place]]
            answers.append(tags)
        return answers

    return Prepared(trainer, answer)


def _number(names: Sequence[str], row: Row, word: int | None) -> int:
    """Return the number of a word's tag; a tag that no training row has does not count."""
    return _IGNORED if word is None or row["tags"][word] not in names else names.index(row["tags"][word])


def _first_words(words: Sequence[int | None]) -> list[int | None]:
    """Return the word that each sub-word is the first of; `None` for all others."""
    before = [None, *words[:-1]]
    return [None if word == last else word for word, last in zip(words, before, strict=True)]

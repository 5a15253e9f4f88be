"""Vectors of texts in sentence-transformers: MultipleNegativesRankingLoss with the studio's temperature."""

from collections.abc import Sequence
from typing import Any

import datasets
from job import Row
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from tasks.text_embedding import TEMPERATURE

from trainers.base import BATCH_SIZE, Given, Prepared

_COLUMNS = ("text", "second_text")


def make(given: Given) -> Prepared:
    """Return the job."""
    model = SentenceTransformer(given.backbone, device="cpu")
    model.max_seq_length = given.settings.sequence_length
    # Its pages advise it for this loss; its batches know no lengths.
    extra = {"batch_sampler": "no_duplicates"} if given.is_best else {}
    trainer = SentenceTransformerTrainer(
        model=model,
        args=SentenceTransformerTrainingArguments(**given.arguments, **extra),
        train_dataset=datasets.Dataset.from_dict({name: [row[name] for row in given.rows] for name in _COLUMNS}),
        loss=MultipleNegativesRankingLoss(model, scale=1 / TEMPERATURE),
        callbacks=[given.callback],
    )

    def answer(rows: Sequence[Row]) -> list[Any]:
        sides = (
            model.encode([row[name] for row in rows], batch_size=BATCH_SIZE, show_progress_bar=False).tolist()
            for name in _COLUMNS
        )
        return list(zip(*sides, strict=True))

    return Prepared(trainer, answer)

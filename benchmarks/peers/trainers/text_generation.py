"""Texts that are gone on with, from scratch, in Llama: the studio's sizes, tokens and marks.

Texts are packed as in transformers' `run_clm.py`: joined, their ends between them, and cut into blocks; there a token
sees the texts before its own, in the studio it does not. The test texts are measured one by one.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import tasks
import torch
import transformers
from job import Row

from trainers.base import IGNORED, Example, Given, Prepared, Tokens, make_trainer, measured, padded


def make(given: Given) -> Prepared:
    """Return the job."""
    tokens, length = Tokens(given.backbone), given.settings.sequence_length
    model = transformers.LlamaForCausalLM(_config(dict(tasks.get(given.task).architecture or {}), tokens))

    def encode(rows: Sequence[Row]) -> list[list[int]]:
        return [[tokens.start, *ids, tokens.end] for ids in tokens.ids([row["text"] for row in rows])]

    def collate(examples: Sequence[Example]) -> dict[str, torch.Tensor]:
        return padded(examples, {"input_ids": tokens.pad, "attention_mask": 0, "labels": IGNORED})

    joined = list(chain.from_iterable(encode(given.rows)))
    # The loss of a block leaves its first token out.
    blocks = [_example(joined[start : start + length]) for start in range(0, len(joined) - 1, length)]
    trainer = make_trainer(given, model, blocks, collate, None)

    def answer(rows: Sequence[Row]) -> list[Any]:
        # A long text goes on in the next piece, whose first token was the last one of the piece before.
        pieces = [
            (row, _example(ids[start : start + length + 1]))
            for row, ids in enumerate(encode(rows))
            for start in range(0, len(ids) - 1, length)
        ]
        answers = [{"text": None, "nats": 0.0, "tokens": 0} for _ in rows]
        found = measured(model, [piece for _, piece in pieces], collate)
        for (row, _), (nats, count) in zip(pieces, found, strict=True):
            answers[row]["nats"] += nats
            answers[row]["tokens"] += count
        return answers

    return Prepared(trainer, answer)


def _example(token_ids: list[int]) -> Example:
    return {"input_ids": token_ids, "attention_mask": [1] * len(token_ids), "labels": token_ids}


def _config(sizes: dict[str, Any], tokens: Tokens) -> Any:
    return transformers.LlamaConfig(
        vocab_size=tokens.size,
        hidden_size=sizes["hidden_dim"],
        intermediate_size=sizes["intermediate_dim"],
        num_hidden_layers=sizes["num_layers"],
        num_attention_heads=sizes["num_heads"],
        num_key_value_heads=sizes["num_heads"],
        max_position_embeddings=sizes["max_sequence_length"],
        attention_bias=True,
        mlp_bias=True,
        tie_word_embeddings=True,
        pad_token_id=tokens.pad,
        bos_token_id=tokens.start,
        eos_token_id=tokens.end,
    )

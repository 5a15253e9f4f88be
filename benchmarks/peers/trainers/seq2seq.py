"""A text for another one, from scratch, in BART: the studio's sizes, tokens and marks."""

from collections.abc import Sequence
from typing import Any

import tasks
import torch
import transformers
from job import Row

from trainers.base import BATCH_SIZE, IGNORED, Example, Given, Prepared, Tokens, make_trainer, measured, padded


def make(given: Given) -> Prepared:
    """Return the job."""
    task, tokens = tasks.get(given.task), Tokens(given.backbone)
    source, target = task.columns
    settings = task.studio_settings
    model = transformers.BartForConditionalGeneration(_config(dict(task.architecture or {}), tokens))

    def encode(rows: Sequence[Row]) -> list[Example]:
        sources = tokens.ids([row[source] for row in rows])
        targets = tokens.ids([row[target] for row in rows])
        room = settings["source_length"] - 2
        return [
            _example(tokens, left[:room], right, settings["target_length"])
            for left, right in zip(sources, targets, strict=True)
        ]

    def collate(examples: Sequence[Example]) -> dict[str, torch.Tensor]:
        pad = tokens.pad
        fill = {"input_ids": pad, "attention_mask": 0, "decoder_input_ids": pad, "labels": IGNORED}
        return padded(examples, fill)

    trainer = make_trainer(given, model, encode(given.rows), collate, None)

    def answer(rows: Sequence[Row]) -> list[Any]:
        examples = encode(rows)
        found = measured(model, examples, collate)
        texts: list[str] = []
        for start in range(0, len(examples), BATCH_SIZE):
            batch = collate(examples[start : start + BATCH_SIZE])
            with torch.inference_mode():
                written = model.generate(
                    input_ids=batch["input_ids"],
                    attention_mask=batch["attention_mask"],
                    max_new_tokens=settings["generation"]["max_new_tokens"],
                    num_beams=1,
                    do_sample=False,
                )
            texts += [tokens.text(row) for row in written[:, 1:].tolist()]
        return [{"text": text, "nats": nats, "tokens": count} for text, (nats, count) in zip(texts, found, strict=True)]

    return Prepared(trainer, answer)


def _example(tokens: Tokens, source: list[int], target: list[int], target_length: int) -> Example:
    whole = [tokens.start, *target, tokens.end][: target_length + 1]
    read = [tokens.start, *source, tokens.end]
    return {
        "input_ids": read,
        "attention_mask": [1] * len(read),
        "decoder_input_ids": whole[:-1],
        "labels": whole[1:],
    }


def _config(sizes: dict[str, Any], tokens: Tokens) -> Any:
    sides = {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (
            ("layers", sizes["num_layers"]),
            ("attention_heads", sizes["num_heads"]),
            ("ffn_dim", sizes["intermediate_dim"]),
        )
    }
    return transformers.BartConfig(
        vocab_size=tokens.size,
        d_model=sizes["hidden_dim"],
        max_position_embeddings=sizes["max_sequence_length"],
        activation_function=sizes["activation"],
        dropout=sizes["dropout"],
        attention_dropout=sizes["dropout"],
        pad_token_id=tokens.pad,
        bos_token_id=tokens.start,
        eos_token_id=tokens.end,
        decoder_start_token_id=tokens.start,
        forced_eos_token_id=None,
        **sides,
    )

"""Conversations in `AutoModelForCausalLM` with peft's LoRA, on a GGUF file whose tables become float32.

Only what the assistant says is learned, with the mark that ends its turn, as in the studio.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import peft
import tasks.chat
import torch
import transformers
from job import Row

from trainers.base import IGNORED, Example, Given, Prepared, make_trainer, measured, padded

_ASSISTANT, _END = "assistant", "<|im_end|>"


def make(given: Given) -> Prepared:
    """Return the job."""
    file = Path(given.backbone)
    tokenizer = transformers.AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    base = transformers.AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    # WORKAROUND: the Trainer of Transformers 5.24 takes what came out of a GGUF file for quantized; it is float32.
    base.is_quantized = False
    rank = tasks.chat.LORA_RANK
    # Those that KerasHub puts LoRA beside, with its scale.
    lora = peft.LoraConfig(r=rank, lora_alpha=rank, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM")
    model = peft.get_peft_model(base, lora)

    def encode(rows: Sequence[Row]) -> list[Example]:
        return [_example(tokenizer, row["messages"], given.settings.sequence_length) for row in rows]

    def collate(examples: Sequence[Example]) -> dict[str, torch.Tensor]:
        return padded(examples, {"input_ids": tokenizer.pad_token_id, "attention_mask": 0, "labels": IGNORED})

    trainer = make_trainer(given, model, encode(given.rows), collate, None)

    def answer(rows: Sequence[Row]) -> list[Any]:
        examples = encode(rows)
        found = measured(model, examples, collate)
        with model.disable_adapter():
            before = measured(model, examples, collate)
        return [
            {"text": None, "nats": nats, "tokens": count, "nats_before": nats_before}
            for (nats, count), (nats_before, _) in zip(found, before, strict=True)
        ]

    return Prepared(trainer, answer)


def _example(tokenizer: Any, messages: Sequence[Row], length: int) -> Example:
    ids: list[int] = []
    labels: list[int] = []
    for number, message in enumerate(messages):
        if message["role"] != _ASSISTANT:
            continue
        asked = tokenizer.apply_chat_template(messages[:number], tokenize=False, add_generation_prompt=True)
        answered = tokenizer.apply_chat_template(messages[: number + 1], tokenize=False)
        # From the mark on that begins the answer; the line end behind the mark that ends it is not learned.
        answer, _, rest = answered[len(asked) :].rpartition(_END)
        before = tokenizer(asked, add_special_tokens=False)["input_ids"][len(ids) :]
        learned = tokenizer(answer + _END, add_special_tokens=False)["input_ids"]
        behind = tokenizer(rest, add_special_tokens=False)["input_ids"]
        ids += [*before, *learned, *behind]
        labels += [*[IGNORED] * len(before), *learned, *[IGNORED] * len(behind)]
    ids, labels = ids[:length], labels[:length]
    return {"input_ids": ids, "attention_mask": [1] * len(ids), "labels": labels}

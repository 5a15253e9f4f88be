"""Text generation from scratch: Chinese poems. An answer is the loss of a poem."""

import math
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import job
from job import Row, Settings

from tasks.base import ROOT, SPLIT_SEED, Task, scored

NUM_POEMS = 6000


def poems(folder: Path) -> Path:
    """Write poems of the Tang and the Song, chosen by chance, out of the package of the benchmarks."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import task_data

    rows = task_data.chinese_poems(ROOT / "benchmarks" / ".cache")
    path = folder / "poems.jsonl"
    job.write_rows(path, random.Random(SPLIT_SEED).sample(rows, NUM_POEMS))  # noqa: S311
    return path


def bits_per_byte(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """Return the information of all poems by the bytes that they take in UTF-8."""
    num_bytes = sum(len(row["text"].encode()) for row in rows)
    return {"bits_per_byte": sum(answer["nats"] for answer in answers) / math.log(2) / num_bytes}


TASK = Task(
    name="text_generation",
    settings=Settings(epochs=2, batch_size=16, learning_rate=1e-3, sequence_length=128),
    columns=("text",),
    make_data=poems,
    read=job.read_rows,
    from_tables=scored,
    count=bits_per_byte,
    asked=(),
    architecture={
        "kind": "decoder",
        "num_layers": 3,
        "num_heads": 4,
        "hidden_dim": 192,
        "intermediate_dim": 512,
        "positions": "rotary",
        "normalization": "rms_norm",
        "activation": "swiglu",
        "dropout": 0.0,
        "max_sequence_length": 256,
        "tokenizer": "bpe",
        "vocabulary_size": 6000,
        "lowercase": False,
    },
)

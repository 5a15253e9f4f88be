"""Token classification: the parts of addresses. An answer is a tag for each token."""

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from job import Row, Settings, read_rows

from tasks.base import Table, Task, sample

OUTSIDE = "O"


def tags_of(rows: Sequence[Row], tables: Sequence[Table]) -> list[list[str]]:
    """Return the tags of tokens out of the spans that the studio wrote for them, joined by spaces.

    A token has the tag of its first character, as it has that of its first sub-word elsewhere.
    """
    (table,) = tables
    return [_tags(row["tokens"], _spans(told["spans"])) for row, told in zip(rows, table, strict=True)]


def f1(rows: Sequence[Row], answers: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return what seqeval counts over whole spans, and the share of tokens whose tag is right."""
    from seqeval.metrics import accuracy_score, f1_score, precision_score, recall_score

    right = [row["tags"] for row in rows]
    given = [list(tags) for tags in answers]
    scores = {"f1": f1_score, "precision": precision_score, "recall": recall_score, "token_accuracy": accuracy_score}
    return {name: float(score(right, given)) for name, score in scores.items()}


def _spans(written: Any) -> list[dict[str, Any]]:
    spans: list[dict[str, Any]] = json.loads(written) if isinstance(written, str) else written
    return spans


def _tags(tokens: Sequence[str], spans: Sequence[dict[str, Any]]) -> list[str]:
    starts = accumulate((len(token) + 1 for token in tokens[:-1]), initial=0)
    tags, before = [], None
    for start in starts:
        span = next((span for span in spans if span["start"] <= start < span["end"]), None)
        tags.append(OUTSIDE if span is None else f"{'I' if span is before else 'B'}-{span['type']}")
        before = span
    return tags


TASK = Task(
    name="token_classification",
    settings=Settings(epochs=5, batch_size=16, learning_rate=1e-4, sequence_length=128),
    columns=("tokens", "tags"),
    make_data=sample("us_addresses", "us_addresses.jsonl"),
    read=read_rows,
    from_tables=tags_of,
    count=f1,
)

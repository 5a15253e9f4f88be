"""Extractive question answering: births and deaths, some of them not told. An answer is a text, empty for none."""

import json
from collections.abc import Sequence
from pathlib import Path

from job import Row, Settings

from tasks.base import Table, Task, sample

# In tokens: from the beginning of a window to that of the next one, and of the longest answer.
STRIDE = 128
MAX_ANSWER_LENGTH = 30


def read_squad(path: Path) -> list[Row]:
    """Read SQuAD's JSON: a row for each question, with its first answer."""
    rows = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                first = asked["answers"][0] if asked["answers"] else {"text": "", "answer_start": None}
                rows.append(
                    {
                        "question": asked["question"],
                        "context": paragraph["context"],
                        "answer": first["text"],
                        "answer_start": first["answer_start"],
                    }
                )
    return rows


def given(rows: Sequence[Row], tables: Sequence[Table]) -> list[str]:
    """Return the answers that the studio wrote."""
    (table,) = tables
    return [row["answer"] or "" for row in table]


def f1(rows: Sequence[Row], answers: Sequence[str]) -> dict[str, float]:
    """Return what torchmetrics counts as SQuAD's script does, as shares."""
    from torchmetrics.functional.text import squad

    # The script takes a question without an answer for one that is answered by an empty text.
    right = [{"id": str(n), "answers": {"text": [row["answer"]], "answer_start": [0]}} for n, row in enumerate(rows)]
    told = [{"id": str(n), "prediction_text": answer} for n, answer in enumerate(answers)]
    found = squad(told, right)
    return {name: float(found[name]) / 100 for name in ("f1", "exact_match")}


TASK = Task(
    name="extractive_qa",
    settings=Settings(epochs=5, batch_size=16, learning_rate=3e-4, sequence_length=256),
    columns=("question", "context", "answer", "answer_start"),
    make_data=sample("birth_dates", "birth_dates.json"),
    read=read_squad,
    from_tables=given,
    count=f1,
    group_of=lambda row: row["context"],
    studio_settings={"stride": STRIDE, "max_answer_length": MAX_ANSWER_LENGTH},
)

"""Summarization from scratch: abstracts of papers. An answer is a text, with the loss of the right one."""

from collections.abc import Sequence
from pathlib import Path

import job
from job import Row, Settings

from tasks.base import Task, perplexity, sample, scored
from tasks.translation import ARCHITECTURE

MAX_NEW_TOKENS = 128


def read_papers(path: Path) -> list[Row]:
    """Read the sample."""
    return [{"text": row["text"], "summary": row["summary"]} for row in job.read_rows(path)]


def rouge(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, float]:
    """Return what rouge-score counts, without its stemmer, and the perplexity of the right texts."""
    from rouge_score.rouge_scorer import RougeScorer

    names = ("rouge1", "rouge2", "rougeL")
    scorer = RougeScorer(names)
    found = [scorer.score(row["summary"], answer["text"] or "") for row, answer in zip(rows, answers, strict=True)]
    means = {name: sum(one[name].fmeasure for one in found) / len(found) for name in names}
    return {**means, "perplexity": perplexity(answers)}


TASK = Task(
    name="summarization",
    settings=Settings(epochs=20, batch_size=8, learning_rate=1e-3, sequence_length=256),
    columns=("text", "summary"),
    make_data=sample("paper_summaries", "paper_summaries.jsonl"),
    read=read_papers,
    from_tables=scored,
    count=rouge,
    studio_settings={
        "source_length": 256,
        "target_length": MAX_NEW_TOKENS,
        "written_rows": 100_000,
        "generation": {"max_new_tokens": MAX_NEW_TOKENS},
    },
    asked=(),
    architecture={**ARCHITECTURE, "max_sequence_length": 512},
)

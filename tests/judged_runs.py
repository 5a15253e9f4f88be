"""Run folders with measured rows of tasks whose answers are no single classes, without a model."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from studio.files import write_json
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec

_TYPES = {"row_number": "BIGINT", "start": "INTEGER", "end": "INTEGER", "nearest_row": "BIGINT"}


def span(start: int, end: int, type_name: str, text: str, probability: float = 0.5) -> dict[str, Any]:
    """Return a span as saved answers hold it."""
    return {
        "start": start,
        "end": end,
        "type": type_name,
        "text": text[start:end],
        "probability": probability,
    }


def write_predictions(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as a run's `predictions.parquet`; all have the columns of the first. Lists become JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = list(rows[0])
    kinds = [_TYPES.get(name, "VARCHAR" if isinstance(rows[0][name], str | list) else "FLOAT") for name in names]
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(names, kinds, strict=True))
    marks = ", ".join("?" for _ in names)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE saved ({columns})")
        for row in rows:
            values = [json.dumps(value) if isinstance(value, list) else value for value in row.values()]
            connection.execute(f"INSERT INTO saved VALUES ({marks})", values)
        target = str(path).replace("'", "''")
        connection.execute(f"COPY saved TO '{target}' (FORMAT parquet)")


def make_judged_run(
    workspace: Workspace, task: str, rows: Sequence[Mapping[str, Any]], report: Mapping[str, Any]
) -> RunFolder:
    """Make a finished run with a report of its test split and the rows behind it."""
    run = workspace.create_run(
        RunSpec.parse(
            {"name": "Judged", "task": task, "backbone": {"preset": "minilm_l6_en_uncased"}, "data": {"train": "d.csv"}}
        )
    )
    write_predictions(run.predictions_path, rows)
    write_json(run.metrics_path, {"test": {"examples": len(rows), **report}})
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run


_ADA, _BOB = "Ada Lovelace met Bob in Rome", "Bob saw Rome"
TAGGED_ROWS: tuple[dict[str, Any], ...] = (
    # One of each kind.
    {
        "split": "test",
        "row_number": 4,
        "text": _ADA,
        "expected_spans": [span(0, 12, "PER", _ADA), span(17, 20, "PER", _ADA), span(24, 28, "LOC", _ADA)],
        "spans": [span(0, 3, "PER", _ADA, 0.9), span(13, 16, "LOC", _ADA, 0.4), span(24, 28, "PER", _ADA, 0.7)],
    },
    {
        "split": "test",
        "row_number": 2,
        "text": _BOB,
        "expected_spans": [span(0, 3, "PER", _BOB), span(8, 12, "LOC", _BOB)],
        "spans": [span(0, 3, "PER", _BOB, 0.9)],
    },
    {
        "split": "test",
        "row_number": 7,
        "text": "Nobody was there",
        "expected_spans": [],
        "spans": [],
    },
    {
        "split": "validation",
        "row_number": 1,
        "text": _BOB,
        "expected_spans": [],
        "spans": [span(0, 3, "PER", _BOB)],
    },
)
_SCORES = {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 3}
TAGS_REPORT: dict[str, Any] = {
    "metrics": {"loss": 0.5, "precision": 0.4, "recall": 0.5, "f1": 0.44, "token_accuracy": 0.8},
    "per_class": {"PER": _SCORES, "LOC": _SCORES},
    "errors": {"num_boundary": 1, "num_type": 1, "num_spurious": 1, "num_missing": 2},
}

_CONTEXT = "Ada was born in London in 1815."
_LONDON, _YEAR = ({"start": 16, "end": 22, "text": "London"}, {"start": 26, "end": 30, "text": "1815"})


def _question(row: int, question: str, start: int, end: int, answers: list[Any], probability: float) -> dict[str, Any]:
    return {
        "split": "test",
        "row_number": row,
        "text": question,
        "context": _CONTEXT,
        "start": start,
        "end": end,
        "probability": probability,
        "no_answer_score": 0.25,
        "answers": answers,
    }


QUESTION_ROWS = (
    _question(1, "Where?", 16, 22, [_LONDON], 0.9),
    _question(2, "Where exactly?", 13, 30, [_LONDON], 0.8),
    _question(3, "When?", 16, 22, [_YEAR], 0.7),
    _question(4, "In which year?", -1, -1, [_YEAR], 0.6),
    _question(5, "Who is her aunt?", 0, 3, [], 0.5),
    _question(6, "Who is her uncle?", -1, -1, [], 0.4),
)
QUESTIONS_REPORT: dict[str, Any] = {"metrics": {"exact_match": 0.33, "f1": 0.4}, "answerable": 4, "unanswerable": 2}

NUMBER_ROWS = tuple(
    {"split": "test", "row_number": row, "text": f"text {row}", "value": value, "prediction": prediction}
    for row, value, prediction in ((1, 1.0, 1.0), (2, 5.0, 2.0), (3, 2.0, 4.0))
)
NUMBERS_REPORT: dict[str, Any] = {
    "kind": "number",
    "metrics": {"mae": 1.67},
    "points": [[1.0, 1.0], [5.0, 2.0], [2.0, 4.0]],
}

_LABEL = {"precision": 0.5, "recall": 0.5, "f1": 0.5, "average_precision": 0.5, "support": 1, "threshold": 0.5}
LABEL_ROWS = tuple(
    {
        "split": "test",
        "row_number": row,
        "text": f"text {row}",
        "labels": labels,
        "predictions": predictions,
        # Names that differ in case alone are numbered in the file.
        "probability_art": art,
        "probability_Art_1": capital,
        "probability_war": war,
    }
    for row, labels, predictions, art, capital, war in (
        (1, ["art"], ["art"], 0.9, 0.125, 0.125),
        (2, ["art", "war"], ["Art"], 0.25, 0.75, 0.125),
        (3, [], ["war"], 0.125, 0.125, 0.625),
    )
)
LABELS_REPORT: dict[str, Any] = {
    "kind": "labels",
    "metrics": {"micro_f1": 0.4},
    "per_class": dict.fromkeys(("art", "Art", "war"), _LABEL),
}

PAIR_ROWS = tuple(
    {
        "split": "test",
        "row_number": row,
        "text": f"question {row}",
        "second_text": f"passage {row}",
        "similarity": similarity,
        "place": place,
        "nearest_row": 9,
        "nearest_text": "another passage",
        "nearest_similarity": 0.5,
    }
    for row, similarity, place in ((1, 0.75, 1.0), (2, 0.25, 3.0), (3, 0.125, 12.5))
)
PAIRS_REPORT: dict[str, Any] = {"metrics": {"recall_at_1": 0.33, "mrr": 0.47}}

# The rows and the report of each task.
JUDGED: dict[str, tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]] = {
    "token_classification": (TAGGED_ROWS, TAGS_REPORT),
    "extractive_qa": (QUESTION_ROWS, QUESTIONS_REPORT),
    "text_regression": (NUMBER_ROWS, NUMBERS_REPORT),
    "multilabel_classification": (LABEL_ROWS, LABELS_REPORT),
    "text_embedding": (PAIR_ROWS, PAIRS_REPORT),
}

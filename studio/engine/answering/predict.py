"""The job `predict`: a list of texts answered, or a whole file into another."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.columns import Columns, names_of
from studio.data import (
    DataSource,
    InputColumn,
    SplitRows,
    Targets,
    check_single_texts,
    check_table_path,
    guess_columns,
    iter_texts,
    open_source,
    write_table,
)
from studio.data.reading import missing_text
from studio.data.rules import is_blank
from studio.engine import tasks
from studio.engine.models.model_info import ModelInfo
from studio.engine.tasks.base import CHUNK_SIZE, DEFAULT_BATCH_SIZE, TextPredictor
from studio.errors import DataError
from studio.jobs import Progress
from studio.spec import ReadingSpec
from studio.tasks import get as declared


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Predict a list of texts, or a whole file into another.

    A row without a text gets an empty answer, so that the answers stay aligned with the rows.

    Args:
        arguments: `model` (a folder) and either `texts`, or `data`, `out` and `columns` (by role; those of the
            training data unless given); `is_strict` if a row without a text is to be an error; `batch_size` if it is to
            be another.
        report: Called with the progress.

    Returns:
        For texts `predictions`, a list with `null` for an empty text; for a file `examples` (how many were answered),
        `left_empty` (how many rows had no text), `out`, `columns`, `seconds`, `examples_per_second` and what the task
        says of all answers together: `counts` by class, or `masks`.

    Raises:
        DataError: if a row has no text and all must have one, or if none has.
    """
    batch_size = int(arguments.get("batch_size") or DEFAULT_BATCH_SIZE)
    folder = Path(arguments["model"])
    info = ModelInfo.read(folder)
    if "texts" in arguments:
        texts = [text.encode("utf-8", "replace").decode() for text in arguments["texts"]]
        present = [text for text in texts if not is_blank(text)]
        found = tasks.get(info.task).predictor(folder).predict(present, batch_size).rows(present)
        return {"predictions": spread(found, [not is_blank(text) for text in texts])}
    out = Path(arguments["out"])
    source = open_source(arguments["data"], ReadingSpec(**(arguments.get("reading") or {})))
    check_table_path(out, source)
    column = text_column(source, info, arguments.get("columns") or {})
    rows = _find_texts(source, column, bool(arguments.get("is_strict")))
    tasks.get(info.task).check_source(source, column, report)
    return _predict_file(tasks.get(info.task).predictor(folder), source, column, rows, out, batch_size, report)


def spread(values: Sequence[Any], has_value: Sequence[bool]) -> list[Any]:
    """Return values at the places that have one, and `None` at the others."""
    rest = iter(values)
    return [next(rest) if is_there else None for is_there in has_value]


def _find_texts(source: DataSource, column: str, is_strict: bool) -> NDArray[np.int64]:
    """Return the numbers of the rows that have a text, from 0.

    Raises:
        DataError: if a row has none and all must have one, if none has, or if one has several.
    """
    check_single_texts(source, column)
    has_text = np.array([text is not None for batch in iter_texts(source, column) for text in batch], np.bool_)
    if not has_text.all() and (is_strict or not has_text.any()):
        raise missing_text(source, column, int(np.argmin(has_text)) + 1)
    return np.flatnonzero(has_text).astype(np.int64)


def text_column(source: DataSource, info: ModelInfo, given: Columns) -> str:
    """Return the column with the texts: the one given, else that of the training data, else one that looks like it."""
    known = known_columns(source, info, given)
    column = known.get("text") or guess_columns(source, declared(info.task)).get("text")
    if not isinstance(column, str) or not source.has_column(column):
        raise DataError(
            "{file}: expected a column {column} with the texts. Received: the columns {received}.",
            file=source.path,
            column=", ".join(names_of({"text": column or info.columns.get("text", "text")}, "text")),
            received=", ".join(source.column_names),
        )
    return column


def known_columns(source: DataSource, info: ModelInfo, given: Columns) -> dict[str, str | list[str]]:
    """Return the columns by role that need not be guessed: those given, then those of the training data."""
    trained = {
        role: names for role, names in info.columns.items() if all(map(source.has_column, names_of(info.columns, role)))
    }
    return trained | dict(given)


def _predict_file(
    predictor: TextPredictor,
    source: DataSource,
    column: str,
    rows: NDArray[np.int64],
    out: Path,
    batch_size: int,
    report: Callable[[Progress], None],
) -> dict[str, Any]:
    started = time.monotonic()
    part = SplitRows("predicted", source, {"text": column}, rows, Targets(len(rows)), (InputColumn("text", column),))
    chunks = predictor.iter_predict(
        part.iter_texts(CHUNK_SIZE), batch_size, lambda done: report(Progress("Predicting", done, len(rows)))
    )
    predictions = predictor.gather(chunks)
    seconds = time.monotonic() - started
    num_rows = write_table(source, out, predictions.columns(), row_numbers=rows, on_progress=report)
    return {
        "examples": len(predictions),
        "left_empty": num_rows - len(predictions),
        "out": str(out.absolute()),
        "columns": {"text": column},
        **predictions.summary(),
        "seconds": round(seconds, 3),
        "examples_per_second": round(len(predictions) / max(seconds, 1e-9), 3),
    }

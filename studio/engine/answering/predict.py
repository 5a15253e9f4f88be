"""The job `predict`: some rows answered, or a whole file into another."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from studio.answers import Answer
from studio.data import check_table_path, open_source, write_chunks
from studio.data.rules import is_blank
from studio.data.table import Chunk
from studio.engine import tasks
from studio.engine.answering.answerer import CHUNK_SIZE, Answerer
from studio.engine.answering.questions import Questions, question_columns
from studio.engine.models.model_info import ModelInfo
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE
from studio.errors import InputError
from studio.jobs import Progress
from studio.spec import ReadingSpec

T = TypeVar("T")


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Answer some rows, or a whole file into another.

    A row without a text gets an empty answer, so that the answers stay aligned with the rows.

    Args:
        arguments: `model` (a folder) and either `inputs` (a list of objects, by the names of the task's inputs; or
            `texts`, strings, where there is one input), or `data`, `out` and `columns` (by input; those of the training
            data unless given); `is_strict` if a row without a text is to be an error; `keeps_formulas` as
            `write_chunks` takes it; `batch_size` if it is to be another.
        report: Called with the progress.

    Returns:
        For inputs `predictions`, a list of objects: each input with what its answer's JSON data holds, `null` where a
        text is empty. For a file `examples` (how many were answered), `left_empty` (how many rows had no text), `out`,
        `columns`, `seconds`, `examples_per_second`, `kind` and what is worth knowing of all answers together, as the
        answers of that kind add it up: such as `counts` by class.

    Raises:
        DataError: if a row has no text and all must have one, or if none has.
    """
    batch_size = int(arguments.get("batch_size") or DEFAULT_BATCH_SIZE)
    folder = Path(arguments["model"])
    info = ModelInfo.read(folder)
    if "data" not in arguments:
        given = read_inputs(arguments, info.task.inputs)
        found = answer_present(Answerer(folder), given, batch_size)
        pairs = zip(rows_of(given), found, strict=True)
        return {"predictions": [None if answer is None else row | answer.to_json() for row, answer in pairs]}
    out = Path(arguments["out"])
    source = open_source(arguments["data"], ReadingSpec(**(arguments.get("reading") or {})))
    check_table_path(out, source)
    columns = question_columns(source, info, arguments.get("columns") or {})
    questions = Questions.find(source, columns, is_strict=bool(arguments.get("is_strict")))
    tasks.get(info.task).check_source(source, questions.columns, report)
    keeps_formulas = bool(arguments.get("keeps_formulas"))
    return _answer_file(Answerer(folder), questions, out, batch_size, report, keeps_formulas=keeps_formulas)


def read_inputs(request: Mapping[str, Any], names: Sequence[str]) -> dict[str, list[str]]:
    """Return what a request asks about, by the names of a task's inputs.

    Args:
        request: Has `inputs`, objects of strings by name; or `texts`, strings, where there is one name.
        names: The task's inputs.

    Raises:
        InputError: if it is something else.
    """
    if "texts" in request and len(names) == 1:
        rows = [{names[0]: text} for text in _list("texts", request["texts"])]
    else:
        rows = _list("inputs", request.get("inputs", request.get("texts")))
    for row in rows:
        if not isinstance(row, Mapping) or set(row) != set(names) or not all(isinstance(v, str) for v in row.values()):
            raise InputError(
                "inputs: expected strings named {expected}. Received: {received}.",
                expected=", ".join(names),
                received=str(row)[:80],
            )
    # Half a character cannot be written anywhere.
    return {name: [row[name].encode("utf-8", "replace").decode() for row in rows] for name in names}


def rows_of(inputs: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Return inputs row by row."""
    return [dict(zip(inputs, texts, strict=True)) for texts in zip(*inputs.values(), strict=True)]


def answer_present(
    answerer: Answerer, inputs: Mapping[str, Sequence[str]], batch_size: int = DEFAULT_BATCH_SIZE
) -> list[Answer | None]:
    """Answer the rows that have something to read in every input; `None` for the others."""
    is_present = [not any(map(is_blank, texts)) for texts in zip(*inputs.values(), strict=True)]
    present = {name: _kept(texts, is_present) for name, texts in inputs.items()}
    found = iter(answerer.answers(present, batch_size))
    return [next(found) if is_there else None for is_there in is_present]


def _kept(values: Sequence[T], is_kept: Sequence[bool]) -> list[T]:
    return [value for value, keeps in zip(values, is_kept, strict=True) if keeps]


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise InputError("{name}: expected a list. Received: {received}.", name=name, received=str(value)[:80])
    return value


def _answer_file(
    answerer: Answerer,
    questions: Questions,
    out: Path,
    batch_size: int,
    report: Callable[[Progress], None],
    *,
    keeps_formulas: bool,
) -> dict[str, Any]:
    started, seconds, total = time.monotonic(), 0.0, dict[str, Any]()
    asked: deque[NDArray[np.int64]] = deque()

    def inputs() -> Iterator[dict[str, list[str]]]:
        for row_numbers, texts in questions.iter_chunks(CHUNK_SIZE):
            asked.append(row_numbers)
            yield texts

    def tell(done: int) -> None:
        report(Progress("Predicting", done, len(questions)))

    def chunks() -> Iterator[Chunk]:
        nonlocal seconds
        for found in answerer.iter_answers(inputs(), batch_size, tell):
            kind = type(found[0])
            kind.add_up(total, found)
            total["kind"] = kind.KIND
            seconds = time.monotonic() - started
            yield asked.popleft(), kind.columns(found)

    num_rows = write_chunks(questions.source, out, chunks(), keeps_formulas=keeps_formulas, on_progress=report)
    return {
        "examples": len(questions),
        "left_empty": num_rows - len(questions),
        "out": str(out.absolute()),
        "columns": questions.columns,
        **total,
        "seconds": round(seconds, 3),
        "examples_per_second": round(len(questions) / max(seconds, 1e-9), 3),
    }

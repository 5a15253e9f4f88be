"""The rows that a run got wrong, as the command `mistakes` lists them, where answers are no single classes."""

from collections.abc import Sequence
from typing import Any

from studio.answers import Answer, Span
from studio.cli.formats import count
from studio.cli.output import Output
from studio.data.readers.records import shorten
from studio.errors import InputError
from studio.mistakes import Judge, Judged, Mistake
from studio.mistakes.reading import MistakeQuery, Mistakes


def check_options(judge: Judge, kind: str | None, type_name: str | None) -> None:
    """Check which mistakes are asked for.

    Raises:
        InputError: if there are no such.
    """
    for option, value, expected in (
        ("--kind", kind, [entry.name for entry in judge.KINDS]),
        ("--type", type_name, list(judge.report.get("per_class", {}))),
    ):
        if value is not None and value not in expected:
            raise InputError(
                "{option}: expected one of {expected}. Received: {received}.",
                option=option,
                expected=", ".join(map(shorten, expected)) or "nothing",
                received=value,
            )


def rows_data(judge: Judge, query: MistakeQuery, found: Mistakes) -> dict[str, Any]:
    """Return what was found as JSON data."""
    return {
        "split": query.split,
        "found": found.num_found,
        "wrong": found.num_wrong,
        "examples": found.num_rows,
        "counts": found.counts,
        "rows": [_row_data(judge, row) for row in found.rows],
    }


def show_rows(output: Output, judge: Judge, found: Mistakes) -> None:
    """Show how many mistakes of each kind there are, and the rows: a line for each mistake."""
    labels = {entry.name: entry.label for entry in judge.KINDS}
    output.table(
        ("mistake", "count", "meaning"),
        [(entry.name, count(found.counts[entry.name]), entry.help) for entry in judge.KINDS],
        numbers=("count",),
    )
    measures = [measure.label.lower() for measure in judge.MEASURES]
    rows = []
    for row in found.rows:
        numbers = ["" if value is None else f"{value:.6g}" for value in row.measures]
        told = (count(row.row_number), *numbers, shorten(" | ".join(row.inputs.values())))
        for mistake in row.mistakes or (None,):
            kind = "none" if mistake is None else labels[mistake.kind].lower()
            rows.append((told[0], kind, *_sides(row, mistake), *told[1:]))
            # What is the row's and not the mistake's is said once.
            told = ("",) * len(told)
    output.table(("row", "mistake", "right", "said", *measures, "text"), rows, numbers=("row", *measures))


def _row_data(judge: Judge, row: Judged) -> dict[str, Any]:
    names = [measure.name for measure in judge.MEASURES]
    return {
        "row": row.row_number,
        **row.inputs,
        "expected": row.expected.to_json(),
        "answer": row.answer.to_json(),
        "mistakes": [mistake.to_json() for mistake in row.mistakes],
        "measures": dict(zip(names, row.measures, strict=True)),
    }


def _sides(row: Judged, mistake: Mistake | None) -> Sequence[str]:
    """Return what is right and what was said: of spans those that the mistake is about."""
    if mistake is None or (mistake.found is None and mistake.expected is None):
        return _words(row.expected), _words(row.answer)
    return _span_words(mistake.expected), _span_words(mistake.found)


def _words(answer: Answer) -> str:
    return shorten(answer.headline().text) if answer.headline().text else "none"


def _span_words(span: Span | None) -> str:
    if span is None:
        return "none"
    return f"{shorten(span.text)} {span.type} {span.start}–{span.end}" if span.type else shorten(span.text)

"""Answers on a terminal: a way to show each kind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studio import answers
from studio.answers import Answer, Classes, Fills, Hits, Number, Spans, Written
from studio.cli.output import Output
from studio.rounding import about_number

Rows = list[tuple[str, ...]]

# Of a predicted number.
_DIGITS = 6
# What a line shows of a long text.
_MAX_SHOWN = 200


def show_answers(output: Output, entries: Sequence[Mapping[str, Any]]) -> None:
    """Show answers of one kind.

    Args:
        output: Where they are shown.
        entries: What the job `predict` gave: each holds the inputs and the answer's JSON data.
    """
    found = [answers.read(entry) for entry in entries]
    texts = [_asked(entry, answer) for entry, answer in zip(entries, found, strict=True)]
    _SHOWN.get(found[0].KIND, _show_headlines)(output, found, texts)


def _show_headlines(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    rows = []
    for answer, text in zip(found, texts, strict=True):
        said = answer.headline()
        rows.append((said.text or "none", "" if said.number is None else f"{said.number:.4f}", text))
    output.table(("prediction", "probability", "text"), rows, numbers=("probability",))


def _show_numbers(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    rows = [
        (about_number(answer.value, _DIGITS), "" if answer.error is None else f"± {answer.error:.3g}", text)
        for answer, text in zip(found, texts, strict=True)
        if isinstance(answer, Number)
    ]
    output.table(("prediction", "usual error", "text"), rows, numbers=("prediction", "usual error"))


def _show_spans(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    questions = [answer for answer in found if isinstance(answer, Spans) and answer.answers_question]
    if questions:
        _show_headlines(output, found, texts)
        return
    for answer, text in zip(found, texts, strict=True):
        assert isinstance(answer, Spans)
        output.line(text)
        rows: Rows = [
            (str(span.start), str(span.end), span.type, f"{span.probability:.4f}", span.text) for span in answer.spans
        ]
        output.table(("start", "end", "type", "probability", "text"), rows, numbers=("start", "end", "probability"))


def _show_fills(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    for answer in found:
        assert isinstance(answer, Fills)
        output.line(answer.text)
        rows: Rows = [
            (str(place), token, f"{probability:.4f}")
            for place, guesses in enumerate(answer.masks, start=1)
            for token, probability in guesses
        ]
        output.table(("mask", "token", "probability"), rows, numbers=("mask", "probability"))


def _show_texts(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    """Show each text in full, below what was asked where there are several."""
    for answer, text in zip(found, texts, strict=True):
        assert isinstance(answer, Written)
        if len(found) > 1:
            output.line(f"> {text}")
        output.line(answer.text)


def _show_hits(output: Output, found: Sequence[Answer], texts: Sequence[str]) -> None:
    for answer, text in zip(found, texts, strict=True):
        assert isinstance(answer, Hits)
        output.line(text)
        rows: Rows = [(str(hit.row), f"{hit.score:.4f}", hit.text) for hit in answer.hits]
        output.table(("row", "score", "text"), rows, numbers=("row", "score"))


def _asked(entry: Mapping[str, Any], answer: Answer) -> str:
    """Return what was asked, in one line: all that is not the answer's."""
    own = set(answer.to_json()) - {"text"}
    asked = [value for name, value in entry.items() if name not in own and isinstance(value, str)]
    text = " | ".join(" ".join(value.split()) for value in asked)
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"


_SHOWN: dict[str, Callable[[Output, Sequence[Answer], Sequence[str]], None]] = {
    Classes.KIND: _show_headlines,
    Number.KIND: _show_numbers,
    Spans.KIND: _show_spans,
    Written.KIND: _show_texts,
    Fills.KIND: _show_fills,
    Hits.KIND: _show_hits,
}

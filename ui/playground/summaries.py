"""What came out of a whole file in a few words, bars and a histogram: a summary for each kind of answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.answers import Classes, Fills, Hits, Number, Spans, Vector, Written
from studio.answers.tally import NumberTally
from ui.text import format_count, format_number, format_percent
from ui.widgets import Bar
from ui.widgets.histogram import Bars, Mark

_DIGITS = 4
_NO_BARS = Bars()


@dataclass(frozen=True, slots=True)
class Summary:
    """What is shown of all answers together.

    Attributes:
        sentences: What is said.
        bars: How often each answer was given, the most common first.
        histogram: How the numbers are spread; empty where there are none.
        marks: What is marked in it.
        axis: What the numbers are.
    """

    sentences: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    histogram: Bars = _NO_BARS
    marks: tuple[Mark, ...] = ()
    axis: str = ""


def summary_of(kind: str, total: Mapping[str, Any]) -> Summary:
    """Return the summary of answers of a kind, in the language that is shown now.

    Args:
        kind: The kind of the answers.
        total: What `Answer.add_up` found.
    """
    return _SUMMARIES[kind](total)


def _counts(total: Mapping[str, Any]) -> Summary:
    """Return how often each class, label or type was given."""
    counts: dict[str, int] = total.get("counts", {})
    whole = max(1, sum(counts.values()))
    ranked = sorted(counts.items(), key=lambda entry: -entry[1])
    bars = tuple(
        Bar(name, f"{format_count(count)} · {format_percent(count / whole)}", count / whole) for name, count in ranked
    )
    without = int(total.get("without", 0))
    return Summary((_tr("In %Ln rows nothing was found.", without),) if without else (), bars)


def _spans(total: Mapping[str, Any]) -> Summary:
    """Return how many questions have an answer, or how often each type was given."""
    if "answered" not in total:
        return _counts(total)
    answered, unanswered = int(total["answered"]), int(total["unanswered"])
    whole = max(1, answered + unanswered)
    bars = tuple(
        Bar(name, f"{format_count(count)} · {format_percent(count / whole)}", count / whole)
        for name, count in ((_tr("Answered"), answered), (_tr("No answer"), unanswered))
    )
    tally = NumberTally.read(total["probabilities"])
    said = _tr("On average the model gives what it says a probability of {mean}.").format(
        mean=format_number(tally.mean)
    )
    return Summary((said,), bars, *_histogram(tally, _tr("Probability")))


def _numbers(total: Mapping[str, Any]) -> Summary:
    """Return the mean of numbers and how they are spread."""
    tally = NumberTally.read(total["numbers"])
    said = _tr("From {minimum} to {maximum}, on average {mean}; standard deviation {deviation}.").format(
        minimum=format_number(tally.minimum, _DIGITS),
        maximum=format_number(tally.maximum, _DIGITS),
        mean=format_number(tally.mean, _DIGITS),
        deviation=format_number(tally.deviation),
    )
    return Summary((said,), (), *_histogram(tally, _tr("Predicted number")))


def _fills(total: Mapping[str, Any]) -> Summary:
    return Summary((_tr("%Ln masks were filled.", int(total.get("masks", 0))),))


def _vectors(total: Mapping[str, Any]) -> Summary:
    return Summary((_tr("Each row has a vector of %Ln numbers.", int(total.get("vector_size", 0))),))


def _texts(total: Mapping[str, Any]) -> Summary:
    """Return how long the texts are, and how many were ended before they came to an end."""
    tally = NumberTally.read(total["tokens"])
    said = [
        _tr("Tokens: {minimum} to {maximum}, on average {mean}.").format(
            minimum=format_count(int(tally.minimum)),
            maximum=format_count(int(tally.maximum)),
            mean=format_number(tally.mean),
        )
    ]
    if total.get("unended"):
        said.append(_tr("%Ln texts were ended before they came to an end.", int(total["unended"])))
    return Summary(tuple(said), (), *_histogram(tally, _tr("Written tokens")))


def _hits(total: Mapping[str, Any]) -> Summary:
    tally = NumberTally.read(total["scores"])
    said = _tr("%Ln rows found a passage.", int(total["found"]))
    return Summary((said,), (), *_histogram(tally, _tr("Score of the nearest passage")))


def _histogram(tally: NumberTally, axis: str) -> tuple[Bars, tuple[Mark, ...], str]:
    mean = Mark(tally.mean, _tr("mean {value}").format(value=format_number(tally.mean, _DIGITS)))
    # One bar alone says no more than the mean.
    if len(tally.bars) < 2:
        return _NO_BARS, (), ""
    return Bars(tally.edges(), tuple(tally.bars), has_fractions=True), (mean,), axis


_SUMMARIES: dict[str, Callable[[Mapping[str, Any]], Summary]] = {
    Classes.KIND: _counts,
    Number.KIND: _numbers,
    Spans.KIND: _spans,
    Written.KIND: _texts,
    Fills.KIND: _fills,
    Vector.KIND: _vectors,
    Hits.KIND: _hits,
}


def _tr(text: str, count: int | None = None) -> str:
    if count is None:
        return QCoreApplication.translate("Summary", text)
    return QCoreApplication.translate("Summary", text, None, count)

"""What the answers to a whole file add up to, on a terminal: a way to show each kind."""

from collections.abc import Callable, Mapping
from typing import Any

from studio.answers import Classes, Fills, Hits, Number, Spans, Vector, Written
from studio.answers.tally import NumberTally
from studio.cli.formats import count, words
from studio.cli.output import Output


def show_total(output: Output, total: Mapping[str, Any]) -> None:
    """Show what all answers of a file come to.

    Args:
        output: Where it is shown.
        total: What the job `predict` gave for a file.
    """
    _SHOWN[total["kind"]](output, total)


def _show_counts(output: Output, total: Mapping[str, Any]) -> None:
    counts: Mapping[str, int] = total.get("counts", {})
    whole = max(1, sum(counts.values()))
    rows = [
        (name, count(number), f"{number / whole:.1%}")
        for name, number in sorted(counts.items(), key=lambda entry: -entry[1])
    ]
    output.table(("answer", "count", "share"), rows, numbers=("count", "share"))
    if total.get("without"):
        output.line(words("In {num} {num:row|rows} nothing was found.", num=total["without"]))


def _show_spans(output: Output, total: Mapping[str, Any]) -> None:
    if "answered" not in total:
        _show_counts(output, total)
        return
    mean = NumberTally.read(total["probabilities"]).mean
    answered, unanswered = count(total["answered"]), count(total["unanswered"])
    output.line(f"Answered: {answered}; no answer: {unanswered}; mean probability of what is said: {mean:.4f}")


def _show_numbers(output: Output, total: Mapping[str, Any]) -> None:
    tally = NumberTally.read(total["numbers"])
    spread = f"mean {tally.mean:.6g}, standard deviation {tally.deviation:.3g}"
    output.line(f"From {tally.minimum:.6g} to {tally.maximum:.6g}, {spread}")


def _show_texts(output: Output, total: Mapping[str, Any]) -> None:
    tally = NumberTally.read(total["tokens"])
    output.line(f"Tokens: from {tally.minimum:.0f} to {tally.maximum:.0f}, mean {tally.mean:.1f}")
    if total.get("unended"):
        output.line(
            words("{num} {num:text was|texts were} ended before {num:it|they} came to an end.", num=total["unended"])
        )


def _show_fills(output: Output, total: Mapping[str, Any]) -> None:
    output.line(words("{num} {num:mask was|masks were} filled.", num=total.get("masks", 0)))


def _show_vectors(output: Output, total: Mapping[str, Any]) -> None:
    output.line(words("Each row has a vector of {num} {num:number|numbers}.", num=total.get("vector_size", 0)))


def _show_hits(output: Output, total: Mapping[str, Any]) -> None:
    mean = NumberTally.read(total["scores"]).mean
    output.line(f"Found a passage for {count(total['found'])}; mean score of the nearest: {mean:.4f}")


_SHOWN: dict[str, Callable[[Output, Mapping[str, Any]], None]] = {
    Classes.KIND: _show_counts,
    Number.KIND: _show_numbers,
    Spans.KIND: _show_spans,
    Written.KIND: _show_texts,
    Fills.KIND: _show_fills,
    Vector.KIND: _show_vectors,
    Hits.KIND: _show_hits,
}

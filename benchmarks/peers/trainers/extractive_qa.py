"""Answers in their contexts, in `AutoModelForQuestionAnswering`: windows that overlap, the first token for "no answer".

The windows are those of BERT's script, and of the studio: each begins `STRIDE` tokens behind the one before. The
tokenizer asks for how many tokens two windows share, which depends on the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import transformers
from job import Row
from tasks.extractive_qa import MAX_ANSWER_LENGTH, STRIDE

from trainers.base import Given, Prepared, make_trainer, predict

_NUM_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class _Window:
    """A window, and of each of its tokens the place in the context; `None` for those of the question."""

    row: int
    example: dict[str, Any]
    places: list[tuple[int, int] | None]


def make(given: Given) -> Prepared:
    """Return the job."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(given.backbone)
    model = transformers.AutoModelForQuestionAnswering.from_pretrained(given.backbone)

    def examples(windows: Sequence[_Window]) -> list[dict[str, Any]]:
        return [window.example for window in windows]

    def windows_of(rows: Sequence[Row]) -> list[_Window]:
        return [
            window
            for number, row in enumerate(rows)
            for window in _windows(tokenizer, given.settings.sequence_length, number, row)
        ]

    collator = transformers.DataCollatorWithPadding(tokenizer)
    trainer = make_trainer(given, model, examples(windows_of(given.rows)), collator, tokenizer)

    def answer(rows: Sequence[Row]) -> list[str]:
        windows = windows_of(rows)
        starts, ends = predict(trainer, examples(windows))
        best: list[tuple[float, tuple[int, int]]] = [(-np.inf, (0, 0))] * len(rows)
        no_answer = [np.inf] * len(rows)
        for window, start, end in zip(windows, starts, ends, strict=True):
            no_answer[window.row] = min(no_answer[window.row], float(start[0] + end[0]))
            best[window.row] = max(best[window.row], _best_span(window, start, end))
        return [
            row["context"][slice(*place)] if score > none else ""
            for row, (score, place), none in zip(rows, best, no_answer, strict=True)
        ]

    return Prepared(trainer, answer)


def _windows(tokenizer: Any, sequence_length: int, number: int, row: Row) -> list[_Window]:
    num_asked = len(tokenizer(row["question"], add_special_tokens=False)["input_ids"])
    room = sequence_length - num_asked - tokenizer.num_special_tokens_to_add(pair=True)
    encoded = tokenizer(
        row["question"],
        row["context"],
        truncation="only_second",
        max_length=sequence_length,
        stride=room - STRIDE if room > STRIDE else room - max(room // 2, 1),
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    windows = []
    for n in range(len(encoded["input_ids"])):
        sides = encoded.sequence_ids(n)
        places = [
            (int(place[0]), int(place[1])) if side == 1 else None
            for place, side in zip(encoded["offset_mapping"][n], sides, strict=True)
        ]
        first, last = _tokens_of(row, places)
        example = {key: encoded[key][n] for key in tokenizer.model_input_names}
        windows.append(_Window(number, {**example, "start_positions": first, "end_positions": last}, places))
    return windows


def _tokens_of(row: Row, places: Sequence[tuple[int, int] | None]) -> tuple[int, int]:
    """Return the first and the last token of a row's answer; twice 0 where it does not lie whole in this window."""
    if not row["answer"]:
        return 0, 0
    start, end = row["answer_start"], row["answer_start"] + len(row["answer"])
    first = [n for n, place in enumerate(places) if place is not None and place[0] <= start < place[1]]
    last = [n for n, place in enumerate(places) if place is not None and place[0] < end <= place[1]]
    return (first[0], last[-1]) if first and last else (0, 0)


def _best_span(window: _Window, starts: Any, ends: Any) -> tuple[float, tuple[int, int]]:
    """Return the highest score of a span, and the span's place in the context."""
    best: tuple[float, tuple[int, int]] = (-np.inf, (0, 0))
    length = len(window.places)
    for first in np.argsort(-starts[:length])[:_NUM_CANDIDATES]:
        for last in np.argsort(-ends[:length])[:_NUM_CANDIDATES]:
            begin, close = window.places[first], window.places[last]
            if begin is not None and close is not None and first <= last < first + MAX_ANSWER_LENGTH:
                best = max(best, (float(starts[first] + ends[last]), (begin[0], close[1])))
    return best

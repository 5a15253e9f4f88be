"""The answer to a question: a part of a context, or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from studio.data import checks
from studio.data.answer_spans import UNITS, AnswerError, Place, Unit, locate, read_answers
from studio.data.digest import Digest
from studio.data.findings import FAULT, MAX_ROWS, MENDABLE_FAULT, Finding, Level
from studio.data.histogram import Histogram, make_histogram
from studio.data.kinds.base import (
    ProfileTable,
    ReadTargets,
    TargetKind,
    TargetProfile,
    iter_target_values,
    length_table,
)
from studio.data.readers.records import shorten
from studio.data.role_columns import target_columns
from studio.data.rows import SplitRows
from studio.data.targets import Ragged, Targets
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.extractive_qa import NEVER

ANSWERS = "answers"
# So large a part of the answers that are not at their start must fit by a unit for it to be taken.
_UNIT_PART = 0.9

_FAULT_WORDS = {
    "unreadable": "{file}, row {row}, column {column}: expected an answer and where it begins, a whole number from 0, "
    "or as many starts as answers. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "absent": "{file}, row {row}, column {column}: expected an answer that stands in the context, word for word. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "unclear": "{file}, row {row}, column {column}: expected the answer where its start says. Received: {received} at "
    "{start}, which stands at several places, none of them nearby ({num_rows} such {num_rows:row|rows} in all).",
}
_MENDABLE_WORDS = {
    "moved": "{file}, row {row}, column {column}: expected the answer where its start says. Received: {received} at "
    "{start}, which stands at {place} ({num_rows} such {num_rows:row|rows} in all). Mending takes it where it stands.",
    "bytes": "{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts that "
    "count bytes ({num_rows} such {num_rows:row|rows} in all).",
    "utf16": "{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts that "
    "count UTF-16 units ({num_rows} such {num_rows:row|rows} in all).",
    "from_one": "{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts "
    "that count from 1 ({num_rows} such {num_rows:row|rows} in all).",
}
_MENDED_WORDS = (
    "{file}, row {row}, column {column}: the answer does not stand where its start says; it is taken where it stands "
    "in the context ({num_rows} such {num_rows:row|rows} in all)."
)
_FIRST_WORDS = (
    "{file}, row {row}, column {column}: the answer {received} stands at several places and has no start; the first "
    "place is taken ({num_rows} such {num_rows:row|rows} in all)."
)
_FIRST = "first"


@dataclass(frozen=True, slots=True)
class SpanProfile(TargetProfile):
    """What is worth knowing of answers.

    Attributes:
        num_answerable: How many rows have an answer.
        num_unanswerable: How many have none.
        num_several: How many have several.
        characters: The lengths of the answers.
    """

    num_answerable: int
    num_unanswerable: int
    num_several: int
    characters: Histogram
    kind: str = "span"

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return how many rows have an answer, and how long the answers are."""
        questions = (("answerable", self.num_answerable), ("unanswerable", self.num_unanswerable))
        return ProfileTable(("questions", "rows"), questions), length_table("characters", {"answer": self.characters})


@dataclass(slots=True)
class _Tally:
    """Rows of which the same is told."""

    rows: list[int] = field(default_factory=list)
    first: Mapping[str, Detail] = field(default_factory=dict)

    def add(self, row: int, told: Mapping[str, Detail]) -> None:
        if not self.rows or self.rows[-1] != row:
            self.rows.append(row)
        self.first = self.first or told


class SpanKind(TargetKind):
    """Answers are parts of the context; `answers` has the start and the end of each, int32, none for no answer."""

    # A row without an answer is a question that its context does not answer.
    REFUSED_WORDS = ""
    LEFT_OUT_WORDS = ""

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Find the answers in their contexts."""
        reading = _Reading(digest)
        spans = [reading.spans(row) for row in range(digest.num_rows)]
        digest.set_targets([str(row) for row in spans], reading.left_out)
        lengths = np.array([len(row) for row in spans], np.int64)
        values = np.array([span for row in spans for span in row], np.int32).reshape(-1, 2)
        answers = Ragged(values, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))
        strata = np.where(digest.is_used(), lengths > 0, -1).astype(np.int32)
        # Of a row that is refused nobody knows whether it has an answer.
        strata[[*reading.faulty]] = -1
        profile = _profile(answers.take(np.flatnonzero(strata >= 0).astype(np.int64)))
        findings = [*reading.findings()]
        if known is None and not profile.num_answerable and not any(entry.level == "error" for entry in findings):
            findings.append(_no_answers(digest))
        if known is not None and getattr(settings, "no_answer", "auto") == "auto":
            findings += _unknown_no_answer(digest, known, profile.num_unanswerable)
        targets = Targets(digest.num_rows, {}, {ANSWERS: answers})
        return ReadTargets(targets, strata, findings=tuple(findings), profile=profile)

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember whether there are questions without an answer: else "no answer" is never given."""
        has_unanswerable = bool((np.diff(train.targets.ragged[ANSWERS].offsets) == 0).any())
        return Schema(no_answer_threshold=0.0 if has_unanswerable else NEVER)


class _Reading:
    """The answers of all rows.

    Args:
        digest: The data set.

    Attributes:
        faulty: The rows whose answer has a fault, from 0.
    """

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._columns = dict(target_columns(digest.task, digest.columns))
        self._places: list[tuple[Place, ...]] = [()] * digest.num_rows
        # What may have to be told; all other answers are in the file.
        self._told: dict[int, Mapping[str, Detail]] = {}
        self._tallies = {name: _Tally() for name in (*_FAULT_WORDS, *_MENDABLE_WORDS, _FIRST, checks.MENDED)}
        self.faulty: set[int] = set()
        self._read()
        self._unit = self._find_unit()

    def spans(self, row: int) -> list[tuple[int, int]]:
        """Return where a row's answers begin and end; none where it has none, or is left out.

        Args:
            row: The row, from 0.
        """
        found = []
        for place in self._places[row]:
            how: str = place.how
            start = place.start
            if self._unit is not None and self._unit in place.by_unit:
                how, start = self._unit, place.by_unit[self._unit]
            if how in _MENDABLE_WORDS and self._digest.rules.faults == "mend":
                how = checks.MENDED
            if how in self._tallies:
                self._tallies[how].add(row, self._told.get(row, {}))
            if how in _FAULT_WORDS or how in _MENDABLE_WORDS:
                self.faulty.add(row)
                return []
            found.append((start, start + place.length))
        return list(dict.fromkeys(found))

    @property
    def left_out(self) -> set[int]:
        """The rows that are left out, from 0: none where they are refused."""
        return set() if self._digest.rules.faults == "refuse" else self.faulty

    def findings(self) -> Iterator[Finding]:
        """Yield what was found. Of rows that are left out the checks tell."""
        if self._digest.rules.faults == "refuse":
            for name, words in _FAULT_WORDS.items():
                yield from self._finding(name, words, "error", f"{FAULT}{name}")
            for name, words in _MENDABLE_WORDS.items():
                yield from self._finding(name, words, "error", f"{MENDABLE_FAULT}{name}")
        yield from self._finding(checks.MENDED, _MENDED_WORDS, "warning", checks.MENDED)
        yield from self._finding(_FIRST, _FIRST_WORDS, "info", "first_of_several")

    def _finding(self, kind: str, words: str, level: Level, name: str) -> Iterator[Finding]:
        tally = self._tallies[kind]
        if not tally.rows:
            return
        column = self._columns.get("answer_start") if kind in UNITS else None
        details: dict[str, Detail] = {
            "file": str(self._digest.source.path),
            "row": tally.rows[0] + 1,
            "column": column or self._columns["answer"],
            "num_rows": len(tally.rows),
            **tally.first,
        }
        rows = tuple(row + 1 for row in tally.rows[:MAX_ROWS])
        yield Finding(level, Message(words, details), len(tally.rows), name, rows)

    def _read(self) -> None:
        digest = self._digest
        context = next(entry.column for entry in digest.inputs if entry.name == "context")
        is_used = digest.is_used()
        for row, values in iter_target_values(digest, (context,)):
            if is_used[row]:
                cells = dict(zip(self._columns, values, strict=False))
                self._add(row, cells.get("answer"), cells.get("answer_start"), values[-1] or "")

    def _add(self, row: int, answer: str | None, start: str | None, context: str) -> None:
        try:
            given = read_answers(answer, start, context)
        except AnswerError as error:
            self._tallies["unreadable"].add(row, {"received": shorten(str(error))})
            self.faulty.add(row)
            return
        self._places[row] = places = tuple(locate(entry, context) for entry in given)
        for entry, place in zip(given, places, strict=True):
            if place.how in self._tallies:
                told = {"received": shorten(entry.text), "start": entry.start, "place": place.start}
                self._told.setdefault(row, told)

    def _find_unit(self) -> Unit | None:
        """Return what the starts count instead of characters, if that explains nearly all that do not fit."""
        misplaced = [place for row in self._places for place in row if place.how in ("moved", "unclear")]
        for unit in UNITS:
            num_explained = sum(unit in place.by_unit for place in misplaced)
            if num_explained > 1 and num_explained >= _UNIT_PART * len(misplaced):
                return unit
        return None


def _profile(answers: Ragged) -> SpanProfile:
    counts = np.diff(answers.offsets)
    lengths = answers.values[:, 1] - answers.values[:, 0] if len(answers.values) else np.zeros(0, np.int32)
    return SpanProfile(
        num_answerable=int(np.count_nonzero(counts)),
        num_unanswerable=int(np.count_nonzero(counts == 0)),
        num_several=int(np.count_nonzero(counts > 1)),
        characters=make_histogram(*np.unique(lengths.astype(np.int64), return_counts=True)),
    )


def _no_answers(digest: Digest) -> Finding:
    columns: Sequence[str] = [name for _, name in target_columns(digest.task, digest.columns)]
    return Finding(
        "error",
        Message(
            "{file}, column {column}: expected rows with an answer. Received: none.",
            {"file": str(digest.source.path), "column": columns[0]},
        ),
    )


def _unknown_no_answer(digest: Digest, known: Schema, num_unanswerable: int) -> Iterator[Finding]:
    """Tell of questions without an answer where a model has learned of none."""
    if num_unanswerable and known.no_answer_threshold >= NEVER:
        template = (
            "{file}: {num_rows} {num_rows:question has|questions have} no answer, but the training data has no such "
            "question, so that an answer is always given. The setting No answer (settings.no_answer) can allow none."
        )
        details: dict[str, Detail] = {"file": str(digest.source.path), "num_rows": num_unanswerable}
        yield Finding("warning", Message(template, details), num_unanswerable, "unknown_no_answer")


KIND = SpanKind()

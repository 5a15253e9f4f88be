"""A text for each row, such as the translation or the summary of another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.blanks import BLANK, is_blank
from studio.data.digest import Digest
from studio.data.findings import MAX_ROWS, Finding
from studio.data.histogram import Histogram, make_histogram
from studio.data.kinds.base import (
    ProfileTable,
    ReadTargets,
    TargetKind,
    TargetProfile,
    iter_target_values,
    length_table,
    one_stratum,
)
from studio.data.kinds.faults import Faults
from studio.data.role_columns import target_columns
from studio.data.rows import SplitRows
from studio.data.several import find_several
from studio.data.targets import TEXT, Targets, decode, encode
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart

__all__ = ["KIND", "TEXT", "TextKind", "TextProfile", "decode", "encode"]

_EQUAL = "equal_target"
_EQUAL_WORDS = (
    "{file}, row {row}, columns {column}: the text to be written is the same as the one that is given "
    "({num_rows} such {num_rows:row|rows} in all)."
)
_LEFT_OUT_WORDS = (
    "{file}, row {row}, columns {column}: rows are left out whose text to be written is the same as the one that is "
    "given ({num_rows} in all)."
)
_ALL_EQUAL_WORDS = (
    "{file}, columns {column}: expected texts to be written that differ from those that are given. "
    "Received: the same text twice on all rows."
)


@dataclass(frozen=True, slots=True)
class TextProfile(TargetProfile):
    """What is worth knowing of texts that are to be written.

    Attributes:
        count: How many rows have one.
        characters: The lengths of these texts, in characters.
        source_characters: The lengths of the texts that are given for them, all inputs of a row together.
        length_ratio: The median of how many times as long as what is given the text to be written is.
    """

    kind: ClassVar[str] = "text"  # type: ignore[misc]
    count: int
    characters: Histogram
    source_characters: Histogram
    length_ratio: float

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return the lengths of both sides in short."""
        return (length_table("characters", {"given": self.source_characters, "to be written": self.characters}),)


class TextKind(TargetKind):
    """`text` holds the UTF-8 bytes of a row's text, without blanks at its ends: ragged, uint8."""

    REFUSED_WORDS = (
        "{file}, row {row}, column {column}: expected a text to be written. Received: an empty value "
        "({num_rows} {num_rows:row|rows} in all)."
    )
    LEFT_OUT_WORDS = (
        "{file}, column {column}: rows without a text to be written are left out ({num_rows} in all, the first is row "
        "{row})."
    )
    FAULT_WORDS: ClassVar[dict[str, str]] = {
        "several_targets": "{file}, row {row}, column {column}: expected one text to be written. Received: {received} "
        "({num_rows} such {num_rows:row|rows} in all).",
    }

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read the texts, and compare them with those that are given."""
        ((_, column),) = target_columns(digest.task, digest.columns)
        is_used = digest.is_used()
        several = {*find_several(digest.source, column)}
        faults = Faults(digest, self.FAULT_WORDS)
        texts: list[str | None] = []
        num_given = np.zeros(digest.num_rows, np.int64)
        is_equal = np.zeros(digest.num_rows, np.bool_)
        for row, (value, *values) in iter_target_values(digest, tuple(entry.column for entry in digest.inputs)):
            text = None if value is None or is_blank(value) else value.strip(BLANK)
            texts.append(text)
            if not is_used[row] or text is None:
                continue
            if row + 1 in several:
                faults.add("several_targets", row, column, text)
            given = [found.strip(BLANK) for found in self._inputs(digest, values) if found]
            num_given[row] = sum(map(len, given))
            is_equal[row] = text in given
        equal = is_equal & is_used
        left_out = () if digest.rules.uses_equal_targets else np.flatnonzero(equal).tolist()
        digest.set_targets(texts, {*faults.left_out, *left_out})
        targets = Targets(digest.num_rows, {}, {TEXT: encode(texts)})
        # Of rows that are left out for it the checks tell, and this finding still says why.
        num_rows = int(np.count_nonzero(is_used))
        is_used = digest.is_used()
        findings = [*faults.findings(), *_check_equal(digest, column, equal, num_rows, is_training=known is None)]
        lengths = np.array([len(text or "") for text in texts], np.int64)
        return ReadTargets(
            targets,
            one_stratum(digest),
            findings=tuple(findings),
            profile=_profile(lengths[is_used], num_given[is_used]),
        )

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember nothing."""
        return Schema()

    def _inputs(self, digest: Digest, values: Sequence[str | None]) -> list[str | None]:
        return [entry.text(value) for entry, value in zip(digest.inputs, values, strict=True)]


def _check_equal(
    digest: Digest, column: str, equal: NDArray[np.bool_], num_rows: int, *, is_training: bool
) -> Iterator[Finding]:
    rows = np.flatnonzero(equal)
    if not len(rows):
        return
    columns = ", ".join([*(entry.column for entry in digest.inputs), column])
    details: dict[str, Detail] = {"file": str(digest.source.path), "column": columns}
    numbers = tuple(int(row) + 1 for row in rows[:MAX_ROWS])
    if is_training and len(rows) == num_rows > 1:
        yield Finding("error", Message(_ALL_EQUAL_WORDS, details), len(rows), rows=numbers)
        return
    details |= {"row": numbers[0], "num_rows": len(rows)}
    words = _EQUAL_WORDS if digest.rules.uses_equal_targets else _LEFT_OUT_WORDS
    yield Finding("warning", Message(words, details), len(rows), _EQUAL, numbers)


def _profile(lengths: NDArray[np.int64], num_given: NDArray[np.int64]) -> TextProfile | None:
    if not len(lengths):
        return None
    return TextProfile(
        count=len(lengths),
        characters=make_histogram(*np.unique(lengths, return_counts=True)),
        source_characters=make_histogram(*np.unique(num_given, return_counts=True)),
        length_ratio=float(np.median(lengths / np.maximum(num_given, 1))),
    )


KIND = TextKind()

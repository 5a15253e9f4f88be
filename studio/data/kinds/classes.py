"""Any number of labels for each row: none, one or several."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.blanks import is_blank
from studio.data.class_checks import FEW_ROWS
from studio.data.digest import Digest
from studio.data.findings import MAX_ROWS, Finding
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile, iter_target_values
from studio.data.kinds.class_ import list_names, sort_names
from studio.data.kinds.faults import Faults
from studio.data.label_lists import LabelFormat, find_unparted, read_flag, recognize_lists
from studio.data.list_labels import is_list
from studio.data.readers.records import shorten
from studio.data.role_columns import target_columns
from studio.data.rows import SplitRows
from studio.data.split import Labels
from studio.data.targets import Targets
from studio.errors import DataError
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart

LABELS = "labels"
MAX_LABELS = 2_000
_TYPED_FORMATS = ("json", "jsonl")
_NUM_TOGETHER = 12
_NUM_NAMED = 5

_FAULT_WORDS = {
    "labels": "{file}, row {row}, column {column}: expected a list of labels. Received: {received} "
    "({num_rows} {num_rows:row|rows} in all).",
    "flag": "{file}, row {row}, column {column}: expected 0 or 1, true or false, yes or no. Received: {received} "
    "({num_rows} {num_rows:row|rows} in all).",
}
_UNPARTED_WORDS = (
    "{file}, column {column}: {received} counts as one label, though parts of it are labels too: one mark alone parts "
    "the labels of a column ({num_labels} such {num_labels:label|labels} in all)."
)
_UNPARTED_TEXT_WORDS = (
    "{file}, column {column}: the text {received} counts as one label, though parts of it are labels too: where other "
    "rows have lists, write a list of several labels ({num_labels} such {num_labels:label|labels} in all)."
)

# The labels of a row by name, or nothing where the row has no value.
RowLabels = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class LabelRows:
    """How many rows a label has."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class LabelsProfile(TargetProfile):
    """What is worth knowing of several labels.

    Attributes:
        labels: The labels, the most frequent first.
        num_rows: How many rows can be used.
        num_without: How many of them have no label: none applies.
        mean_labels: How many labels a row has on average.
        together: The most frequent labels; how often each two of them occur in the same row stands in `counts`, whose
            diagonal holds how often each occurs.
    """

    kind: ClassVar[str] = "classes"  # type: ignore[misc]
    labels: tuple[LabelRows, ...]
    num_rows: int
    num_without: int
    mean_labels: float
    together: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return how often each label occurs."""
        return (ProfileTable(("label", "rows"), tuple((entry.label, entry.count) for entry in self.labels)),)


class ClassesKind(TargetKind):
    """`labels` says for each row and label whether it applies: uint8 of shape `(num_rows, num_labels)`."""

    REFUSED_WORDS = (
        "{file}, row {row}, column {column}: expected labels. Received: an empty value "
        "({num_rows} {num_rows:row|rows} in all). Where no label applies, write an empty list, [], or 0 in each of "
        "several columns."
    )
    LEFT_OUT_WORDS = (
        "{file}, column {column}: rows without a value are left out ({num_rows} in all, the first is row {row}). "
        "Where no label applies, write an empty list, [], or 0 in each of several columns."
    )

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read the labels of all rows, and number them."""
        faults = Faults(digest, _FAULT_WORDS)
        columns = tuple(column for _, column in target_columns(digest.task, digest.columns))
        reading = _Reading(digest, faults)
        rows = reading.of_flags(columns) if len(columns) > 1 else reading.of_lists(columns[0], settings)
        # A value that is no list still is a target, until its row is said to be left out.
        faulty = faults.left_out
        digest.set_targets([None if labels is None else "\x1f".join(sorted(labels)) for labels in rows], faulty)
        is_used = digest.is_used()
        used = [(row, labels) for row, labels in enumerate(rows) if labels is not None and is_used[row]]
        counts = Counter(label for _, labels in used for label in labels)
        findings = [*faults.findings()]
        if known is None:
            names = columns if len(columns) > 1 else sort_names(tuple(counts))
            findings += _check(digest, columns, names, counts, used)
            findings += reading.findings(columns[0], names, used)
        else:
            names = known.class_names
            _check_known(digest, columns[0], used, names)
        if any(finding.level == "error" for finding in findings):
            # What cannot be used is not numbered either: there may be any number of labels.
            nothing = Targets(digest.num_rows, {LABELS: np.zeros((digest.num_rows, 0), np.uint8)})
            strata = np.where(is_used, 0, -1).astype(np.int32)
            return ReadTargets(nothing, strata, names, tuple(findings), _profile(counts, used))
        matrix = _matrix(digest.num_rows, used, names)
        return ReadTargets(
            Targets(digest.num_rows, {LABELS: matrix}),
            _strata(matrix, is_used),
            names,
            tuple(findings),
            _profile(counts, used),
        )

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember the labels, how often each occurs, and in how many rows."""
        counts = train.targets.arrays[LABELS].sum(axis=0, dtype=np.int64)
        return Schema(class_names=read.names, class_counts=tuple(map(int, counts)), num_rows=len(train))


class _Reading:
    """Reads the labels of rows that are not left out for another reason.

    Args:
        digest: The data set.
        faults: Takes up rows that hold something else.
    """

    def __init__(self, digest: Digest, faults: Faults) -> None:
        self._digest = digest
        self._faults = faults
        self._is_used = digest.is_used()
        self._format = LabelFormat()
        self._repeated: list[int] = []
        # Labels that stand as texts where other rows have lists.
        self._texts: set[str] = set()

    def of_lists(self, column: str, settings: SpecPart) -> list[RowLabels]:
        """Read a column with all labels of a row."""
        texts = [value for _, (value,) in iter_target_values(self._digest)]
        source = self._digest.source
        is_nested = source.format in _TYPED_FORMATS or source.column(column).kind == "nested"
        distinct = {text for text, used in zip(texts, self._is_used, strict=True) if used and text}
        delimiter = getattr(settings, "delimiter", None)
        self._format = recognize_lists(distinct, delimiter, is_nested=is_nested)
        return [self._labels(row, column, text) for row, text in enumerate(texts)]

    def of_flags(self, columns: Sequence[str]) -> list[RowLabels]:
        """Read a column for each label. A row that lacks a value has none."""
        return [self._flags(row, columns, values) for row, values in iter_target_values(self._digest)]

    def findings(
        self, column: str, names: Sequence[str], used: Sequence[tuple[int, tuple[str, ...]]]
    ) -> Iterator[Finding]:
        """Tell of labels that stand more than once in a row, of what parts them, and of what it leaves together."""
        place: dict[str, Detail] = {"file": str(self._digest.source.path), "column": column}
        if self._repeated:
            yield Finding(
                "info",
                Message(
                    "{file}, row {row}, column {column}: a label stands here more than once and counts once "
                    "({num_rows} such {num_rows:row|rows} in all).",
                    {**place, "row": self._repeated[0] + 1, "num_rows": len(self._repeated)},
                ),
                len(self._repeated),
                "repeated_labels",
                tuple(row + 1 for row in self._repeated[:MAX_ROWS]),
            )
        if self._format.delimiter:
            template = "{file}, column {column}: {received} parts the labels of a row."
            yield Finding("info", Message(template, {**place, "received": self._format.delimiter}))
        unparted = find_unparted(names) if self._format.delimiter or self._texts else ()
        if not self._format.delimiter:
            # What a list holds was parted by who wrote it.
            unparted = tuple(name for name in unparted if name in self._texts)
        if unparted:
            template = _UNPARTED_WORDS if self._format.delimiter else _UNPARTED_TEXT_WORDS
            details: dict[str, Detail] = {**place, "received": shorten(unparted[0]), "num_labels": len(unparted)}
            rows = _rows_with({*unparted}, used)
            yield Finding("warning", Message(template, details), len(unparted), "unparted_labels", rows)

    def _labels(self, row: int, column: str, text: str | None) -> RowLabels:
        if text is None or is_blank(text) or not self._is_used[row]:
            return None
        labels = self._format.read(text)
        if labels is None:
            self._faults.add("labels", row, column, text)
            return ()
        if self._format.has_lists and not is_list(text):
            self._texts.update(labels)
        if self._format.has_repeats(text):
            self._repeated.append(row)
        missing = self._digest.rules.missing_labels
        return tuple(label for label in labels if label not in missing) if missing else labels

    def _flags(self, row: int, columns: Sequence[str], values: Sequence[str | None]) -> RowLabels:
        if not self._is_used[row] or any(value is None or is_blank(value) for value in values):
            return None
        found = []
        for column, value in zip(columns, values, strict=True):
            applies = read_flag(str(value))
            if applies is None:
                self._faults.add("flag", row, column, str(value))
                return ()
            if applies:
                found.append(column)
        return tuple(found)


def _matrix(num_rows: int, used: Sequence[tuple[int, tuple[str, ...]]], names: Sequence[str]) -> NDArray[np.uint8]:
    place_of = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((num_rows, len(names)), np.uint8)
    for row, labels in used:
        matrix[row, [place_of[label] for label in labels]] = 1
    return matrix


def _strata(matrix: NDArray[np.uint8], is_used: NDArray[np.bool_]) -> Labels:
    """Return the rarest label of each row, so that a split shares out rare labels; one more for rows without any.

    A label that is rare is the rarest of nearly all its rows, and one that is common needs no care: the first half of
    Sechidis, Tsoumakas and Vlahavas, On the Stratification of Multi-Label Data (2011), section 3, without the counts
    still wanted by each part.
    """
    num_labels = matrix.shape[1]
    rarest_first = np.argsort(matrix[is_used].sum(axis=0, dtype=np.int64), kind="stable")
    ordered = matrix[:, rarest_first]
    strata = np.where(ordered.any(axis=1), rarest_first[ordered.argmax(axis=1)], num_labels)
    return np.where(is_used, strata, -1).astype(np.int32)


def _check(
    digest: Digest,
    columns: Sequence[str],
    names: Sequence[str],
    counts: Counter[str],
    used: Sequence[tuple[int, tuple[str, ...]]],
) -> Iterator[Finding]:
    """Find labels that nothing can be learned from."""
    place: dict[str, Detail] = {"file": str(digest.source.path), "column": ", ".join(columns[:_NUM_NAMED])}
    if len(names) > MAX_LABELS:
        yield Finding(
            "error",
            Message(
                "{file}, column {column}: expected at most {expected} {expected:label|labels}. Received: {num_labels}; "
                "is this the column with the labels, and is it known what parts them?",
                {**place, "expected": MAX_LABELS, "num_labels": len(names)},
            ),
        )
        return
    if used and not any(0 < count < len(used) for count in counts.values()):
        yield Finding(
            "error",
            Message(
                "{file}, column {column}: expected labels that apply to some rows and not to others. "
                "Received: {received} on all rows.",
                {**place, "received": ", ".join(shorten(name) for name in list(counts)[:_NUM_NAMED]) or "no label"},
            ),
        )
        return
    yield from _check_counts(place, names, counts, used)
    yield from _check_rows(place, used)


def _check_counts(
    place: dict[str, Detail], names: Sequence[str], counts: Counter[str], used: Sequence[tuple[int, tuple[str, ...]]]
) -> Iterator[Finding]:
    rare = [name for name in sorted(names, key=lambda name: counts[name]) if counts[name] < FEW_ROWS]
    if rare:
        named = ", ".join(f"{shorten(name)} ({counts[name]})" for name in rare[:_NUM_NAMED])
        yield Finding(
            "warning",
            Message(
                "{file}, column {column}: {num_labels} of {total} {total:label|labels} {num_labels:has|have} fewer "
                "than {expected} {expected:row|rows} and {num_labels:is|are} hardly learned: {received}.",
                {
                    **place,
                    "num_labels": len(rare),
                    "total": len(names),
                    "expected": FEW_ROWS,
                    "received": named + (", …" if len(rare) > _NUM_NAMED else ""),
                },
            ),
            len(rare),
            "rare_classes",
            _rows_with({*rare}, used),
        )
    for name in names:
        if counts[name] == len(used):
            template = "{file}, column {column}: {received} applies to all rows; nothing can be learned of it."
            yield Finding("warning", Message(template, {**place, "received": shorten(name)}))
    first_of: dict[str, str] = {}
    for name in names:
        other = first_of.setdefault(name.casefold(), name)
        if other != name:
            yield Finding(
                "warning",
                Message(
                    "{file}, column {column}: {received} and {other} differ in case only; they count as two labels.",
                    {**place, "received": shorten(name), "other": shorten(other)},
                ),
                name="case",
                rows=_rows_with({name, other}, used),
            )
            return


def _check_rows(place: dict[str, Detail], used: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[Finding]:
    without = [row + 1 for row, labels in used if not labels]
    if without:
        yield Finding(
            "info",
            Message(
                "{file}, column {column}: no label applies to {num_rows} {num_rows:row|rows}; they are used like the "
                "others.",
                {**place, "num_rows": len(without)},
            ),
            len(without),
            "no_labels",
            tuple(without[:MAX_ROWS]),
        )
    if used and all(len(labels) == 1 for _, labels in used):
        template = (
            "{file}, column {column}: each row has exactly one label. Text classification, where one class is right, "
            "may suit it better."
        )
        yield Finding("info", Message(template, place))


def _check_known(
    digest: Digest, column: str, used: Sequence[tuple[int, tuple[str, ...]]], names: tuple[str, ...]
) -> None:
    known = {*names}
    for row, labels in used:
        unknown = next((label for label in labels if label not in known), None)
        if unknown is not None:
            raise DataError(
                "{file}, row {row}, column {column}: expected a label of the training data ({expected}). "
                "Received: {received}.",
                file=digest.source.path,
                row=row + 1,
                column=column,
                expected=list_names(names),
                received=shorten(unknown),
            )


def _rows_with(names: set[str], used: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[int, ...]:
    return tuple(row + 1 for row, labels in used if not names.isdisjoint(labels))[:MAX_ROWS]


def _profile(counts: Counter[str], used: Sequence[tuple[int, tuple[str, ...]]]) -> LabelsProfile:
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    together = tuple(name for name, _ in ordered[:_NUM_TOGETHER])
    place_of = {name: place for place, name in enumerate(together)}
    pairs = np.zeros((len(together), len(together)), np.int64)
    for _, labels in used:
        places = [place_of[label] for label in labels if label in place_of]
        pairs[np.ix_(places, places)] += 1
    return LabelsProfile(
        labels=tuple(LabelRows(name, count) for name, count in ordered),
        num_rows=len(used),
        num_without=sum(not labels for _, labels in used),
        mean_labels=sum(counts.values()) / max(1, len(used)),
        together=together,
        counts=tuple(tuple(map(int, row)) for row in pairs),
    )


KIND = ClassesKind()

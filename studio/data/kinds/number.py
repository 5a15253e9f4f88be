"""A number for each row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from studio.blanks import is_blank
from studio.data.digest import Digest
from studio.data.findings import Finding
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile, iter_target_values
from studio.data.kinds.faults import Faults
from studio.data.numbers import NumberFormat, recognize_format
from studio.data.readers.records import shorten
from studio.data.role_columns import target_columns
from studio.data.rows import SplitRows
from studio.data.rules import EMPTY_SPELLINGS
from studio.data.split import Labels
from studio.data.targets import Targets
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart

VALUE = "value"
# A split keeps the proportions of so many ranges with equally many numbers, fewer where a range would have few rows.
_MAX_STRATA = 10
_ROWS_PER_STRATUM = 10
_NUM_BINS = 24

_AMBIGUOUS_WORDS = (
    "{file}, column {column}: commas stand before three digits throughout, as in {received}, and are read as parting "
    "thousands. If they are decimal commas, write one number with another count of decimals, or with a point."
)
_CONSTANT_WORDS = (
    "{file}, column {column}: expected numbers that differ. Received: a single one, {received}, on all rows."
)
_TOO_CLOSE_WORDS = (
    "{file}, column {column}: a model answers with float32 numbers, which near {received} are {step} apart. These "
    "numbers differ by about {deviation} only: answers that are right cannot be written. Take off what they have in "
    "common."
)
# Steps of a float32 that the spread of numbers has to have, for its answers to tell them apart.
_LEAST_STEPS = 100


@dataclass(frozen=True, slots=True)
class NumberProfile(TargetProfile):
    """What is worth knowing of numbers.

    Attributes:
        count: How many rows have one.
        mean, deviation, minimum, median, maximum: Of the numbers.
        edges: The limits of the bins of a histogram, one more than there are bins.
        counts: How many numbers are in each.
        decimal_mark: What parts the whole from the rest in the file.
    """

    kind: ClassVar[str] = "number"  # type: ignore[misc]
    count: int
    mean: float
    deviation: float
    minimum: float
    median: float
    maximum: float
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    decimal_mark: str

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return the numbers in short."""
        rows = (
            ("mean", round(self.mean, 6)),
            ("standard deviation", round(self.deviation, 6)),
            ("minimum", self.minimum),
            ("median", self.median),
            ("maximum", self.maximum),
        )
        return (ProfileTable(("value", "number"), rows),)


class NumberKind(TargetKind):
    """`value` is the number of a row, a float64."""

    REFUSED_WORDS = (
        "{file}, row {row}, column {column}: expected a number. Received: an empty value "
        "({num_rows} {num_rows:row|rows} in all)."
    )
    LEFT_OUT_WORDS = (
        "{file}, column {column}: rows without a number are left out ({num_rows} in all, the first is row {row})."
    )

    FAULT_WORDS: ClassVar[Mapping[str, str]] = {
        "no_number": "{file}, row {row}, column {column}: expected a number. Received: {received} "
        "({num_rows} {num_rows:row|rows} in all).",
        "percent": "{file}, row {row}, column {column}: expected a number without a sign of percent. Received: "
        "{received} ({num_rows} {num_rows:row|rows} in all).",
        "currency": "{file}, row {row}, column {column}: expected a number without a sign of a currency. "
        "Received: {received} ({num_rows} {num_rows:row|rows} in all).",
        "infinite": "{file}, row {row}, column {column}: expected a number that is not infinite or far too large. "
        "Received: {received} ({num_rows} {num_rows:row|rows} in all).",
    }

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read the numbers, as the column as a whole says how they are written."""
        ((_, column),) = target_columns(digest.task, digest.columns)
        is_used = digest.is_used()
        texts = [value for _, (value,) in iter_target_values(digest)]
        number_format = recognize_format(text for text, used in zip(texts, is_used, strict=True) if used and text)
        faults = Faults(digest, self.FAULT_WORDS)
        numbers = np.full(digest.num_rows, np.nan)
        for row in np.flatnonzero(is_used):
            text = texts[row]
            if text is None or is_missing(text):
                continue
            number = number_format.read(text)
            if isinstance(number, str):
                faults.add(number, int(row), column, text)
            else:
                numbers[row] = number
        for fault, rows, details in self.find_faults(numbers, settings, known):
            for row in rows.tolist():
                faults.add(fault, row, column, str(texts[row]), details)
        # A number that is none still is a target, until its row is said to be left out.
        digest.set_targets(
            [
                None if text is None or is_missing(text) else text if np.isnan(number) else repr(float(number))
                for text, number in zip(texts, numbers, strict=True)
            ],
            faults.left_out,
        )
        is_used = digest.is_used() & ~np.isnan(numbers)
        found = numbers[is_used]
        findings = [*faults.findings(), *_check(digest, column, number_format, texts, found, is_training=known is None)]
        place: dict[str, Detail] = {"file": str(digest.source.path), "column": column}
        findings += self.notes(np.where(is_used, numbers, np.nan), settings, known, place)
        return ReadTargets(
            Targets(digest.num_rows, {VALUE: np.nan_to_num(numbers)}),
            _strata(numbers, is_used),
            findings=tuple(findings),
            profile=_profile(found, number_format),
        )

    def find_faults(
        self, numbers: NDArray[np.float64], settings: SpecPart, known: Schema | None
    ) -> Iterator[tuple[str, NDArray[np.int64], Mapping[str, Detail]]]:
        """Find numbers that are sound by themselves and still are none that can be learned: here none are.

        Args:
            numbers: float64 array of shape `(num_rows,)`; NaN where there is none.
            settings: The task's own.
            known: What a model already remembers.

        Returns:
            The name of a fault in `FAULT_WORDS`, the rows that have it, from 0, and further details of its words.
        """
        return iter(())

    def notes(
        self, numbers: NDArray[np.float64], settings: SpecPart, known: Schema | None, place: Mapping[str, Detail]
    ) -> Iterator[Finding]:
        """Tell what is worth knowing of the numbers that are used; here nothing is beyond how they are written.

        Args:
            numbers: float64 array of shape `(num_rows,)`; NaN for a row that is left out.
            settings: The task's own.
            known: What a model already remembers.
            place: File and column, for the findings.
        """
        return iter(())

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember the mean, the spread and the range."""
        values = train.targets.arrays[VALUE]
        deviation = float(values.std())
        return Schema(
            mean=float(values.mean()),
            deviation=deviation or 1.0,
            minimum=float(values.min()),
            maximum=float(values.max()),
        )


def is_missing(text: str) -> bool:
    """Return whether a value stands for a missing number: a blank, or a word such as NA or NaN."""
    return is_blank(text) or text.strip().casefold() in EMPTY_SPELLINGS


def _check(
    digest: Digest,
    column: str,
    number_format: NumberFormat,
    texts: list[str | None],
    found: NDArray[np.float64],
    *,
    is_training: bool,
) -> Iterator[Finding]:
    file = str(digest.source.path)
    if number_format.is_ambiguous:
        example = next(text for text in texts if text is not None and "," in text)
        yield Finding(
            "warning", Message(_AMBIGUOUS_WORDS, {"file": file, "column": column, "received": shorten(example)})
        )
    if is_training and len(found) > 1 and np.ptp(found) == 0.0:
        yield Finding("error", Message(_CONSTANT_WORDS, {"file": file, "column": column, "received": f"{found[0]:g}"}))
    elif is_training and len(found) > 1:
        largest, deviation = float(found[np.abs(found).argmax()]), float(found.std())
        step = float(np.spacing(np.float32(abs(largest))))
        if deviation < _LEAST_STEPS * step:
            close: dict[str, Detail] = {"received": f"{largest:.10g}", "step": f"{step:.3g}"}
            close |= {"file": file, "column": column, "deviation": f"{deviation:.3g}"}
            yield Finding("warning", Message(_TOO_CLOSE_WORDS, close), name="too_close")


def _strata(numbers: NDArray[np.float64], is_used: NDArray[np.bool_]) -> Labels:
    """Return the range of each number among ranges with about equally many rows; -1 where there is none."""
    strata = np.full(len(numbers), -1, np.int32)
    found = numbers[is_used]
    if len(found):
        num_strata = int(np.clip(len(found) // _ROWS_PER_STRATUM, 1, _MAX_STRATA))
        edges = np.unique(np.quantile(found, np.arange(1, num_strata) / num_strata, method="lower"))
        strata[is_used] = np.searchsorted(edges, found, side="left")
    return strata


def _profile(found: NDArray[np.float64], number_format: NumberFormat) -> NumberProfile | None:
    if not len(found):
        return None
    counts, edges = np.histogram(found, bins=_bins(found))
    return NumberProfile(
        count=len(found),
        mean=float(found.mean()),
        deviation=float(found.std()),
        minimum=float(found.min()),
        median=float(np.median(found)),
        maximum=float(found.max()),
        edges=tuple(map(float, edges)),
        counts=tuple(map(int, counts)),
        decimal_mark=number_format.decimal_mark,
    )


def _bins(found: NDArray[np.float64]) -> NDArray[np.float64] | int:
    """Return the edges of bins: one around each of a few whole numbers, else equally wide ones."""
    span = np.ptp(found)
    if span < _NUM_BINS and np.all(found == np.round(found)):
        return np.arange(found.min(), found.max() + 2) - 0.5
    return _NUM_BINS


KIND = NumberKind()

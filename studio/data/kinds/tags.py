"""Tagged parts of texts, given as tags in step with tokens or as places in a text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.data.digest import Digest
from studio.data.findings import Finding
from studio.data.histogram import Histogram, make_histogram
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile, length_table
from studio.data.kinds.class_ import list_names, sort_names
from studio.data.kinds.tag_columns import read_span_column, read_tag_column
from studio.data.kinds.tagged_rows import TaggedRows
from studio.data.kinds.whole_words import has_whole_words
from studio.data.readers.records import shorten
from studio.data.role_columns import target_columns
from studio.data.rows import SplitRows
from studio.data.span_lists import CharacterSpan
from studio.data.targets import Ragged, Targets
from studio.errors import DataError
from studio.messages import Message
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.token_classification import TokenSettings

SPANS = "spans"
_TAGS_ROLE = "tags"


@dataclass(frozen=True, slots=True)
class TagsProfile(TargetProfile):
    """What is worth knowing of tagged parts.

    Attributes:
        types: The types with how many spans each has, the most frequent first.
        num_spans: All spans.
        num_bare: How many rows have none.
        words: The lengths of the spans.
    """

    types: tuple[tuple[str, int], ...]
    num_spans: int
    num_bare: int
    words: Histogram
    kind: str = "tags"

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return how many spans each type has, and how long they are."""
        return ProfileTable(("type", "spans"), self.types), length_table("words", {"span": self.words})


class TagsKind(TargetKind):
    """`spans` has the start, the end and the type of each part, int32, in code points of the text, ascending."""

    REFUSED_WORDS = (
        "{file}, row {row}, column {column}: expected a tag for each token. Received: an empty value "
        "({num_rows} {num_rows:row|rows} in all)."
    )
    LEFT_OUT_WORDS = (
        "{file}, column {column}: rows without tags are left out ({num_rows} in all, the first is row {row})."
    )

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read tags or spans, as places in the texts."""
        assert isinstance(settings, TokenSettings)
        ((role, column),) = target_columns(digest.task, digest.columns)
        rows = TaggedRows(digest, column)
        scheme = ""
        if role == _TAGS_ROLE:
            scheme = read_tag_column(rows, settings, known)
        else:
            read_span_column(rows, settings.places)
        digest.set_targets(rows.targets, rows.left_out)
        is_used = digest.is_used()
        counts = Counter(span.type for row, found in enumerate(rows.spans) if found and is_used[row] for span in found)
        names = sort_names(list(counts)) if known is None else known.class_names
        findings = [*rows.findings(), *_check_types(digest, column, counts, rows, has_tags=role == _TAGS_ROLE)]
        if known is not None and not any(finding.level == "error" for finding in findings):
            _check_known(rows, is_used.tolist(), names)
        numbers = {name: place for place, name in enumerate(names)}
        ragged = _ragged(rows.spans, numbers)
        strata = _strata(rows.spans, counts, numbers)
        strata[~is_used] = -1
        return ReadTargets(
            Targets(digest.num_rows, {}, {SPANS: ragged}),
            strata,
            names,
            tuple(findings),
            _profile(rows, is_used.tolist(), counts),
            scheme,
        )

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember the types, how many spans each has, and what a tag stands for."""
        assert isinstance(settings, TokenSettings)
        counts = np.bincount(train.targets.ragged[SPANS].values[:, 2], minlength=len(read.names))
        return Schema(
            class_names=read.names,
            class_counts=tuple(map(int, counts)),
            has_whole_words=has_whole_words(_placed_rows(train))
            if settings.units == "auto"
            else settings.units == "words",
            tag_scheme=read.tag_scheme,
        )


def _placed_rows(train: SplitRows) -> Iterator[tuple[str, NDArray[np.int32]]]:
    """Yield each text with the starts and ends of its spans."""
    texts = (text for batch in train.iter_texts() for text in batch)
    for row, text in enumerate(texts):
        yield text, train.targets.ragged[SPANS][row][:, :2]


def _check_types(
    digest: Digest, column: str, counts: Counter[str], rows: TaggedRows, *, has_tags: bool
) -> Iterator[Finding]:
    file = str(digest.source.path)
    if not counts and not any(finding.level == "error" for finding in rows.findings()):
        template = "{file}, column {column}: expected tagged parts of texts. Received: none in all rows."
        yield Finding("error", Message(template, {"file": file, "column": column}))
    elif counts and not has_tags and all(name.isdecimal() for name in counts):
        template = (
            "{file}, column {column}: the types are numbers ({received}). If they stand for names, write the names "
            "into the file: a model can only say what it was told."
        )
        yield Finding(
            "warning",
            Message(template, {"file": file, "column": column, "received": list_names(sort_names([*counts]))}),
        )


def _check_known(rows: TaggedRows, is_used: Sequence[bool], names: tuple[str, ...]) -> None:
    known = set(names)
    for row, found in enumerate(rows.spans):
        for span in found or () if is_used[row] else ():
            if span.type not in known:
                raise DataError(
                    "{file}, row {row}, column {column}: expected a type of the training data ({expected}). "
                    "Received: {received}.",
                    file=rows.digest.source.path,
                    row=row + 1,
                    column=rows.column,
                    expected=list_names(names),
                    received=shorten(span.type),
                )


def _ragged(rows: Sequence[tuple[CharacterSpan, ...] | None], numbers: dict[str, int]) -> Ragged:
    values = [(span.start, span.end, numbers.get(span.type, 0)) for found in rows for span in found or ()]
    offsets = np.concatenate([[0], np.cumsum([len(found or ()) for found in rows])]).astype(np.int64)
    return Ragged(np.array(values, np.int32).reshape(-1, 3), offsets)


def _strata(
    rows: Sequence[tuple[CharacterSpan, ...] | None], counts: Counter[str], numbers: dict[str, int]
) -> np.ndarray:
    """Return the rarest type of each row, from 1; 0 for a row without any: so no type is lost in a split."""
    strata = np.zeros(len(rows), np.int32)
    for row, found in enumerate(rows):
        if found:
            rarest = min({span.type for span in found}, key=lambda name: (counts[name], name))
            strata[row] = numbers.get(rarest, 0) + 1
    return strata


def _profile(rows: TaggedRows, is_used: Sequence[bool], counts: Counter[str]) -> TagsProfile:
    used = [row for row, used in enumerate(is_used) if used]
    lengths = np.array([length for row in used for length in rows.lengths[row]], np.int64)
    return TagsProfile(
        types=tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))),
        num_spans=len(lengths),
        num_bare=sum(not rows.spans[row] for row in used),
        words=make_histogram(*np.unique(lengths, return_counts=True)),
    )


KIND = TagsKind()

"""Tagged parts of texts, given as tags in step with tokens or as places in a text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from studio.blanks import is_blank
from studio.data import checks
from studio.data.digest import Digest
from studio.data.findings import FAULT, MAX_ROWS, MENDABLE_FAULT, Finding
from studio.data.kinds.base import ProfileTable, ReadTargets, TargetKind, TargetProfile, iter_target_values
from studio.data.kinds.class_ import list_names, sort_names
from studio.data.readers.records import shorten
from studio.data.role_columns import target_columns
from studio.data.span_lists import CharacterSpan, parse_spans
from studio.data.span_units import PlaceReader, may_be_shifted
from studio.data.tag_schemes import OUTSIDE, SCHEMES, IllegalTag, Scheme, SchemeFinder, has_prefix, read_tags
from studio.data.targets import Ragged, Targets
from studio.data.token_lists import join_tokens, parse_list
from studio.errors import DataError
from studio.messages import Detail, Message
from studio.pieces import find_pieces
from studio.schema import Schema
from studio.settings import SpecPart
from studio.tasks.token_classification import Places, TokenSettings

SPANS = "spans"
_LENGTH_LIMITS = (1, 2, 3, 5, 10)
_TAGS_ROLE = "tags"
# Faults that are mended on request: what stands there can be read as it was most likely meant.
_MENDABLE = ("illegal", "mixed", "cut", "utf16", "moved")

_WORDS = {
    "unreadable_tags": "{file}, row {row}, column {column}: expected a list of tags, one for each token. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "unreadable_spans": "{file}, row {row}, column {column}: expected a list of spans, each with a start, an end and a "
    "type. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "unnamed": "{file}, row {row}, column {column}: expected tags that are numbers of the tag names in the settings. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "lengths": "{file}, row {row}, column {column}: expected as many tags as tokens. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all).",
    "outside": "{file}, row {row}, column {column}: expected a span inside of its text. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all).",
    "overlap": "{file}, row {row}, column {column}: expected spans that do not overlap. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all).",
    "illegal": "{file}, row {row}, column {column}: expected a tag that can stand behind the one before it. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads such tags as they were most "
    "likely meant.",
    "mixed": "{file}, row {row}, column {column}: expected tags of one scheme. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all). Mending reads both.",
    "cut": "{file}, row {row}, column {column}: expected a span that begins and ends where a word does. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all). Mending widens such spans to whole words.",
    "utf16": "{file}, row {row}, column {column}: expected places that count characters. Received: places that count "
    "UTF-16 units, in which an emoji counts twice, as doccano and Label Studio write them: {received} ({num_rows} such "
    "{num_rows:row|rows} in all). Mending reads them so, and so does the setting Places of spans (settings.places).",
    "moved": "{file}, row {row}, column {column}: expected a span's text where its places say. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all). Mending takes it where it stands.",
    "elsewhere": "{file}, row {row}, column {column}: expected a span's text where its places say. Received: "
    "{received}, which stands nowhere in the text, or at several places ({num_rows} such {num_rows:row|rows} in all).",
}
_UNCLEAR_WORDS = (
    "{file}, row {row}, column {column}: places behind an emoji, or another character that UTF-16 counts twice, may "
    "count it so, as those of doccano and Label Studio do: they fit the words both ways. They are read as characters; "
    "the setting Places of spans (settings.places) reads them as UTF-16 units ({num_rows} such {num_rows:row|rows} in "
    "all)."
)
_MENDED_WORDS = (
    "{file}, row {row}, column {column}: tags or spans were mended ({num_rows} such {num_rows:row|rows} in all)."
)
_SCHEME_WORDS = "{file}, column {column}: the tags are read as {scheme}."
_NUMBERS_WORDS = (
    "{file}, column {column}: expected tags by name. Received: numbers ({received}), for which the file keeps no "
    "names. Say in the setting Tag names (settings.tag_names) what they stand for, such as O B-PER I-PER; where "
    "numbers are meant as they are, give them as names: 0 1 2."
)
_NAMED_WORDS = "{file}, column {column}: the tags are numbers and stand for the tag names in the settings ({received})."
_UNUSED_NAMES_WORDS = (
    "{file}, column {column}: the tags are no numbers, so that the tag names in the settings are not used."
)
_SWAPPED_WORDS = (
    "{file}, column {column}: expected tokens. Received: tags, such as B-PER and O, throughout. If the tokens stand in "
    "the column {other}, choose the columns the other way round."
)
_SCHEME_NAMES: dict[Scheme, str] = {
    "bio": "BIO (IOB2)",
    "iob1": "IOB1",
    "bilou": "BILOU (BIOES)",
    "plain": "plain tags",
}


@dataclass(frozen=True, slots=True)
class TagsProfile(TargetProfile):
    """What is worth knowing of tagged parts.

    Attributes:
        types: The types with how many spans each has, the most frequent first.
        num_spans: All spans.
        num_bare: How many rows have none.
        length_limits: The most words of the spans that each of `length_counts` counts; the last one counts all that
            are longer.
        length_counts: How many spans there are of each length.
    """

    types: tuple[tuple[str, int], ...]
    num_spans: int
    num_bare: int
    length_limits: tuple[int, ...]
    length_counts: tuple[int, ...]
    kind: str = "tags"

    def tables(self) -> tuple[ProfileTable, ...]:
        """Return how many spans each type has, and how long they are."""
        names = [*(f"up to {limit}" for limit in self.length_limits), f"over {self.length_limits[-1]}"]
        return (
            ProfileTable(("type", "spans"), self.types),
            ProfileTable(("words", "spans"), tuple(zip(names, self.length_counts, strict=True))),
        )


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
        rows = _Rows(digest, column)
        if role == _TAGS_ROLE:
            _read_tags(rows, settings, known)
        else:
            _read_spans(rows, settings.places)
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
        )

    def schema(self, names: tuple[str, ...], train: Targets) -> Schema:
        """Remember the types, and how many spans each has."""
        counts = np.bincount(train.ragged[SPANS].values[:, 2], minlength=len(names))
        return Schema(class_names=names, class_counts=tuple(map(int, counts)))


@dataclass(slots=True)
class _Fault:
    rows: list[int] = field(default_factory=list)
    received: str = ""


class _Rows:
    """What is read, row by row.

    Args:
        digest: The data set.
        column: The column of the targets.

    Attributes:
        spans: The spans of each row; `None` where it has no target.
        lengths: How many words each of them has.
    """

    def __init__(self, digest: Digest, column: str) -> None:
        self.digest = digest
        self.column = column
        self.spans: list[tuple[CharacterSpan, ...] | None] = []
        self.lengths: list[tuple[int, ...]] = []
        self.notes: list[Finding] = []
        self._faults: dict[str, _Fault] = {}
        self._mended: list[int] = []
        self._is_mending = digest.rules.faults == "mend"

    @property
    def left_out(self) -> tuple[int, ...]:
        """The rows that are left out for a fault, from 0; none where faults are refused."""
        if self.digest.rules.faults == "refuse":
            return ()
        return tuple(row for fault in self._faults.values() for row in fault.rows)

    @property
    def targets(self) -> list[str | None]:
        """What tells the targets of rows apart."""
        return [None if found is None else str([tuple(span) for span in found]) for found in self.spans]

    def add(self, text: str, spans: Sequence[CharacterSpan], fault: tuple[str, str] | None = None) -> None:
        """Take up a row.

        Args:
            text: Its text.
            spans: What is marked in it, by the start.
            fault: What is wrong with it, and what came.
        """
        row = len(self.spans)
        placed, lengths, wrong = _place(text, spans)
        faults = [entry for entry in (fault, wrong) if entry is not None]
        beyond = [entry for entry in faults if not self._is_mending or entry[0] not in _MENDABLE]
        if beyond:
            name, received = beyond[0]
            entry = self._faults.setdefault(name, _Fault([], received))
            entry.rows.append(row)
        elif faults:
            self._mended.append(row)
        self.spans.append(tuple(placed))
        self.lengths.append(tuple(lengths))

    def add_missing(self) -> None:
        """Take up a row without a target."""
        self.spans.append(None)
        self.lengths.append(())

    def findings(self) -> Iterator[Finding]:
        """Tell of faults where they are refused, and of what was mended."""
        for name, fault in self._faults.items() if self.digest.rules.faults == "refuse" else ():
            prefix = MENDABLE_FAULT if name in _MENDABLE else FAULT
            yield self._finding("error", _WORDS[name], fault.rows, f"{prefix}{name}", received=fault.received)
        if self._mended:
            yield self._finding("warning", _MENDED_WORDS, self._mended, checks.MENDED)
        yield from self.notes

    def note_unclear(self, unclear: list[int]) -> None:
        """Tell of rows, from 0, whose places may count UTF-16 units."""
        self.notes.append(self._finding("warning", _UNCLEAR_WORDS, unclear, "unclear_places"))

    def _finding(self, level: str, template: str, rows: list[int], name: str, **details: str) -> Finding:
        return Finding(
            "error" if level == "error" else "warning",
            Message(
                template,
                {
                    "file": str(self.digest.source.path),
                    "row": rows[0] + 1,
                    "column": self.column,
                    "num_rows": len(rows),
                    **details,
                },
            ),
            len(rows),
            name,
            tuple(row + 1 for row in rows[:MAX_ROWS]),
        )


class _TagReader:
    """Reads the tags of a column as what they stand for.

    Args:
        digest: The data set.
        settings: The task's own.

    Attributes:
        numbers: The first few different tags where all of them are numbers; else none.
        names: What they stand for, from 0 on; none where nobody said so.
        scheme: How the tags are written.
    """

    def __init__(self, digest: Digest, settings: TokenSettings) -> None:
        self.names = _split_names(settings.tag_names)
        is_used = digest.is_used()
        distinct: set[str] = set()
        plain, named = SchemeFinder(), SchemeFinder()
        for row, (value, *_) in iter_target_values(digest):
            tags = (parse_list(value) if is_used[row] else None) or ()
            distinct.update(tags)
            plain.add(tags)
            named.add(self._named(tags) or ())
        are_numbers = bool(distinct) and all(tag.isdecimal() for tag in distinct)
        self.numbers = sort_names([*distinct]) if are_numbers else ()
        found = named if are_numbers and self.names else plain
        self.scheme: Scheme = found.scheme if settings.scheme == "auto" else settings.scheme

    def named(self, tags: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return what tags stand for; `None` where one of them is no number of a name."""
        return self._named(tags) if self.numbers and self.names else tags

    def _named(self, tags: tuple[str, ...]) -> tuple[str, ...] | None:
        are_known = all(tag.isdecimal() and int(tag) < len(self.names) for tag in tags)
        return tuple(self.names[int(tag)] for tag in tags) if are_known else None

    def notes(self, digest: Digest, column: str, known: Schema | None) -> Iterator[Finding]:
        """Tell how the tags are read."""
        place: dict[str, Detail] = {"file": str(digest.source.path), "column": column}
        learned = () if known is None else known.class_names
        if self.numbers and self.names:
            yield Finding("info", Message(_NAMED_WORDS, {**place, "received": list_names(self.names)}))
        elif self.numbers and not (learned and all(name.isdecimal() for name in learned)):
            details = {**place, "received": list_names(self.numbers)}
            yield Finding("error", Message(_NUMBERS_WORDS, details), name="tag_numbers")
        elif self.names and not self.numbers:
            yield Finding("info", Message(_UNUSED_NAMES_WORDS, place))
        yield Finding("info", Message(_SCHEME_WORDS, {**place, "scheme": _SCHEME_NAMES[self.scheme]}))


def _split_names(names: str | None) -> tuple[str, ...]:
    """Return the names of a setting, with commas or blanks between."""
    given = names or ""
    return tuple(name for part in given.split("," if "," in given else None) if (name := part.strip()))


def _read_tags(rows: _Rows, settings: TokenSettings, known: Schema | None) -> None:
    """Read tags in step with tokens."""
    digest = rows.digest
    (entry,) = digest.inputs
    reader = _TagReader(digest, settings)
    scheme = reader.scheme
    rows.notes += reader.notes(digest, rows.column, known)
    is_used = digest.is_used()
    num_like_tags = num_tokens = 0
    for row, (value, listed) in iter_target_values(digest, (entry.column,)):
        tags, tokens = parse_list(value), parse_list(listed)
        num_tokens += len(tokens or ())
        num_like_tags += sum(token == OUTSIDE or (has_prefix(token) and len(token) > 1) for token in tokens or ())
        if tags == () or not is_used[row]:
            rows.add_missing()
            continue
        if tags is None or tokens is None:
            rows.add("", (), ("unreadable_tags", shorten(str(value))))
            continue
        text, starts = join_tokens(tokens)
        if len(tags) != len(tokens):
            rows.add(text, (), ("lengths", f"{len(tags)} / {len(tokens)}"))
            continue
        if (named := reader.named(tags)) is None:
            rows.add(text, (), ("unnamed", shorten(" ".join(tags))))
            continue
        tags = named
        spans, illegal = read_tags(tags, scheme)
        placed = [CharacterSpan(starts[a], starts[b - 1] + len(tokens[b - 1]), name) for a, b, name in spans]
        rows.add(text, placed, _illegal(tags, tokens, illegal, scheme) if illegal else None)
    if scheme == "plain" and num_tokens and num_like_tags == num_tokens:
        details: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column, "other": rows.column}
        rows.notes.append(Finding("error", Message(_SWAPPED_WORDS, details), name="swapped"))


def _illegal(
    tags: Sequence[str], tokens: Sequence[str], illegal: Sequence[IllegalTag], scheme: Scheme
) -> tuple[str, str]:
    for other in SCHEMES:
        if other not in (scheme, "plain") and len(tags) > 1 and not read_tags(tags, other)[1]:
            return "mixed", f"{_SCHEME_NAMES[scheme]}, {_SCHEME_NAMES[other]}"
    first = illegal[0]
    return "illegal", f"{first.tag} ({shorten(tokens[first.token])}, {first.token + 1}; {first.expected})"


def _read_spans(rows: _Rows, places: Places) -> None:
    """Read places in texts. An empty list says that there is nothing to find; no list, that nobody looked."""
    (entry,) = rows.digest.inputs
    is_used = rows.digest.is_used()
    reader = PlaceReader(places)
    for row, (value, text) in iter_target_values(rows.digest, (entry.column,)):
        if is_used[row] and text and may_be_shifted(text):
            reader.look(row, text, parse_spans(value) or ())
    for row, (value, text) in iter_target_values(rows.digest, (entry.column,)):
        spans = parse_spans(value)
        if is_blank(value) or not is_used[row]:
            rows.add_missing()
        elif spans is None:
            rows.add(text or "", (), ("unreadable_spans", shorten(str(value))))
        else:
            read = reader.read(text or "", spans)
            rows.add(text or "", read.spans, (read.fault, shorten(read.received)) if read.fault else None)
    if reader.unclear:
        rows.note_unclear(reader.unclear)


def _place(text: str, spans: Sequence[CharacterSpan]) -> tuple[list[CharacterSpan], list[int], tuple[str, str] | None]:
    """Return spans that begin and end where pieces do, how many words each has, and what is wrong with one of them."""
    if not spans:
        return [], [], None
    pieces = find_pieces(text)
    starts, ends = (np.array([place[side] for place in pieces], np.int64) for side in (0, 1))
    placed: list[CharacterSpan] = []
    lengths: list[int] = []
    wrong: tuple[str, str] | None = None
    for span in spans:
        # The first piece that ends behind the start, and the last one that starts before the end.
        first = int(np.searchsorted(ends, span.start, side="right"))
        last = int(np.searchsorted(starts, span.end, side="left")) - 1
        if not 0 <= span.start < span.end <= len(text) or first > last:
            return placed, lengths, ("outside", _shown(text, span))
        widened = CharacterSpan(int(starts[first]), int(ends[last]), span.type)
        if widened.start < span.start or widened.end > span.end:
            wrong = wrong or ("cut", f"{_shown(text, span)} → {shorten(text[widened.start : widened.end])}")
        if placed and widened.start < placed[-1].end:
            return placed, lengths, ("overlap", f"{_shown(text, placed[-1])}, {_shown(text, span)}")
        placed.append(widened)
        lengths.append(len(text[widened.start : widened.end].split()))
    return placed, lengths, wrong


def _shown(text: str, span: CharacterSpan) -> str:
    return f"{shorten(text[max(span.start, 0) : max(span.end, 0)])} ({span.start}–{span.end}, {span.type})"


def _check_types(
    digest: Digest, column: str, counts: Counter[str], rows: _Rows, *, has_tags: bool
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


def _check_known(rows: _Rows, is_used: Sequence[bool], names: tuple[str, ...]) -> None:
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


def _profile(rows: _Rows, is_used: Sequence[bool], counts: Counter[str]) -> TagsProfile:
    used = [row for row, used in enumerate(is_used) if used]
    lengths = np.array([length for row in used for length in rows.lengths[row]], np.int64)
    places = np.searchsorted(_LENGTH_LIMITS, lengths)
    return TagsProfile(
        types=tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))),
        num_spans=len(lengths),
        num_bare=sum(not rows.spans[row] for row in used),
        length_limits=_LENGTH_LIMITS,
        length_counts=tuple(map(int, np.bincount(places, minlength=len(_LENGTH_LIMITS) + 1))),
    )


KIND = TagsKind()

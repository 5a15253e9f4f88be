"""The tagged parts that are read of a data set, row by row, with what is wrong in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from studio.data import checks
from studio.data.digest import Digest
from studio.data.findings import FAULT, MAX_ROWS, MENDABLE_FAULT, Finding
from studio.data.readers.records import shorten
from studio.data.span_lists import CharacterSpan
from studio.messages import Detail, Message
from studio.pieces import find_pieces

# Faults that are mended on request: what stands there can be read as it was most likely meant.
_MENDABLE = ("illegal", "mixed", "cut", "utf16", "graphemes", "moved")

_WORDS = {
    "unreadable_tags": "{file}, row {row}, column {column}: expected a list of tags, one for each token. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "unreadable_spans": "{file}, row {row}, column {column}: expected a list of spans, each with a start, an end and a "
    "type. Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "unnamed": "{file}, row {row}, column {column}: expected tags that are numbers of the tag names in the settings. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all).",
    "lengths": "{file}, row {row}, column {column}: expected as many tags as tokens. Received: {num_tags} "
    "{num_tags:tag|tags} for {num_tokens} {num_tokens:token|tokens} ({num_rows} such {num_rows:row|rows} in all).",
    "outside": "{file}, row {row}, column {column}: expected a span inside of its text. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all).",
    "overlap": "{file}, row {row}, column {column}: expected spans that do not overlap. Received: {received} "
    "({num_rows} such {num_rows:row|rows} in all).",
    "illegal": "{file}, row {row}, column {column}: expected a tag that can stand behind the one before it: "
    "{expected}. Received: {tag} for token {token}, {received} ({num_rows} such {num_rows:row|rows} in all). Mending "
    "reads such tags as they were most likely meant.",
    "mixed": "{file}, row {row}, column {column}: expected tags in the scheme of the other rows, {scheme}. "
    "Received: tags in {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads both.",
    "cut": "{file}, row {row}, column {column}: expected a span that begins and ends where a word does. "
    "Received: {received} ({num_rows} such {num_rows:row|rows} in all). Mending widens such spans to whole words.",
    "utf16": "{file}, row {row}, column {column}: expected places that count characters. Received: places that count "
    "UTF-16 units, in which an emoji counts twice, as doccano and Label Studio write them: {received} ({num_rows} such "
    "{num_rows:row|rows} in all). Mending reads them so, and so does the setting Places of spans (settings.places).",
    "graphemes": "{file}, row {row}, column {column}: expected places that count characters. Received: places that "
    "count what people see as one character, however many code points it has, as doccano writes them where a project "
    "says so: {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads them so, and so does the setting "
    "Places of spans (settings.places).",
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


# The name of a fault, and what its words tell of the first row.
RowFault = tuple[str, Mapping[str, Detail]]


@dataclass(slots=True)
class _Fault:
    details: Mapping[str, Detail]
    rows: list[int] = field(default_factory=list)


class TaggedRows:
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

    def add(self, text: str, spans: Sequence[CharacterSpan], fault: RowFault | None = None) -> None:
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
            name, details = beyond[0]
            entry = self._faults.setdefault(name, _Fault(details))
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
            yield self._finding("error", _WORDS[name], fault.rows, f"{prefix}{name}", fault.details)
        if self._mended:
            yield self._finding("warning", _MENDED_WORDS, self._mended, checks.MENDED)
        yield from self.notes

    def note_unclear(self, unclear: list[int]) -> None:
        """Tell of rows, from 0, whose places may count UTF-16 units."""
        self.notes.append(self._finding("warning", _UNCLEAR_WORDS, unclear, "unclear_places"))

    def _finding(
        self,
        level: str,
        template: str,
        rows: list[int],
        name: str,
        details: Mapping[str, Detail] = MappingProxyType({}),
    ) -> Finding:
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


def _place(text: str, spans: Sequence[CharacterSpan]) -> tuple[list[CharacterSpan], list[int], RowFault | None]:
    """Return spans that begin and end where pieces do, how many words each has, and what is wrong with one of them."""
    if not spans:
        return [], [], None
    pieces = find_pieces(text)
    starts, ends = (np.array([place[side] for place in pieces], np.int64) for side in (0, 1))
    placed: list[CharacterSpan] = []
    lengths: list[int] = []
    wrong: RowFault | None = None
    for span in spans:
        # The first piece that ends behind the start, and the last one that starts before the end.
        first = int(np.searchsorted(ends, span.start, side="right"))
        last = int(np.searchsorted(starts, span.end, side="left")) - 1
        if not 0 <= span.start < span.end <= len(text) or first > last:
            return placed, lengths, ("outside", {"received": _shown(text, span)})
        widened = CharacterSpan(int(starts[first]), int(ends[last]), span.type)
        if widened.start < span.start or widened.end > span.end:
            whole = shorten(text[widened.start : widened.end])
            wrong = wrong or ("cut", {"received": f"{_shown(text, span)} → {whole}"})
        if placed and widened.start < placed[-1].end:
            return placed, lengths, ("overlap", {"received": f"{_shown(text, placed[-1])}, {_shown(text, span)}"})
        placed.append(widened)
        lengths.append(len(text[widened.start : widened.end].split()))
    return placed, lengths, wrong


def _shown(text: str, span: CharacterSpan) -> str:
    return f"{shorten(text[max(span.start, 0) : max(span.end, 0)])} ({span.start}–{span.end}, {span.type})"

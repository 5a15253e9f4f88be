"""GNU gettext's PO files: what a program says, and its translations."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.data.encodings import find_or_ask, is_gzipped, open_text, read_head
from studio.data.findings import Finding
from studio.data.readers.delimited import encoding_notes
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.readers.rows_reader import RowsReader
from studio.data.source import Column, DataSource, stamp_of
from studio.encodings import find_encoding
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec

_SOURCE, _TARGET, _CONTEXT = Column("source"), Column("target"), Column("context")
_LINE = (Column("msgstr"),)
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
# A line that holds a text, which the parser takes as it is, also where its end is missing.
_TEXT_LINE = re.compile(r'(?:#~\s*)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)?\s*"(?:[^"\\]|\\.)*"\s*')
_TEXT_LINE_START = re.compile(r'\s*(?:#~\s*)?(?:msg|")')
# What `str.splitlines` takes for the end of a line, and gettext does not: stands for itself after the parser. These
# code points are no characters, so that no text has them.
_LINE_ENDS = dict(zip("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
_HIDDEN = str.maketrans(_LINE_ENDS)
_SHOWN = str.maketrans({hidden: shown for shown, hidden in _LINE_ENDS.items()})

_LEFT_OUT_WORDS = {
    "fuzzy": "{file}: entries whose translation is marked as fuzzy, which nobody has checked, are left out "
    "({num} in all).",
    "obsolete": "{file}: entries that are obsolete are left out ({num} in all).",
    "plurals": "{file}: of entries with more than two plural forms the first and the last are read; the forms between "
    "them, which go with the same source, are left out ({num} in all).",
}


class PoReader(RowsReader):
    """Reads each entry as a row of source, target and context; one with plural forms as two rows."""

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Read the entries, and tell which of them are left out."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = _find_encoding(path, gzipped, reading.encoding)
        columns: tuple[Column, ...] = (_SOURCE, _TARGET, _CONTEXT)
        source = DataSource(path, format, columns, stamp, encoding, gzipped)
        tally: Counter[str] = Counter()
        rows = list(_rows(source, tally))
        if not rows:
            raise DataError(
                "{file}: expected entries with msgid and msgstr. Received: none that can be read ({fuzzy} fuzzy, "
                "{obsolete} obsolete).",
                file=path,
                fuzzy=tally["fuzzy"],
                obsolete=tally["obsolete"],
            )
        notes = [*encoding_notes(path, encoding, gzipped, reading.encoding)]
        for name, words in _LEFT_OUT_WORDS.items():
            if tally[name]:
                notes.append(Finding("info", Message(words, {"file": str(path), "num": tally[name]}), tally[name]))
        if not any(context for *_, context in rows):
            columns = columns[:2]
        return DataSource(path, format, columns, stamp, encoding, gzipped, notes=tuple(notes))

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the source and the translation of each entry, which is empty where there is none yet."""
        for row in _rows(source, Counter()):
            yield row[: len(source.columns)]


def _find_encoding(path: Path, gzipped: bool, given: str | None) -> str:
    """Return the encoding: the one given, else the one that the file says, else the one that its bytes tell."""
    with damage_named(DataSource(path, "po", (), stamp_of(path))):
        said = _CHARSET.search(read_head(path, gzipped))
        name = None if said is None else find_encoding(said[1].decode("ascii"))
        return find_or_ask(path, gzipped, given or name)


def _rows(source: DataSource, tally: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Yield source, target and context of each entry; count what is left out."""
    for entry in _entries(source):
        if entry.obsolete:
            tally["obsolete"] += 1
            continue
        if entry.fuzzy:
            tally["fuzzy"] += 1
            continue
        context = _text(entry.msgctxt)
        if not entry.msgid_plural:
            yield _text(entry.msgid), _text(entry.msgstr), context
            continue
        forms = [_text(entry.msgstr_plural[number]) for number in sorted(entry.msgstr_plural)] or [""]
        tally["plurals"] += max(0, len(forms) - 2)
        # A language with a single form says both the one and the many with it.
        yield _text(entry.msgid), forms[0], context
        yield _text(entry.msgid_plural), forms[-1], context


def _text(text: str | None) -> str:
    return (text or "").translate(_SHOWN)


def _entries(source: DataSource) -> Iterator[Any]:
    import polib

    with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
        lines = file.read().replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.isascii():
            check_encoding(replace(source, columns=_LINE), number, [line])
        if _TEXT_LINE_START.match(line) and not _TEXT_LINE.fullmatch(line.strip()):
            raise DataError(
                "{file}, line {line}: expected a text between quotes, as PO files have it. Received: {received}.",
                file=source.path,
                line=number,
                received=shorten(line),
            )
    try:
        yield from polib.pofile("\n".join(lines).translate(_HIDDEN) + "\n", encoding="utf-8")
    except OSError as error:
        # The parser says the line and nothing else.
        raise DataError(
            "{file}: expected a PO file. Received: {received}.", file=source.path, received=str(error)
        ) from None

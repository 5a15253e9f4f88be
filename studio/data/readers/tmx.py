"""Translation memories in the format TMX (Localization Industry Standards Association, TMX 1.4b)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from xml.parsers import expat

from studio.data.database import IsCancelled, OnProgress
from studio.data.encodings import find_or_ask, is_gzipped, open_text, read_head
from studio.data.findings import Finding
from studio.data.readers.delimited import encoding_notes, write_copy
from studio.data.readers.progress import Ticker
from studio.data.readers.records import damage_named, shorten
from studio.data.readers.rows_reader import RowsReader
from studio.data.readers.tally import RowTally
from studio.data.source import Column, DataSource, stamp_of
from studio.encodings import find_encoding
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec

_CHUNK = 1 << 16
# So many units are looked at to know which languages there are.
_NUM_SAMPLED = 5_000
_ALL_LANGUAGES = "*all*"
# What these elements hold are codes of the program that a text came from, or a text inside them, such as a footnote.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
_OTHER_LANGUAGES_WORDS = (
    "{file}, row {row}: this unit has a language that none of the first units has; it is left out "
    "({num_rows} such {num_rows:row|rows} in all)."
)
_SEVERAL_WORDS = (
    "{file}, row {row}: this unit has several texts in a language; the first one is read "
    "({num_rows} such {num_rows:row|rows} in all)."
)


@dataclass(slots=True)
class _Unit:
    """A translation unit: the texts that say the same.

    Attributes:
        texts: By language, in their order.
        has_codes: Whether codes of a program stood in one of them.
        has_several: Whether a language has several texts.
    """

    texts: dict[str, str] = field(default_factory=dict)
    has_codes: bool = False
    has_several: bool = False


class TmxReader(RowsReader):
    """Reads each unit as a row, with a column for each language; the file's source language comes first."""

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first units: which languages there are."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        source = DataSource(path, format, (), stamp, "utf-8", gzipped)
        source = replace(source, encoding=_find_encoding(source, reading.encoding))
        units = _Units(source)
        found = list(islice(units, _NUM_SAMPLED))
        languages = list(dict.fromkeys(language for unit in found for language in unit.texts))
        if len(languages) < 2:
            raise DataError(
                "{file}: expected units with texts in two languages at least. Received: {received}.",
                file=path,
                received=", ".join(languages) or "none",
            )
        languages.sort(key=lambda language: not _is_of(language, units.source_language))
        notes = [*encoding_notes(path, source.encoding, gzipped, reading.encoding)]
        if any(unit.has_codes for unit in found):
            template = "{file}: codes inside the texts, such as those of bold letters, are left out."
            notes.append(Finding("info", Message(template, {"file": str(path)})))
        return replace(source, columns=tuple(map(Column, languages)), notes=tuple(notes))

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the texts of each unit; one that is not there is empty."""
        for unit in _Units(source):
            yield tuple(unit.texts.get(language, "") for language in source.column_names)

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the texts into a CSV file, and tell of what only the whole file shows."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        others = RowTally("other_languages", _OTHER_LANGUAGES_WORDS)
        several = RowTally("several_in_language", _SEVERAL_WORDS)
        known = {*source.column_names}

        def rows() -> Iterator[tuple[str, ...]]:
            for row, unit in enumerate(_Units(source), start=1):
                if not unit.texts.keys() <= known:
                    others.add(row)
                if unit.has_several:
                    several.add(row)
                yield tuple(unit.texts.get(language, "") for language in source.column_names)

        copy = write_copy(source, folder, rows(), ticker)
        return replace(copy, notes=(*others.notes(source), *several.notes(source)))


def _find_encoding(source: DataSource, given: str | None) -> str:
    """Return the encoding: the one given, else the one that the file's first line says, else what its bytes tell."""
    with damage_named(source):
        head = read_head(source.path, source.is_gzipped)
        said = _said_encoding(head)
        return find_or_ask(source.path, source.is_gzipped, given or said)


def _said_encoding(head: bytes) -> str | None:
    """Return the encoding of an XML declaration; `None` where there is none, or a mark before it says it."""
    start, _, rest = head[:200].partition(b"encoding=")
    if not start.startswith(b"<?xml") or b"?>" in start or not rest:
        return None
    name = find_encoding(rest[1:].partition(rest[:1])[0].decode("ascii", "replace"))
    # The declaration could be read byte by byte: where it says UTF-16, the file was saved anew since.
    return None if name is None or name.startswith(("utf-16", "utf-32")) else name


def _is_of(language: str, wanted: str) -> bool:
    """Return whether a language is the one wanted, whichever region either names."""
    return bool(wanted) and language.partition("-")[0] == wanted.partition("-")[0]


_REGION_LENGTH = 2


def _normal(language: str) -> str:
    """Return a language's tag as BCP 47 writes it: `EN_us` is `en-US`."""
    first, *rest = language.strip().replace("_", "-").split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == _REGION_LENGTH else part.title() for part in rest)])


def _without_namespace(name: str) -> str:
    return name.rpartition(" ")[2]


class _Units:
    """Iterates over the units of a file, piece by piece.

    Args:
        source: The file; its columns need not be known.

    Attributes:
        source_language: What the file's header says its texts were translated from; empty where it does not.
    """

    def __init__(self, source: DataSource) -> None:
        self.source_language = ""
        self._source = source
        self._done: list[_Unit] = []
        self._num_units = 0
        self._unit: _Unit | None = None
        self._language = ""
        # The elements inside a segment; none outside.
        self._inside: list[str] = []
        self._text: list[str] = []
        self._has_root = False
        self._parser = self._make_parser()

    def __iter__(self) -> Iterator[_Unit]:
        """Yield the units.

        Raises:
            DataError: if the file is no well-formed TMX, or has entities of its own.
        """
        source = self._source
        with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
            while chunk := file.read(_CHUNK):
                self._check_bytes(chunk)
                self._feed(chunk, is_last=False)
                yield from self._take()
            self._feed("", is_last=True)
            yield from self._take()

    def _make_parser(self) -> expat.XMLParserType:
        # What is parsed is text already, whatever the declaration says of the bytes.
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._refuse_unknown
        return parser

    def _feed(self, text: str, *, is_last: bool) -> None:
        try:
            self._parser.Parse(text.encode(), is_last)
        except expat.ExpatError as error:
            raise DataError(
                "{file}, line {line}: expected XML that is well-formed. Received: {received}.",
                file=self._source.path,
                line=error.lineno,
                received=expat.ErrorString(error.code),
            ) from None

    def _take(self) -> Sequence[_Unit]:
        done, self._done = self._done, []
        return done

    def _check_bytes(self, chunk: str) -> None:
        if chunk.isascii():
            return
        # There a broken unit became U+FFFD.
        is_wide = self._source.encoding.startswith("utf-16")
        for place, character in enumerate(chunk):
            if "\udc80" <= character <= "\udcff" or (character == "\ufffd" and is_wide):
                raise DataError(
                    "{file}, line {line}: expected text encoded as {expected}. Received: {received}. Choose "
                    "the encoding that the file is in.",
                    file=self._source.path,
                    line=self._parser.CurrentLineNumber + chunk.count("\n", 0, place),
                    expected=self._source.encoding,
                    received="U+FFFD" if is_wide else f"0x{ord(character) - 0xDC00:02X}",
                )

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = _without_namespace(full_name)
        if not self._has_root and name != "tmx":
            raise DataError(
                "{file}: expected a translation memory, whose first element is tmx. Received: {received}.",
                file=self._source.path,
                received=shorten(name),
            )
        self._has_root = True
        if self._inside:
            self._inside.append(name)
            if name in _CODES and self._unit is not None:
                self._unit.has_codes = True
            return
        match name:
            case "header":
                language = attributes.get("srclang", "")
                self.source_language = "" if language.lower() == _ALL_LANGUAGES else _normal(language)
            case "tu":
                self._unit = _Unit()
                self._num_units += 1
            case "tuv":
                self._language = self._language_of(attributes)
            case "seg" if self._unit is not None:
                self._inside.append(name)
                self._text = []

    def _end(self, full_name: str) -> None:
        if self._inside:
            self._inside.pop()
            if not self._inside:
                self._keep("".join(self._text).strip())
        elif _without_namespace(full_name) == "tu" and self._unit is not None:
            self._done.append(self._unit)
            self._unit = None

    def _add(self, text: str) -> None:
        if self._inside and not _CODES.intersection(self._inside):
            self._text.append(text)

    def _keep(self, text: str) -> None:
        if self._unit is None:
            return
        if self._language in self._unit.texts:
            self._unit.has_several = True
        else:
            self._unit.texts[self._language] = text

    def _language_of(self, attributes: dict[str, str]) -> str:
        language = attributes.get(_LANGUAGE) or attributes.get("lang") or ""
        if not language.strip():
            raise DataError(
                "{file}, row {row}, line {line}: expected a language with each text (xml:lang of tuv). Received: none.",
                file=self._source.path,
                row=self._num_units,
                line=self._parser.CurrentLineNumber,
            )
        return _normal(language)

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise DataError(
            "{file}, line {line}: expected a file without entities of its own, which could make it endless. "
            "Received: a declaration of {received}.",
            file=self._source.path,
            line=self._parser.CurrentLineNumber,
            received=shorten(name),
        )

    def _refuse_unknown(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            raise DataError(
                "{file}, line {line}: expected characters, or one of XML's own entities. Received: {received}.",
                file=self._source.path,
                line=self._parser.CurrentLineNumber,
                received=shorten(f"&{name};"),
            )

"""Columns in CoNLL's style: a token with its tags on each line, an empty line between sentences."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress
from studio.data.encodings import find_or_ask, is_gzipped, open_text
from studio.data.findings import Finding
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.conll_layout import COMMENT, Layout, find_layout, is_document, is_tag
from studio.data.readers.delimited import encoding_notes, write_copy
from studio.data.readers.progress import Ticker
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.source import Column, DataSource, stamp_of
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec

FORMAT = "conll"
_NUM_SAMPLED = 2000


class ConllReader(CopiedReader):
    """Reads each sentence as a row: lists of its tokens and of its tags."""

    settings: tuple[str, ...] = ("encoding",)

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first lines: encoding, and how many columns there are."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = find_or_ask(path, gzipped, reading.encoding)
        with open_text(path, encoding, gzipped) as file:
            layout = find_layout([line.rstrip("\r\n") for line in islice(file, _NUM_SAMPLED)])
        if layout is None:
            raise DataError(
                "{file}: expected a token and its tag on each line, with a tab or a space between them, and an empty "
                "line between sentences. Received: a file without such lines.",
                file=path,
            )
        notes = list(encoding_notes(path, encoding, gzipped, reading.encoding))
        template = "{file} holds sentences with a token on each line: they are the rows."
        notes.append(Finding("info", Message(template, {"file": str(path)})))
        columns = tuple(Column(name, "nested") for name in layout.places)
        return DataSource(path, FORMAT, columns, stamp, encoding, gzipped, layout=layout.to_text(), notes=tuple(notes))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first sentences."""
        return list(islice(_read(source), num_rows))

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the sentences into a CSV file, lists as JSON."""
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        return write_copy(source, folder, _read(source), ticker)


def _read(source: DataSource) -> Iterator[tuple[str, ...]]:
    layout = Layout.of(source.layout)
    places = layout.places.values()
    for sentence in _sentences(source, layout):
        # What a column has nothing to say of is a dash in CoNLL's files: kept, for a dash may also be a token.
        yield tuple(json.dumps([values[place] for values in sentence], ensure_ascii=False) for place in places)


def _sentences(source: DataSource, layout: Layout) -> Iterator[list[list[str]]]:
    sentence: list[list[str]] = []
    row = 1
    with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
        for number, line in enumerate(file, start=1):
            text = line.rstrip("\r\n")
            if not text.strip() or is_document(text):
                if sentence:
                    yield sentence
                    row += 1
                sentence = []
                continue
            values = layout.split(text)
            if _is_comment(values, layout, is_first=not sentence):
                continue
            if len(values) != layout.num_columns:
                raise _other_width(source, row, number, layout, text)
            if not text.isascii():
                check_encoding(source, row, [values[place] for place in layout.places.values()])
            if not layout.is_universal or values[0].isdigit():
                sentence.append(values)
    if sentence:
        yield sentence


def _is_comment(values: list[str], layout: Layout, *, is_first: bool) -> bool:
    """Return whether a line is a comment: it stands before a sentence, and is no hash sign with a tag."""
    if not values[0].startswith(COMMENT) or not is_first:
        return False
    return layout.is_universal or len(values) != layout.num_columns or not is_tag(values[-1])


def _other_width(source: DataSource, row: int, number: int, layout: Layout, text: str) -> DataError:
    return DataError(
        "{file}, row {row}, line {line}: expected {expected} {expected:value|values}, a token and its tags. "
        "Received {num_received}: {received}.",
        file=source.path,
        row=row,
        line=number,
        expected=layout.num_columns,
        num_received=len(layout.split(text)),
        received=shorten(text),
    )

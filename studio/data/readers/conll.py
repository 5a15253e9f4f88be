"""Columns in CoNLL's style: a token with its tags on each line, an empty line between sentences."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.data.encodings import open_text
from studio.data.findings import Finding
from studio.data.readers.conll_layout import COMMENT, Layout, find_layout, is_document, is_tag
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.readers.text_lines import TextLinesReader
from studio.data.source import Column, DataSource
from studio.errors import DataError
from studio.messages import Message

FORMAT = "conll"


class ConllReader(TextLinesReader):
    """Reads each sentence as a row: lists of its tokens and of its tags, as JSON."""

    num_sampled = 2000

    def look(self, path: Path, lines: Sequence[str]) -> tuple[str, tuple[Column, ...], tuple[Finding, ...]]:
        """Return how many columns there are, and what they hold."""
        layout = find_layout(lines)
        if layout is None:
            raise DataError(
                "{file}: expected a token and its tag on each line, with a tab or a space between them, and an empty "
                "line between sentences. Received: a file without such lines.",
                file=path,
            )
        template = "{file} holds sentences with a token on each line: they are the rows."
        told = Finding("info", Message(template, {"file": str(path)}))
        return layout.to_text(), tuple(Column(name, "nested") for name in layout.places), (told,)

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the lists of each sentence."""
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

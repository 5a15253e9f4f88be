"""Text files with one text on each line or in each paragraph, and fastText's lines, which begin with labels."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from studio.data.encodings import open_text
from studio.data.findings import Finding
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.readers.text_lines import TextLinesReader
from studio.data.readers.wrapped import is_wrapped, join_paragraphs
from studio.data.source import Column, DataSource
from studio.errors import DataError
from studio.messages import Message

_PREFIX = "__label__"
_FAST_TEXT = "fasttext"
_PARAGRAPHS = "paragraphs"


class LinesReader(TextLinesReader):
    """Reads each line as a row: an empty one is a row without a text, so that rows and lines have the same numbers.

    Where lines were cut at a width, each paragraph is a row.
    """

    num_sampled = 400

    def look(self, path: Path, lines: Sequence[str]) -> tuple[str, tuple[Column, ...], tuple[Finding, ...]]:
        """Return whether labels stand in front."""
        filled = [line for line in lines if line.strip()]
        if not filled:
            raise DataError("{file}: expected a text on each line. Received: an empty file.", file=path)
        if sum(line.startswith(_PREFIX) for line in filled) * 2 <= len(filled):
            if not is_wrapped(lines):
                return "", (Column("text"),), ()
            template = "{file}: its lines were cut at a width; its paragraphs, which empty lines part, are the rows."
            return _PARAGRAPHS, (Column("text"),), (Finding("info", Message(template, {"file": str(path)})),)
        template = "{file} holds fastText's lines: what follows {prefix} is the label."
        told = Finding("info", Message(template, {"file": str(path), "prefix": _PREFIX}))
        return _FAST_TEXT, (Column("text"), Column("label")), (told,)

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the text of each line, and its label where labels stand in front."""
        with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
            texts = (line.rstrip("\r\n") for line in file)
            for row, text in enumerate(join_paragraphs(texts) if source.layout == _PARAGRAPHS else texts, start=1):
                if not text.isascii():
                    check_encoding(source, row, [text])
                yield _split(source, row, text) if source.layout == _FAST_TEXT else (text,)


def _split(source: DataSource, row: int, line: str) -> tuple[str, str]:
    """Return a line's text and label."""
    words = line.split(" ")
    labels = []
    while words and (words[0].startswith(_PREFIX) or not words[0]):
        word = words.pop(0)
        labels += [word.removeprefix(_PREFIX)] if word else []
    if len(labels) > 1:
        raise DataError(
            "{file}, row {row}: expected one label. Received: {received}. Texts with several labels are for "
            "multi-label classification, a task of its own.",
            file=source.path,
            row=row,
            received=", ".join(shorten(label) for label in labels),
        )
    return " ".join(words), labels[0] if labels else ""

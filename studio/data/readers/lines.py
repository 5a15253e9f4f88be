"""Text files with a text on each line, in each paragraph or document; fastText's lines, which begin with labels."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from studio.data.encodings import open_text
from studio.data.findings import Finding
from studio.data.readers.records import check_encoding, damage_named, shorten
from studio.data.readers.text_lines import TextLinesReader
from studio.data.readers.wrapped import is_wrapped, join_documents, join_paragraphs
from studio.data.source import Column, DataSource
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec, TextRows

_PREFIX = "__label__"
FAST_TEXT = "fasttext"
PARAGRAPHS = "paragraphs"
DOCUMENTS = "documents"
_LAYOUTS: dict[TextRows, str] = {"lines": "", "paragraphs": PARAGRAPHS, "documents": DOCUMENTS}
_JOINED: dict[str, Callable[[Iterable[str]], Iterator[str]]] = {
    PARAGRAPHS: join_paragraphs,
    DOCUMENTS: join_documents,
}
_WRAPPED_WORDS = "{file}: its lines were cut at a width; its paragraphs, which empty lines part, are the rows."
_FAST_TEXT_WORDS = "{file} holds fastText's lines: what follows {prefix} is the label."


class LinesReader(TextLinesReader):
    """Reads each line as a row: an empty one is a row without a text, so that rows and lines have the same numbers.

    Where lines were cut at a width, each paragraph is a row. A document is one where that is asked for: its lines stay
    apart, and an empty line ends it.
    """

    settings: tuple[str, ...] = ("encoding", "text_rows")
    num_sampled = 400

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first lines: encoding, layout and columns. What is asked for goes before what they look like."""
        source = super().open(path, format, reading)
        if reading.text_rows is None:
            return source
        layout = _LAYOUTS[reading.text_rows]
        kept = source.notes if layout == source.layout else _without_layout(source.notes)
        return replace(source, layout=layout, columns=(Column("text"),), notes=kept)

    def look(self, path: Path, lines: Sequence[str]) -> tuple[str, tuple[Column, ...], tuple[Finding, ...]]:
        """Return whether labels stand in front."""
        filled = [line for line in lines if line.strip()]
        if not filled:
            raise DataError("{file}: expected a text on each line. Received: an empty file.", file=path)
        if sum(line.startswith(_PREFIX) for line in filled) * 2 <= len(filled):
            if not is_wrapped(lines):
                return "", (Column("text"),), ()
            return PARAGRAPHS, (Column("text"),), (Finding("info", Message(_WRAPPED_WORDS, {"file": str(path)})),)
        told = Finding("info", Message(_FAST_TEXT_WORDS, {"file": str(path), "prefix": _PREFIX}))
        return FAST_TEXT, (Column("text"), Column("label")), (told,)

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the text of each row, and its label where labels stand in front."""
        with damage_named(source), open_text(source.path, source.encoding, source.is_gzipped) as file:
            texts = (line.rstrip("\r\n") for line in file)
            joined = _JOINED.get(source.layout, iter)(texts)
            for row, text in enumerate(joined, start=1):
                if not text.isascii():
                    check_encoding(source, row, [text])
                yield _split(source, row, text) if source.layout == FAST_TEXT else (text,)


def _without_layout(notes: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what is told of a file, but for how its rows look."""
    return tuple(note for note in notes if note.message.template not in (_WRAPPED_WORDS, _FAST_TEXT_WORDS))


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

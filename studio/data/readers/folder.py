"""A folder with one folder for each class and one text file for each example; or a folder of text files alone."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from studio.data.database import IsCancelled, OnProgress
from studio.data.detecting import detect
from studio.data.encodings import settle
from studio.data.findings import Finding
from studio.data.folders import find_parts, unlabelled_folders
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.delimited import encoding_notes, write_copy
from studio.data.readers.progress import Ticker
from studio.data.source import Column, DataSource, class_files, stamp_of, text_files, unreadable
from studio.encodings import encoding_name, find_encoding
from studio.errors import DataError
from studio.messages import Message
from studio.spec import ReadingSpec

_TEXT, _LABEL, _FILE = Column("text"), Column("label"), Column("file")
_TICK_EVERY = 500
_NUM_SAMPLED = 300
_NUM_SHOWN = 5


class FolderReader(CopiedReader):
    """Reads `<folder>/<class>/<name>.txt` as rows of text, label and file; `<folder>/<name>.txt` as text and file."""

    settings: tuple[str, ...] = ("encoding",)

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """List the files. A folder that holds parts stands for its training part."""
        notes: list[Finding] = []
        if parts := find_parts(path):
            notes.append(_parts_note(path, parts))
            path = parts["train"]
        stamp = stamp_of(path)
        if not stamp.num_files:
            raise DataError(
                "{file}: expected a folder for each class, with text files (.txt) in it, or text files alone. "
                "Received: {received}.",
                file=path,
                received=", ".join(sorted(entry.name for entry in path.iterdir())[:_NUM_SHOWN]) or "an empty folder",
            )
        files = class_files(path)
        has_classes = files[0].parent != path
        encoding = _find_encoding(path, files, reading.encoding)
        notes += [*encoding_notes(path, encoding, False, reading.encoding), *_left_out(path)]
        columns = (_TEXT, _LABEL, _FILE) if has_classes else (_TEXT, _FILE)
        return DataSource(path, format, columns, stamp, encoding, notes=tuple(notes))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return some rows of each class, so that the first class does not fill them all."""
        by_class: dict[str, list[Path]] = {}
        for file in class_files(source.path):
            by_class.setdefault(file.parent.name, []).append(file)
        share = -(-num_rows // len(by_class))
        files = [file for members in by_class.values() for file in members[:share]]
        return [(row[0] or None, *row[1:]) for row in islice(_read(source, files), num_rows)]

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write all texts into one CSV file."""
        files = class_files(source.path)
        ticker = Ticker(f"Reading {source.path.name}", on_progress, is_cancelled, len(files), _TICK_EVERY)
        return write_copy(source, folder, _read(source, files), ticker)


def _find_encoding(folder: Path, files: list[Path], given: str | None) -> str:
    """Return the encoding of the files that are not UTF-8, told from some of them together."""
    if given is not None:
        return find_encoding(given) or given
    sample = [_bytes_of(file) for file in files[:: -(-len(files) // _NUM_SAMPLED)]]
    foreign = [content for content in sample if not content.isascii() and detect(content).encoding not in _UNICODE]
    if not foreign:
        return "utf-8"
    return settle(folder, detect(b"\n".join(foreign)))


_UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be")


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise unreadable(file, error) from None


def _read(source: DataSource, files: list[Path]) -> Iterator[tuple[str, ...]]:
    root, has_classes = source.path, source.has_column(_LABEL.name)
    for file in files:
        content = _bytes_of(file)
        encoding = found if (found := detect(content).encoding) in _UNICODE else source.encoding
        if source.encoding != "utf-8" and found == "utf-8" and not content.isascii() and not _is_utf8(content):
            encoding = source.encoding
        try:
            text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding or "utf-8")
        except UnicodeDecodeError as error:
            raise DataError(
                "{file}: expected text encoded as {expected}. Received: the byte {received} at position {position}. "
                "Save the file as UTF-8, or choose its encoding.",
                file=file,
                expected=encoding_name(encoding or "utf-8"),
                received=f"0x{content[error.start]:02X}",
                position=error.start,
            ) from None
        name = file.relative_to(root).as_posix()
        yield (text.strip(), file.parent.name, name) if has_classes else (text.strip(), name)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _parts_note(path: Path, parts: dict[str, Path]) -> Finding:
    others = ", ".join(part.name for name, part in parts.items() if name != "train")
    template = "{file} holds parts: {train} is what is learned from; what is measured on: {others}."
    if not others:
        return Finding(
            "info",
            Message(
                "{file} holds parts: {train} is what is learned from.",
                {"file": str(path), "train": parts["train"].name},
            ),
        )
    return Finding("info", Message(template, {"file": str(path), "train": parts["train"].name, "others": others}))


def _left_out(path: Path) -> Iterator[Finding]:
    """Tell of texts without a class, and of files beside the class folders."""
    for folder in unlabelled_folders(path):
        num_texts = len(text_files(folder))
        yield Finding(
            "info",
            Message(
                "{file} holds {num_texts} {num_texts:text|texts} without a label; they are not among the rows. Masked "
                "language modelling can learn from them: open that folder.",
                {"file": str(folder), "num_texts": num_texts},
            ),
            num_texts,
        )
    beside = sorted(entry.name for entry in path.iterdir() if entry.is_file() and not entry.name.startswith("."))
    if beside and class_files(path)[0].parent != path:
        shown = ", ".join(beside[:_NUM_SHOWN]) + (", …" if len(beside) > _NUM_SHOWN else "")
        template = "{file}: the files beside the class folders are not read ({received})."
        yield Finding("info", Message(template, {"file": str(path), "received": shown}), len(beside))

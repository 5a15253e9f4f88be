"""Text files in step, one for each language: the same line of each says the same, as in `corpus.en` and `corpus.es`."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TextIO

from studio.data.encodings import find_or_ask, is_gzipped, open_text
from studio.data.findings import Finding
from studio.data.readers.delimited import encoding_notes
from studio.data.readers.records import check_encoding, damage_named
from studio.data.readers.rows_reader import RowsReader
from studio.data.source import Column, DataSource, is_hidden, stamp_of
from studio.endings import GZIP_ENDING
from studio.errors import DataError
from studio.language_names import is_language
from studio.messages import Message
from studio.spec import ReadingSpec

FORMAT = "aligned"

# What a file is called by instead of its language, and what its column is called then.
_SIDES = {"src": "source", "source": "source", "tgt": "target", "trg": "target", "target": "target"}
_TEXT_ENDING = ".txt"


class AlignedReader(RowsReader):
    """Reads the lines of the same number as a row, with a column for each file."""

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Find the files that belong together, and how each is encoded."""
        sides = find_sides(path)
        files = [*sides.values()]
        stamp = stamp_of(files[0], files[1:])
        encodings = [find_or_ask(file, is_gzipped(file), reading.encoding) for file in files]
        template = "{file} is read together with {others}: the same lines of these files belong together."
        others = ", ".join(file.name for file in files[1:])
        notes = [Finding("info", Message(template, {"file": str(files[0]), "others": others}))]
        for file, encoding in zip(files, encodings, strict=True):
            notes += encoding_notes(file, encoding, is_gzipped(file), reading.encoding)
        return DataSource(
            files[0],
            format,
            tuple(map(Column, sides)),
            stamp,
            encodings[0],
            layout=json.dumps(encodings),
            notes=tuple(notes),
            beside=tuple(files[1:]),
        )

    def rows(self, source: DataSource) -> Iterator[tuple[str, ...]]:
        """Yield the lines of each number.

        Raises:
            DataError: if a line is damaged, or the files have different numbers of lines.
        """
        parts = _parts_of(source)
        with ExitStack() as stack:
            stack.enter_context(damage_named(source))
            files = [stack.enter_context(_open(part)) for part in parts]
            for row, lines in enumerate(zip_longest(*files), start=1):
                if None in lines:
                    raise _other_number(parts, [row - (line is None) for line in lines], files)
                texts = tuple(line.rstrip("\r\n") for line in lines)
                for part, text in zip(parts, texts, strict=True):
                    if not text.isascii():
                        check_encoding(part, row, [text])
                yield texts


def find_sides(path: Path) -> dict[str, Path]:
    """Return the files in step that a path stands for, by the names of their columns.

    Args:
        path: One of the files, whose column comes first; or a folder that holds nothing else but them.

    Returns:
        Two at least; none where the path stands for no such files.

    Raises:
        DataError: if a folder holds several such groups.
    """
    return _in_folder(path) if path.is_dir() else _beside(path)


def _beside(path: Path) -> dict[str, Path]:
    stem, side, ending = _split_name(path)
    # A file called `en.txt` is a text like others: its folder may be opened instead.
    if not side or not stem:
        return {}
    alike = sorted(file for file in path.parent.iterdir() if file != path and _is_text(file))
    found = [file for file in alike if (named := _split_name(file))[0] == stem and named[1] and named[2] == ending]
    sides = {_column(path): path, **{_column(file): file for file in found if _column(file) != _column(path)}}
    return _ordered(sides) if len(sides) > 1 else {}


def _in_folder(folder: Path) -> dict[str, Path]:
    groups: dict[tuple[str, str], list[Path]] = {}
    for file in sorted(file for file in folder.iterdir() if _is_text(file)):
        stem, side, ending = _split_name(file)
        if side:
            groups.setdefault((stem, ending), []).append(file)
        elif ending == _TEXT_ENDING:
            # Texts of another kind: each of these files is one.
            return {}
    pairs = {key: files for key, files in groups.items() if len(files) > 1}
    if not pairs or any(len(files) < 2 and ending == _TEXT_ENDING for (_, ending), files in groups.items()):
        return {}
    if len(pairs) > 1:
        raise DataError(
            "{file}: expected text files in step of a single name, such as corpus.en and corpus.es. Received: several "
            "({received}). Open a file of those that are meant; the others may be the data for validation and test.",
            file=folder,
            received=", ".join(files[0].name for files in pairs.values()),
        )
    ((files),) = pairs.values()
    return _ordered({_column(file): file for file in files})


def _ordered(sides: dict[str, Path]) -> dict[str, Path]:
    """Return what is called a source first; else the order as it is."""
    return dict(sorted(sides.items(), key=lambda entry: entry[0] != "source"))


def _split_name(path: Path) -> tuple[str, str, str]:
    """Return what a file's name says: what all files in step have in common, the side, and `.txt` if it ends so.

    `corpus.en`, `corpus.en.txt` and `corpus.en.gz` give `corpus` and `en`; `en.txt` gives nothing and `en`.
    """
    plain = path.with_suffix("") if path.suffix.lower() == GZIP_ENDING else path
    ending = _TEXT_ENDING if plain.suffix.lower() == _TEXT_ENDING else ""
    name = plain.stem if ending else plain.name
    stem, _, side = name.rpartition(".")
    is_named = side.lower() in _SIDES or is_language(side)
    return (stem, side, ending) if is_named and (stem or ending) else (name, "", ending)


def is_side(path: Path) -> bool:
    """Return whether a file's ending is a language, or says that it is a source or a target."""
    return bool(_split_name(path)[1])


def _column(path: Path) -> str:
    side = _split_name(path)[1]
    return _SIDES.get(side.lower(), side)


def _is_text(file: Path) -> bool:
    return file.is_file() and not is_hidden(file)


def _parts_of(source: DataSource) -> list[DataSource]:
    """Return each of the files as a data set of its own, with one column."""
    encodings = json.loads(source.layout)
    files = (source.path, *source.beside)
    return [
        replace(source, path=file, columns=(column,), encoding=encoding, is_gzipped=is_gzipped(file), beside=())
        for file, column, encoding in zip(files, source.columns, encodings, strict=True)
    ]


def _open(part: DataSource) -> TextIO:
    file = open_text(part.path, part.encoding, part.is_gzipped)
    # A lone carriage return inside a line ends none: programs that align texts count line feeds.
    file.reconfigure(newline="\n")  # type: ignore[attr-defined]
    return file


def _other_number(parts: Sequence[DataSource], counts: list[int], files: Sequence[TextIO]) -> DataError:
    """Return the error for files of different numbers of lines.

    Args:
        parts: The files.
        counts: How many lines were read of each.
        files: The same files, open behind these lines.
    """
    numbers = [count + sum(1 for _ in file) for count, file in zip(counts, files, strict=True)]
    first = next(place for place, number in enumerate(numbers) if number != numbers[0])
    return DataError(
        "{file}: expected as many lines as in {other}, which has {expected}. Received: {received}.",
        file=parts[first].path,
        other=parts[0].path.name,
        expected=numbers[0],
        received=numbers[first],
    )

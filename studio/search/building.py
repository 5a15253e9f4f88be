"""Building an index: passages read, embedded in chunks, and written to a folder that is complete or absent."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.data import DataSource, count_rows, iter_texts
from studio.errors import DataError
from studio.jobs import Progress
from studio.manifest import sealed_folder
from studio.search.index import OFFSETS, ROWS, TEXTS, VECTORS, Description, SearchIndex
from studio.search.places import hash_files

# From texts to their normalized vectors: a float32 array of shape (num_texts, dim).
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

# A chunk is embedded whole, sorted by length: short enough for a progress bar that moves.
_CHUNK_SIZE = 1024


def build_index(
    folder: Path,
    source: DataSource,
    column: str,
    model: str,
    embed: Embed,
    on_progress: Callable[[Progress], None] | None = None,
) -> SearchIndex:
    """Embed all texts of a column and keep them as an index; an earlier one is replaced.

    Args:
        folder: Where it goes.
        source: The file with the passages.
        column: The column that they stand in. Rows without a text are left out.
        model: What `hash_files` gives for the model's folder.
        embed: Makes the vectors.
        on_progress: Called with the rows done.

    Raises:
        DataError: if no row has a text, or the file changes meanwhile.
    """
    num_rows = count_rows(source)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with sealed_folder(folder) as unfinished:
        rows, dim = _write(unfinished, source, column, embed, num_rows, on_progress)
        stamp = source.stamp if source.path.is_file() else None
        Description(
            file=str(source.path),
            column=column,
            size_bytes=stamp.size_bytes if stamp else 0,
            modified_ns=stamp.modified_ns if stamp else 0,
            content=hash_files(source.path),
            model=model,
            num_passages=len(rows),
            num_rows=num_rows,
            dim=dim,
        ).write(unfinished)
    return SearchIndex(folder)


def _write(
    folder: Path,
    source: DataSource,
    column: str,
    embed: Embed,
    num_rows: int,
    on_progress: Callable[[Progress], None] | None,
) -> tuple[NDArray[np.int64], int]:
    """Write vectors, texts, offsets and rows. Returns the rows that have a text, from 0, and the vectors' length."""
    kept: list[int] = []
    lengths = [0]
    dim = 0
    with (folder / VECTORS).open("wb") as vectors, (folder / TEXTS).open("wb") as texts:
        for numbers, chunk in _chunks(source, column):
            if chunk:
                made = np.ascontiguousarray(embed(chunk), np.float32)
                dim = made.shape[1]
                vectors.write(made.tobytes())
                encoded = [text.encode() for text in chunk]
                texts.write(b"".join(encoded))
                lengths.extend(map(len, encoded))
                kept.extend(numbers)
            if on_progress is not None and numbers:
                on_progress(Progress("Indexing", numbers[-1] + 1, num_rows))
    if not kept:
        raise DataError(
            "{file}, column {column}: expected passages to search in. Received: no row with a text.",
            file=source.path,
            column=column,
        )
    np.save(folder / OFFSETS, np.cumsum(lengths, dtype=np.int64))
    rows = np.array(kept, np.int64)
    np.save(folder / ROWS, rows)
    return rows, dim


def _chunks(source: DataSource, column: str) -> Iterator[tuple[list[int], list[str]]]:
    """Yield row numbers, from 0, and texts, of the rows that have one."""
    start = 0
    for batch in iter_texts(source, column, _CHUNK_SIZE):
        there = [(start + place, text) for place, text in enumerate(batch) if text is not None]
        start += len(batch)
        yield [number for number, _ in there], [text for _, text in there]

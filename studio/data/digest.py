"""A data set boiled down to a few numbers a row, in DuckDB, so that texts of any size can be counted and compared."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import readers
from studio.data.database import IsCancelled, OnProgress, connect, quote_text, watched
from studio.data.findings import Finding
from studio.data.reading import BLANK, relation, with_plain
from studio.data.source import DataSource
from studio.data.split import Labels, Repeats
from studio.tasks.base import LABEL_ROLE

MAX_CLASSES = 10_000
_CHUNK_ROWS = 1_000_000
_BLANK = quote_text(BLANK)
# Trimming every text takes longer than reading it, so only those that start with a blank are trimmed.
_STARTS_BLANK = "(text < '!' OR (text >= '\u00a0' AND text < '\u00a1') OR (text >= '\u3000' AND text < '\u3001'))"
# A word is a run of letters, or a single Chinese or Japanese character.
_IDEOGRAPHS = r"\p{Han}\p{Hiragana}\p{Katakana}"
_WORDS = (
    "CASE WHEN strlen(text) = length(text) AND NOT contains(text, '  ') AND NOT contains(text, chr(9)) "
    "AND NOT contains(text, chr(10)) "
    "THEN length(text) - length(replace(text, ' ', '')) + 1 - ends_with(text, ' ')::INTEGER "
    rf"ELSE len(regexp_extract_all(text, '[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+')) END"
)


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How often a label occurs.

    Attributes:
        label: The label as text.
        count: The number of rows.
        first_row: Where it occurs first, counted from 1.
    """

    label: str
    count: int
    first_row: int


@dataclass(frozen=True, slots=True)
class RowCount:
    """How many rows are of some kind, and the first of them, counted from 1 (0 where there is none)."""

    count: int
    first_row: int


class Digest:
    """Answers questions about a data set from the table that `open_digest` made.

    Args:
        connection: The database that holds the table.
        source: The data set.
        columns: From role to column; `text`, and `label` where the task has one.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        source: DataSource,
        columns: Mapping[str, str],
        is_cancelled: IsCancelled | None,
    ) -> None:
        self.source = source
        self.columns = columns
        self._connection = connection
        self._is_cancelled = is_cancelled
        self.has_labels = LABEL_ROLE in columns
        self.notes = source.notes
        self.num_rows = self._count("SELECT count(*), 0 FROM digest").count

    def count_labels(self) -> tuple[LabelCount, ...]:
        """Return the labels, the most frequent first; one more than `MAX_CLASSES` at most."""
        rows = self._fetch(
            "SELECT label, count(*), min(rowid) + 1 FROM digest WHERE label IS NOT NULL "
            f"GROUP BY label ORDER BY 2 DESC, 1 LIMIT {MAX_CLASSES + 1}"
        )
        return tuple(LabelCount(str(label), int(count), int(row)) for label, count, row in rows)

    def missing_texts(self) -> RowCount:
        """Return the rows without a text."""
        return self._count("SELECT count(*), min(rowid) + 1 FROM digest WHERE text_hash IS NULL")

    def missing_labels(self) -> RowCount:
        """Return the rows without a label."""
        return self._count("SELECT count(*), min(rowid) + 1 FROM digest WHERE label IS NULL")

    def missing(self) -> int:
        """Return the number of rows without a text or, where the task has one, without a label."""
        label = " OR label IS NULL" if self.has_labels else ""
        return self._count(f"SELECT count(*), 0 FROM digest WHERE text_hash IS NULL{label}").count

    def duplicates(self) -> RowCount:
        """Return the rows whose text occurred before."""
        self._find_repeated()
        return self._count(
            "SELECT count(*), min(digest.rowid) + 1 FROM digest JOIN repeated USING (text_hash) "
            "WHERE digest.rowid <> repeated.leader"
        )

    def conflicts(self) -> RowCount:
        """Return the texts that come with different labels."""
        self._find_repeated()
        return self._count(
            "SELECT count(*), min(row) FROM (SELECT min(digest.rowid) + 1 AS row FROM digest "
            "JOIN repeated USING (text_hash) GROUP BY text_hash HAVING min(label) <> max(label))"
        )

    def repeats(self) -> Repeats:
        """Return the rows whose text occurs more than once."""
        self._find_repeated()
        found = self._connection.execute(
            "SELECT digest.rowid AS row, repeated.leader AS leader FROM digest JOIN repeated USING (text_hash)"
        ).fetchnumpy()
        return Repeats(np.asarray(found["row"], dtype=np.int64), np.asarray(found["leader"], dtype=np.int64))

    def lengths(self, unit: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the lengths that occur, ascending, and how often; the unit is `characters` or `words`."""
        found = self._connection.execute(
            f"SELECT num_{unit} AS length, count(*) AS count FROM digest WHERE text_hash IS NOT NULL "
            "GROUP BY 1 ORDER BY 1"
        ).fetchnumpy()
        return np.asarray(found["length"], dtype=np.int64), np.asarray(found["count"], dtype=np.int64)

    def label_codes(self, class_names: Sequence[str]) -> Labels:
        """Return the position of each row's label in `class_names`; int32 array of shape (num_rows,).

        Without labels all rows count as one class.
        """
        if not self.has_labels:
            return np.zeros(self.num_rows, np.int32)
        names = ", ".join(quote_text(name) for name in class_names)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE codes AS SELECT unnest([{names}]) AS label")
        self._connection.execute("ALTER TABLE codes ADD COLUMN code INTEGER")
        self._connection.execute("UPDATE codes SET code = rowid")
        codes = np.empty(self.num_rows, dtype=np.int32)
        for start in range(0, self.num_rows, _CHUNK_ROWS):
            end = min(start + _CHUNK_ROWS, self.num_rows)
            found = self._connection.execute(
                "SELECT digest.rowid AS row, code FROM digest JOIN codes USING (label) "
                f"WHERE digest.rowid BETWEEN {start} AND {end - 1}"
            ).fetchnumpy()
            codes[np.asarray(found["row"], dtype=np.int64)] = found["code"]
        return codes

    def text_hashes(self) -> NDArray[np.uint64]:
        """Return the distinct hashes of the texts, ascending. They are comparable within a process only."""
        found = self._connection.execute(
            "SELECT DISTINCT text_hash FROM digest WHERE text_hash IS NOT NULL"
        ).fetchnumpy()
        return np.sort(np.asarray(found["text_hash"], dtype=np.uint64))

    def _find_repeated(self) -> None:
        with watched(self._connection, "", None, self._is_cancelled):
            self._connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS repeated AS SELECT text_hash, min(rowid) AS leader FROM digest "
                "WHERE text_hash IS NOT NULL GROUP BY text_hash HAVING count(*) > 1"
            )

    def _fetch(self, query: str) -> list[tuple[Any, ...]]:
        with watched(self._connection, "", None, self._is_cancelled):
            return self._connection.execute(query).fetchall()

    def _count(self, query: str) -> RowCount:
        ((count, row),) = self._fetch(query)
        return RowCount(int(count), int(row or 0))


@contextmanager
def open_digest(
    source: DataSource,
    columns: Mapping[str, str],
    *,
    has_lengths: bool,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Iterator[Digest]:
    """Read a data set once and give its digest.

    Args:
        source: The data set.
        columns: From role to column; `text`, and `label` where the task has one.
        has_lengths: Whether to count characters and words too.
        on_progress: Called while the file is read.
        is_cancelled: Asked whether to give up.

    Raises:
        DataError: if a row is broken, or the data set has changed.
        CancelledError: if `is_cancelled` said so.
    """
    lengths = f", length(text)::UINTEGER AS num_characters, ({_WORDS})::UINTEGER AS num_words" if has_lengths else ""
    with connect() as connection:
        found: list[Finding] = []

        def build(plain: DataSource) -> None:
            found[:] = plain.notes if plain.path != source.path else ()
            reader = readers.get(plain.format)
            text = reader.text_of(plain, columns["text"])
            label = reader.text_of(plain, columns[LABEL_ROLE]) if LABEL_ROLE in columns else "NULL::VARCHAR"
            with watched(connection, f"Reading {source.path.name}", on_progress, is_cancelled):
                connection.execute(
                    "CREATE TEMP TABLE digest AS SELECT CASE WHEN length(text) > 0 THEN hash(text) END AS text_hash, "
                    f"nullif(trim(label, {_BLANK}), '') AS label{lengths} "
                    f"FROM (SELECT CASE WHEN {_STARTS_BLANK} THEN trim(text, {_BLANK}) ELSE text END AS text, label "
                    f"FROM (SELECT {text} AS text, {label} AS label FROM {relation(plain)}))"
                )

        with_plain(source, build, on_progress=on_progress, is_cancelled=is_cancelled)
        digest = Digest(connection, source, columns, is_cancelled)
        digest.notes += tuple(found)
        yield digest

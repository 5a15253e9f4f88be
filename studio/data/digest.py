"""A data set boiled down to a few numbers a row, in DuckDB, so that texts of any size can be counted and compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.columns import Columns
from studio.data import list_labels
from studio.data.answers import AnswerTool
from studio.data.database import IsCancelled, quote_text, watched
from studio.data.digest_query import FAULTY, NO_TARGET, NO_TEXT, NOT_ACCEPTED, USED
from studio.data.findings import MAX_ROWS
from studio.data.role_columns import class_column, input_columns
from studio.data.rules import BLANK, LeftOut, RowRules
from studio.data.source import DataSource
from studio.data.split import Labels, Repeats, first_of_linked
from studio.tasks import Task

MAX_CLASSES = 10_000
_CHUNK_ROWS = 1_000_000
# Their readers unwrap lists, so that what still looks like one holds several.
_TYPED_FORMATS = ("json", "jsonl")


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
    """How many rows are of some kind.

    Attributes:
        count: The number of rows.
        first_row: The first of them, counted from 1; 0 where there is none.
        rows: The first thousand of them and of those that belong to them, counted from 1.
    """

    count: int
    first_row: int
    rows: tuple[int, ...] = ()


class Digest:
    """Answers questions about a data set from the table that `open_digest` made.

    Rows that are left out count for nothing but the questions about them.

    Args:
        connection: The database that holds the table.
        source: The data set.
        task: What is to be learned from it.
        columns: From role to column.
        rules: Which rows are left out.
        answers: The column with an annotator's answers and its tool, if there is one.

    Attributes:
        inputs: The columns that a model is given.
        num_rows: All rows of the data set, those that are left out among them.
        list_labels: Labels that hold several, or something that is no label.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        source: DataSource,
        task: Task,
        columns: Columns,
        rules: RowRules,
        answers: tuple[str, AnswerTool] | None,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self.source = source
        self.task = task
        self.columns = columns
        self.inputs = input_columns(task, columns)
        self.class_column = class_column(task, columns)
        self.rules = rules
        self.answers = answers
        self._connection = connection
        self._is_cancelled = is_cancelled
        self.notes = source.notes
        self.num_rows = self._count("SELECT count(*), 0 FROM digest").count
        self.list_labels = self._unwrap_lists() if self.class_column is not None else ()

    def count_labels(self) -> tuple[LabelCount, ...]:
        """Return the labels, the most frequent first; one more than `MAX_CLASSES` at most."""
        rows = self._fetch(
            "SELECT target, count(*), min(rowid) + 1 FROM digest WHERE target IS NOT NULL "
            f"GROUP BY target ORDER BY 2 DESC, 1 LIMIT {MAX_CLASSES + 1}"
        )
        return tuple(LabelCount(str(label), int(count), int(row)) for label, count, row in rows)

    def missing_texts(self, place: int) -> RowCount:
        """Return the rows without the text of one of the inputs, which is given by its place among them."""
        return self._rows_where(f"reason = {NO_TEXT} AND is_missing_{place}")

    def missing_targets(self) -> RowCount:
        """Return the rows that have all texts but nothing that a model could learn to answer."""
        return self._rows_where(f"reason = {NO_TARGET}")

    def faulty(self) -> RowCount:
        """Return the rows that are left out for a fault in what a model is to answer."""
        return self._rows_where(f"reason = {FAULTY}")

    def not_accepted(self) -> RowCount:
        """Return the rows that the annotator rejected, ignored or discarded, whether or not they are left out."""
        return self._rows_where("is_rejected")

    def several_texts(self, place: int) -> RowCount:
        """Return the rows that hold several texts, or an object, for one of the inputs."""
        return self._rows_where(f"has_several_{place} AND reason = {USED}")

    def written_lists(self, place: int) -> RowCount:
        """Return the rows whose text for one of the inputs is written as a list of strings."""
        return self._rows_where(f"is_written_list_{place} AND reason = {USED}")

    def equal_texts(self) -> RowCount:
        """Return the rows whose first two inputs hold the same text. There are two at least."""
        return self._rows_where(f"hash_0 = hash_1 AND reason = {USED}")

    def equal_to_further(self, place: int) -> RowCount:
        """Return the rows in which a further input, given by its place, holds the text of one of the first two."""
        return self._rows_where(f"hash_{place} IN (hash_0, hash_1) AND NOT is_missing_{place} AND reason = {USED}")

    def num_texts(self, place: int) -> int:
        """Return how many different texts the used rows have for one of the inputs, which is given by its place."""
        return self._count(f"SELECT count(DISTINCT hash_{place}), 0 FROM digest WHERE reason = {USED}").count

    def reversed_texts(self) -> RowCount:
        """Return the rows whose first two inputs, the other way round, occurred before. There are two at least."""
        pairs = f"FROM digest WHERE reason = {USED} AND hash_0 <> hash_1 GROUP BY hash_0, hash_1"
        return self._rows_where(
            f"reason = {USED} AND rowid > (SELECT other.row FROM (SELECT hash_0, hash_1, min(rowid) AS row {pairs}) "
            "AS other WHERE other.hash_0 = digest.hash_1 AND other.hash_1 = digest.hash_0)"
        )

    def left_out(self) -> LeftOut:
        """Return how many rows are left out."""
        counts = dict(self._fetch("SELECT reason, count(*) FROM digest GROUP BY 1"))
        return LeftOut(*(int(counts.get(reason, 0)) for reason in (NOT_ACCEPTED, NO_TEXT, NO_TARGET, FAULTY)))

    def with_labels(self, labels: Sequence[str]) -> RowCount:
        """Return the rows with one of some labels."""
        names = ", ".join(quote_text(label) for label in labels)
        return self._rows_where(f"target IN ({names})") if labels else RowCount(0, 0)

    def duplicates(self) -> RowCount:
        """Return the rows whose texts, all together, occurred before.

        `rows` holds the first occurrences as well, before each.
        """
        self._find_repeated()
        found = self._count(
            "SELECT count(*), min(digest.rowid) + 1 FROM digest JOIN repeated USING (text_hash) "
            "WHERE digest.rowid <> repeated.leader"
        )
        rows = self._first_rows(
            "SELECT digest.rowid + 1 FROM digest JOIN repeated USING (text_hash) ORDER BY repeated.leader, digest.rowid"
        )
        return replace(found, rows=rows)

    def conflicts(self) -> RowCount:
        """Return the texts that come with different targets; `rows` holds all rows of each."""
        self._find_repeated()
        groups = (
            "(SELECT text_hash, min(digest.rowid) + 1 AS row FROM digest "
            "JOIN repeated USING (text_hash) GROUP BY text_hash HAVING min(target) <> max(target))"
        )
        found = self._count(f"SELECT count(*), min(row) FROM {groups}")
        rows = self._first_rows(
            f"SELECT digest.rowid + 1 FROM digest JOIN {groups} AS found USING (text_hash) ORDER BY row, digest.rowid"
        )
        return replace(found, rows=rows)

    def repeats(self, *, shares_texts: bool = False) -> Repeats:
        """Return the rows that belong together.

        Args:
            shares_texts: Whether rows belong together that have the text of any input in common, and all that are
                linked in this way; else only those whose texts are all equal, or equal in the task's groups.
        """
        if shares_texts and len(self.inputs) > 1:
            return self._linked()
        if self._groups:
            return self._repeats("group_hash")
        return self._repeats("text_hash")

    def is_used(self) -> NDArray[np.bool_]:
        """Return for each row whether it is not left out: bool array of shape (num_rows,)."""
        used = np.ones(self.num_rows, np.bool_)
        used[self._left_out_rows()] = False
        return used

    def set_targets(self, targets: Sequence[str | None], faulty: Collection[int] = ()) -> None:
        """Say what the rows are to give, where that was read row by row.

        Args:
            targets: For each row what tells its target from another one; `None` where it has none.
            faulty: The numbers of rows, from 0, that are left out for a fault.
        """
        reasons = np.full(self.num_rows, USED, np.uint8)
        reasons[[target is None for target in targets]] = NO_TARGET
        reasons[[*faulty]] = FAULTY
        found = {"number": np.arange(self.num_rows), "target": np.array(targets, object), "why": reasons}
        self._connection.register("found", found)
        self._connection.execute(
            "CREATE OR REPLACE TEMP TABLE read AS SELECT number, CAST(target AS VARCHAR) AS target, why FROM found"
        )
        self._connection.unregister("found")
        self._connection.execute(
            "UPDATE digest SET target = read.target FROM read "
            f"WHERE digest.rowid = read.number AND reason = {USED} AND why = {USED}"
        )
        groups = ", group_hash = NULL" if self._groups else ""
        self._connection.execute(
            f"UPDATE digest SET reason = read.why, text_hash = NULL{groups} FROM read "
            f"WHERE digest.rowid = read.number AND reason = {USED} AND why <> {USED}"
        )

    def lengths(self, unit: str, place: int = 0) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the lengths of an input that occur, ascending, and how often; the unit is `characters` or `words`."""
        found = self._connection.execute(
            f"SELECT coalesce(num_{unit}_{place}, 0) AS length, count(*) AS count FROM digest "
            "WHERE text_hash IS NOT NULL GROUP BY 1 ORDER BY 1"
        ).fetchnumpy()
        return np.asarray(found["length"], dtype=np.int64), np.asarray(found["count"], dtype=np.int64)

    def label_codes(self, class_names: Sequence[str]) -> Labels:
        """Return the position of each row's label in `class_names`, -1 for a row that is left out: (num_rows,)."""
        names = ", ".join(quote_text(name) for name in class_names)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE codes AS SELECT unnest([{names}]) AS target")
        self._connection.execute("ALTER TABLE codes ADD COLUMN code INTEGER")
        self._connection.execute("UPDATE codes SET code = rowid")
        codes = np.full(self.num_rows, -1, dtype=np.int32)
        for start in range(0, self.num_rows, _CHUNK_ROWS):
            end = min(start + _CHUNK_ROWS, self.num_rows)
            found = self._connection.execute(
                "SELECT digest.rowid AS row, code FROM digest JOIN codes USING (target) "
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

    def _left_out_rows(self) -> NDArray[np.int64]:
        found = self._connection.execute(f"SELECT rowid AS row FROM digest WHERE reason <> {USED}").fetchnumpy()
        return np.asarray(found["row"], dtype=np.int64)

    def _unwrap_lists(self) -> tuple[str, ...]:
        """Put the one label of a list in the list's place, and return those that hold several, or are objects."""
        objects = self._fetch(
            "SELECT DISTINCT target FROM digest WHERE has_several_labels AND starts_with(target, '{') ORDER BY 1"
        )
        return (*self._unwrap(), *(str(label) for (label,) in objects))

    def _unwrap(self) -> tuple[str, ...]:
        starts = self._fetch("SELECT count(*) FROM digest WHERE starts_with(target, '[')")
        if not starts[0][0]:
            return ()
        labels = [entry.label for entry in self.count_labels()]
        nested = {column.name for column in self.source.columns if column.kind == "nested"}
        is_nested = self.source.format in _TYPED_FORMATS or self.class_column in nested
        single, several = list_labels.find_changes(labels, is_nested=is_nested)
        for label, value in single.items():
            change = "target = NULL, text_hash = NULL, reason = ?" if not value.strip(BLANK) else "target = ?"
            given = NO_TARGET if not value.strip(BLANK) else value.strip(BLANK)
            self._connection.execute(f"UPDATE digest SET {change} WHERE target = ?", [given, label])
        return several

    def _rows_where(self, condition: str) -> RowCount:
        found = self._count(f"SELECT count(*), min(rowid) + 1 FROM digest WHERE {condition}")
        if not found.count:
            return found
        return replace(found, rows=self._first_rows(f"SELECT rowid + 1 FROM digest WHERE {condition} ORDER BY rowid"))

    def _first_rows(self, query: str) -> tuple[int, ...]:
        return tuple(int(row) for (row,) in self._fetch(f"{query} LIMIT {MAX_ROWS}"))

    @property
    def _groups(self) -> tuple[str, ...]:
        names = {entry.name for entry in self.inputs}
        return tuple(name for name in self.task.groups if name in names)

    def _repeats(self, column: str) -> Repeats:
        found = self._connection.execute(
            f"SELECT digest.rowid AS row, leader FROM digest JOIN (SELECT {column}, min(rowid) AS leader FROM digest "
            f"WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1) USING ({column})"
        ).fetchnumpy()
        return Repeats(np.asarray(found["row"], dtype=np.int64), np.asarray(found["leader"], dtype=np.int64))

    def _linked(self) -> Repeats:
        """Return the rows that are linked by a text of any input, each with the first row of its component."""
        texts = ", ".join(f"hash_{place}" for place in range(len(self.inputs)))
        found = self._connection.execute(
            f"SELECT rowid AS row, {texts} FROM digest WHERE text_hash IS NOT NULL ORDER BY rowid"
        ).fetchnumpy()
        rows = np.asarray(found["row"], dtype=np.int64)
        leaders = first_of_linked([np.asarray(found[f"hash_{place}"]) for place in range(len(self.inputs))])
        sizes = np.bincount(leaders, minlength=len(rows))
        is_repeat = sizes[leaders] > 1
        return Repeats(rows[is_repeat], rows[leaders[is_repeat]])

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

"""A data set boiled down to a few numbers a row, in DuckDB, so that texts of any size can be counted and compared."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from studio.data import list_labels, readers
from studio.data.answers import AnswerTool, candidates
from studio.data.database import IsCancelled, OnProgress, connect, quote_text, watched
from studio.data.findings import MAX_ROWS, Finding
from studio.data.reading import relation, with_plain
from studio.data.rules import BLANK, DEFAULT_RULES, LeftOut, RowRules
from studio.data.source import DataSource
from studio.data.split import Labels, Repeats
from studio.tasks.base import LABEL_ROLE

MAX_CLASSES = 10_000
_CHUNK_ROWS = 1_000_000
_BLANK = quote_text(BLANK)
# Their readers unwrap lists, so that what still looks like one holds several.
_TYPED_FORMATS = ("json", "jsonl")
_LIST_STARTS, _LIST_ENDS = (", ".join(map(quote_text, marks)) for marks in (("['", '["'), ("']", '"]')))
_USED, _NOT_ACCEPTED, _NO_TEXT, _NO_LABEL = range(4)
# A word is a run of letters, or a single Chinese or Japanese character.
_IDEOGRAPHS = r"\p{Han}\p{Hiragana}\p{Katakana}"
_WORDS = (
    "CASE WHEN strlen(text) = length(text) AND NOT contains(text, '  ') AND NOT contains(text, chr(9)) "
    "AND NOT contains(text, chr(10)) "
    "THEN length(text) - length(replace(text, ' ', '')) + 1 - ends_with(text, ' ')::INTEGER "
    # `\s` knows ASCII's spaces alone; the no-break one and its like part words as well.
    rf"ELSE len(regexp_extract_all(text, '[{_IDEOGRAPHS}]|[^\s\p{{Z}}{_IDEOGRAPHS}]+')) END"
)


def _starts_blank() -> str:
    """Return SQL for whether a text starts with a blank. Trimming every text takes longer than reading it."""
    codes = sorted(ord(character) for character in BLANK if character >= "\x7f")
    firsts = [code for code in codes if code - 1 not in codes]
    ends = [code + 1 for code in codes if code + 1 not in codes]
    ranges = " OR ".join(
        f"(text >= {quote_text(chr(first))} AND text < {quote_text(chr(end))})"
        for first, end in zip(firsts, ends, strict=True)
    )
    return f"(text < '!' OR (text >= {quote_text(chr(0x7F))} AND ({ranges})))"


_STARTS_BLANK = _starts_blank()


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
        columns: From role to column; `text`, and `label` where the task has one.
        rules: Which rows are left out.
        answers: The column with an annotator's answers and its tool, if there is one.

    Attributes:
        num_rows: All rows of the data set, those that are left out among them.
        list_labels: Labels that hold several, or something that is no label.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        source: DataSource,
        columns: Mapping[str, str],
        rules: RowRules,
        answers: tuple[str, AnswerTool] | None,
        is_cancelled: IsCancelled | None,
    ) -> None:
        self.source = source
        self.columns = columns
        self.rules = rules
        self.answers = answers
        self._connection = connection
        self._is_cancelled = is_cancelled
        self.has_labels = LABEL_ROLE in columns
        self.notes = source.notes
        self.num_rows = self._count("SELECT count(*), 0 FROM digest").count
        self.list_labels = self._unwrap_lists() if self.has_labels else ()

    def count_labels(self) -> tuple[LabelCount, ...]:
        """Return the labels, the most frequent first; one more than `MAX_CLASSES` at most."""
        rows = self._fetch(
            "SELECT label, count(*), min(rowid) + 1 FROM digest WHERE label IS NOT NULL "
            f"GROUP BY label ORDER BY 2 DESC, 1 LIMIT {MAX_CLASSES + 1}"
        )
        return tuple(LabelCount(str(label), int(count), int(row)) for label, count, row in rows)

    def missing_texts(self) -> RowCount:
        """Return the rows without a text."""
        return self._rows_where(f"reason = {_NO_TEXT}")

    def missing_labels(self) -> RowCount:
        """Return the rows that have a text but no label."""
        return self._rows_where(f"reason = {_NO_LABEL}")

    def not_accepted(self) -> RowCount:
        """Return the rows that the annotator rejected, ignored or discarded, whether or not they are left out."""
        return self._rows_where("is_rejected")

    def several_texts(self) -> RowCount:
        """Return the rows that hold several texts, or an object."""
        return self._rows_where(f"has_several_texts AND reason = {_USED}")

    def written_lists(self) -> RowCount:
        """Return the rows whose text is written as a list of strings."""
        return self._rows_where(f"is_written_list AND reason = {_USED}")

    def left_out(self) -> LeftOut:
        """Return how many rows are left out."""
        counts = dict(self._fetch("SELECT reason, count(*) FROM digest GROUP BY 1"))
        return LeftOut(*(int(counts.get(reason, 0)) for reason in (_NOT_ACCEPTED, _NO_TEXT, _NO_LABEL)))

    def with_labels(self, labels: Sequence[str]) -> RowCount:
        """Return the rows with one of some labels."""
        names = ", ".join(quote_text(label) for label in labels)
        return self._rows_where(f"label IN ({names})") if labels else RowCount(0, 0)

    def duplicates(self) -> RowCount:
        """Return the rows whose text occurred before; `rows` holds the first occurrences as well, before each."""
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
        """Return the texts that come with different labels; `rows` holds all rows of each."""
        self._find_repeated()
        groups = (
            "(SELECT text_hash, min(digest.rowid) + 1 AS row FROM digest "
            "JOIN repeated USING (text_hash) GROUP BY text_hash HAVING min(label) <> max(label))"
        )
        found = self._count(f"SELECT count(*), min(row) FROM {groups}")
        rows = self._first_rows(
            f"SELECT digest.rowid + 1 FROM digest JOIN {groups} AS found USING (text_hash) ORDER BY row, digest.rowid"
        )
        return replace(found, rows=rows)

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

        Without labels all rows count as one class. Rows that are left out get -1.
        """
        if not self.has_labels:
            codes = np.zeros(self.num_rows, np.int32)
            codes[self._left_out_rows()] = -1
            return codes
        names = ", ".join(quote_text(name) for name in class_names)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE codes AS SELECT unnest([{names}]) AS label")
        self._connection.execute("ALTER TABLE codes ADD COLUMN code INTEGER")
        self._connection.execute("UPDATE codes SET code = rowid")
        codes = np.full(self.num_rows, -1, dtype=np.int32)
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

    def _left_out_rows(self) -> NDArray[np.int64]:
        found = self._connection.execute(f"SELECT rowid AS row FROM digest WHERE reason <> {_USED}").fetchnumpy()
        return np.asarray(found["row"], dtype=np.int64)

    def _unwrap_lists(self) -> tuple[str, ...]:
        """Put the one label of a list in the list's place, and return those that hold several, or are objects."""
        objects = self._fetch(
            "SELECT DISTINCT label FROM digest WHERE has_several_labels AND starts_with(label, '{') ORDER BY 1"
        )
        return (*self._unwrap(), *(str(label) for (label,) in objects))

    def _unwrap(self) -> tuple[str, ...]:
        starts = self._fetch("SELECT count(*) FROM digest WHERE starts_with(label, '[')")
        if not starts[0][0]:
            return ()
        labels = [entry.label for entry in self.count_labels()]
        nested = {column.name for column in self.source.columns if column.kind == "nested"}
        is_nested = self.source.format in _TYPED_FORMATS or self.columns[LABEL_ROLE] in nested
        single, several = list_labels.find_changes(labels, is_nested=is_nested)
        for label, value in single.items():
            change = "label = NULL, text_hash = NULL, reason = ?" if not value.strip(BLANK) else "label = ?"
            given = _NO_LABEL if not value.strip(BLANK) else value.strip(BLANK)
            self._connection.execute(f"UPDATE digest SET {change} WHERE label = ?", [given, label])
        return several

    def _rows_where(self, condition: str) -> RowCount:
        found = self._count(f"SELECT count(*), min(rowid) + 1 FROM digest WHERE {condition}")
        if not found.count:
            return found
        return replace(found, rows=self._first_rows(f"SELECT rowid + 1 FROM digest WHERE {condition} ORDER BY rowid"))

    def _first_rows(self, query: str) -> tuple[int, ...]:
        return tuple(int(row) for (row,) in self._fetch(f"{query} LIMIT {MAX_ROWS}"))

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
    rules: RowRules = DEFAULT_RULES,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Iterator[Digest]:
    """Read a data set once and give its digest.

    Args:
        source: The data set.
        columns: From role to column; `text`, and `label` where the task has one.
        has_lengths: Whether to count characters and words too.
        rules: Which rows are left out.
        on_progress: Called while the file is read.
        is_cancelled: Asked whether to give up.

    Raises:
        DataError: if a row is broken, or the data set has changed.
        CancelledError: if `is_cancelled` said so.
    """
    with connect() as connection:
        answers: tuple[str, AnswerTool] | None = None
        found: list[Finding] = []

        def build(plain: DataSource) -> None:
            nonlocal answers
            found[:] = plain.notes if plain.path != source.path else ()
            with watched(connection, f"Reading {source.path.name}", on_progress, is_cancelled):
                answers = _find_answers(connection, plain, columns)
                connection.execute(_digest_query(plain, columns, rules, answers, has_lengths=has_lengths))

        with_plain(source, build, on_progress=on_progress, is_cancelled=is_cancelled)
        digest = Digest(connection, source, columns, rules, answers, is_cancelled)
        digest.notes += tuple(found)
        yield digest


def _digest_query(
    plain: DataSource,
    columns: Mapping[str, str],
    rules: RowRules,
    answers: tuple[str, AnswerTool] | None,
    *,
    has_lengths: bool,
) -> str:
    """Return the SQL that makes the table: a row for each row of the data set, in the same order."""
    reader, has_labels = readers.get(plain.format), LABEL_ROLE in columns
    text = reader.text_of(plain, columns["text"])
    label = reader.text_of(plain, columns[LABEL_ROLE]) if has_labels else "NULL::VARCHAR"
    rejected = "false" if answers is None else _is_one_of(reader.text_of(plain, answers[0]), answers[1].rejected)
    several_texts = reader.is_several(plain, columns["text"]) or "false"
    several_labels = (reader.is_several(plain, columns[LABEL_ROLE]) if has_labels else None) or "false"
    several = "has_several_texts, has_several_labels"
    missing = _is_one_of("label", frozenset(rules.missing_labels), is_lower=False)
    lengths = f", length(text)::UINTEGER AS num_characters, ({_WORDS})::UINTEGER AS num_words" if has_lengths else ""
    reason = (
        f"CASE WHEN {'is_rejected' if rules.honours_answers else 'false'} THEN {_NOT_ACCEPTED} "
        f"WHEN text IS NULL OR length(text) = 0 THEN {_NO_TEXT} "
        f"WHEN {'label IS NULL' if has_labels else 'false'} THEN {_NO_LABEL} ELSE {_USED} END::UTINYINT"
    )
    return (
        f"CREATE TEMP TABLE digest AS SELECT CASE WHEN reason = {_USED} THEN hash(text) END AS text_hash, "
        f"CASE WHEN reason = {_USED} THEN label END AS label, reason, is_rejected, {several}, "
        f"left(text, 2) IN ({_LIST_STARTS}) AND right(text, 2) IN ({_LIST_ENDS}) AS is_written_list{lengths} "
        f"FROM (SELECT text, label, is_rejected, {several}, {reason} AS reason "
        f"FROM (SELECT text, CASE WHEN {missing} THEN NULL ELSE label END AS label, is_rejected, {several} "
        f"FROM (SELECT CASE WHEN {_STARTS_BLANK} THEN trim(text, {_BLANK}) ELSE text END AS text, "
        f"nullif(trim(label, {_BLANK}), '') AS label, is_rejected, {several} "
        f"FROM (SELECT {text} AS text, {label} AS label, {rejected} AS is_rejected, "
        f"{several_texts} AS has_several_texts, {several_labels} AS has_several_labels FROM {relation(plain)}))))"
    )


def _find_answers(
    connection: duckdb.DuckDBPyConnection, plain: DataSource, columns: Mapping[str, str]
) -> tuple[str, AnswerTool] | None:
    """Return the column in which an annotation tool says what became of each row, if there is one."""
    for name, tool in candidates(plain.column_names, columns.values()):
        value = readers.get(plain.format).text_of(plain, name)
        found = connection.execute(
            f"SELECT DISTINCT lower(trim({value})) AS answer FROM {relation(plain)} LIMIT {len(tool.known) + 2}"
        ).fetchall()
        if tool.knows({answer for (answer,) in found if answer}):
            return name, tool
    return None


def _is_one_of(value: str, names: frozenset[str], *, is_lower: bool = True) -> str:
    if not names:
        return "false"
    listed = ", ".join(quote_text(name) for name in sorted(names))
    return f"coalesce({f'lower(trim({value}))' if is_lower else value} IN ({listed}), false)"

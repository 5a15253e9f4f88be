"""Makes the table of a data set that a `Digest` asks."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from studio.columns import Columns, all_names
from studio.data import readers
from studio.data.answers import AnswerTool, candidates
from studio.data.database import IsCancelled, OnProgress, connect, watched
from studio.data.digest import Digest
from studio.data.digest_query import digest_query
from studio.data.findings import Finding
from studio.data.reading import relation, with_plain
from studio.data.role_columns import class_column, input_columns
from studio.data.rules import DEFAULT_RULES, RowRules
from studio.data.source import DataSource
from studio.tasks import Task


@contextmanager
def open_digest(
    source: DataSource,
    task: Task,
    columns: Columns,
    *,
    has_lengths: bool,
    rules: RowRules = DEFAULT_RULES,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Iterator[Digest]:
    """Read a data set once and give its digest.

    Args:
        source: The data set.
        task: What is to be learned from it.
        columns: From role to column.
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
                connection.execute(
                    digest_query(
                        plain,
                        input_columns(task, columns),
                        class_column(task, columns),
                        task.groups,
                        rules,
                        answers,
                        has_lengths=has_lengths,
                    )
                )

        with_plain(source, build, on_progress=on_progress, is_cancelled=is_cancelled)
        digest = Digest(connection, source, task, columns, rules, answers, is_cancelled)
        digest.notes += tuple(found)
        yield digest


def _find_answers(
    connection: duckdb.DuckDBPyConnection, plain: DataSource, columns: Columns
) -> tuple[str, AnswerTool] | None:
    """Return the column in which an annotation tool says what became of each row, if there is one."""
    for name, tool in candidates(plain.column_names, all_names(columns)):
        value = readers.get(plain.format).text_of(plain, name)
        found = connection.execute(
            f"SELECT DISTINCT lower(trim({value})) AS answer FROM {relation(plain)} LIMIT {len(tool.known) + 2}"
        ).fetchall()
        if tool.knows({answer for (answer,) in found if answer}):
            return name, tool
    return None

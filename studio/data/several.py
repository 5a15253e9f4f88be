"""Texts that are none: an object, or several texts in a list, in formats that tell them from a text."""

from studio.data import readers
from studio.data.database import connect
from studio.data.findings import MAX_ROWS, Finding
from studio.data.reading import relation, with_plain
from studio.data.source import DataSource
from studio.messages import Detail, Message

_WORDS = (
    "{file}, row {row}, column {column}: expected one text. Received: several in a list, or an object "
    "({num_rows} {num_rows:row|rows} in all). Make one text of them, or choose another column."
)


def several_texts(source: DataSource, column: str, count: int, rows: tuple[int, ...]) -> Finding:
    """Return the finding that rows hold no single text.

    Args:
        source: The data set.
        column: The column of the texts.
        count: How many rows.
        rows: The first of them, counted from 1.
    """
    details: dict[str, Detail] = {"file": str(source.path), "row": rows[0], "column": column, "num_rows": count}
    return Finding("error", Message(_WORDS, details), count, "several_texts", rows[:MAX_ROWS])


def check_single_texts(source: DataSource, column: str) -> None:
    """Check that each row of a column holds one text, or none.

    Raises:
        DataError: names the first row with several.
    """
    if rows := find_several(source, column):
        raise several_texts(source, column, len(rows), rows).to_error()


def find_several(source: DataSource, column: str) -> tuple[int, ...]:
    """Return the numbers of the rows, from 1, in which a column holds several texts, or an object.

    Args:
        source: The data set.
        column: The column of the texts.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """

    def find(plain: DataSource) -> tuple[int, ...]:
        is_several = readers.get(plain.format).is_several(plain, column)
        query = f"SELECT row_number() OVER () AS number, {is_several} AS is_several FROM {relation(plain)}"
        with connect() as connection:
            found = connection.execute(f"SELECT number FROM ({query}) WHERE is_several ORDER BY number").fetchall()
        return tuple(int(number) for (number,) in found)

    if readers.get(source.format).is_several(source, column) is None:
        return ()
    return with_plain(source, find)

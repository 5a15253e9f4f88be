"""The answers that a run wrote down for its validation and test texts: found again, by what went wrong.

They hold the texts themselves, so that they can be read when the data's file has changed or gone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from studio.data.database import IsCancelled, connect, quote_name, quote_path, watched
from studio.errors import NotFoundError

Order = Literal["probability", "row_number", "text", "label", "prediction"]
SourceState = Literal["same", "changed", "gone"]

# Between the first and the last of these stand the texts, a column each. The probabilities of the classes follow, in
# the order of the classes.
_FIRST = ("split", "row_number", "text")
_LAST = ("label", "prediction", "probability")
# Between the texts of one row.
TEXT_SEPARATOR = " ‖ "


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """Which answers are wanted.

    Attributes:
        split: `validation` or `test`.
        label: The right class; `None` for any.
        prediction: The class that was answered; `None` for any.
        is_right: Whether the answer was right; `None` for both.
        search: Words that a text must hold, in any case; empty for any text.
        order: What they are sorted by; rows of equal value stand in the order of the file.
        limit: How many are returned at most.
    """

    split: str
    label: str | None = None
    prediction: str | None = None
    is_right: bool | None = False
    search: str = ""
    order: Order = "probability"
    is_descending: bool = True
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said about one text.

    Attributes:
        row_number: The text's row in its file, from 1, the header not counted.
        text: The text; several of one row are joined by `TEXT_SEPARATOR`.
        label: The right class.
        probability: Of the class that was answered.
        label_probability: Of the right class.
    """

    row_number: int
    text: str
    label: str
    prediction: str
    probability: float
    label_probability: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found.

    Attributes:
        rows: The first ones, in the order that was asked for.
        num_found: How many there are in all.
    """

    rows: tuple[Answer, ...]
    num_found: int


def read_answers(
    path: Path, class_names: tuple[str, ...], query: AnswerQuery, is_cancelled: IsCancelled | None = None
) -> Answers:
    """Read answers out of a run's `predictions.parquet`.

    Args:
        path: The file.
        class_names: The classes in the order of the probabilities.
        query: Which are wanted.
        is_cancelled: Asked about ten times a second, from another thread.

    Raises:
        NotFoundError: if there is no such file, or it holds no answers with labels.
        CancelledError: if `is_cancelled` said so.
    """
    if not path.is_file():
        raise NotFoundError("There are no saved answers in {file}.", file=path)
    table = f"FROM read_parquet({quote_path(path)})"
    direction = "DESC" if query.is_descending else "ASC"
    order = f"ORDER BY {query.order} {direction}, row_number LIMIT {int(query.limit)}"
    with connect() as connection:
        try:
            with watched(connection, "Reading the answers", is_cancelled=is_cancelled):
                names = tuple(row[0] for row in connection.execute(f"DESCRIBE SELECT * {table}").fetchall())
                texts = _texts(path, names, len(class_names))
                where, values = _condition(query, texts)
                source = f"{table} WHERE {where}"
                (num_found,) = connection.execute(f"SELECT count(*) {source}", values).fetchone() or (0,)
                found = connection.execute(f"SELECT * {source} {order}", values)
                rows = found.fetchall()
        except duckdb.Error as error:
            raise unreadable(path, str(error)) from None
    first = len(names) - len(class_names)
    places = {name: first + index for index, name in enumerate(class_names)}
    return Answers(tuple(_answer(row, len(texts), places) for row in rows), int(num_found))


def source_state(data: Path, answers: Path) -> SourceState:
    """Return whether the file or folder that a split came from is still the one that the answers are about.

    A run reads its texts a last time when it writes its answers, and refuses others than it began with: what was not
    written to since then is the same.
    """
    try:
        written = answers.stat().st_mtime_ns
        parts = [data, *data.rglob("*")] if data.is_dir() else [data]
        return "changed" if any(path.stat().st_mtime_ns > written for path in parts) else "same"
    except OSError:
        return "gone"


def _texts(path: Path, names: tuple[str, ...], num_classes: int) -> tuple[str, ...]:
    """Return the columns with texts."""
    num_others = len(_FIRST) - 1 + len(_LAST)
    end = len(names) - num_classes - len(_LAST)
    if len(names) <= num_others or names[: len(_FIRST)] != _FIRST or names[end : end + len(_LAST)] != _LAST:
        raise unreadable(path, "its columns are others than a classifier's")
    return names[len(_FIRST) - 1 : end]


def _condition(query: AnswerQuery, texts: tuple[str, ...]) -> tuple[str, list[Any]]:
    conditions, values = ["split = ?"], [query.split]
    for column, value in (("label", query.label), ("prediction", query.prediction)):
        if value is not None:
            conditions.append(f"{column} = ?")
            values.append(value)
    if query.is_right is not None:
        conditions.append("label = prediction" if query.is_right else "label <> prediction")
    for word in query.search.split():
        conditions.append(f"contains(lower(concat_ws(' ', {', '.join(map(quote_name, texts))})), lower(?))")
        values.append(word)
    return " AND ".join(conditions), values


def _answer(row: tuple[Any, ...], num_texts: int, places: dict[str, int]) -> Answer:
    _, row_number, *others = row
    text = TEXT_SEPARATOR.join(others[:num_texts])
    label, prediction, probability = others[num_texts : num_texts + len(_LAST)]
    return Answer(int(row_number), text, label, prediction, float(probability), float(row[places[label]]))


def unreadable(path: Path, reason: str) -> NotFoundError:
    """Return the error that saved answers are damaged, or others than expected."""
    return NotFoundError("The saved answers in {file} cannot be read: {reason}.", file=path, reason=reason)

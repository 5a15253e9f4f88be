"""The rows of a file that a model is asked about."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.chat import find_fault
from studio.columns import Columns, names_of
from studio.data import DataSource, InputColumn, check_single_texts, guess_columns, input_columns
from studio.data.conversations import MESSAGES, Unreadable, without_answer
from studio.data.readers.records import shorten
from studio.data.reading import missing_text
from studio.data.rows import inputs_of, iter_input_values, messages_of
from studio.data.rules import is_blank
from studio.engine.models.model_info import ModelInfo
from studio.errors import DataError
from studio.tasks import Task


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """The rows of a file that have all that a model is to be given.

    Attributes:
        source: The file.
        inputs: The columns that a model is given.
        row_numbers: int64 array of shape (num_questions,), counted from 0, ascending.
    """

    source: DataSource
    inputs: tuple[InputColumn, ...]
    row_numbers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def columns(self) -> dict[str, str]:
        """From the names of the task's inputs to columns."""
        return {entry.name: entry.column for entry in self.inputs}

    @classmethod
    def find(cls, source: DataSource, inputs: tuple[InputColumn, ...], *, is_strict: bool) -> "Questions":
        """Find the rows that can be asked about.

        Args:
            source: The file.
            inputs: The columns that a model is given.
            is_strict: Whether each row must have a text in all of them.

        Raises:
            DataError: if a row has not and all must, if none has, or if one has several texts in a column.
        """
        for entry in inputs:
            if not entry.is_list:
                check_single_texts(source, entry.column)
        has_all: list[bool] = []
        first_missing = ""
        for batch in iter_input_values(source, inputs):
            for values in batch:
                blank = _missing(source, inputs, values, len(has_all) + 1)
                first_missing = first_missing or "".join(blank[:1])
                has_all.append(not blank)
        is_whole = np.array(has_all, np.bool_)
        if not is_whole.all() and (is_strict or not is_whole.any()):
            raise missing_text(source, first_missing, int(np.argmin(is_whole)) + 1)
        return cls(source, inputs, np.flatnonzero(is_whole).astype(np.int64))

    def iter_chunks(self, size: int) -> Iterator[tuple[NDArray[np.int64], dict[str, list[str]]]]:
        """Yield row numbers and what the model is given for them, so many rows at once, without holding the file."""
        start, rows, waiting = 0, self.row_numbers, list[tuple[str | None, ...]]()
        for batch in iter_input_values(self.source, self.inputs, size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            waiting += [batch[row - start] for row in self.row_numbers[low:high].tolist()]
            start += len(batch)
            while len(waiting) >= size:
                yield rows[:size], self._texts(waiting[:size])
                rows, waiting = rows[size:], waiting[size:]
        if waiting:
            yield rows, self._texts(waiting)

    def _texts(self, values: list[tuple[str | None, ...]]) -> dict[str, list[str]]:
        entries = self.inputs
        texts = [
            [(value if entry.whole else entry.text(value)) or "" for entry, value in zip(entries, row, strict=True)]
            for row in values
        ]
        return inputs_of(entries, texts, for_learning=False)


def question_columns(source: DataSource, info: ModelInfo, given: Columns) -> tuple[InputColumn, ...]:
    """Return the columns of what a model is given: those given, else those of the training data, else guessed.

    Raises:
        DataError: if there is no such column.
    """
    task = info.task
    found: dict[str, InputColumn] = {}
    ways = (given, known_columns(source, info, {}), guess_columns(source, task))
    for columns in ways if any(role.kind == "messages" for role in task.roles) else ():
        if conversation := conversation_columns(task, columns):
            return conversation
    for columns in ways:
        for entry in input_columns(task, columns):
            found.setdefault(entry.name, entry)
    for name in task.inputs:
        if name not in found or not source.has_column(found[name].column):
            known = names_of(info.columns, name)
            raise DataError(
                "{file}: expected a column {column} with the texts. Received: the columns {received}.",
                file=source.path,
                column=found[name].column if name in found else ", ".join(known) or name,
                received=", ".join(source.column_names),
            )
    return tuple(found[name] for name in task.inputs)


def conversation_columns(task: Task, columns: Columns) -> tuple[InputColumn, ...]:
    """Return the columns of what is to be answered in conversations; none where some are missing.

    Args:
        task: A task whose input is a conversation.
        columns: By role, or by the name of that input.
    """
    (name,) = task.inputs
    if isinstance(column := columns.get(name), str):
        # Whoever names the input alone means whole conversations, or what the user says.
        return (InputColumn(MESSAGES, column, "messages", whole=name),)
    answers = {role.name for role in task.roles if role.side == "target" and role.name != MESSAGES}
    found = tuple(entry for entry in input_columns(task, columns) if entry.name not in answers)
    return found if any(entry.is_required for entry in found) else ()


def _missing(
    source: DataSource, inputs: tuple[InputColumn, ...], values: tuple[str | None, ...], row: int
) -> list[str]:
    """Return the columns that lack what a model is to be given.

    Args:
        source: The file.
        inputs: The columns.
        values: Of the row.
        row: Its number, from 1.

    Raises:
        DataError: if there is a conversation and it cannot be answered.
    """
    pairs = zip(inputs, values, strict=True)
    blank = [entry.column for entry, value in pairs if entry.is_required and is_blank(entry.text(value))]
    if not blank and any(entry.whole for entry in inputs):
        messages = messages_of(inputs, values)
        if isinstance(messages, Unreadable) or find_fault(without_answer(messages)) is not None:
            raise DataError(
                "{file}, row {row}, column {column}: expected a conversation in which user and assistant take turns, "
                "the user first and last. Received: {received}.",
                file=source.path,
                row=row,
                column=", ".join(entry.column for entry in inputs),
                received=shorten(" ".join(value for value in values if value)),
            )
    return blank


def known_columns(source: DataSource, info: ModelInfo, given: Columns) -> dict[str, str | list[str]]:
    """Return the columns by role that need not be guessed: those given, then those of the training data."""
    trained = {
        role: names for role, names in info.columns.items() if all(map(source.has_column, names_of(info.columns, role)))
    }
    return trained | dict(given)

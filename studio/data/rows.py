"""The rows of one part of the data, read in order and in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from studio.chat import Message, dump_conversation
from studio.columns import Columns
from studio.data.conversations import Unreadable, contents_of, read_messages, without_answer, without_question
from studio.data.reading import iter_values, missing_text
from studio.data.role_columns import InputColumn, input_names
from studio.data.source import DataSource
from studio.data.split import Rows
from studio.data.targets import TEXT, Targets, decode


def iter_input_values(
    source: DataSource, inputs: Sequence[InputColumn], batch_size: int = 4096
) -> Iterator[list[tuple[str | None, ...]]]:
    """Yield the values of the columns that a model is given, in batches, in the order of the rows.

    Raises:
        DataError: if a row is broken, or the data set has changed.
    """
    lists = [entry.column for entry in inputs if entry.is_list]
    return iter_values(source, [entry.column for entry in inputs], batch_size, lists=lists)


def inputs_of(
    inputs: Sequence[InputColumn], rows: Sequence[Sequence[str]], *, for_learning: bool
) -> dict[str, list[str]]:
    """Return what a model is given, by the names of its inputs.

    Args:
        inputs: The columns.
        rows: Their texts, in rows that were found to be sound.
        for_learning: Whether a conversation goes as far as its last answer; else as far as what is to be answered.
    """
    if not any(entry.whole for entry in inputs):
        return {entry.name: [row[place] for row in rows] for place, entry in enumerate(inputs)}
    (whole,) = input_names(inputs)
    return {whole: [_conversation(inputs, row, for_learning=for_learning) for row in rows]}


def messages_of(inputs: Sequence[InputColumn], row: Sequence[str | None]) -> tuple[Message, ...] | Unreadable:
    """Return the messages of a row, whatever their order.

    Args:
        inputs: The columns that make up a conversation.
        row: Their values.
    """
    return read_messages({entry.name: value for entry, value in zip(inputs, row, strict=True)})


def _conversation(inputs: Sequence[InputColumn], row: Sequence[str], *, for_learning: bool) -> str:
    messages = messages_of(inputs, row)
    if isinstance(messages, Unreadable):
        raise ValueError(f"Expected rows that were found to be sound. Received: {messages}.")
    return dump_conversation(without_question(messages) if for_learning else without_answer(messages))


@dataclass(frozen=True, slots=True, eq=False)
class SplitRows:
    """The rows of one part of the data.

    Attributes:
        name: `train`, `validation` or `test`.
        source: Where the rows come from.
        columns: From role to column.
        row_numbers: int64 array of shape (num_examples,), counted from 0, ascending.
        targets: What the rows are to give, in step with `row_numbers`.
        inputs: The columns that a model is given.
    """

    name: str
    source: DataSource
    columns: Columns
    row_numbers: Rows
    targets: Targets
    inputs: tuple[InputColumn, ...]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def labels(self) -> NDArray[np.int32]:
        """The numbers of the classes: int32 array of shape (num_examples,)."""
        labels: NDArray[np.int32] = self.targets.arrays["label"]
        return labels

    def iter_inputs(self, batch_size: int = 4096) -> Iterator[dict[str, list[str]]]:
        """Yield what a model is given, in the order of `row_numbers`, in batches, without holding the file in memory.

        Returns:
            From the task's name of an input to its texts, all lists of the same length. An optional text that is not
            there is empty.

        Raises:
            DataError: if the data set has changed.
        """
        start = 0
        waiting: list[tuple[str, ...]] = []
        for batch in iter_input_values(self.source, self.inputs, batch_size):
            low, high = np.searchsorted(self.row_numbers, (start, start + len(batch)))
            waiting.extend(self._texts(batch[row - start], int(row) + 1) for row in self.row_numbers[low:high])
            start += len(batch)
            while len(waiting) >= batch_size:
                yield self._by_name(waiting[:batch_size])
                waiting = waiting[batch_size:]
        if waiting:
            yield self._by_name(waiting)

    def iter_texts(self, batch_size: int = 4096) -> Iterator[list[str]]:
        """Yield the texts of all inputs in batches, those of one row beside each other, and what is to be written.

        Of conversations these are the contents of the messages.

        Raises:
            DataError: if the data set has changed.
        """
        written = None if any(entry.whole for entry in self.inputs) else self.targets.ragged.get(TEXT)
        start = 0
        for batch in self.iter_inputs(batch_size):
            rows = list(zip(*batch.values(), strict=True))
            if any(entry.whole for entry in self.inputs):
                yield [text for row in rows for value in row for text in contents_of(value)]
            elif written is None:
                yield [text for row in rows for text in row]
            else:
                yield [text for place, row in enumerate(rows, start) for text in (*row, decode(written, place))]
            start += len(rows)

    def take(self, indices: Sequence[int] | NDArray[np.int64]) -> dict[str, list[str]]:
        """Return what a model is given in a few rows, which are named by their positions in `row_numbers`."""
        wanted = np.asarray(indices, np.int64)
        ordered, places = np.unique(wanted, return_inverse=True)
        part = replace(self, row_numbers=self.row_numbers[ordered], targets=self.targets.take(ordered))
        texts: dict[str, list[str]] = {name: [] for name in input_names(self.inputs)}
        for batch in part.iter_inputs():
            for name, found in batch.items():
                texts[name].extend(found)
        return {name: [found[place] for place in places] for name, found in texts.items()}

    def _texts(self, values: tuple[str | None, ...], row: int) -> tuple[str, ...]:
        texts = []
        for entry, value in zip(self.inputs, values, strict=True):
            text = value if entry.whole else entry.text(value)
            if text is None and entry.is_required:
                raise missing_text(self.source, entry.column, row)
            texts.append(text or "")
        return tuple(texts)

    def _by_name(self, rows: list[tuple[str, ...]]) -> dict[str, list[str]]:
        return inputs_of(self.inputs, rows, for_learning=True)

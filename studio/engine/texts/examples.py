"""Examples: what a model is trained and asked on, as streams of tokens. A row may give several."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.data.targets import Ragged, Targets
from studio.engine.texts.tokens import TokenRows, join_rows

# What a task with one sequence calls it.
TEXT = "text"
# So many tokens are compared at once.
_GROUP = 2**24

ExampleTargets = Mapping[str, NDArray[Any] | Ragged]


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Some examples, in the order of the rows that they come from.

    Attributes:
        streams: The tokens by name, a sequence for each example. The first is the main one: its arrays bear the names
            of a model's inputs as they are, those of the others with the stream's name before them.
        row_of: int64 array of shape `(num_examples,)`, ascending: which row each is (a part of), counted from 0.
        targets: What the model is to say, by name: arrays whose first axis is the examples', or lists of entries. A
            list with an entry for each token of the main stream is padded with it. Empty where nothing is compared.
        features: What was computed of them before, by the names of a model's inputs: float32 arrays whose first axis is
            the examples', or lists with an entry for each token of the main stream.
    """

    streams: Mapping[str, TokenRows]
    row_of: NDArray[np.int64]
    targets: ExampleTargets = field(default_factory=dict)
    features: ExampleTargets = field(default_factory=dict)

    @classmethod
    def single(cls, rows: TokenRows, targets: Mapping[str, NDArray[Any]] | None = None) -> "Examples":
        """Return an example with one sequence for each row.

        Args:
            rows: The sequences.
            targets: By name, one for each of them; `None` where nothing is compared.
        """
        return cls({TEXT: rows}, np.arange(len(rows), dtype=np.int64), dict(targets or {}))

    def __len__(self) -> int:
        return len(self.row_of)

    @property
    def rows(self) -> TokenRows:
        """The main stream."""
        return next(iter(self.streams.values()))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of tokens of each example, over all its streams."""
        lengths: NDArray[np.int64] = np.sum([rows.lengths for rows in self.streams.values()], axis=0, dtype=np.int64)
        return lengths

    @property
    def num_tokens(self) -> int:
        """The number of tokens of all examples."""
        return sum(int(rows.offsets[-1]) for rows in self.streams.values())

    @property
    def num_cut_tokens(self) -> int:
        """How many tokens were cut off because of the sequence length."""
        return sum(rows.num_cut_tokens for rows in self.streams.values())

    @property
    def num_cut_texts(self) -> int:
        """How many sequences lost some."""
        return sum(rows.num_cut_texts for rows in self.streams.values())


def join_examples(parts: Sequence[Examples], num_rows: Sequence[int]) -> Examples:
    """Return the examples of several groups of rows as those of one.

    Args:
        parts: The groups, at least one, all with the same streams and targets.
        num_rows: How many rows each comes from.
    """
    starts = np.concatenate([[0], np.cumsum(num_rows)])[:-1]
    row_of = np.concatenate([part.row_of + start for part, start in zip(parts, starts, strict=True)])
    return Examples(
        {name: join_rows([part.streams[name] for part in parts]) for name in parts[0].streams},
        row_of.astype(np.int64),
        {name: _join([part.targets[name] for part in parts]) for name in parts[0].targets},
    )


def unknown_fraction(examples: Examples, unknown_id: int) -> float:
    """Return the share of tokens that stand for something unknown, from 0 to 1."""
    count = 0
    for rows in examples.streams.values():
        starts = range(0, len(rows.token_ids), _GROUP)
        count += sum(int(np.count_nonzero(rows.token_ids[start : start + _GROUP] == unknown_id)) for start in starts)
    return count / max(1, examples.num_tokens)


def iter_chunks(split: SplitRows, batch_size: int) -> Iterator[tuple[dict[str, list[str]], Targets]]:
    """Yield the inputs and the targets of a split's rows, in batches."""
    start = 0
    for texts in split.iter_inputs(batch_size):
        end = start + len(next(iter(texts.values())))
        yield texts, split.targets.take(np.arange(start, end, dtype=np.int64))
        start = end


def _join(values: Sequence[NDArray[Any] | Ragged]) -> NDArray[Any] | Ragged:
    ragged = [value for value in values if isinstance(value, Ragged)]
    if not ragged:
        joined: NDArray[Any] = np.concatenate([value for value in values if not isinstance(value, Ragged)])
        return joined
    lengths = np.concatenate([np.diff(value.offsets) for value in ragged])
    return Ragged(
        np.concatenate([value.values for value in ragged]), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    )

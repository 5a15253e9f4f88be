"""Several short texts in one row, kept apart: a batch has hardly any padding."""

import numpy as np
from numpy.typing import NDArray

from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.engine.texts.inputs import DOCUMENT_IDS
from studio.engine.texts.tokens import TokenRows


class PackedBatcher(Batcher):
    """Cuts batches of rows that hold several examples behind each other.

    Which examples share a row depends on their lengths alone, so that a run that is taken up again finds the same rows.

    Args:
        model: Says which arrays are wanted, and how long a row is.
        examples: With one stream and labels under its tokens.
    """

    EXTRA_INPUTS = (DOCUMENT_IDS,)

    def __init__(self, model: TextModel, examples: Examples) -> None:
        self._packs = pack_lengths(examples.lengths, model.info.sequence_length)
        self._row_of = examples.row_of
        super().__init__(model, _packed(examples, self._packs))

    def rows(self, index: int) -> NDArray[np.int64]:
        """Return the rows that share an example."""
        return np.unique(self._row_of[self._packs[index]])

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the arrays of a batch."""
        return (*super().input_names, DOCUMENT_IDS)


def pack_lengths(lengths: NDArray[np.int64], room: int) -> list[NDArray[np.int64]]:
    """Return which examples share a row: the longest first, each where it leaves the least room (best fit decreasing).

    Args:
        lengths: int64 array of shape `(num_examples,)`, none of them above `room`.
        room: How many tokens a row holds.
    """
    packs: list[list[int]] = []
    # By the room that they have left: rows, and a bit for each room that some row has.
    rows_with: dict[int, list[int]] = {}
    rooms = 0
    for index in np.argsort(-lengths, kind="stable").tolist():
        length = int(lengths[index])
        fitting = rooms >> length
        if fitting:
            left = length + (fitting & -fitting).bit_length() - 1
            row = rows_with[left].pop()
            if not rows_with[left]:
                rooms &= ~(1 << left)
        else:
            left, row = room, len(packs)
            packs.append([])
        packs[row].append(index)
        rows_with.setdefault(left - length, []).append(row)
        rooms |= 1 << (left - length)
    return [np.array(sorted(pack), np.int64) for pack in packs]


def _packed(examples: Examples, packs: list[NDArray[np.int64]]) -> Examples:
    """Return an example for each pack; `row_of` names the first row of each."""
    (name,) = examples.streams
    lengths = examples.lengths
    order = np.concatenate([np.zeros(0, np.int64), *packs])
    sizes = np.array([int(lengths[pack].sum()) for pack in packs], np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    places = np.concatenate([np.zeros(0, np.int32), *(np.arange(1, len(pack) + 1, dtype=np.int32) for pack in packs)])
    tokens = Ragged(np.asarray(examples.rows.token_ids), examples.rows.offsets).take(order).values
    rows = TokenRows(tokens, offsets, extras={DOCUMENT_IDS: np.repeat(places, lengths[order])})
    targets = {
        name: Ragged(values.take(order).values, offsets)
        for name, values in examples.targets.items()
        if isinstance(values, Ragged)
    }
    return Examples({name: rows}, np.array([examples.row_of[pack[0]] for pack in packs], np.int64), targets)

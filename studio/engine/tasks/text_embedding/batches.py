"""Batches of pairs and triplets: each text of a row is a stream of its own, as wide as its longest text."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data.targets import Targets
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.text_embedding.losses import NO_TEXT, NUMBER_OF, SCORE, STREAMS, TEXT
from studio.engine.texts.batches import Batch, Batcher
from studio.engine.texts.examples import Examples
from studio.engine.texts.tokens import text_encoder

# What the data calls a number that a row is to give.
_VALUE = "value"


def make_examples(model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
    """Return a stream for each text of a row, with numbers that say which texts are the same.

    Args:
        model: The model.
        inputs: By stream, a text for each row; an empty one where a row has none.
        targets: Its `value` is the score, where there are scores; `None` where the model is asked.
    """
    num_rows = len(inputs[TEXT])
    encoder = text_encoder(model)
    streams = {name: encoder.encode(inputs[name]) for name in STREAMS if name in inputs}
    rows = np.arange(num_rows, dtype=np.int64)
    if targets is None:
        return Examples(streams, rows)
    scores = targets.arrays.get(_VALUE, np.zeros(num_rows))
    empty = [""] * num_rows
    numbers = {NUMBER_OF[name]: _numbers(inputs.get(name, empty)) for name in STREAMS}
    return Examples(streams, rows, {**numbers, SCORE: scores.astype(np.float32)})


def single_stream(examples: Examples, name: str) -> Examples:
    """Return the texts of one stream alone, with the targets of all."""
    return Examples({TEXT: examples.streams[name]}, examples.row_of, examples.targets)


class PairBatcher(Batcher):
    """Cuts batches with all streams; the arrays of all but the first bear the stream's name.

    Args:
        model: Says which arrays are wanted and how they are padded.
        examples: As `make_examples` gives them.
    """

    def __init__(self, model: TextModel, examples: Examples) -> None:
        super().__init__(model, single_stream(examples, TEXT))
        self.examples = examples
        self._lengths = examples.lengths
        self._others = {
            name: Batcher(model, Examples({TEXT: rows}, examples.row_of))
            for name, rows in examples.streams.items()
            if name != TEXT
        }

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the arrays of a batch."""
        names = super().input_names
        return (*names, *(f"{stream}_{name}" for stream in self._others for name in names))

    def batch(self, indices: NDArray[np.int64], epoch: int = 0) -> Batch:
        """Return the rows with these indices, each stream padded to a length of its own."""
        first = super().batch(indices, epoch)
        inputs: dict[str, NDArray[np.int32]] = dict(first.inputs)
        for stream, batcher in self._others.items():
            inputs |= {f"{stream}_{name}": array for name, array in batcher.batch(indices, epoch).inputs.items()}
        return Batch(inputs, first.targets, first.num_targets, int(self._lengths[indices].sum()))


def streams_of(inputs: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the inputs of a batch by stream, each named as the model names them."""
    found: dict[str, dict[str, Any]] = {}
    for name, array in inputs.items():
        stream = next((stream for stream in STREAMS[1:] if name.startswith(f"{stream}_")), TEXT)
        found.setdefault(stream, {})[name if stream == TEXT else name.removeprefix(f"{stream}_")] = array
    return found


def _numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    """Return a number of each text, the same for the same text; `NO_TEXT` for an empty one."""
    return np.array([_number(text) if text else NO_TEXT for text in texts], np.int64)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)

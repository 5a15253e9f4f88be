"""Texts to windows of tokens with their tags, for training and for answers."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.token_classification.span_tags import tags_of
from studio.engine.tasks.token_classification.windows import NOT_TAGGED, Windows, cut_windows
from studio.engine.texts.batches import NO_TARGET
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.packed_text import NO_PLACE, PackedText
from studio.engine.texts.packing import Marks
from studio.engine.texts.tokens import TokenRows
from studio.engine.texts.words import PieceTokenizer, PieceTokens

TAGS = "tags"
STARTS, ENDS = "starts", "ends"


class PieceReader:
    """Makes examples of texts.

    Args:
        model: The model whose tokenizer and sequence length are used.

    Attributes:
        tokenizer: Tokenizes the pieces of texts.
    """

    def __init__(self, model: TextModel) -> None:
        marks = Marks.of(model.tokenizer)
        self._marks = (marks.start, marks.end)
        self._length = model.info.sequence_length
        self.tokenizer = PieceTokenizer(model.tokenizer, joins_words=model.info.schema.has_whole_words)

    def windows(self, text: Any) -> Windows:
        """Return the windows of texts inside a graph: `text` is a tf.string tensor of shape `(batch,)`."""
        return cut_windows(self.tokenizer.tokenize_in_graph(text), self._marks, self._length)

    def read(self, texts: Sequence[str], spans: Ragged | None) -> Examples:
        """Return the windows of texts.

        Args:
            texts: The texts.
            spans: What is to be found in each; `None` where a model is asked.
        """
        windows = self._cut(self.tokenizer.tokenize(texts))
        rows = TokenRows(
            windows.token_ids.flat_values.numpy(),
            windows.token_ids.row_splits.numpy().astype(np.int64),
            extras={STARTS: windows.starts.flat_values.numpy(), ENDS: windows.ends.flat_values.numpy()},
        )
        row_of = windows.row_of.numpy().astype(np.int64)
        examples = Examples({TEXT: rows}, row_of)
        if spans is None:
            return examples
        is_tagged, piece_rows, starts, _ = pieces_of(examples)
        tags = np.full(len(is_tagged), NO_TARGET, np.int32)
        tags[is_tagged] = tags_of(piece_rows, starts, spans)
        return Examples({TEXT: rows}, row_of, {TAGS: Ragged(tags, rows.offsets)})

    def packed(self, text: str) -> tuple[PackedText, ...]:
        """Return the windows of one text, each by itself."""
        found = self.tokenizer.tokenize([text])
        windows = self._cut(found)
        num_before, num_marks = len(self._marks[0]), len(self._marks[0]) + len(self._marks[1])
        rows = zip(windows.token_ids, windows.starts, windows.first_tokens, strict=True)
        packed = []
        for number, (token_ids, starts, first) in enumerate(rows, start=1):
            length = len(token_ids) - num_marks
            taken = slice(int(first), int(first) + length)
            places = np.full((len(token_ids), 2), NO_PLACE, np.int32)
            places[num_before : num_before + length] = np.stack([found.starts[taken], found.ends[taken]], axis=1)
            specials = (*range(num_before), *range(num_before + length, len(token_ids)))
            packed.append(
                PackedText(
                    token_ids.numpy(),
                    np.zeros(len(token_ids), np.int32),
                    specials,
                    places=places,
                    is_answering=starts.numpy() != NOT_TAGGED,
                    number=number,
                    num_windows=len(windows.row_of),
                )
            )
        return tuple(packed)

    def _cut(self, pieces: PieceTokens) -> Windows:
        with tf.device("cpu"):
            parts = tuple(
                tf.RaggedTensor.from_row_splits(values, pieces.splits)
                for values in (pieces.token_ids, pieces.starts, pieces.ends)
            )
            return cut_windows(parts, self._marks, self._length)


def pieces_of(
    examples: Examples,
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    """Return which tokens of examples are tagged, and of these the row, the start and the end of their pieces."""
    rows = examples.rows
    starts = np.asarray(rows.extras[STARTS])
    is_tagged = starts != NOT_TAGGED
    piece_rows = np.repeat(examples.row_of, rows.lengths)[is_tagged]
    return is_tagged, piece_rows, starts[is_tagged], np.asarray(rows.extras[ENDS])[is_tagged]


# A tokenizer's graph is traced once for each model.
_READERS: WeakKeyDictionary[TextModel, PieceReader] = WeakKeyDictionary()


def piece_reader(model: TextModel) -> PieceReader:
    """Return a model's reader, always the same one."""
    if model not in _READERS:
        _READERS[model] = PieceReader(model)
    return _READERS[model]

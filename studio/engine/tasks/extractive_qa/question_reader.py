"""Questions and contexts to examples: tokens of both, in windows, each token with its place in the context."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.extractive_qa.span_finder import ANSWER_MASK
from studio.engine.tasks.extractive_qa.windows import WindowLayout, Windows, make_windows
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.packed_text import NO_PLACE, PackedText
from studio.engine.texts.packing import Marks
from studio.engine.texts.tokens import TokenRows
from studio.engine.texts.words import PieceTokenizer, PieceTokens
from studio.engine.tokenizing.splitting import make_splitter
from studio.tasks.extractive_qa import QuestionSettings

START, END = "start", "end"
_RAGGED = ("token_ids", "segment_ids", "answer_mask", "starts", "ends")
_FLAT = ("row_of", "first_tokens", "places", "counts")

Ints = NDArray[np.int32]


class QuestionReader:
    """Reads questions and contexts for one model.

    Args:
        model: The model.
    """

    def __init__(self, model: TextModel) -> None:
        settings = question_settings(model)
        marks = Marks.of(model.tokenizer)
        self._layout = WindowLayout(
            marks.start, marks.separator, marks.end, marks.has_segments, model.info.sequence_length, settings.stride
        )
        self._tokenizer = model.tokenizer
        self._split = make_splitter(model.tokenizer)
        self._pieces = PieceTokenizer(model.tokenizer)
        ids, splits = tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.int64)
        self._windows = tf.function(self._lay_out, input_signature=[ids, splits, ids, ids, ids, splits])

    def read(self, questions: Sequence[str], contexts: Sequence[str], answers: Ragged | None = None) -> Examples:
        """Return the windows of some rows as examples.

        The targets `start` and `end` are the places of the first and the last token of a row's first answer, in a
        window that holds all of it; elsewhere both are 0, the place of "no answer".

        Args:
            questions: A question for each row.
            contexts: A context for each row.
            answers: Where the answers to each question begin and end, in code points; `None` where the model is asked.
        """
        question_ids, question_splits = self._split(questions)
        context = self._pieces.tokenize(contexts)
        with tf.device("cpu"):
            found = self._windows(
                question_ids, question_splits, context.token_ids, context.starts, context.ends, context.splits
            )
        values = {name: tensor.numpy() for name, tensor in found.items()}
        lengths = np.diff(question_splits)
        cut = lengths - np.minimum(lengths, self._layout.max_question_length)
        extras = {name: values[name] for name in ("segment_ids", ANSWER_MASK, "starts", "ends")}
        rows = TokenRows(
            values["token_ids"], values["splits"], int(cut.sum()), int(np.count_nonzero(cut)), extras=extras
        )
        targets = {} if answers is None else _targets(values, _answer_tokens(context, answers))
        return Examples({TEXT: rows}, values["row_of"].astype(np.int64), targets)

    def packed(self, question: str, context: str) -> tuple[PackedText, ...]:
        """Return the windows of one row, each by itself."""
        examples = self.read([question], [context])
        rows, layout = examples.rows, self._layout
        marks = np.array([*layout.start, *layout.separator, *layout.end], np.int32)
        found = []
        for number, (begin, end) in enumerate(pairwise(rows.offsets.tolist()), start=1):
            token_ids, places = (
                rows.token_ids[begin:end],
                np.stack([rows.extras["starts"][begin:end], rows.extras["ends"][begin:end]], axis=1),
            )
            places[places[:, 1] == 0] = NO_PLACE
            found.append(
                PackedText(
                    token_ids,
                    rows.extras["segment_ids"][begin:end],
                    tuple(np.flatnonzero(np.isin(token_ids, marks)).tolist()),
                    (rows.num_cut_tokens, 0),
                    places,
                    number=number,
                    num_windows=len(examples),
                )
            )
        return tuple(found)

    def windows(self, question: Any, context: Any) -> Windows:
        """Return the windows of some rows, inside a graph.

        Args:
            question: tf.string tensor of shape `(batch,)`.
            context: tf.string tensor of shape `(batch,)`.
        """
        questions = self._tokenizer(question)
        questions = questions.with_flat_values(tf.cast(questions.flat_values, tf.int32))
        return make_windows(self._layout, questions, *self._pieces.tokenize_in_graph(context))

    @property
    def tokenizers(self) -> tuple[Any, ...]:
        """What an export must keep beside the network."""
        return self._pieces.tokenizers

    def _lay_out(
        self, question: Any, question_splits: Any, context: Any, starts: Any, ends: Any, splits: Any
    ) -> dict[str, Any]:
        questions = tf.RaggedTensor.from_row_splits(question, question_splits)
        contexts, *places = (tf.RaggedTensor.from_row_splits(values, splits) for values in (context, starts, ends))
        windows = make_windows(self._layout, questions, contexts, *places)
        found = {name: getattr(windows, name).flat_values for name in _RAGGED}
        return found | {name: getattr(windows, name) for name in _FLAT} | {"splits": windows.token_ids.row_splits}


_readers: "WeakKeyDictionary[TextModel, QuestionReader]" = WeakKeyDictionary()


def question_reader(model: TextModel) -> QuestionReader:
    """Return the reader of a model, made once."""
    if model not in _readers:
        _readers[model] = QuestionReader(model)
    return _readers[model]


def question_settings(model: TextModel) -> QuestionSettings:
    """Return the settings that a model was trained with."""
    return QuestionSettings.model_validate(model.info.settings)


def _answer_tokens(context: PieceTokens, answers: Ragged) -> NDArray[np.int64]:
    """Return the first and the last token of each row's first answer: (num_rows, 2), -1 where there is none."""
    found = np.full((len(context), 2), -1, np.int64)
    for row in np.flatnonzero(np.diff(answers.offsets)):
        begin, end = answers[int(row)][0]
        tokens = slice(int(context.splits[row]), int(context.splits[row + 1]))
        first = int(np.searchsorted(context.ends[tokens], begin, side="right"))
        last = int(np.searchsorted(context.starts[tokens], end, side="left")) - 1
        if first <= last:
            found[row] = first, last
    return found


def _targets(windows: dict[str, Ints], answer_tokens: NDArray[np.int64]) -> dict[str, Ints]:
    firsts, lasts = answer_tokens[windows["row_of"]].T
    begin = windows["first_tokens"]
    is_whole = (firsts >= begin) & (lasts < begin + windows["counts"]) & (firsts >= 0)
    places = {START: firsts, END: lasts}
    return {
        name: np.where(is_whole, windows["places"] + tokens - begin, 0).astype(np.int32)
        for name, tokens in places.items()
    }

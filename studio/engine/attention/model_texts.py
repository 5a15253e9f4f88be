"""Texts as a model's task reads them: of a long one in windows, the one that the answer comes from is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from studio.engine import tasks
from studio.engine.attention.finite import Floats
from studio.engine.attention.output_graphs import OutputGraphs
from studio.engine.attention.packing import TextPacker
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.explained import Explained
from studio.engine.texts.packed_text import PackedText
from studio.errors import InputError

# So many tokens are computed at once: enough for the processor's cores, few enough for any memory.
_BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class AnswerText:
    """What a model read when it gave its answer.

    Attributes:
        packed: The window that the answer comes from, or all that the model reads.
        outputs: float32 array of shape `(num_outputs,)`: the numbers behind the answers in it.
        index: Which of them is asked about.
    """

    packed: PackedText
    outputs: Floats
    index: int


class ModelTexts:
    """Reads texts for a model.

    Args:
        model: A model whose task says which of its numbers can be explained.

    Attributes:
        explained: Those numbers.
        graphs: Compute them.

    Raises:
        InputError: if it has none.
    """

    def __init__(self, model: TextModel) -> None:
        self.explained = _explained_of(model)
        self.graphs = OutputGraphs(model, self.explained)
        self._packer = TextPacker(model.tokenizer, model.info.sequence_length)
        self._num_inputs = len(model.info.task.inputs)

    def answer_text(self, text: str, pair: str | None, target: str | None) -> AnswerText:
        """Return what the model reads when it gives its answer.

        Args:
            text: The text.
            pair: A second text.
            target: What is asked about; `None` for what the model itself would say.

        Raises:
            InputError: if the model has nothing of that name, or its task does not read so many texts.
        """
        windows = self.explained.windows(text, pair) or (self._packer.encoder(text, pair),)
        outputs = self._outputs(windows)
        window, index = self.explained.choose(outputs, target, windows)
        return AnswerText(windows[window], outputs[window], index)

    def window(self, text: str, pair: str | None) -> PackedText | None:
        """Return the window that the answer comes from; `None` where the task does not read such texts in windows."""
        if (1 if pair is None else 2) != self._num_inputs:
            return None
        windows = self.explained.windows(text, pair)
        if windows is None:
            return None
        if len(windows) == 1:
            return windows[0]
        return windows[self.explained.choose(self._outputs(windows), None, windows)[0]]

    def _outputs(self, windows: Sequence[PackedText]) -> list[Floats]:
        """Return the numbers of each window. Windows of the same length are computed together."""
        found: list[Floats] = []
        for length, group in groupby(windows, key=len):
            alike = list(group)
            for rows in parts(len(alike), length):
                part = alike[rows]
                token_ids = np.stack([window.token_ids for window in part])
                found.extend(self.graphs.outputs(token_ids, part[0].segment_ids))
        return found


def parts(num_rows: int, length: int) -> Iterator[slice]:
    """Yield parts of rows that are computed together.

    Args:
        num_rows: How many there are.
        length: How many tokens each has.
    """
    size = max(1, _BATCH_TOKENS // max(length, 1))
    yield from (slice(start, start + size) for start in range(0, num_rows, size))


def _explained_of(model: TextModel) -> Explained:
    explained = tasks.get(model.info.task).explained(model)
    if explained is None:
        raise nothing_to_explain()
    return explained


def nothing_to_explain() -> InputError:
    """Return the error that a model gives no answers that can be explained."""
    return InputError(
        "Attribution explains an answer: expected a run whose task gives answers that can be explained, such as a "
        "class, a label or a number. Received: a model without such answers."
    )

"""How well the spans of a split are found."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.answers import Span, Spans
from studio.data import SplitRows
from studio.data.kinds.tags import SPANS
from studio.data.targets import Ragged
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE, Evaluation, HasOutputs, OnWritten, write_on
from studio.engine.tasks.split_evaluator import SplitEvaluator
from studio.engine.tasks.token_classification.piece_reader import TAGS, pieces_of
from studio.engine.tasks.token_classification.span_tags import spans_of
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.runs.events import SampleRow
from studio.tasks.token_metrics import span_report

TAG, PROBABILITY, LOSSES = "tag", "probability", "losses"
# What an evaluation keeps: the spans that were found, one row after the other.
FOUND, FOUND_OFFSETS, FOUND_PROBABILITIES = "found", "found_offsets", "found_probabilities"


class TagEvaluator(SplitEvaluator):
    """Compares the spans that a model finds with those of the data.

    Args:
        model: Names the types.
        split: The rows.
        examples: Their windows.
    """

    def __init__(self, model: TextModel, split: SplitRows, examples: Examples) -> None:
        super().__init__(split, Batcher(model, examples), max_characters=None)
        self._names = model.info.schema.class_names
        self._split = split
        self._examples = examples

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; the outputs are the spans that were found."""
        tags, probabilities, losses = self._find(backend, self._batcher.indices_by_length(batch_size), on_progress)
        found, numbers = self._spans(tags, probabilities)
        right = self._examples.targets[TAGS]
        assert isinstance(right, Ragged)
        is_tagged = pieces_of(self._examples)[0]
        num_tagged = max(1, int(np.count_nonzero(is_tagged)))
        wanted = self._split.targets.ragged[SPANS]
        report = span_report(
            [wanted[row] for row in range(len(self._split))],
            [found[row] for row in range(len(self._split))],
            self._names,
            token_accuracy=float(np.count_nonzero((tags == np.asarray(right.values))[is_tagged]) / num_tagged),
            loss=float(losses.sum(dtype=np.float64) / num_tagged),
        )
        outputs = {FOUND: found.values, FOUND_OFFSETS: found.offsets, FOUND_PROBABILITIES: numbers}
        return Evaluation(report.metrics, report.to_json(), outputs)

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return what is found in a few texts."""
        if evaluation is None:
            indices = np.flatnonzero(np.isin(self._examples.row_of, self._samples.places)).astype(np.int64)
            found, numbers = self._spans(*self._find(backend, [indices], None)[:2])
        else:
            found = Ragged(evaluation.outputs[FOUND], evaluation.outputs[FOUND_OFFSETS])
            numbers = evaluation.outputs[FOUND_PROBABILITIES]
        wanted, rows = self._split.targets.ragged[SPANS], []
        for row, inputs in zip(self._samples.places.tolist(), self._samples.inputs, strict=True):
            (text,) = inputs.values()
            rows.append(
                SampleRow.of(
                    inputs,
                    to_answer(text, wanted[row], np.ones(len(wanted[row])), self._names),
                    to_answer(text, found[row], numbers[found.offsets[row] : found.offsets[row + 1]], self._names),
                )
            )
        return tuple(rows)

    def _find(
        self,
        backend: HasOutputs,
        batches: list[NDArray[np.int64]],
        on_progress: Callable[[int], None] | None,
    ) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
        """Return the tag of each token and how probable it is, and the summed loss of each window."""
        offsets = self._examples.rows.offsets
        tags = np.zeros(offsets[-1], np.int32)
        probabilities = np.zeros(offsets[-1], np.float32)
        losses = np.zeros(len(self), np.float32)
        num_done = 0
        for indices in batches:
            outputs = backend.outputs(self._batcher.batch(indices))
            losses[indices] = outputs[LOSSES]
            for place, index in enumerate(indices.tolist()):
                part = slice(int(offsets[index]), int(offsets[index + 1]))
                length = part.stop - part.start
                tags[part] = outputs[TAG][place, :length]
                probabilities[part] = outputs[PROBABILITY][place, :length]
            num_done += len(indices)
            if on_progress is not None:
                on_progress(num_done)
        return tags, probabilities, losses

    def _spans(self, tags: NDArray[np.int32], probabilities: NDArray[np.float32]) -> tuple[Ragged, NDArray[np.float32]]:
        is_tagged, rows, starts, ends = pieces_of(self._examples)
        return spans_of(rows, starts, ends, tags[is_tagged], probabilities[is_tagged], len(self._split))


def to_answer(
    text: str, spans: NDArray[np.int32], probabilities: NDArray[np.floating], names: tuple[str, ...]
) -> Spans:
    """Return spans of a text as an answer.

    Args:
        text: The text.
        spans: int32 array of shape `(num_spans, 3)`: start, end and type.
        probabilities: Of each of them.
        names: The types, in the order of their numbers.
    """
    return Spans(
        text,
        tuple(
            Span(start, end, names[kind], text[start:end], float(probability))
            for (start, end, kind), probability in zip(spans.tolist(), probabilities.tolist(), strict=True)
        ),
    )

"""How well second texts are found, and how well similarities keep the order of scores."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.data import SplitRows
from studio.engine.answering.evaluation import BATCH_SIZE, Evaluation, Evaluator, HasOutputs
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.text_embedding.batches import single_stream
from studio.engine.tasks.text_embedding.losses import NUMBER_OF, SCORE, SECOND_TEXT, TEXT
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.runs.events import SampleRow
from studio.tasks.embedding_metrics import ranks, retrieval_metrics, spearman

VECTORS = "vectors"
SIMILARITIES = "similarities"
PLACES = "places"
_NUM_SAMPLES = 5
# Among so many second texts the nearest one is shown as a sample.
_NUM_SAMPLE_PASSAGES = 64
_MAX_SAMPLE_CHARACTERS = 400


class PairEvaluator(Evaluator):
    """Searches for the second text of each text among all second texts of a split.

    Of scored pairs, those in the upper half of the range of scores belong together; the order of all of them is
    compared with their scores.

    Args:
        model: The model.
        split: The rows.
        examples: What was made of them.
        has_scores: Whether the rows have scores.
    """

    def __init__(self, model: TextModel, split: SplitRows, examples: Examples, *, has_scores: bool) -> None:
        schema = model.info.schema
        self._sides = [_Side(model, examples, name) for name in (TEXT, SECOND_TEXT)]
        self._scores = np.asarray(examples.targets[SCORE], np.float64) if has_scores else None
        self._is_right = np.ones(len(examples), bool)
        if self._scores is not None and (is_high := self._scores > (schema.minimum + schema.maximum) / 2).any():
            self._is_right = is_high
        self._samples = _spread(len(split), _NUM_SAMPLES)
        self._passages = np.union1d(self._samples, _spread(len(split), _NUM_SAMPLE_PASSAGES))
        shown = split.take(self._passages)
        self._texts, self._second_texts = shown[TEXT], shown[SECOND_TEXT]

    def __len__(self) -> int:
        return len(self._is_right)

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
    ) -> Evaluation:
        """Measure the whole split; `places` of the second texts and `similarities` are the outputs."""
        num_texts = sum(len(side.firsts) for side in self._sides)
        num_done = 0

        def on_embedded(count: int) -> None:
            nonlocal num_done
            num_done += count
            if on_progress is not None:
                on_progress(num_done * len(self) // num_texts)

        queries, passages = (side.vectors(backend, batch_size, on_embedded) for side in self._sides)
        query_of, passage_of = (side.number_of for side in self._sides)
        similarities = np.einsum("ij,ij->i", queries[query_of], passages[passage_of])
        right = np.flatnonzero(self._is_right)
        places = np.full(len(self), np.nan)
        places[right] = ranks(queries, passages, query_of[right], passage_of[right])
        metrics = retrieval_metrics(places[right])
        if self._scores is not None:
            metrics["spearman"] = spearman(self._scores, similarities)
        report = {
            "examples": len(self),
            "metrics": metrics,
            "searched_texts": len(passages),
            "found_pairs": len(right),
        }
        return Evaluation(metrics, report, {PLACES: places, SIMILARITIES: similarities})

    def samples(self, backend: HasOutputs, evaluation: Evaluation | None = None) -> tuple[SampleRow, ...]:
        """Return which of some second texts is the nearest one to a few texts."""
        queries = self._sides[0].embed(backend, self._samples)
        near = queries @ self._sides[1].embed(backend, self._passages).T  # (num_samples, num_passages)
        places = np.searchsorted(self._passages, self._samples)
        return tuple(
            SampleRow(
                self._texts[place][:_MAX_SAMPLE_CHARACTERS],
                self._second_texts[place][:_MAX_SAMPLE_CHARACTERS],
                self._second_texts[int(row.argmax())][:_MAX_SAMPLE_CHARACTERS],
                float(row.max()),
            )
            for place, row in zip(places, near, strict=True)
        )


class _Side:
    """The texts on one side of the pairs; equal ones are computed once.

    Attributes:
        firsts: Where each different text is first.
        number_of: Which of them each row has.
    """

    def __init__(self, model: TextModel, examples: Examples, name: str) -> None:
        self._batcher = Batcher(model, single_stream(examples, name))
        numbers = np.asarray(examples.targets[NUMBER_OF[name]])
        _, firsts, number_of = np.unique(numbers, return_index=True, return_inverse=True)
        self.firsts = firsts.astype(np.int64)
        self.number_of = number_of.astype(np.int64)

    def vectors(
        self, backend: HasOutputs, batch_size: int, on_progress: Callable[[int], None]
    ) -> NDArray[np.float32]:
        """Return the vectors of the different texts: `(len(firsts), dim)`."""
        order = np.argsort(-self._batcher.lengths[self.firsts], kind="stable")
        parts = []
        for start in range(0, len(order), batch_size):
            part = self.firsts[order[start : start + batch_size]]
            parts.append(self.embed(backend, part))
            on_progress(len(part))
        found = np.concatenate(parts)
        vectors = np.empty_like(found)
        vectors[order] = found
        return vectors

    def embed(self, backend: HasOutputs, indices: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of the texts of some rows."""
        vectors: NDArray[np.float32] = backend.outputs(self._batcher.batch(indices))[VECTORS]
        return vectors


def _spread(num_rows: int, num_wanted: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, num_rows - 1, num_wanted).astype(np.int64))

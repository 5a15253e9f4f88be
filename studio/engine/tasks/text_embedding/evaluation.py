"""How well second texts are found, or how well similarities keep the order of scores."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from studio.answers import Hit, Hits
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.evaluation import BATCH_SIZE, Arrays, Evaluation, Evaluator, HasOutputs, OnWritten, write_on
from studio.engine.tasks.fixed_samples import MAX_CHARACTERS, NUM_SAMPLES
from studio.engine.tasks.text_embedding.batches import single_stream
from studio.engine.tasks.text_embedding.losses import NUMBER_OF, SCORE, SECOND_TEXT, TEXT, Scale
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import Examples
from studio.runs.events import SampleRow
from studio.spreading import spread
from studio.tasks.embedding_metrics import retrieval_metrics, search, spearman

VECTORS = "vectors"
SIMILARITIES = "similarities"
PLACES = "places"
# The row of the nearest wrong second text, and how near that is.
NEAREST, LIKENESS = "nearest", "likeness"
_NUM_SAMPLE_HITS = 3
# Among so many second texts the nearest one is shown as a sample.
_NUM_SAMPLE_PASSAGES = 64


class PairEvaluator(Evaluator):
    """Searches for the second text of each text among all second texts of a split; scored pairs it only compares.

    Args:
        model: The model.
        split: The rows.
        examples: What was made of them.
        temperature: What similarities are divided by in the loss of a search.
        scale: Where the pairs are scored, what brings scores into the range of cosines.
    """

    def __init__(
        self, model: TextModel, split: SplitRows, examples: Examples, temperature: float, scale: Scale | None
    ) -> None:
        self._sides = [_Side(model, examples, name) for name in (TEXT, SECOND_TEXT)]
        self._temperature = temperature
        self._scores = None if scale is None else np.asarray(scale(examples.targets[SCORE]), np.float64)
        self._samples = spread(len(split), NUM_SAMPLES)
        self._passages = np.union1d(self._samples, spread(len(split), _NUM_SAMPLE_PASSAGES))
        self._places = np.searchsorted(self._passages, self._samples)
        self._rows = split.row_numbers[self._passages]
        shown = split.take(self._passages)
        self._texts, self._second_texts = (
            [text[:MAX_CHARACTERS] for text in shown[name]] for name in (TEXT, SECOND_TEXT)
        )

    def __len__(self) -> int:
        return len(self._sides[0].number_of)

    def evaluate(
        self,
        backend: HasOutputs,
        on_progress: Callable[[int], None] | None = None,
        batch_size: int = BATCH_SIZE,
        on_written: OnWritten = write_on,
    ) -> Evaluation:
        """Measure the whole split; the outputs are `similarities`, and of a search `places` and what is `nearest`."""
        num_texts = sum(len(side.firsts) for side in self._sides)
        num_done = 0

        def on_embedded(count: int) -> None:
            nonlocal num_done
            num_done += count
            if on_progress is not None:
                on_progress(num_done * len(self) // num_texts)

        texts, seconds = (side.vectors(backend, batch_size, on_embedded) for side in self._sides)
        text_of, second_of = (side.number_of for side in self._sides)
        outputs: Arrays = {SIMILARITIES: np.einsum("ij,ij->i", texts[text_of], seconds[second_of])}
        if self._scores is None:
            found = search(texts, seconds, text_of, second_of, self._temperature)
            outputs |= {
                PLACES: found.places,
                NEAREST: self._sides[1].firsts[found.nearest],
                LIKENESS: found.likeness,
            }
            metrics = {"loss": float(found.losses.mean()), **retrieval_metrics(found.places)}
        else:
            loss = float(np.square(outputs[SIMILARITIES] - self._scores).mean())
            metrics = {"loss": loss, "spearman": spearman(self._scores, outputs[SIMILARITIES])}
        return Evaluation(metrics, {"examples": len(self), "metrics": metrics}, outputs)

    def samples(
        self, backend: HasOutputs, evaluation: Evaluation | None = None, on_written: OnWritten = write_on
    ) -> tuple[SampleRow, ...]:
        """Return which of some second texts is the nearest one to a few texts."""
        texts = self._sides[0].embed(backend, self._samples)
        near = texts @ self._sides[1].embed(backend, self._passages).T  # (num_samples, num_passages)
        return tuple(self._sample(int(place), row) for place, row in zip(self._places, near, strict=True))

    def _sample(self, place: int, near: NDArray[np.float32]) -> SampleRow:
        nearest = np.argsort(-near, kind="stable")[:_NUM_SAMPLE_HITS]
        return SampleRow.of(
            {TEXT: self._texts[place]},
            Hits((self._hit(place, float(near[place])),)),
            Hits(tuple(self._hit(int(other), float(near[other])) for other in nearest)),
        )

    def _hit(self, place: int, score: float) -> Hit:
        return Hit(int(self._rows[place]) + 1, self._second_texts[place], score)


class _Side:
    """The texts on one side of the pairs; equal ones are computed once.

    Attributes:
        firsts: Where each different text is first.
        number_of: Which of them each row has.
    """

    def __init__(self, model: TextModel, examples: Examples, name: str) -> None:
        self._batcher = Batcher(model, single_stream(examples, name))
        self._lengths = examples.streams[name].lengths
        numbers = np.asarray(examples.targets[NUMBER_OF[name]])
        _, firsts, number_of = np.unique(numbers, return_index=True, return_inverse=True)
        self.firsts = firsts.astype(np.int64)
        self.number_of = number_of.astype(np.int64)

    def vectors(self, backend: HasOutputs, batch_size: int, on_progress: Callable[[int], None]) -> NDArray[np.float32]:
        """Return the vectors of the different texts: `(len(firsts), dim)`."""
        order = np.argsort(-self._lengths[self.firsts], kind="stable")
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

"""The one loop that asks a model: for files, for the playground and for the check of exports. All in float32."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from studio.answers import Answer, Arrays
from studio.engine import tasks
from studio.engine.building.model import load_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE

# So many rows are sorted by length at once: enough for even batches, few enough for what is said about each token.
CHUNK_SIZE = 2048

Inputs = Mapping[str, Sequence[str]]


class Answerer:
    """A model that answers rows.

    Args:
        model: A model, or the folder of a saved one, which is loaded in float32.

    Attributes:
        model: The model.
        task: What the engine does for its task.

    Raises:
        NotFoundError: if there is no model in the folder.
    """

    def __init__(self, model: TextModel | Path) -> None:
        self.model = model if isinstance(model, TextModel) else load_model(model)
        self.task = tasks.get(self.model.info.task)
        self._ask = self.task.asker(self.model)

    def answers(
        self,
        inputs: Inputs,
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> list[Answer]:
        """Answer rows that are in memory.

        Args:
            inputs: By the names of the task's inputs, a text for each row.
            batch_size: How many examples are computed at once.
            on_progress: Called with the number of rows done.

        Raises:
            InputError: if one of them cannot be answered.
        """
        chunks = (
            {name: texts[start : start + CHUNK_SIZE] for name, texts in inputs.items()}
            for start in range(0, _num_rows(inputs), CHUNK_SIZE)
        )
        found = [answer for chunk in self.iter_answers(chunks, batch_size, on_progress) for answer in chunk]
        self.task.check_answers(self.model, inputs, found)
        return found

    def iter_answers(
        self,
        chunks: Iterable[Inputs],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> Iterator[list[Answer]]:
        """Yield the answers to each chunk of rows, in the order of its rows. No more than a chunk is held in memory."""
        num_done = 0
        for chunk in chunks:
            start, count = num_done, _num_rows(chunk)

            def tell(done: int, total: int, start: int = start, count: int = count) -> None:
                if on_progress is not None:
                    on_progress(start + count * done // total)

            yield self._answer(chunk, batch_size, tell)
            num_done += count

    def _answer(self, chunk: Inputs, batch_size: int, tell: Callable[[int, int], None]) -> list[Answer]:
        if not _num_rows(chunk):
            return []
        examples = self.task.examples(self.model, chunk, None)
        batcher = self.task.answer_batcher(self.model, examples)
        outputs: list[Arrays] = [{} for _ in range(len(examples))]
        num_done = 0
        for indices in batcher.indices_by_length(batch_size):
            arrays = self._ask(batcher.batch(indices))
            for place, index in enumerate(indices.tolist()):
                outputs[index] = {name: array[place] for name, array in arrays.items()}
            num_done += len(indices)
            tell(num_done, len(examples))
        return self.task.answers(self.model, chunk, examples, outputs)


def _num_rows(inputs: Inputs) -> int:
    return len(next(iter(inputs.values())))

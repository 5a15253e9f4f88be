"""A model that writes, asked with texts: it writes on a few tokens at a time."""

from collections.abc import Mapping, Sequence

import numpy as np

from studio.engine import tasks
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.writing.prompt_writer import Prompts, TextsInWriting
from studio.engine.tasks.writing.task import WritingTask, generation_settings
from studio.engine.texts.batches import Batcher
from studio.errors import InputError
from studio.generation import GenerationSettings


class TaskWriter:
    """Writes for rows of texts.

    Args:
        model: A model of a task that writes.

    Attributes:
        settings: How it writes unless it is told otherwise.

    Raises:
        InputError: if its task is another one.
    """

    def __init__(self, model: TextModel) -> None:
        task = tasks.get(model.info.task)
        if not isinstance(task, WritingTask):
            raise InputError(
                "Expected a model that writes texts. Received: one for {received}.", received=model.info.task.name
            )
        self._task = task
        self._model = model
        self.settings = generation_settings(model)

    def start(
        self, inputs: Mapping[str, Sequence[str]], settings: GenerationSettings, rows: Sequence[int] | None = None
    ) -> TextsInWriting:
        """Read what is to be written on.

        Args:
            inputs: By the names of the task's inputs, a text for each row.
            settings: How to write.
            rows: A number of each row, by which it draws beside the seed; by default the same for all, so that a text
                is answered alike wherever it stands.

        Raises:
            InputError: if there is no room for what is to be written.
        """
        examples = self._task.prompt_examples(self._model, inputs, settings)
        batch = Batcher(self._model, examples).batch(np.arange(len(examples)))
        return self._task.writer(self._model).start(Prompts.of(batch), settings, rows)

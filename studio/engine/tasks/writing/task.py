"""What the engine does alike for all tasks whose models write text."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tensorflow as tf

from studio.answers import Answer, Arrays, Written
from studio.answers.base import texts_array
from studio.data import SplitRows
from studio.engine.models.text_model import TextModel, max_sequence_length
from studio.engine.tasks.base import Ask, EngineTask, Loss
from studio.engine.tasks.evaluation import Evaluation
from studio.engine.tasks.writing.examples import LABELS
from studio.engine.tasks.writing.hidden_states import HiddenStates, cut_network
from studio.engine.tasks.writing.outputs import LOSSES
from studio.engine.tasks.writing.prompt_writer import Prompts, PromptWriter, prompt_writer
from studio.engine.tasks.writing.results import write_texts
from studio.engine.tasks.writing.serving import write_in_graph
from studio.engine.tasks.writing.token_losses import summed_loss, token_losses
from studio.engine.texts.batches import NO_TARGET, Batch
from studio.engine.texts.examples import Examples
from studio.engine.texts.showing import ShownTargets
from studio.engine.tokenizing.readable import read_tokens
from studio.errors import SpecError
from studio.generation import GenerationSettings
from studio.schema import Schema
from studio.settings import SpecPart

_ROWS_A_TOLERATED_ONE = 50
# What the signature `generate` of an export is told beside texts.
_CHOSEN = {
    "is_drawn": tf.bool,
    "seed": tf.int32,
    "temperature": tf.float32,
    "top_k": tf.int32,
    "top_p": tf.float32,
    "max_new_tokens": tf.int32,
}
# What an answer is made of.
_TEXT, _NUM_TOKENS, _IS_ENDED = "text", "num_tokens", "is_ended"


class WritingTask(EngineTask):
    """A text for each row."""

    target_specs: ClassVar[Mapping[str, Any]] = {LABELS: tf.TensorSpec((None, None), tf.int32)}

    # === Network ===

    def head_settings(self, schema: Schema) -> dict[str, Any]:
        """Nothing: the head is the product with the token vectors, or what the backbone brings."""
        return {}

    def prepare_network(self, network: Any, settings: SpecPart, schema: Schema, folder: Path | None) -> None:
        """Check at the start, not when the first text is written, that there is room for one.

        Raises:
            SpecError: if there is none.
        """
        wanted = _generation(settings).max_new_tokens
        room = max_sequence_length(network.backbone)
        if wanted >= room:
            raise SpecError(
                "settings.generation.max_new_tokens: expected at most {expected}, as the backbone has room for {room} "
                "{room:token|tokens}, those of the prompt counted. Received: {received}.",
                expected=room - 1,
                room=room,
                received=wanted,
            )

    # === Training ===

    def training_outputs(self, network: Any, inputs: Mapping[str, Any]) -> HiddenStates:
        """Return the hidden states that logits are made of."""
        return cut_network(network).hidden_states(dict(inputs), training=True)

    def loss(self, settings: SpecPart, schema: Schema) -> Loss:
        """Return the cross-entropy of the next tokens."""
        smoothing = float(getattr(settings, "label_smoothing", 0.0))
        return lambda hidden, targets: summed_loss(hidden, targets[LABELS], smoothing)

    def asked_outputs(self, network: Any, inputs: Mapping[str, Any]) -> HiddenStates:
        """Return the hidden states that logits are made of."""
        return cut_network(network).hidden_states(dict(inputs), training=False)

    def outputs(self, logits: HiddenStates, targets: Mapping[str, Any]) -> dict[str, Any]:
        """Return `losses` of shape `(batch, length)`."""
        return {LOSSES: token_losses(logits, targets[LABELS])}

    def write_predictions(self, path: Path, model: TextModel, parts: Sequence[tuple[SplitRows, Evaluation]]) -> None:
        """Write a row for each row: how likely its text is to the model, and what the model wrote, where it did."""
        write_texts(path, model.info.task.inputs, parts)

    def shown_targets(self, model: TextModel, batch: Batch, place: int) -> ShownTargets:
        """Return the next token under each token."""
        labels = batch.targets[LABELS][place]
        places = np.flatnonzero(labels != NO_TARGET).tolist()
        words = read_tokens(model.tokenizer, [int(labels[at]) for at in places])
        return ShownTargets(under=dict(zip(places, words, strict=True)))

    # === Answering ===

    def writer(self, model: TextModel) -> PromptWriter:
        """Return what writes with a model."""
        return prompt_writer(model)

    @abstractmethod
    def prompt_examples(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], settings: GenerationSettings
    ) -> Examples:
        """Return what is to be written on for some rows: a prompt each, and what an encoder reads.

        Args:
            model: The model.
            inputs: By the names of the task's inputs, a text for each row.
            settings: How is to be written: there must be room for it.

        Raises:
            InputError: if there is none.
        """

    @abstractmethod
    def prompts_in_graph(
        self, model: TextModel, inputs: Mapping[str, Any], max_new_tokens: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return what `prompt_examples` returns, inside a graph.

        Args:
            model: The model.
            inputs: By the names of the task's inputs, tf.string tensors of shape `(batch,)`.
            max_new_tokens: int, or int32 scalar tensor: how much room there must be.

        Returns:
            int32 ragged tensor of shape `(batch, (tokens))`, and by name what an encoder reads.
        """

    def asker(self, model: TextModel) -> Ask:
        """Return what writes on from the prompts of a batch, with the settings of the model's run."""
        settings, writer = generation_settings(model), self.writer(model)

        def ask(batch: Batch) -> Arrays:
            found = writer.start(Prompts.of(batch), settings).finish()
            return {
                _TEXT: texts_array([written.text for written in found]),
                _NUM_TOKENS: np.array([written.num_tokens for written in found]),
                _IS_ENDED: np.array([written.is_ended for written in found]),
            }

        return ask

    def answers(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], examples: Examples, outputs: Sequence[Arrays]
    ) -> list[Answer]:
        """Return the texts."""
        return [Written(str(row[_TEXT]), int(row[_NUM_TOKENS]), bool(row[_IS_ENDED])) for row in outputs]

    # === Exporting ===

    def serve(self, model: TextModel, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return `text`, tf.string `(batch,)`: what the model writes with the settings of its run."""
        settings, writer = generation_settings(model), self.writer(model)
        prompts, sources = self.prompts_in_graph(model, inputs, settings.max_new_tokens)
        return {"text": write_in_graph(model, writer, prompts, sources, settings)}

    def num_tolerated(self, model: TextModel, num_rows: int) -> int:
        """Return a row in fifty where tokens are drawn, and none where they are not.

        What is drawn lies now and then so near to the next token's share that rounding decides, in another process
        with other batches otherwise than here. All that follows is then another text.
        """
        return num_rows // _ROWS_A_TOLERATED_ONE if generation_settings(model).sampler == "sample" else 0

    def more_signatures(self, model: TextModel) -> Mapping[str, tuple[Callable[..., Any], Sequence[Any]]]:
        """Return `generate`, which is told how to write: greedily or by chance, from which seed, how much."""
        settings = generation_settings(model).model_copy(update={"sampler": "sample"})
        writer = self.writer(model)
        names = model.info.task.served_inputs
        texts = [tf.TensorSpec([None], tf.string, name=name) for name in names.values()]

        def generate(*values: Any) -> dict[str, Any]:
            given = dict(zip(names, values, strict=False))
            chosen = dict(zip(_CHOSEN, values[len(names) :], strict=True))
            chosen["max_new_tokens"] = tf.clip_by_value(chosen["max_new_tokens"], 0, writer.max_length - 1)
            prompts, sources = self.prompts_in_graph(model, given, chosen["max_new_tokens"])
            return {"text": write_in_graph(model, writer, prompts, sources, settings, **chosen)}

        return {"generate": (generate, [*texts, *(tf.TensorSpec([], dtype, name) for name, dtype in _CHOSEN.items())])}

    def exported(self, answers: Sequence[Answer]) -> Arrays:
        """Return `text`."""
        return {"text": texts_array([answer.text for answer in answers if isinstance(answer, Written)])}


def generation_settings(model: TextModel) -> GenerationSettings:
    """Return how a model writes unless it is told otherwise: as its run said."""
    return _generation(model.info.task.settings.model_validate(model.info.settings, strict=False))


def _generation(settings: Any) -> GenerationSettings:
    found: GenerationSettings = settings.generation
    return found

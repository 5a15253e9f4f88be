"""Chat in the engine: a decoder learns the answers of conversations."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.chat import parse_conversation
from studio.data import SplitRows
from studio.data.targets import Targets
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.chat.encoding import chat_encoder
from studio.engine.tasks.chat.evaluation import ChatEvaluator
from studio.engine.tasks.chat.templates import resolve_template
from studio.engine.tasks.writing.causal import CausalWriting
from studio.engine.tasks.writing.prompt_writer import PromptWriter, prompt_writer
from studio.engine.tasks.writing.task import generation_settings
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT, Examples
from studio.generation import GenerationSettings
from studio.settings import SpecPart
from studio.tasks.chat import ChatSettings


class Chat(CausalWriting):
    """Conversations are answered."""

    def remembered_settings(self, network: Any, settings: SpecPart, folder: Path | None) -> dict[str, Any]:
        """Return the settings with the template in full, whatever it was chosen by."""
        assert isinstance(settings, ChatSettings)
        template = resolve_template(settings.template, network, folder)
        return super().remembered_settings(network, settings, folder) | {"template": template.with_tokens()}

    def writer(self, model: TextModel) -> PromptWriter:
        """Return what writes answers: they are over where the template ends a turn."""
        return prompt_writer(model, chat_encoder(model).ends)

    # === Training ===

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return conversations with the next tokens of their answers; prompts where the model is asked."""
        if targets is None:
            return self.prompt_examples(model, inputs, generation_settings(model))
        return chat_encoder(model).learned(inputs[TEXT], model.info.sequence_length)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> ChatEvaluator:
        """Return what measures how likely the answers are, and answers itself."""
        settings = ChatSettings.model_validate(model.info.settings, strict=False)
        return ChatEvaluator(split, Batcher(model, examples), model, settings.written_rows, settings.write_every)

    # === Answering ===

    def prompt_examples(
        self, model: TextModel, inputs: Mapping[str, Sequence[str]], settings: GenerationSettings
    ) -> Examples:
        """Return conversations up to the beginning of an answer."""
        return chat_encoder(model).prompts(inputs[TEXT], self._room(model, settings))

    def prompts_in_graph(
        self, model: TextModel, inputs: Mapping[str, Any], max_new_tokens: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return single messages of a user up to the beginning of an answer, as `prompt_examples` does."""
        return chat_encoder(model).prompts_in_graph(inputs[TEXT], self._room_in_graph(model, max_new_tokens)), {}

    # === Exporting ===

    def check_inputs(self, model: TextModel, inputs: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Return the last questions alone: an export takes a message, as no graph reads JSON."""
        talks = [parse_conversation(text) for text in inputs[TEXT]]
        return {TEXT: [talk[-1 if talk[-1].role == "user" else -2].content for talk in talks]}


TASK = Chat()

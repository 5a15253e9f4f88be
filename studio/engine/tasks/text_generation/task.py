"""Text generation in the engine: a decoder learns to go on with texts."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from studio.data import SplitRows
from studio.data.targets import Ragged, Targets
from studio.engine.models.documents import why_not_packed
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.text_generation.evaluation import GenerationEvaluator
from studio.engine.tasks.writing.causal import CausalWriting
from studio.engine.tasks.writing.examples import LABELS, in_pieces, shifted, surrounded
from studio.engine.tasks.writing.packing import PackedBatcher
from studio.engine.tasks.writing.prompt_writer import prompt_writer
from studio.engine.tasks.writing.task import generation_settings
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.tokens import TokenRows
from studio.messages import Message
from studio.tasks.text_generation import TextGenerationSettings


class TextGeneration(CausalWriting):
    """Texts are gone on with."""

    def examples(self, model: TextModel, inputs: Mapping[str, Sequence[str]], targets: Targets | None) -> Examples:
        """Return texts with their next tokens, long ones in pieces; prompts where the model is asked."""
        if targets is None:
            return self.prompt_examples(model, inputs, generation_settings(model))
        writer = prompt_writer(model)
        tokens = surrounded(*writer.split(inputs[TEXT]), writer.marks.start, writer.marks.end)
        read, labels = shifted(tokens)
        offsets, row_of = in_pieces(read, model.info.sequence_length)
        rows = TokenRows(read.values, offsets)
        return Examples({TEXT: rows}, row_of, {LABELS: Ragged(labels.values, offsets)})

    def notes(self, model: TextModel) -> Sequence[Message]:
        """Say why texts do not share rows, where that was wanted."""
        reason = _why_not_packed(model) if _settings(model).packing else None
        return () if reason is None else (Message("Texts do not share rows: each has one of its own."), reason)

    def train_batcher(self, model: TextModel, split: SplitRows, examples: Examples, seed: int) -> Batcher:
        """Return full rows of several texts each, unless that is not wanted or the network cannot keep them apart."""
        if _settings(model).packing and _why_not_packed(model) is None:
            return PackedBatcher(model, examples)
        return Batcher(model, examples)

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> GenerationEvaluator:
        """Return what measures how likely the texts are."""
        return GenerationEvaluator(split, Batcher(model, examples), model, _settings(model).write_every)


# A few tokens are read to find out: once for each model.
_REASONS: WeakKeyDictionary[TextModel, Message | None] = WeakKeyDictionary()


def _why_not_packed(model: TextModel) -> Message | None:
    if model not in _REASONS:
        _REASONS[model] = why_not_packed(model.network)
    return _REASONS[model]


def _settings(model: TextModel) -> TextGenerationSettings:
    return TextGenerationSettings.model_validate(model.info.settings, strict=False)


TASK = TextGeneration()

"""Text generation in the engine: a decoder learns to go on with texts."""

from collections.abc import Mapping, Sequence

from studio.data import SplitRows
from studio.data.targets import Ragged, Targets
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.text_generation.evaluation import GenerationEvaluator
from studio.engine.tasks.writing.causal import CausalWriting
from studio.engine.tasks.writing.examples import LABELS, in_pieces, shifted, surrounded
from studio.engine.tasks.writing.prompt_writer import prompt_writer
from studio.engine.tasks.writing.task import generation_settings
from studio.engine.texts.batches import Batcher
from studio.engine.texts.examples import TEXT, Examples
from studio.engine.texts.tokens import TokenRows
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

    def evaluator(self, model: TextModel, split: SplitRows, examples: Examples) -> GenerationEvaluator:
        """Return what measures how likely the texts are."""
        settings = TextGenerationSettings.model_validate(model.info.settings, strict=False)
        return GenerationEvaluator(split, Batcher(model, examples), model, settings.write_every)


TASK = TextGeneration()

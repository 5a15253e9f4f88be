"""Text generation: the model learns to go on with texts like those that it was trained on."""

from studio.generation import GenerationSettings
from studio.settings import SpecPart
from studio.tasks.base import Role, Task
from studio.tasks.names import TEXT_NAMES, TITLE_NAMES
from studio.tasks.writing import (
    BITS_PER_BYTE,
    LOSS,
    OUTPUTS,
    PERPLEXITY,
    generation_setting,
    label_smoothing_setting,
    packing_setting,
    write_every_setting,
)


class TextGenerationSettings(SpecPart):
    """What can be set where a model goes on with texts."""

    packing: bool = packing_setting(is_on=True)
    label_smoothing: float = label_smoothing_setting()
    write_every: int = write_every_setting()
    generation: GenerationSettings = generation_setting()


TASK = Task(
    name="text_generation",
    label="Text generation",
    help="Learns to write on from a beginning, in the manner of your texts. It needs no labels.",
    roles=(
        Role(
            "text",
            "Text",
            "The column with the texts that the model learns from.",
            TEXT_NAMES,
            last_guesses=TITLE_NAMES,
        ),
    ),
    metrics=(LOSS, PERPLEXITY, BITS_PER_BYTE),
    monitor="loss",
    key_metrics=("perplexity", "bits_per_byte"),
    outputs=OUTPUTS,
    answer="text",
    example="Once upon a time",
    # An encoder sees what it is to say.
    kinds=("decoder",),
    is_pretraining=True,
    long_texts="continued",
    settings=TextGenerationSettings,
)

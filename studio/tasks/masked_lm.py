"""Masked language modelling: the model learns a language by guessing words that are hidden from it."""

from studio.settings import SpecPart, setting
from studio.tasks.base import PROBABILITY_TOLERANCE, ExportOutput, MetricInfo, Role, Task
from studio.tasks.names import TEXT_NAMES, TITLE_NAMES

# What a text that is to be filled in holds for each hidden token, and what it may hold as well: both are understood
# whatever a model's own mask token is.
MASK = "[MASK]"
MASKS = (MASK, "<mask>")
# Devlin et al., BERT (2018), section 3.1: so many of a text's tokens are hidden.
MASKED_FRACTION = 0.15

NEXT_SENTENCE = "next_sentence"


class MaskedLMSettings(SpecPart):
    """What can be set where a model guesses hidden words."""

    next_sentence: bool = setting(
        False,
        label="Next-sentence prediction",
        help="The model reads two passages and also learns whether the second one follows the first, as BERT did. It "
        "needs documents with a sentence or a paragraph on each line; in a text file an empty line parts documents.",
    )


TASK = Task(
    name="masked_lm",
    label="Masked language modelling",
    help="Learns the language of your texts by guessing hidden words. It needs no labels, and its result is a backbone "
    "that can be fine-tuned for other tasks.",
    roles=(
        Role(
            "text",
            "Text",
            "The column with the texts that the model learns from.",
            TEXT_NAMES,
            last_guesses=TITLE_NAMES,
        ),
    ),
    metrics=(
        MetricInfo(
            "loss",
            "Loss",
            "The mean cross-entropy over the masked tokens: how surprised the model is by the hidden words. With "
            "next-sentence prediction the loss of that is added.",
            is_higher_better=False,
            is_fraction=False,
        ),
        MetricInfo(
            "perplexity",
            "Perplexity",
            "The exponential of the masked tokens' loss: between how many equally likely tokens the model wavers, so "
            "to speak.",
            is_higher_better=False,
            is_fraction=False,
        ),
        MetricInfo(
            "accuracy",
            "Accuracy",
            "The part of the masked tokens that the model guessed.",
            is_higher_better=True,
            is_fraction=True,
        ),
        MetricInfo(
            "masked_lm_loss",
            "Masked tokens' loss",
            "The mean cross-entropy over the masked tokens alone.",
            is_higher_better=False,
            is_fraction=False,
            setting=NEXT_SENTENCE,
        ),
        MetricInfo(
            "next_sentence_loss",
            "Next-sentence loss",
            "The mean cross-entropy of whether the second passage follows the first. One that knows nothing has 0.69.",
            is_higher_better=False,
            is_fraction=False,
            setting=NEXT_SENTENCE,
        ),
        MetricInfo(
            "next_sentence_accuracy",
            "Next-sentence accuracy",
            "The part of the pairs of which the model said rightly whether the second passage follows the first. Half "
            "of them do.",
            is_higher_better=True,
            is_fraction=True,
            setting=NEXT_SENTENCE,
        ),
    ),
    monitor="loss",
    key_metrics=("perplexity", "accuracy"),
    outputs=(
        ExportOutput(
            "tokens",
            "string",
            "likeliest",
            PROBABILITY_TOLERANCE,
            ranking="probabilities",
            meaning=f"the likeliest tokens for the first {MASK} of each text; empty where there is none",
        ),
        ExportOutput("probabilities", "float32", "close", PROBABILITY_TOLERANCE, meaning="of these tokens"),
    ),
    # A decoder sees no word behind a hidden one.
    kinds=("encoder",),
    is_pretraining=True,
    guessed_fraction=MASKED_FRACTION,
    pair_setting=NEXT_SENTENCE,
    settings=MaskedLMSettings,
    answer="fills",
    example=f"Paris is the {MASK} of France.",
)

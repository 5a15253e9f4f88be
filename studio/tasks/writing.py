"""What tasks have in common whose models write text: their metrics, their output, and what can be set."""

from typing import Any

from studio.generation import GenerationSettings
from studio.settings import SpecPart, setting
from studio.tasks.base import ExportOutput, MetricInfo

# What an export gives: the studio's text, to the letter.
OUTPUTS = (ExportOutput("text", "string", "exact", meaning="what the model writes"),)

LOSS = MetricInfo(
    "loss",
    "Loss",
    "The mean cross-entropy over the tokens that are to be written: how surprised the model is by them.",
    is_higher_better=False,
    is_fraction=False,
)
PERPLEXITY = MetricInfo(
    "perplexity",
    "Perplexity",
    "The exponential of the loss: between how many equally likely tokens the model wavers, so to speak.",
    is_higher_better=False,
    is_fraction=False,
)
BITS_PER_BYTE = MetricInfo(
    "bits_per_byte",
    "Bits per byte",
    "How many bits the model needs for each byte of the text: unlike the perplexity it can be compared between models "
    "that cut texts into other tokens.",
    is_higher_better=False,
    is_fraction=False,
)
BLEU = MetricInfo(
    "bleu",
    "BLEU",
    "How many runs of one to four words the written texts have in common with the right ones, of 0 to 100, as "
    "sacreBLEU counts it over the whole part.",
    is_higher_better=True,
    is_fraction=False,
)
CHRF = MetricInfo(
    "chrf",
    "chrF",
    "How many runs of one to six characters the written texts have in common with the right ones, of 0 to 100, as "
    "sacreBLEU counts it. It is fairer than BLEU to languages with many endings.",
    is_higher_better=True,
    is_fraction=False,
)
ROUGE_1 = MetricInfo(
    "rouge1",
    "ROUGE-1",
    "How many words the written text has in common with the right one (F1), averaged over all texts. In scripts "
    "without spaces each character is a word.",
    is_higher_better=True,
    is_fraction=True,
)
ROUGE_2 = MetricInfo(
    "rouge2",
    "ROUGE-2",
    "How many pairs of neighbouring words the written text has in common with the right one (F1), averaged over all "
    "texts.",
    is_higher_better=True,
    is_fraction=True,
)
ROUGE_L = MetricInfo(
    "rougeL",
    "ROUGE-L",
    "How long the longest sequence of words is that both the written text and the right one hold in this order (F1), "
    "averaged over all texts.",
    is_higher_better=True,
    is_fraction=True,
)


def label_smoothing_setting() -> Any:
    """Declare how much of each target is spread over all tokens."""
    return setting(
        0.0,
        label="Label smoothing",
        help="Keeps the model from being too sure: such a part of the probability is spread over all tokens in "
        "training.",
        is_advanced=True,
        step=0.05,
        ge=0.0,
        lt=1.0,
    )


def packing_setting(*, is_on: bool) -> Any:
    """Declare whether several texts share a row of a batch that is trained on."""
    return setting(
        is_on,
        label="Packing",
        help="Several short texts share a row, without seeing one another: hardly anything is computed for nothing. A "
        "batch then holds so many full rows, and an epoch has fewer steps.",
    )


def written_rows_setting() -> Any:
    """Declare for how many rows the model writes by itself where it is measured."""
    return setting(
        64,
        label="Rows written",
        help="For so many rows of the validation part the model writes by itself each time it is measured, and is "
        "compared with the right texts; 0 measures the loss alone. More give surer figures and take longer.",
        unit="rows",
        step=16,
        ge=0,
        le=100_000,
    )


def write_every_setting() -> Any:
    """Declare in which evaluations of a run the model writes by itself."""
    return setting(
        1,
        label="Write every",
        help="The model writes by itself in one of so many evaluations, and in the last one: 1 is each of them. The "
        "others measure the loss alone and take far less time.",
        unit="evaluations",
        is_advanced=True,
        ge=1,
        le=10_000,
    )


def generation_setting() -> Any:
    """Declare how the model writes."""
    return setting(
        GenerationSettings(),
        label="Generation",
        help="How the model writes: which token it takes next, and when it stops.",
    )


class WritingSettings(SpecPart):
    """What can be set where a text is written for another one."""

    source_length: int = setting(
        256,
        label="Source length",
        help="Texts that are given are cut after this many tokens. Longer ones need more memory and time.",
        unit="tokens",
        step=32,
        ge=8,
        le=131_072,
    )
    target_length: int = setting(
        256,
        label="Target length",
        help="Texts to be written are cut after this many tokens in training.",
        unit="tokens",
        step=32,
        ge=8,
        le=131_072,
    )
    label_smoothing: float = label_smoothing_setting()
    written_rows: int = written_rows_setting()
    write_every: int = write_every_setting()
    generation: GenerationSettings = generation_setting()

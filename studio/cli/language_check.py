"""Whether a backbone knows the language of a run's texts: told before the start, on standard error."""

from studio import catalogue
from studio.catalogue import MULTILINGUAL
from studio.cli.output import Output
from studio.columns import Columns
from studio.data import DataSource, input_columns, map_columns, open_part, sample_texts
from studio.languages import LanguageGuess, guess_language
from studio.planning.backbone_advice import is_foreign
from studio.spec import RunSpec
from studio.tasks import Task

NUM_SAMPLED = 2000
LANGUAGE_NAMES = {
    "en": "English",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
    "latin": "another language in Latin letters",
    "other": "another script",
    "mixed": "several languages",
}


def guess_data_language(source: DataSource, task: Task, roles: Columns) -> LanguageGuess | None:
    """Guess the language of a data set from a sample of its texts."""
    return guess_language(sample_texts(source, input_columns(task, roles), NUM_SAMPLED))


def warn_of_language(output: Output, spec: RunSpec) -> str | None:
    """Say on standard error if a run's backbone was surely not trained on the language of its texts.

    Returns:
        What was said; `None` if there was nothing to say.
    """
    preset = catalogue.describe_backbone(spec.backbone)
    if preset is None or not preset.languages:
        return None
    source, task = open_part(spec.data), spec.task
    guess = guess_data_language(source, task, map_columns(source, task, spec.data.columns))
    if guess is None or not is_foreign(preset, guess):
        return None
    known = ", ".join(
        "many languages" if code == MULTILINGUAL else LANGUAGE_NAMES.get(code, code) for code in preset.languages
    )
    words = f"the texts are in {LANGUAGE_NAMES[guess.language]}, but {preset.name} was trained on {known}"
    output.note(f"Warning: {words}. Others: python -m studio backbones --advise {spec.data.train}")
    return words

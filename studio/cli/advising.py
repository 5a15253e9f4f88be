"""Which backbone for a data set: `backbones --advise`."""

from dataclasses import asdict, dataclass
from typing import Any

from studio import catalogue, jobs
from studio.cli.bars import watch_job
from studio.cli.formats import about, size, words
from studio.cli.language_check import LANGUAGE_NAMES, guess_data_language
from studio.cli.options import Invocation
from studio.data import input_columns, map_columns, open_part, read_profile
from studio.devices import probe
from studio.errors import DownloadError, InputError
from studio.languages import LANGUAGES, Language, LanguageGuess
from studio.planning import forecast
from studio.planning.backbone_advice import Advice, Situation, Suggestion, advise
from studio.planning.forecast_speed import measured_speeds
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from studio.tasks import Task
from studio.token_sample import sample_token_counts

_ROLE_TITLES = {"fastest": "fastest start", "balance": "best balance", "most_accurate": "most accurate"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        language: What the user says the texts are in; `None` guesses.
        is_offline: Whether nothing may be downloaded.
    """

    data: DataSpec
    task: Task
    language: str | None
    is_offline: bool


def show_advice(invocation: Invocation, question: Question) -> None:
    """Read the data and print what to take.

    Raises:
        StudioError: if the data cannot be read.
    """
    known = None if question.language is None else _known_language(question.language)
    source = open_part(question.data)
    task = question.task
    roles = map_columns(source, task, question.data.columns)
    with watch_job(invocation.output.log) as (show, is_cancelled):
        profile = read_profile(source, task, roles, on_progress=show, is_cancelled=is_cancelled)
        # The lengths in the vocabulary that is always there stand for those in any other.
        inputs = input_columns(task, roles)
        sampled = sample_token_counts(source, inputs, catalogue.BUNDLED_NAME, show, is_cancelled)
    texts = forecast.Texts.of(profile, question.data.sequence_length, None if sampled is None else sampled.counts)
    place = invocation.workspace()
    backbone = BackboneSpec(preset=catalogue.BUNDLED_NAME)
    spec = RunSpec(task=task, backbone=backbone, data=question.data, fit=FitSpec())
    guess = guess_data_language(source, task, roles)
    situation = Situation(
        task=task,
        computer=probe(),
        language=known or (None if guess is None else guess.language),
        num_rows=texts.num_rows,
        mean_tokens=texts.mean_tokens,
        longest_tokens=texts.longest_tokens,
        measured=measured_speeds(place, place.runs(), spec),
        is_online=not question.is_offline and _can_download(invocation),
        data=question.data,
    )
    _show(invocation, situation, guess, advise(situation))


def _known_language(name: str) -> Language:
    for language in LANGUAGES:
        if language == name:
            return language
    raise InputError(
        "--language: expected one of {expected}. Received: {received}.", expected=", ".join(LANGUAGES), received=name
    )


def _can_download(invocation: Invocation) -> bool:
    """Ask the hub of most presets whether it answers."""
    preset = next(preset for preset in catalogue.presets() if preset.handle is not None)
    try:
        jobs.run("check_hub", {"preset": preset.name})
    except DownloadError as error:
        invocation.output.note(str(error))
        return False
    return True


def _show(invocation: Invocation, situation: Situation, guess: LanguageGuess | None, advice: Advice) -> None:
    output = invocation.output
    output.result(
        {
            "task": situation.task.name,
            "rows": situation.num_rows,
            "language": situation.language,
            "is_sure": guess is None or guess.is_sure,
            "shares": [] if guess is None else [list(share) for share in guess.shares],
            "is_online": situation.is_online,
            "suggestions": [_data(suggestion) for suggestion in advice.suggestions],
            "scratch": str(advice.scratch),
        }
    )
    name = "no letters" if situation.language is None else LANGUAGE_NAMES[situation.language]
    output.line(words("{num} {num:example|examples}, {name}", num=situation.num_rows or 0, name=name))
    if guess is not None and not guess.is_sure:
        output.note("The language is a guess. --language sets it.")
    for suggestion in advice.suggestions:
        output.line(
            f"\n{_ROLE_TITLES[suggestion.role].capitalize()}: {suggestion.preset.name} ({_numbers(suggestion)})"
        )
        for reason in suggestion.reasons:
            output.line(f"  {reason}")
    output.line(f"\n{advice.scratch}")


def _numbers(suggestion: Suggestion) -> str:
    preset = suggestion.preset
    parts = [f"{(preset.num_parameters or 0) / 1e6:.1f} M parameters", f"{size(suggestion.memory_bytes)} of memory"]
    if suggestion.seconds is not None:
        parts.append(f"about {about(suggestion.seconds)}")
    return ", ".join(parts)


def _data(suggestion: Suggestion) -> dict[str, Any]:
    preset = suggestion.preset
    return {
        "role": suggestion.role,
        "backbone": preset.name,
        "num_parameters": preset.num_parameters,
        "is_offline": preset.is_offline,
        "download_bytes": 0 if preset.is_offline else preset.estimated_bytes,
        "memory_bytes": suggestion.memory_bytes,
        "seconds": suggestion.seconds,
        "changes": asdict(suggestion.changes),
        "reasons": [str(reason) for reason in suggestion.reasons],
    }

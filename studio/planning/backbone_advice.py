"""Which backbone? Three suggestions with reasons, from the task, the language and size of the data, and the device."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from studio.catalogue.listing import MULTILINGUAL, PresetInfo, presets
from studio.devices import Computer
from studio.languages import Language, LanguageGuess
from studio.messages import Message
from studio.planning import forecast
from studio.planning.backbone_reasons import (
    FEW_ROWS,
    Changes,
    Role,
    change_reasons,
    download_reasons,
    language_reason,
    memory_reason,
    role_reason,
    scratch_reason,
)
from studio.planning.forecast import Room
from studio.planning.forecast_speed import Measured
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from studio.tasks import Task

# From fast to accurate, of the presets that do well in published comparisons at their size.
_LADDERS: dict[str, tuple[str, ...]] = {
    "en": (
        "bert_tiny_en_uncased",
        "minilm_l6_en_uncased",
        "all_minilm_l12_v2_en",
        "distil_bert_base_en_uncased",
        "deberta_v3_small_en",
        "roberta_base_en",
        "deberta_v3_base_en",
        "roberta_large_en",
        "deberta_v3_large_en",
    ),
    "zh": ("bge_small_v1.5_zh", "bert_base_zh", "bge_base_v1.5_zh", "bge_large_v1.5_zh"),
    MULTILINGUAL: (
        "multilingual_e5_small",
        "distil_bert_base_multi",
        "xlm_roberta_base_multi",
        "deberta_v3_base_multi",
        "xlm_roberta_large_multi",
    ),
}
# Fine-tuning large models on few examples often fails (Mosbach et al., On the Stability of Fine-tuning BERT, 2021).
_MOST_PARAMETERS_FOR_FEW = 200_000_000
_NUM_SUGGESTIONS = 3
_BALANCED_S, _LONGEST_S, _NEVER_S = 3600.0, 8 * 3600.0, 3 * 86_400.0
_SMALL_BATCH = 8
# Where the time cannot be forecast: what one waits for on a processor.
_MOST_PARAMETERS_ON_PROCESSOR = 200_000_000


@dataclass(frozen=True, slots=True)
class Situation:
    """What there is to decide by.

    Attributes:
        language: Of the texts; `None` where it is not known.
        num_rows: Examples that can be trained on; `None` where there are no data yet.
        mean_tokens, longest_tokens: The lengths of the texts, about.
        is_online: Whether presets can be downloaded.
        backbone, data, fit: The settings that the next run begins with.
        measured: What earlier runs took, by the name of the preset.
    """

    task: Task
    computer: Computer
    language: Language | None = None
    num_rows: int | None = None
    mean_tokens: float | None = None
    longest_tokens: float | None = None
    is_online: bool = True
    backbone: BackboneSpec = field(default_factory=lambda: BackboneSpec(preset="any"))
    data: DataSpec = field(default_factory=lambda: DataSpec(train="any"))
    fit: FitSpec = field(default_factory=FitSpec)
    measured: Mapping[str, Measured] = field(default_factory=dict)

    def spec(self, preset: PresetInfo, changes: Changes | None = None) -> RunSpec:
        """Return the run that this would be with a preset."""
        changes = changes or Changes()
        fit = {} if changes.batch_size is None else {"batch_size": changes.batch_size}
        backbone = {"preset": preset.name, "architecture": None}
        return RunSpec(
            task=self.task,
            backbone=self.backbone.model_copy(
                update=backbone | ({"trainable": "head"} if changes.is_head_only else {})
            ),
            data=self.data,
            fit=self.fit.model_copy(update=fit),
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A backbone that can be used here, and why.

    Attributes:
        seconds: About how long a run takes; `None` where that cannot be said.
        memory_bytes: About how much memory it takes.
        changes: What must be set otherwise, so that it fits.
    """

    role: Role
    preset: PresetInfo
    reasons: tuple[Message, ...]
    seconds: float | None
    memory_bytes: int
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Advice:
    """What to take.

    Attributes:
        suggestions: At most three, each another preset, the fastest first.
        scratch: What there is to say of a backbone from scratch.
    """

    suggestions: tuple[Suggestion, ...]
    scratch: Message


@dataclass(frozen=True, slots=True)
class _Candidate:
    preset: PresetInfo
    seconds: float | None
    memory_bytes: int
    changes: Changes


def advise(situation: Situation) -> Advice:
    """Suggest up to three backbones. None is one that cannot be used: in another language, too large, out of reach.

    Args:
        situation: What there is to decide by.
    """
    found = [candidate for preset in _ladder(situation) if (candidate := _try(situation, preset)) is not None]
    # A small one that is trained whole does better than the head of a large one.
    whole = [candidate for candidate in found if not candidate.changes.is_head_only]
    chosen = _choose(situation, whole or found)
    suggestions = tuple(_suggest(situation, role, candidate) for role, candidate in chosen)
    return Advice(suggestions, scratch_reason(has_others=bool(suggestions), is_online=situation.is_online))


def speaks(preset: PresetInfo, language: Language | None) -> bool:
    """Return whether a preset was trained on a language; what is not known of it does not speak against it."""
    if language is None or not preset.languages or MULTILINGUAL in preset.languages:
        return True
    return language in preset.languages


def is_foreign(preset: PresetInfo, guess: LanguageGuess | None) -> bool:
    """Return whether texts are surely in a language that a preset was not trained on.

    Where the language is a guess, where there are several, or where nothing is known of the preset, they are not.
    """
    if guess is None or not guess.is_sure or guess.language == "mixed":
        return False
    return not speaks(preset, guess.language)


# === What can be used ===


def _ladder(situation: Situation) -> list[PresetInfo]:
    """Return the presets in question, from fast to accurate."""
    usable = {
        preset.name: preset
        for preset in presets(situation.task)
        if speaks(preset, situation.language) and (situation.is_online or preset.is_offline)
    }
    names = _LADDERS.get(situation.language or "en", _LADDERS[MULTILINGUAL])
    found = [usable[name] for name in names if name in usable]
    # Without a network, and for tasks that other families are for, what there is has to do.
    if found and situation.is_online:
        return found
    return sorted(usable.values(), key=lambda preset: preset.num_parameters or 0)


def _try(situation: Situation, preset: PresetInfo) -> _Candidate | None:
    """Return what a preset would take here; `None` if it takes too much."""
    room = Room.of(situation.computer)
    smaller = min(_SMALL_BATCH, situation.fit.batch_size)
    for changes in (Changes(), Changes(smaller), Changes(smaller, is_head_only=True)):
        spec = situation.spec(preset, changes)
        use = forecast.memory(spec, preset, situation.computer, situation.longest_tokens)
        if use is None:
            return None
        if room.holds(use):
            return _Candidate(preset, _seconds(situation, spec, preset), room.used_by(use), changes)
    return None


def _seconds(situation: Situation, spec: RunSpec, preset: PresetInfo) -> float | None:
    if situation.num_rows is None or situation.mean_tokens is None:
        return None
    steps = forecast.count_steps(situation.num_rows, situation.data, spec.fit)
    # What the whole took says nothing about its head alone.
    is_alike = spec.backbone.trainable == situation.backbone.trainable
    measured = situation.measured.get(preset.name) if is_alike else None
    duration = forecast.duration(steps, spec, preset, situation.computer, situation.mean_tokens, measured)
    return None if duration is None else duration.seconds


def _is_too_large(situation: Situation, candidate: _Candidate) -> bool:
    """Return whether there is too little data to train it well."""
    is_little = situation.num_rows is not None and situation.num_rows < FEW_ROWS
    return is_little and (candidate.preset.num_parameters or 0) > _MOST_PARAMETERS_FOR_FEW


def _is_slow(situation: Situation, candidate: _Candidate, longest_s: float) -> bool:
    if candidate.seconds is not None:
        return candidate.seconds > longest_s
    is_large = (candidate.preset.num_parameters or 0) > _MOST_PARAMETERS_ON_PROCESSOR
    return is_large and not situation.computer.accelerators


# === Which of them ===


def _choose(situation: Situation, candidates: list[_Candidate]) -> list[tuple[Role, _Candidate]]:
    sensible = [candidate for candidate in candidates if not _is_too_large(situation, candidate)]
    quick = [candidate for candidate in sensible if not _is_slow(situation, candidate, _LONGEST_S)]
    # Where there is much to compute, everything is slow: then the next larger ones are named with their time.
    found = quick if len(quick) >= _NUM_SUGGESTIONS else sensible[: max(len(quick), _NUM_SUGGESTIONS)]
    found = [candidate for candidate in found if not _is_slow(situation, candidate, _NEVER_S)]
    if not found:
        return []
    fastest = next((candidate for candidate in found if candidate.preset.is_offline), found[0])
    larger = found[found.index(fastest) + 1 :]
    if not larger:
        return [("fastest", fastest)]
    *between, largest = larger
    moderate = [candidate for candidate in between if not _is_slow(situation, candidate, _BALANCED_S)] or between[:1]
    balance: list[tuple[Role, _Candidate]] = [
        ("balance", candidate) for candidate in moderate[len(moderate) // 2 :][:1]
    ]
    return [("fastest", fastest), *balance, ("most_accurate", largest)]


def _suggest(situation: Situation, role: Role, candidate: _Candidate) -> Suggestion:
    preset, room = candidate.preset, Room.of(situation.computer)
    reasons = (
        role_reason(role, preset, situation.num_rows),
        language_reason(preset),
        *download_reasons(role, preset),
        memory_reason(candidate.memory_bytes, room),
        *change_reasons(candidate.changes),
    )
    return Suggestion(role, preset, reasons, candidate.seconds, candidate.memory_bytes, candidate.changes)

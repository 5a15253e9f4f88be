"""How fast earlier runs were here, for the forecast of the next one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.errors import StudioError
from studio.fields import Amount, read_fields
from studio.planning.pairs import count_pairs
from studio.runs import RunFolder, RunState, RunSummary, Workspace
from studio.runs.events import parse_line
from studio.spec import RunSpec

# Fewer steps say more about the start of a run than about its speed.
_LEAST_STEPS = 20
_MAX_RUNS = 5
# The last events: the end of a run, with its metrics, is among them.
_TAIL_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What earlier runs took.

    Attributes:
        tokens_per_second: How fast they trained, evaluations left out.
        other_s: What a run took besides: its start, evaluations, checkpoints and saving.
        feature_tokens_per_second: How fast they computed features of a frozen backbone; `None` where none did.
    """

    tokens_per_second: float
    other_s: float
    feature_tokens_per_second: float | None = None


def measured_speed(workspace: Workspace, runs: Iterable[RunSummary], spec: RunSpec) -> Measured | None:
    """Return the speed of the last finished runs that trained the same part of the same backbone the same way.

    Args:
        workspace: Where the runs are.
        runs: All of them, the newest first.
        spec: The run that is to be forecast.

    Returns:
        The speed; `None` if there is no such run.
    """
    found: list[_Took] = []
    for summary in runs:
        is_like = summary.preset == spec.backbone.name and summary.state is RunState.FINISHED
        if is_like and summary.step >= _LEAST_STEPS and (took := _took(workspace, summary, spec)) is not None:
            found.append(took)
        if len(found) == _MAX_RUNS:
            break
    if not found:
        return None
    feature_s = sum(took.feature_s for took in found)
    return Measured(
        sum(took.tokens for took in found) / sum(took.training_s for took in found),
        sum(took.other_s for took in found) / len(found),
        sum(took.feature_tokens for took in found) / feature_s if feature_s else None,
    )


def measured_speeds(workspace: Workspace, runs: Sequence[RunSummary], spec: RunSpec) -> dict[str, Measured]:
    """Return the speed of a run with each backbone that was trained here already, by its name."""
    found: dict[str, Measured] = {}
    for name in dict.fromkeys(run.preset for run in runs):
        backbone = spec.backbone.model_copy(update={"preset": name, "architecture": None})
        measured = measured_speed(workspace, runs, spec.model_copy(update={"backbone": backbone}))
        if measured is not None:
            found[name] = measured
    return found


@dataclass(frozen=True, slots=True)
class _Took:
    """What one run took.

    Attributes:
        tokens, training_s: The tokens that it trained, and the time of that.
        feature_tokens, feature_s: The tokens that features were computed of, and the time of that; 0 where none were.
        other_s: The time besides.
    """

    tokens: float
    training_s: float
    feature_tokens: float
    feature_s: float
    other_s: float


def _took(workspace: Workspace, summary: RunSummary, spec: RunSpec) -> _Took | None:
    """Return what a run took; `None` if it is of another kind."""
    try:
        run = workspace.run(summary.id)
        earlier = run.spec()
    except (StudioError, OSError):
        return None
    rate, tokens = _examples_per_second(run), _tokens_per_example(run.passport())
    frozen = run.passport_part("frozen_backbone")
    is_alike = _work_of(earlier) == _work_of(spec) and (frozen.get("computed") == "once") == spec.has_lasting_features
    if not is_alike or not rate or not tokens:
        return None
    num_rows = _examples(run.passport())
    if spec.task.learns_pairs(earlier.settings):
        # Rows are documents there, and examples are made of them.
        length = earlier.data.sequence_length
        num_rows, tokens = count_pairs(num_rows * tokens, length), length
    num_examples = num_rows * earlier.fit.epochs * summary.step / max(1, summary.num_steps)
    seconds = num_examples / rate
    feature_tokens, feature_s = (_number(frozen.get(name)) or 0.0 for name in ("tokens", "seconds"))
    return _Took(
        num_examples * tokens, seconds, feature_tokens, feature_s, max(0.0, summary.seconds - seconds - feature_s)
    )


def _work_of(spec: RunSpec) -> tuple[object, ...]:
    backbone, fit = spec.backbone, spec.fit
    kinds = (spec.has_lasting_features, spec.task.learns_pairs(spec.settings))
    return spec.task, backbone.trainable, backbone.architecture, fit.precision, *kinds


def _examples_per_second(run: RunFolder) -> float | None:
    """Return the throughput that a run told at its end."""
    try:
        with run.events_path.open("rb") as file:
            file.seek(max(0, run.events_path.stat().st_size - _TAIL_BYTES))
            lines = file.read().splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        if b'"finished"' in line:
            event = parse_line(line)
            if isinstance(event, dict) and event.get("kind") == "finished":
                return _number(event.get("examples_per_second"))
    return None


def _train_split(passport: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = passport
    for name in ("data", "splits", "train"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _examples(passport: Mapping[str, Any]) -> float:
    return _number(_train_split(passport).get("examples")) or 0.0


def _tokens_per_example(passport: Mapping[str, Any]) -> float | None:
    tokens, examples = _number(_train_split(passport).get("tokens")), _examples(passport)
    return tokens / examples if tokens and examples else None


def _number(value: object) -> float | None:
    found = read_fields(Amount, value)
    return found if found and not isinstance(value, bool) else None

"""Runs as rows of a table."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from studio.errors import StudioError
from studio.runs import RunState, RunSummary
from studio.tasks import MetricInfo
from ui.tables.cells import Cell, Column
from ui.text import (
    format_about,
    format_count,
    format_duration,
    format_number,
    in_sentence,
    short_preset,
    studio_text,
    translate,
    translate_error,
)
from ui.theme import Tone
from ui.words.run_words import progress_words, state_tone

_SPLITS = ("validation", "test")
_NONE = "–"
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class RunColumn:
    """A column that can be chosen.

    Attributes:
        key: Its name; that of a metric is `"split/metric"`.
        is_default: Whether it is shown until the user chooses.
    """

    key: str
    column: Column
    is_default: bool


def run_columns(runs: Sequence[RunSummary]) -> list[RunColumn]:
    """Return the columns for these runs: the metrics depend on their tasks."""
    plain = [
        RunColumn("name", Column(_tr("Name")), True),
        RunColumn("state", Column(_tr("State")), True),
        RunColumn("task", Column(_tr("Task")), _has_several_tasks(runs)),
        RunColumn("preset", Column(_tr("Backbone")), True),
    ]
    loss_help = _tr("The mean training loss of the last 50 steps, of runs at work.")
    left_help = _tr("About how long a run at work still takes.")
    is_busy = any(run.state.is_active for run in runs)
    numbers = [
        RunColumn("loss", Column(_tr("Loss"), is_number=True, help=loss_help), is_busy),
        RunColumn("steps", Column(_tr("Steps"), is_number=True), True),
        RunColumn("seconds", Column(_tr("Time"), is_number=True, help=_tr("Time spent at work.")), True),
        RunColumn("left", Column(_tr("Left"), is_number=True, help=left_help), is_busy),
        RunColumn("created", Column(_tr("Created"), is_number=True), True),
    ]
    return plain + _metric_columns(runs) + numbers


def _has_several_tasks(runs: Sequence[RunSummary]) -> bool:
    return len({run.task for run in runs}) > 1 or any(run.known_task is None for run in runs)


def run_row(run: RunSummary, columns: Sequence[RunColumn]) -> tuple[Cell, ...]:
    """Return a run's cells."""
    return tuple(_cell(run, column.key) for column in columns)


def run_titles(runs: Sequence[RunSummary]) -> dict[str, str]:
    """Return what runs are called side by side, by id: those of one name with the time they were made."""
    counts = Counter(run.name for run in runs)
    titles = {run.id: run.name if counts[run.name] == 1 else f"{run.name} · {_when(run.created)}" for run in runs}
    seen: Counter[str] = Counter()
    for run in runs:
        title = titles[run.id]
        seen[title] += 1
        if seen[title] > 1:
            # Made in the same minute.
            titles[run.id] = f"{title} ({seen[title]})"
    return titles


def is_backbone(run: RunSummary) -> bool:
    """Return whether a run has a model that is meant as the backbone of other runs."""
    is_pretraining = run.known_task is not None and run.known_task.is_pretraining
    has_model = run.state is RunState.FINISHED or (run.state is RunState.STOPPED and run.step > 0)
    return is_pretraining and has_model


def metric_infos(run: RunSummary) -> tuple[MetricInfo, ...]:
    """Return the metrics of a run's task; none for a task of a later version."""
    return () if run.known_task is None else run.known_task.metrics


def metric_title(split: str, info: MetricInfo) -> str:
    """Return a metric with its split, e.g. "Test accuracy"."""
    template = _tr("Test {metric}") if split == "test" else _tr("Validation {metric}")
    return template.format(metric=in_sentence(info.label))


def _metric_columns(runs: Sequence[RunSummary]) -> list[RunColumn]:
    found: dict[str, RunColumn] = {}
    found_tasks = sorted({run.known_task for run in runs if run.known_task is not None}, key=lambda task: task.name)
    for task in found_tasks:
        for split in _SPLITS:
            for info in task.metrics:
                column = Column(metric_title(split, info), is_number=True, help=studio_text(info.help))
                # With several tasks there is room for one split only.
                is_default = info.name == task.monitor and (len(found_tasks) == 1 or split == _SPLITS[0])
                key = f"{split}/{info.name}"
                # Several tasks may have a metric of one name: what one of them looks at first is shown.
                if key not in found or is_default:
                    found[key] = RunColumn(key, column, is_default)
    return list(found.values())


def _cell(run: RunSummary, key: str) -> Cell:
    split, _, metric = key.partition("/")
    if metric:
        value = run.metrics.get(split, {}).get(metric)
        return Cell(_NONE if value is None else format_number(value), sort=_last(value))
    match key:
        case "name":
            return _name_cell(run)
        case "state":
            return Cell(_state_words(run), state_tone(run.state), is_pill=True)
        case "task":
            return _task_cell(run)
        case "preset":
            return Cell(short_preset(run.preset), help=run.preset)
        case "steps":
            of_total = f"{format_count(run.step)} / {format_count(run.num_steps)}" if run.num_steps else _NONE
            return Cell(of_total, sort=float(run.step))
        case "loss":
            return Cell(_NONE if run.loss is None else format_number(run.loss), sort=_last(run.loss))
        case "left":
            left = run.seconds_left
            return Cell(_NONE if left is None else f"≈ {format_about(left)}", sort=_last(left))
        case "seconds":
            return Cell(format_duration(run.seconds) if run.seconds else _NONE, sort=run.seconds)
    return Cell(_when(run.created), sort=run.created, help=_date(run.created, QLocale.FormatType.LongFormat))


def _name_cell(run: RunSummary) -> Cell:
    help_text = "\n".join((run.name, run.id, *_why_closed(run), *map(translate, run.damage)))
    if run.damage:
        return Cell(run.name, Tone.WARN, sign="alert", help=help_text)
    return Cell(run.name, help=help_text)


def _state_words(run: RunSummary) -> str:
    fraction = run.step / run.num_steps if run.num_steps else 0.0
    return progress_words(run.state, fraction)


def _last(value: float | None) -> float:
    """Return what puts a row without a value behind all others when the largest come first."""
    return -1e300 if value is None else value


def _task_cell(run: RunSummary) -> Cell:
    if run.known_task is not None:
        return Cell(studio_text(run.known_task.label))
    unknown = _tr("Unknown task: {name}").format(name=run.task) if run.task else _tr("Unknown task")
    return Cell(unknown, Tone.WARN, help="\n".join((unknown, *_why_closed(run))))


def _why_closed(run: RunSummary) -> Iterator[str]:
    """Yield in words why this version cannot open a run, if it cannot."""
    if run.error is not None:
        why = translate_error(StudioError.from_json(run.error))
        yield _tr("This version cannot open the run. {reason}").format(reason=why)


def _when(moment: float) -> str:
    """Return a time of today as a clock time, any other as a date."""
    if time.time() - moment < _DAY_S and time.localtime(moment).tm_mday == time.localtime().tm_mday:
        clock = QDateTime.fromSecsSinceEpoch(int(moment)).time()
        return _tr("today, {time}").format(time=QLocale().toString(clock, QLocale.FormatType.ShortFormat))
    return _date(moment, QLocale.FormatType.ShortFormat)


def _date(moment: float, form: QLocale.FormatType) -> str:
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(moment)), form)


def _tr(text: str) -> str:
    return QCoreApplication.translate("runs", text)

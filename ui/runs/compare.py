"""Several runs side by side: overlaid curves, metrics, and the settings in which they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.runs import RunSummary, Workspace
from studio.runs.comparability import Comparability, comparability
from studio.runs.comparison import Difference, RunCurves, differences, read_curves
from ui import theme
from ui.jobs import ThreadJob
from ui.plots import LineStyle, PlotCard
from ui.plots.series import RunningMean
from ui.runs.rows import metric_infos, metric_title, run_titles
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_number, format_scientific, listing, studio_text, translate
from ui.theme import Tone
from ui.widgets import Card, Label
from ui.widgets.line_list import Line, LineList
from ui.widgets.segments import Segments

MOST_RUNS = 8
_MOST_METRIC_ROWS = 9
_NUM_COLORS = 4
_WIDE = 1000
_NONE = "–"
_CURVES = ("training", "validation", "metric")
# A setting's value in words, where it is one.
_WORDS = (
    QT_TRANSLATE_NOOP("studio", "all"),
    QT_TRANSLATE_NOOP("studio", "head"),
    QT_TRANSLATE_NOOP("studio", "lora"),
    QT_TRANSLATE_NOOP("studio", "constant"),
    QT_TRANSLATE_NOOP("studio", "linear"),
    QT_TRANSLATE_NOOP("studio", "cosine"),
    QT_TRANSLATE_NOOP("studio", "auto"),
    QT_TRANSLATE_NOOP("studio", "none"),
    QT_TRANSLATE_NOOP("studio", "balanced"),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Comparison:
    runs: tuple[RunSummary, ...]
    curves: tuple[RunCurves, ...]
    differences: tuple[Difference, ...]
    comparability: Comparability


class ComparePanel(QWidget):
    """Compares the runs that are marked; hidden while fewer than two are."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._workspace = workspace
        self._wanted: tuple[RunSummary, ...] = ()
        self._shown: _Comparison | None = None
        self._job: ThreadJob | None = None

        # === Widgets ===
        self._choice = Segments(len(_CURVES))
        self._plot = PlotCard()
        self._plot.add_to_header(self._choice)
        self._metrics_card, self._metrics = Card(), FitTable(most_rows=_MOST_METRIC_ROWS)
        self._settings_card, self._settings = Card(), FitTable()
        self._same = Label(tone=Tone.MUTED, is_wrapped=True)
        self._too_many = Label(tone=Tone.WARN, is_wrapped=True)
        self._warning, self._warnings = Card(), LineList()

        # === Layout ===
        self._warning.body.addWidget(self._warnings)
        self._metrics_card.body.addWidget(self._metrics)
        self._settings_card.body.addWidget(self._settings)
        self._settings_card.body.addWidget(self._same)
        self._plot.setMinimumHeight(320)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        right.addWidget(self._settings_card)
        right.addWidget(self._metrics_card)
        right.addStretch(1)
        self._parts = parts = QHBoxLayout()
        parts.setSpacing(theme.SPACE_M)
        parts.addWidget(self._plot, 5)
        parts.addLayout(right, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._too_many)
        layout.addWidget(self._warning)
        layout.addLayout(parts)
        self.hide()

        # === Signals ===
        self._choice.chosen.connect(self._show_curves)

    def compare(self, runs: Sequence[RunSummary]) -> None:
        """Compare these runs: the first eight, if there are more."""
        self._too_many.setVisible(len(runs) > MOST_RUNS)
        wanted = tuple(runs[:MOST_RUNS]) if len(runs) > 1 else ()
        if _seen(wanted) == _seen(self._wanted):
            return
        self._wanted = wanted
        self.end()
        if not wanted:
            self._shown = None
            self.hide()
            return
        workspace = self._workspace
        self._job = ThreadJob(lambda report, is_cancelled: _read(workspace, wanted))
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_job_failed)
        self._job.start()

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the tables below the curves where there is little room."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        is_wide = event.size().width() >= _WIDE
        self._parts.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._too_many.setText(self.tr("The first {count} of the marked runs are compared.").format(count=MOST_RUNS))
        self._warning.set_title(self.tr("These runs are not alike"))
        self._metrics_card.set_title(self.tr("Metrics"))
        self._metrics.setAccessibleName(self.tr("Metrics side by side"))
        self._settings_card.set_title(self.tr("Settings that differ"))
        self._settings.setAccessibleName(self.tr("Settings that differ"))
        self._same.setText(self.tr("These runs have the same settings."))
        if self._shown is not None:
            self._show(self._shown)

    # === Showing ===

    def _on_job_finished(self, found: _Comparison) -> None:
        self._job = None
        self._show(found)
        self.show()

    def _on_job_failed(self, error: Exception) -> None:
        # A run vanished while it was read: the list of runs tells.
        self._job = None
        self._wanted = ()
        self.hide()

    def _show(self, found: _Comparison) -> None:
        before, self._shown = self._shown, found
        is_same = before is not None and [run.id for run in before.runs] == [run.id for run in found.runs]
        monitored = self._monitored(found)
        metric = metric_title("validation", monitored) if monitored is not None else self.tr("Metric")
        names = (self.tr("Training loss"), self.tr("Validation loss"), metric)
        self._choice.set_texts(names, self.tr("Curve"))
        styles = [
            LineStyle(run.id, index % _NUM_COLORS, is_dashed=index >= _NUM_COLORS)
            for index, run in enumerate(found.runs)
        ]
        self._plot.set_lines(styles, run_titles(found.runs))
        self._draw_curves(keeps_zoom=is_same)
        self._show_warnings(found)
        self._show_metrics(found)
        self._show_differences(found)

    def _show_curves(self) -> None:
        self._draw_curves(keeps_zoom=False)

    def _draw_curves(self, *, keeps_zoom: bool) -> None:
        found = self._shown
        if found is None:
            return
        kind = _CURVES[self._choice.choice()]
        monitored = self._monitored(found)
        for run, curves in zip(found.runs, found.curves, strict=True):
            if kind == "training":
                points = curves.loss
            else:
                name = "loss" if kind == "validation" or monitored is None else monitored.name
                points = curves.evaluations.get(name, (np.empty(0), np.empty(0)))
            self._plot.model.series(run.id).replace(*points)
        self._plot.set_words(self.tr("Curves"), self.tr("step"), {})
        view = self._plot.plot_view()
        if view is not None and not keeps_zoom:
            view.reset_zoom()
        self._plot.mark_changed()

    def _show_warnings(self, found: _Comparison) -> None:
        warnings = found.comparability.warnings
        lines = [Line(translate(warning), "alert", Tone.WARN) for warning in warnings]
        if warnings:
            lines.append(Line(self._unmarked_words(found.comparability), "information-outline", Tone.MUTED))
        self._warnings.set_lines(tuple(lines))
        self._warning.setVisible(bool(lines))

    def _unmarked_words(self, found: Comparability) -> str:
        if not found.comparable_splits:
            return self.tr("So no value below is marked as the best one.")
        if "test" not in found.comparable_splits:
            return self.tr("So no test metric below is marked as the best one.")
        if "validation" not in found.comparable_splits:
            return self.tr("So no validation metric below is marked as the best one.")
        return self.tr("They were measured on the same examples: those metrics can be compared.")

    def _show_metrics(self, found: _Comparison) -> None:
        rows = []
        infos = {info.name: info for run in found.runs for info in metric_infos(run)}
        for split in ("test", "validation"):
            is_comparable = split in found.comparability.comparable_splits
            for info in infos.values():
                values = [run.metrics.get(split, {}).get(info.name) for run in found.runs]
                known = [value for value in values if value is not None]
                if not known:
                    continue
                best = max(known) if info.is_higher_better else min(known)
                is_told = len(set(known)) > 1
                cells = [_metric_cell(value, is_comparable and is_told and value == best) for value in values]
                rows.append([Cell(metric_title(split, info), help=studio_text(info.help)), *cells])
        self._metrics.set_table([Column(self.tr("Metric")), *_run_columns(found)], rows)
        self._metrics_card.setVisible(bool(rows))

    def _show_differences(self, found: _Comparison) -> None:
        rows = [
            [Cell(studio_text(entry.label), help=entry.path), *(Cell(_setting_words(value)) for value in entry.values)]
            for entry in found.differences
        ]
        self._settings.set_table([Column(self.tr("Setting")), *_run_columns(found)], rows)
        self._settings.setVisible(bool(rows))
        self._same.setVisible(not rows)

    @staticmethod
    def _monitored(found: _Comparison) -> Any:
        task = found.runs[0].known_task
        return None if task is None else task.measured(found.curves[0].evaluations).metric("auto")


def _read(workspace: Workspace, runs: tuple[RunSummary, ...]) -> _Comparison:
    folders = [workspace.run(run.id) for run in runs]
    curves = []
    for folder in folders:
        read = read_curves(folder)
        steps, losses = read.loss
        # Raw losses of several runs would hide each other: their means are compared.
        window = max(1, min(50, len(losses) // 10))
        curves.append(RunCurves((steps, RunningMean(window).extend(losses)), read.evaluations))
    settings = tuple(differences([folder.spec() for folder in folders]))
    return _Comparison(runs, tuple(curves), settings, comparability(folders))


def _run_columns(found: _Comparison) -> list[Column]:
    titles = run_titles(found.runs)
    return [Column(titles[run.id], is_number=True, help=f"{run.name}\n{run.id}") for run in found.runs]


def _seen(runs: Sequence[RunSummary]) -> list[object]:
    """Return what a comparison depends on: not on how far a run is since its last evaluation."""
    return [(run.id, run.name, run.state, run.metrics) for run in runs]


def _metric_cell(value: float | None, is_best: bool) -> Cell:
    if value is None:
        return Cell(_NONE)
    return Cell(format_number(value), Tone.GOOD if is_best else Tone.TEXT, "star" if is_best else "")


def _setting_words(value: Any) -> str:
    match value:
        case None:
            return _NONE
        case bool():
            return str(value)
        case int() | float():
            return format_scientific(value) if 0 < abs(value) < 1e-3 else f"{value:g}"
        case str():
            return studio_text(value) if value in _WORDS else value
        case dict():
            return listing(f"{name}: {_setting_words(item)}" for name, item in value.items())
    return str(value)

"""Saves a plot as a picture or as numbers."""

import itertools
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from studio.formulas import write_rows
from ui import theme
from ui.pictures import write_png, write_svg
from ui.plots.model import PlotModel
from ui.plots.view import PlotView, line_color
from ui.theme import color

_MARGIN = 16
_HEAD = 60
_FOOT = 26


def save_png(path: Path, view: PlotView, model: PlotModel, title: str, x_label: str) -> None:
    """Save the plot as it is shown, at twice the resolution of a plain screen."""
    write_png(path, _size(view), lambda painter: _paint(painter, view, model, title, x_label))


def save_svg(path: Path, view: PlotView, model: PlotModel, title: str, x_label: str) -> None:
    """Save the plot as it is shown, as lines and letters."""
    write_svg(path, _size(view), title, lambda painter: _paint(painter, view, model, title, x_label))


def save_csv(path: Path, model: PlotModel, x_label: str) -> None:
    """Save every point: one row for each x, one column for each line; empty where a line has no point."""
    lines = [line for line in model.lines.values() if len(line.series)]
    steps = np.unique(np.concatenate([line.series.x for line in lines])) if lines else np.empty(0)
    columns = [_column(steps, line.series.x, line.series.y) for line in lines]
    with path.open("w", encoding="utf-8", newline="") as file:
        header = [x_label, *(line.label or line.style.key for line in lines)]
        rows = ([_cell(step), *(_cell(column[index]) for column in columns)] for index, step in enumerate(steps))
        write_rows(file, itertools.chain([header], rows))


def _column(steps: Any, x: Any, y: Any) -> Any:
    column = np.full(len(steps), np.nan)
    column[np.searchsorted(steps, x)] = y
    return column


def _cell(value: float) -> str:
    if np.isnan(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _size(view: PlotView) -> QSize:
    return QSize(view.width() + 2 * _MARGIN, view.height() + _HEAD + _FOOT)


def _paint(painter: QPainter, view: PlotView, model: PlotModel, title: str, x_label: str) -> None:
    _paint_words(painter, QRectF(QPointF(0, 0), _size(view)), model, title, x_label)
    target = QRectF(_MARGIN, _HEAD, view.width(), view.height())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    view.hide_reading()
    view.scene().render(painter, target, view.sceneRect())


def _paint_words(painter: QPainter, size: QRectF, model: PlotModel, title: str, x_label: str) -> None:
    painter.setPen(color("text"))
    painter.setFont(theme.card_title_font())
    painter.drawText(QPointF(_MARGIN, 24), title)
    painter.setFont(theme.body_font())
    left = float(_MARGIN)
    for line in model.shown():
        if not line.label:
            continue
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line_color(line))
        painter.drawEllipse(QPointF(left + 4, 43), 4, 4)
        painter.setPen(color("muted"))
        painter.drawText(QPointF(left + 14, 48), line.label)
        left += 14 + painter.fontMetrics().horizontalAdvance(line.label) + 16
    painter.setPen(color("muted"))
    foot = QRectF(_MARGIN, size.height() - _FOOT, size.width() - 2 * _MARGIN, _FOOT - 8)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, x_label)

"""Draws a plot model with pyqtgraph: this module is loaded once the first plot is shown."""

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsRectItem, QWidget

from ui.plots.axis import RIGHT_MARGIN_PX, PlotAxis
from ui.plots.model import Line, PlotModel
from ui.plots.readout import Readout, ReadoutRow
from ui.plots.series import Floats
from ui.theme import color, mix, series_color

_LEAST_DRAG_PX = 6
_LINE_WIDTH = 2.0
_FAINT = 0.45
# How much a wide line may go up and down, in pixels, before it is drawn piece by piece, and before it is drawn thin.
_MOST_JOINED_PX, _MOST_WIDE_PX = 2_000, 30_000
_EMPTY_X = (0.0, 100.0)
_EMPTY_Y = (0.0, 1.0)
_KEY_ZOOM = 0.7
_KEY_PAN = 0.15


class PlotView(pg.PlotWidget):  # type: ignore[misc]
    """The drawing of one plot.

    Dragging zooms into a range of x, to which y fits itself; a double click shows all again. With the keyboard: left
    and right move the reading, + and − zoom, Home shows all.

    Args:
        model: What is drawn. Call `refresh` after a change of it.
        place: What x counts, e.g. "step".

    Signals:
        painted: It was painted, with all that was there at the last `refresh`.
    """

    painted = Signal()

    def __init__(self, model: PlotModel, parent: QWidget | None = None) -> None:
        # === State ===
        self._model = model
        self._zoom: tuple[float, float] | None = None
        self._drag_from: QPointF | None = None
        self._cursor_x: float | None = None
        self._x_label = ""
        self._curves: dict[str, Any] = {}

        # === Widgets ===
        self._left, self._bottom = PlotAxis("left"), PlotAxis("bottom")
        super().__init__(parent, viewBox=pg.ViewBox(enableMenu=False), axisItems=self._axes())
        self._band = QGraphicsRectItem()
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._dots = pg.ScatterPlotItem(size=8, pxMode=True, useCache=False)
        self._lone = pg.ScatterPlotItem(size=6, pxMode=True, useCache=False)
        self._best = pg.ScatterPlotItem(size=11, pxMode=True, useCache=False, symbol="o")
        self._checkpoints = pg.ScatterPlotItem(size=7, pxMode=True, useCache=False, symbol="t1")
        self._readout = Readout(self)
        self._set_up()
        self.restyle()

    # === Content ===

    def set_x_label(self, label: str) -> None:
        """Say what x counts."""
        self._x_label = label

    def refresh(self) -> None:
        """Draw what the model holds now."""
        first, last = self._zoom or self._whole_x()
        y_range = self._model.y_range(first, last)
        low, high = y_range or _EMPTY_Y
        box = self.getViewBox()
        box.setRange(xRange=(first, last), yRange=(low, high), padding=0, disableAutoRange=True)
        self._left.is_logarithmic = self._model.is_logarithmic
        self._left.picture = None
        self._draw_lines(first, last)
        self._draw_marks(low, high)
        if self._cursor_x is not None:
            self._show_reading(self._cursor_x)
        self.viewport().update()

    def reset_zoom(self) -> None:
        """Show all."""
        self._zoom = None
        self.refresh()

    def is_zoomed(self) -> bool:
        """Whether a part is shown only."""
        return self._zoom is not None

    def zoom_to(self, first: float, last: float) -> None:
        """Show a range of x."""
        if last - first > 1e-9:
            self._zoom = (first, last)
            self.refresh()

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.setBackground(color("surface"))
        for axis in (self._left, self._bottom):
            axis.restyle()
        accent = QColor(color("accent"))
        self._band.setPen(pg.mkPen(accent))
        accent.setAlphaF(0.12)
        self._band.setBrush(accent)
        self._cursor.setPen(pg.mkPen(mix(color("border"), color("muted"), 0.5)))
        self._best.setPen(pg.mkPen(color("text"), width=1.5))
        self._best.setBrush(pg.mkBrush(color("surface")))
        self._checkpoints.setPen(pg.mkPen(None))
        self._checkpoints.setBrush(pg.mkBrush(color("muted")))
        self._curves = self._without_curves()
        self.refresh()

    def hide_reading(self) -> None:
        """Take the reading away."""
        self._cursor_x = None
        self._cursor.hide()
        self._dots.setData([], [])
        self._readout.hide()

    # === Events ===

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to mark a range."""
        if event.button() is Qt.MouseButton.LeftButton and self._plot_rect().contains(event.position()):
            self._drag_from = event.position()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mark a range, or read the values below the mouse."""
        if self._drag_from is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._mark(self._drag_from.x(), event.position().x())
        elif self._plot_rect().contains(event.position()):
            self._show_reading(self._x_at(event.position().x()))
        else:
            self.hide_reading()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Zoom into the range that was marked."""
        start, self._drag_from = self._drag_from, None
        self._band.hide()
        if start is not None and abs(event.position().x() - start.x()) >= _LEAST_DRAG_PX:
            ends = sorted((self._x_at(start.x()), self._x_at(event.position().x())))
            self.hide_reading()
            self.zoom_to(ends[0], ends[1])
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show all again."""
        self._drag_from = None
        self.reset_zoom()
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Hide the reading."""
        self.hide_reading()
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom with Ctrl; else leave the wheel to the page, so that it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_by(_KEY_ZOOM if event.angleDelta().y() > 0 else 1 / _KEY_ZOOM, self._x_at(event.position().x()))
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Read, zoom and pan with the keyboard."""
        first, last = self._zoom or self._whole_x()
        middle = (first + last) / 2 if self._cursor_x is None else self._cursor_x
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._step_reading(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom_by(_KEY_ZOOM, middle)
            case Qt.Key.Key_Minus:
                self._zoom_by(1 / _KEY_ZOOM, middle)
            case Qt.Key.Key_Home:
                self.reset_zoom()
            case Qt.Key.Key_Escape if self._cursor_x is not None:
                self.hide_reading()
            case _:
                event.ignore()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a modest size: plots take the room that is left."""
        return QSize(200, 120)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size at which a plot can be read."""
        return QSize(120, 80)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw as many points as there are pixels now."""
        super().resizeEvent(event)
        # pyqtgraph's constructor resizes before there is anything to draw.
        if hasattr(self, "_readout"):
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint, and tell that the newest points are on the screen."""
        super().paintEvent(event)
        self.painted.emit()

    # === Set-up ===

    def _axes(self) -> dict[str, PlotAxis]:
        return {"left": self._left, "bottom": self._bottom}

    def _set_up(self) -> None:
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self.getPlotItem().layout.setContentsMargins(0, 8, RIGHT_MARGIN_PX, 0)
        box = self.getViewBox()
        box.setMouseEnabled(x=False, y=False)
        box.setDefaultPadding(0)
        depths = ((self._cursor, 5), (self._lone, 10), (self._checkpoints, 15), (self._best, 20), (self._dots, 30))
        for item, depth in depths:
            item.setZValue(depth)
            self.addItem(item, ignoreBounds=True)
        for axis in (self._left, self._bottom):
            axis.setZValue(-1000)
        self._cursor.hide()
        self._band.setZValue(40)
        self._band.hide()
        self.scene().addItem(self._band)

    def _without_curves(self) -> dict[str, Any]:
        for curve in self._curves.values():
            self.removeItem(curve)
        return {}

    # === Drawing ===

    def _draw_lines(self, first: float, last: float) -> None:
        lines = self._model.lines
        if self._curves.keys() != lines.keys():
            self._curves = self._without_curves()
            for depth, line in enumerate(lines.values()):
                self._curves[line.style.key] = self._make_curve(line, depth)
        # No line leads to a point that is the only one.
        lone = [line for line in lines.values() if line.is_shown and len(line.series) == 1]
        values = [float(self._model.drawn(line.series.y)[0]) for line in lone]
        points = [(line, value) for line, value in zip(lone, values, strict=True) if math.isfinite(value)]
        self._lone.setData(
            x=[float(line.series.x[0]) for line, _ in points],
            y=[value for _, value in points],
            pen=pg.mkPen(None),
            brush=[pg.mkBrush(line_color(line)) for line, _ in points],
        )
        num_bins = max(50, int(self.getViewBox().width()))
        for key, line in lines.items():
            curve = self._curves[key]
            curve.setVisible(line.is_shown and len(line.series) > 0)
            if curve.isVisible():
                x, y = line.series.visible(first, last, num_bins)
                y = self._model.drawn(y)
                is_number = np.isfinite(y)
                has_gaps = not bool(is_number.all())
                if not is_number.any():
                    x, y, has_gaps = x[:0], y[:0], False
                self._set_stroke(curve, line, y)
                curve.setData(x, y, connect="finite" if has_gaps else "all", skipFiniteCheck=not has_gaps)

    def _set_stroke(self, curve: Any, line: Line, y: Floats) -> None:
        """Draw a line that goes up and down a lot in a cheaper way: Qt needs half a second for a wide one."""
        low, high = self.getViewBox().viewRange()[1]
        height = self.getViewBox().height()
        ink_px = float(np.nansum(np.abs(np.diff(y)))) / max(1e-12, high - low) * height
        is_thin = line.style.is_faint or ink_px > _MOST_WIDE_PX
        curve.setSegmentedLineMode("on" if ink_px > _MOST_JOINED_PX and not is_thin else "off")
        width = 1.0 if is_thin else _LINE_WIDTH
        if curve.opts["pen"].widthF() != width:
            curve.setPen(_pen(line, width))

    def _make_curve(self, line: Line, depth: int) -> Any:
        curve = pg.PlotCurveItem(pen=_pen(line, 1.0 if line.style.is_faint else _LINE_WIDTH), antialias=True)
        curve.setZValue(depth - (10 if line.style.is_faint else 0))
        self.addItem(curve, ignoreBounds=True)
        return curve

    def _draw_marks(self, low: float, high: float) -> None:
        steps = self._model.checkpoints
        # Half of a sign's height above the base line.
        foot = low + (high - low) * 4 / max(1.0, self.getViewBox().height())
        self._checkpoints.setData(x=list(steps), y=[foot] * len(steps))
        best = self._model.best
        shown = [] if best is None else self._model.drawn(np.array([best[1]])).tolist()
        shown = [value for value in shown if math.isfinite(value)]
        self._best.setData(x=[best[0]] if best and shown else [], y=shown)

    def _whole_x(self) -> tuple[float, float]:
        found = self._model.x_range()
        if found is None:
            return _EMPTY_X
        first, last = found
        pad = 0.03 * (last - first) or 1.0
        return first - pad, last + pad

    def _zoom_by(self, factor: float, middle: float) -> None:
        whole_first, whole_last = self._whole_x()
        first, last = self._zoom or (whole_first, whole_last)
        first, last = middle - (middle - first) * factor, middle + (last - middle) * factor
        if first <= whole_first and last >= whole_last:
            self.reset_zoom()
        else:
            self.zoom_to(max(first, whole_first), min(last, whole_last))

    # === Reading ===

    def _step_reading(self, direction: int) -> None:
        lines = [line for line in self._model.shown() if len(line.series)]
        if not lines:
            return
        xs = max((line.series for line in lines), key=len).x
        if self._cursor_x is None:
            self._show_reading(float(xs[-1]))
            return
        first, last = self._zoom or self._whole_x()
        stride = max(1, round((last - first) / 400))
        index = int(np.searchsorted(xs, self._cursor_x)) + direction * stride
        self._show_reading(float(xs[min(max(0, index), len(xs) - 1)]))

    def _show_reading(self, x: float) -> None:
        readings = [
            (line, index) for line in self._model.shown() if (index := line.series.nearest_before(x)) is not None
        ]
        if not readings:
            self.hide_reading()
            return
        step = max(float(line.series.x[index]) for line, index in readings)
        self._cursor_x = x
        self._cursor.setValue(step)
        self._cursor.show()
        values = [(line, float(line.series.x[index]), float(line.series.y[index])) for line, index in readings]
        self._draw_dots(values)
        rows = [ReadoutRow(line.label, y, line_color(line), at if at != step else None) for line, at, y in values]
        self._readout.show_values(self._x_label, step, rows)
        self._place_readout(step)

    def _draw_dots(self, values: list[tuple[Line, float, float]]) -> None:
        heights = self._model.drawn(np.array([y for _, _, y in values]))
        dots = [
            (line, at, height) for (line, at, _), height in zip(values, heights, strict=True) if np.isfinite(height)
        ]
        self._dots.setData(
            x=[at for _, at, _ in dots],
            y=[height for _, _, height in dots],
            brush=[pg.mkBrush(line_color(line)) for line, _, _ in dots],
            pen=pg.mkPen(color("surface"), width=1.5),
        )

    def _place_readout(self, x: float) -> None:
        area = self._plot_rect()
        position = self.mapFromScene(self.getViewBox().mapViewToScene(QPointF(x, 0.0))).x()
        width = self._readout.width()
        left = position + 12 if position + 12 + width <= self.width() else position - 12 - width
        self._readout.move(int(max(0, left)), int(area.top()) + 6)

    # === Places ===

    def _plot_rect(self) -> QRectF:
        return QRectF(self.mapFromScene(self.getViewBox().sceneBoundingRect()).boundingRect())

    def _x_at(self, position: float) -> float:
        scene = self.mapToScene(int(position), 0)
        return float(self.getViewBox().mapSceneToView(scene).x())

    def _mark(self, start: float, end: float) -> None:
        area = self._plot_rect()
        left, right = sorted((min(max(start, area.left()), area.right()), min(max(end, area.left()), area.right())))
        band = QRectF(left, area.top(), right - left, area.height())
        self._band.setRect(self.mapToScene(band.toRect()).boundingRect())
        self._band.show()


def _pen(line: Line, width: float) -> Any:
    dashes = Qt.PenStyle.DashLine if line.style.is_dashed else Qt.PenStyle.SolidLine
    return pg.mkPen(line_color(line), width=width, style=dashes)


def line_color(line: Line) -> QColor:
    """Return the colour of a line."""
    ink = series_color(line.style.color)
    # Mixed, not transparent: Qt needs twenty times as long for a transparent line.
    return mix(color("surface"), ink, _FAINT) if line.style.is_faint else ink

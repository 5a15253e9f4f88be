"""The line above a plot that names its lines; a click hides one or shows it again."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.plots.model import Line, PlotModel
from ui.theme import color, series_color

_DOT = 8
_HEIGHT = 22


class Legend(QWidget):
    """The names of a plot's lines.

    Signals:
        changed: A line was hidden or shown.
    """

    changed = Signal()

    def __init__(self, model: PlotModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._entries: list[LegendEntry] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_M)
        self._layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def refresh(self) -> None:
        """Show the names that the model has now; lines without a name are left out."""
        named = [line for line in self._model.lines.values() if line.label]
        if [entry.line for entry in self._entries] != named:
            self._rebuild(named)
        for entry in self._entries:
            entry.refresh()

    def _rebuild(self, lines: list[Line]) -> None:
        for entry in self._entries:
            self._layout.removeWidget(entry)
            entry.deleteLater()
        self._entries = [LegendEntry(line) for line in lines]
        for index, entry in enumerate(self._entries):
            self._layout.insertWidget(index, entry)
            entry.toggled.connect(self.changed)


class LegendEntry(QAbstractButton):
    """The name of one line and a dot in its colour; a pale line has a ring, a dashed one two short dashes."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.setCheckable(True)
        self.setChecked(line.is_shown)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)
        self.refresh()

    def refresh(self) -> None:
        """Take the line's name of now."""
        if self.text() != self.line.label:
            self.setText(self.line.label)
            self.setAccessibleName(self.line.label)
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for dot and name."""
        width = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(_DOT + theme.SPACE_S + width + 4, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least room: the dot and a few letters."""
        return QSize(min(self.sizeHint().width(), 48), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint dot and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = series_color(self.line.style.color)
        if not self.isChecked():
            ink = color("border")
        center = QPointF(_DOT / 2 + 1, self.height() / 2)
        if self.line.style.is_faint:
            ink.setAlphaF(0.45)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if self.line.style.is_dashed:
            for offset in (-3.0, 2.0):
                painter.drawRect(int(center.x() + offset), int(center.y()) - 1, 3, 3)
        else:
            painter.drawEllipse(center, _DOT / 2, _DOT / 2)
        painter.setPen(color("muted"))
        area = self.rect().adjusted(_DOT + theme.SPACE_S, 0, 0, 0)
        name = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _on_toggled(self, is_on: bool) -> None:
        self.line.is_shown = is_on
        self.update()

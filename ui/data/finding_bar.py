"""The line above the table that says which rows it is narrowed to, with the way back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.drawing import fill_round
from ui.reading.findings import finding_line
from ui.theme import Tone, color
from ui.widgets import Button, Label

if TYPE_CHECKING:
    from studio.data import Finding


class FindingBar(QWidget):
    """Names the finding whose rows are shown; hidden while all are.

    Signals:
        closed: All rows are to be shown again.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self.finding: Finding | None = None
        self._num_shown = 0
        # === Widgets ===
        self._words = Label(is_wrapped=True)
        self._count = Label(tone=Tone.MUTED)
        self.back = Button(icon_name="arrow-left")
        # === Layout ===
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._count)
        layout.addWidget(self.back)
        self.hide()
        # === Signals ===
        self.back.clicked.connect(self.closed)

    def show_finding(self, finding: "Finding", num_shown: int) -> None:
        """Name a finding, so many of whose rows are shown."""
        self.finding, self._num_shown = finding, num_shown
        self.retranslate()
        self.show()

    def clear(self) -> None:
        """Hide the line."""
        self.finding = None
        self.hide()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.back.setText(self.tr("Back to all rows"))
        if self.finding is None:
            return
        self._words.setText(finding_line(self.finding).text)
        is_cut = self.finding.count > self._num_shown
        cut, whole = self.tr("the first %Ln rows", None, self._num_shown), self.tr("%Ln rows", None, self._num_shown)
        self._count.setText(cut if is_cut else whole)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground, by which a narrowed table is told from a whole one."""
        fill_round(QPainter(self), self.rect().toRectF(), color("soft"), theme.INPUT_RADIUS)

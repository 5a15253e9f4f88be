"""The current run at the foot of the rail: its name, its state, how far it is."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.drawing import draw_bar, draw_focus_of, draw_round
from ui.run_words import state_tone, state_word
from ui.session import Session, SessionChange
from ui.text import format_percent
from ui.theme import Tone, color

_HEIGHT = 68
_FOLDED_HEIGHT = 20
_INSET = 13


class RunCard(QAbstractButton):
    """Shows the run that is looked at; a click goes to its page. Hidden while there is none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_folded = False
        self._run_name = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()
        self.clicked.connect(self._on_clicked)
        session.changed.connect(self._on_session_changed)

    def set_folded(self, is_folded: bool) -> None:
        """Show the bar alone, or the words too."""
        self._is_folded = is_folded
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the card."""
        return QSize(36, _FOLDED_HEIGHT if self._is_folded else _HEIGHT)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show_status()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card."""
        painter = QPainter(self)
        if self._is_folded:
            draw_bar(painter, QRectF(2, 7, self.width() - 4, 6), self._fraction(), self._ink())
        else:
            self._paint_card(painter)
        draw_focus_of(self, painter)

    def _paint_card(self, painter: QPainter) -> None:
        draw_round(painter, self.rect(), color("surface"), color("border"), theme.CARD_RADIUS)
        inner = self.rect().adjusted(_INSET, 9, -_INSET, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.setFont(theme.card_title_font())
        painter.setPen(color("text"))
        name = painter.fontMetrics().elidedText(self._run_name, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, flags, name)
        painter.setFont(self.font())
        painter.setPen(color("muted"))
        painter.drawText(inner.adjusted(0, 22, 0, 0), flags, self._state_text())
        draw_bar(painter, QRectF(_INSET, 52, self.width() - 2 * _INSET, 6), self._fraction(), self._ink())

    def _fraction(self) -> float:
        status = self._session.run_status
        return status.step / status.num_steps if status is not None and status.num_steps else 0.0

    def _ink(self) -> QColor:
        status = self._session.run_status
        return color(state_tone(status.state) if status is not None else Tone.MUTED)

    def _state_text(self) -> str:
        status = self._session.run_status
        if status is None:
            return ""
        word = state_word(status.state)
        is_partial = not status.state.is_over and status.num_steps
        return f"{word} · {format_percent(self._fraction(), digits=1)}" if is_partial else word

    def _show_status(self) -> None:
        self.setVisible(self._session.run is not None)
        self.setAccessibleName(f"{self._run_name}: {self._state_text()}")
        self.setToolTip(self.accessibleName())
        self.update()

    def _on_session_changed(self, change: SessionChange) -> None:
        if change & SessionChange.RUN:
            run = self._session.run
            self._run_name = "" if run is None else run.name()
        if change & (SessionChange.RUN | SessionChange.RUN_STATUS):
            self._show_status()

    def _on_clicked(self) -> None:
        self._session.show_page("monitor")

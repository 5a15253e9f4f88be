"""One run at the foot of the rail: its name, its state, how far it is."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.runs import RunState
from ui import theme
from ui.drawing import draw_bar, draw_round
from ui.text import format_percent
from ui.theme import color
from ui.tips import plain_tip
from ui.words.run_words import progress_words, state_tone

_HEIGHT, _COMPACT_HEIGHT, _FOLDED_HEIGHT = 68, 48, 34
_INSET = 13
_BAR = 6


@dataclass(frozen=True, slots=True)
class CardContent:
    """What a card shows.

    Attributes:
        fraction: How much of the run is done, from 0 to 1.
        seconds_left: About how long it still takes; `None` where that is not known.
        is_looked_at: Whether it is the run of the monitor, while others are at work beside it.
    """

    id: str
    name: str
    state: RunState
    fraction: float
    seconds_left: float | None = None
    is_looked_at: bool = False


class RunCard(QAbstractButton):
    """Shows a run."""

    def __init__(self, content: CardContent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self._is_folded = self._is_compact = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_content(content)

    @property
    def content(self) -> CardContent:
        """What is shown."""
        return self._content

    def show_content(self, content: CardContent) -> None:
        """Show a run as it stands now."""
        self._content = content
        words = f"{content.name}: {progress_words(content.state, content.fraction, content.seconds_left)}"
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def set_form(self, *, is_folded: bool, is_compact: bool) -> None:
        """Show the bar alone, or the words too; compact where there are several runs."""
        self._is_folded, self._is_compact = is_folded, is_compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the card."""
        if self._is_folded:
            return QSize(36, _FOLDED_HEIGHT)
        return QSize(36, _COMPACT_HEIGHT if self._is_compact else _HEIGHT)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.show_content(self._content)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the card."""
        painter = QPainter(self)
        if self._is_folded:
            self._paint_folded(painter)
        else:
            self._paint_card(painter)

    def _paint_folded(self, painter: QPainter) -> None:
        painter.setPen(color("text" if self._content.is_looked_at else "muted"))
        done = format_percent(self._content.fraction, digits=1)
        if painter.fontMetrics().horizontalAdvance(done) > self.width():
            painter.setFont(theme.small_font())
        painter.drawText(QRect(0, 0, self.width(), 20), Qt.AlignmentFlag.AlignCenter, done)
        self._paint_bar(painter, QRectF(2, 22, self.width() - 4, _BAR))

    def _paint_card(self, painter: QPainter) -> None:
        content = self._content
        border = "accent" if content.is_looked_at else "border"
        draw_round(painter, self.rect(), color("surface"), color(border), theme.CARD_RADIUS)
        inner = self.rect().adjusted(_INSET, 6 if self._is_compact else 9, -_INSET, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        name_width = inner.width()
        painter.setFont(self.font())
        if self._is_compact:
            # The state stands in words below the mouse; here there is room for how far the run is.
            done = format_percent(content.fraction, digits=1)
            name_width -= painter.fontMetrics().horizontalAdvance(done) + theme.SPACE_S
            painter.setPen(color("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, done)
        else:
            painter.setPen(color("muted"))
            words = progress_words(content.state, content.fraction)
            painter.drawText(inner.adjusted(0, 22, 0, 0), flags, words)
        painter.setFont(theme.strong_font() if self._is_compact else theme.card_title_font())
        painter.setPen(color("text"))
        painter.drawText(inner, flags, _elided(painter, content.name, name_width))
        top = self.height() - 16 if not self._is_compact else self.height() - 15
        self._paint_bar(painter, QRectF(_INSET, top, self.width() - 2 * _INSET, _BAR))

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        draw_bar(painter, area, self._content.fraction, self._ink())

    def _ink(self) -> QColor:
        return color(state_tone(self._content.state))


def _elided(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width)

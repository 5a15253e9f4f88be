"""An icon with a few words behind it: a warning, a tick, a hint."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.icons import paint_icon
from ui.theme import Tone, color
from ui.widgets.label import Label


class IconLabel(QWidget):
    """A line of text with an icon before it, both in one tone.

    Args:
        icon_name: An icon of the set, see `ui.icons`.
        text: The words; long ones wrap.
        tone: The colour of both.
    """

    def __init__(
        self, icon_name: str = "", text: str = "", tone: Tone = Tone.MUTED, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sign = _Sign(icon_name, tone)
        self._label = Label(text, tone=tone, is_wrapped=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._label, 1)

    def set_content(self, icon_name: str, text: str, tone: Tone) -> None:
        """Show another icon, text and tone."""
        self._sign.show_icon(icon_name, tone)
        self._label.setText(text)
        self._label.set_tone(tone)

    def text(self) -> str:
        """Return the words."""
        return self._label.text()


class _Sign(QWidget):
    def __init__(self, icon_name: str, tone: Tone) -> None:
        super().__init__()
        self.setFixedSize(QSize(16, 18))
        self.show_icon(icon_name, tone)

    def show_icon(self, icon_name: str, tone: Tone) -> None:
        self._icon_name, self._tone = icon_name, tone
        self.setVisible(bool(icon_name))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        paint_icon(QPainter(self), QRectF(0, 1, 16, 16), self._icon_name, color(self._tone))

"""A question mark that explains a word and leads into the guide."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.guide.contents import GuidePlace, has_guide
from ui.guide.window import open_guide
from ui.icons import icon
from ui.theme import Tone, color
from ui.tips import wrapped_tip
from ui.widgets.button import Button
from ui.widgets.label import Label

_POPUP_WIDTH = 300


class HelpButton(QToolButton):
    """Explains one word of the field: as a tooltip, and after a click with a link to its place in the guide.

    Args:
        place: The word's place in the guide; `None` for none.
    """

    def __init__(self, place: GuidePlace | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._text = ""
        self.setIcon(icon("help-circle-outline", Tone.MUTED))
        self.setIconSize(QSize(16, 16))
        self.setAutoRaise(True)
        self.setFixedSize(24, 24)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def set_help(self, name: str, text: str) -> None:
        """Explain a word: its name, and one or two sentences that a newcomer understands."""
        self._text = text
        # A tooltip wraps its lines only where it is rich text.
        self.setToolTip(wrapped_tip(text))
        self.setAccessibleName(self.tr("Help: {name}").format(name=name))
        self.setAccessibleDescription(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sign."""
        painter = QPainter(self)
        area = self.rect().adjusted(4, 4, -4, -4)
        self.icon().paint(painter, area)

    def _on_clicked(self) -> None:
        popup = _HelpPopup(self, self._text, self._place)
        popup.move(self.mapToGlobal(self.rect().bottomRight()) - popup.rect().topRight())
        popup.show()


class _HelpPopup(QFrame):
    """The words of a help, and the way into the guide. A click anywhere else closes it."""

    def __init__(self, owner: HelpButton, text: str, place: GuidePlace | None) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(Label(text, is_wrapped=True))
        if place is not None and has_guide(place):
            button = Button(self.tr("Read more in the guide"), icon_name="book-open-outline")
            button.clicked.connect(lambda: self._on_button_clicked(owner, place))
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(_POPUP_WIDTH)
        self.resize(_POPUP_WIDTH, layout.totalHeightForWidth(_POPUP_WIDTH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        draw_round(QPainter(self), self.rect(), color("raised"), color("border"), 0)

    def _on_button_clicked(self, owner: HelpButton, place: GuidePlace) -> None:
        self.close()
        open_guide(owner, place)

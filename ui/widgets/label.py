"""A label in the type and the colour of its meaning."""

import enum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.theme import Tone

_LEAST_WRAPPED_WIDTH = 60


class LabelKind(enum.Enum):
    """The type sizes of `theme`."""

    BODY = "body"
    STRONG = "strong"
    CARD_TITLE = "card_title"
    PAGE_TITLE = "page_title"
    KEY_NUMBER = "key_number"
    MONOSPACE = "monospace"


_FONTS = {
    LabelKind.BODY: theme.body_font,
    LabelKind.STRONG: theme.strong_font,
    LabelKind.CARD_TITLE: theme.card_title_font,
    LabelKind.PAGE_TITLE: theme.page_title_font,
    LabelKind.KEY_NUMBER: theme.key_number_font,
    LabelKind.MONOSPACE: theme.monospace_font,
}


class Label(QLabel):
    """Text in one of the theme's types and tones; it follows a change of the theme.

    Args:
        text: The text.
        kind: The type.
        tone: The colour.
        is_wrapped: Whether long text goes on in the next line.
        is_selectable: Whether the text can be marked and copied.
    """

    def __init__(
        self,
        text: str = "",
        kind: LabelKind = LabelKind.BODY,
        tone: Tone = Tone.TEXT,
        *,
        is_wrapped: bool = False,
        is_selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._tone = tone
        if kind is not LabelKind.BODY:
            self.setFont(_FONTS[kind]())
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(is_wrapped)
        if is_selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._take_color()

    def set_tone(self, tone: Tone) -> None:
        """Paint the text in another colour."""
        self._tone = tone
        self._take_color()

    def setText(self, text: str) -> None:  # noqa: N802
        """Show another text."""
        super().setText(text)
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep all lines of a wrapped text in sight."""
        super().resizeEvent(event)
        self._keep_height()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of the text; a wrapped one is as high as at its width now, not as at one Qt guesses."""
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width())) if self.wordWrap() else hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the least size; a wrapped text tells its height once it has a width."""
        if self.wordWrap():
            return QSize(_LEAST_WRAPPED_WIDTH, self.fontMetrics().height())
        return super().minimumSizeHint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._take_color()

    def _keep_height(self) -> None:
        # Layouts in layouts ask for the height of a wrapped text at widths that it does not get, and then cut it off.
        if self.wordWrap():
            # Qt's own answer is never below the least height: a shorter text would keep the room of a longer one.
            self.setMinimumHeight(0)
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())))

    def _take_color(self) -> None:
        if self._tone is Tone.TEXT:
            # The application's own; a palette set here before would stay behind at a change of the theme.
            if self.testAttribute(Qt.WidgetAttribute.WA_SetPalette):
                self.setPalette(QPalette())
            return
        wanted = theme.color(self._tone)
        if self.palette().color(QPalette.ColorRole.WindowText) == wanted:
            return
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, wanted)
        self.setPalette(palette)

"""A text of several lines, in a frame like that of other inputs."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import color


class TextBox(QWidget):
    """A frame around a plain text editor. Tab leaves it.

    Args:
        is_read_only: Whether the text can only be read and copied.

    Attributes:
        editor: The editor.
    """

    def __init__(self, *, is_read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = QPlainTextEdit(tabChangesFocus=True, readOnly=is_read_only)
        self.editor.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.editor.document().setDocumentMargin(theme.SPACE_XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_XS)
        layout.addWidget(self.editor)
        self.setFocusProxy(self.editor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the frame."""
        draw_round(QPainter(self), self.rect(), color("surface"), color("border"), theme.INPUT_RADIUS)

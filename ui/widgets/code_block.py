"""Code to read and to copy."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui import theme
from ui.drawing import draw_round
from ui.theme import color, mix
from ui.widgets.button import Button, ButtonKind
from ui.widgets.label import Label, LabelKind

_COPIED_MS = 1500
_MOST_LINES = 16


class CodeBlock(QWidget):
    """A piece of code under its language, with a button that copies it.

    Args:
        language: What it is written in, e.g. `"Python"`.
    """

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._language = language
        self._copied = QTimer(self, singleShot=True, interval=_COPIED_MS)

        # === Widgets ===
        self._title = Label(language, LabelKind.STRONG)
        self._copy = Button(kind=ButtonKind.QUIET, icon_name="content-copy")
        self._code = _Code()

        # === Layout ===
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_M, theme.SPACE_XS, theme.SPACE_XS, theme.SPACE_S)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._code)

        # === Signals ===
        self._copy.clicked.connect(self._on_copy_clicked)
        self._copied.timeout.connect(self.retranslate)
        self.retranslate()

    def code(self) -> str:
        """Return the code."""
        return self._code.toPlainText()

    def set_code(self, code: str) -> None:
        """Show other code."""
        self._code.show_code(code)

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._copy.setText(self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy the code for {language}").format(language=self._language))
        self._code.setAccessibleName(self.tr("Code for {language}").format(language=self._language))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the ground."""
        ground = mix(color("surface"), color("background"), 0.8)
        draw_round(QPainter(self), self.rect(), ground, color("border"), theme.INPUT_RADIUS)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.code())
        self._copy.setText(self.tr("Copied"))
        self._copied.start()


class _Code(QPlainTextEdit):
    """As high as its text, up to a limit; the ground is its parent's."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setFont(theme.monospace_font())
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)

    def show_code(self, code: str) -> None:
        self.setPlainText(code)
        lines = min(_MOST_LINES, code.count("\n") + 1)
        height = QFontMetrics(self.font()).lineSpacing() * lines
        self.setFixedHeight(height + self.horizontalScrollBar().sizeHint().height() + theme.SPACE_XS)

"""What can be done with a run, as small buttons in its row."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.runs import RunSummary
from ui import theme
from ui.runs.rows import is_backbone
from ui.theme import color
from ui.widgets.sign_button import SignButton

BACKBONE_SIGN = "layers-outline"


class RowActions(QWidget):
    """Small buttons at the right end of a row.

    Signals:
        chosen: The name of the action, and the run.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._run: RunSummary | None = None
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_XS, 0)
        layout.setSpacing(2)
        self._buttons: dict[str, SignButton] = {}
        signs = {
            "open": "chart-line",
            "resume": "play",
            "use": BACKBONE_SIGN,
            "folder": "folder-outline",
            "delete": "trash-can-outline",
        }
        for name, sign in signs.items():
            button = SignButton(sign)
            button.setFixedSize(28, 26)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            # The context menu has the same actions for the keyboard.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._on_clicked, name))
            layout.addWidget(button)
            self._buttons[name] = button
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        words = {
            "open": self.tr("Open"),
            "resume": self.tr("Resume"),
            "use": self.tr("Use as backbone"),
            "folder": self.tr("Open the folder"),
            "delete": self.tr("Delete…"),
        }
        for name, text in words.items():
            self._buttons[name].setToolTip(text)
            self._buttons[name].setAccessibleName(text)

    def show_for(self, run: RunSummary, top_right: QPoint, height: int) -> None:
        """Show the actions that this run allows."""
        self._run = run
        self._buttons["resume"].setVisible(run.can_resume)
        self._buttons["use"].setVisible(is_backbone(run))
        self._buttons["delete"].setVisible(not run.state.is_active)
        width = self._line.sizeHint().width()
        self.setGeometry(top_right.x() - width, top_right.y(), width, height)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Cover what stands below."""
        QPainter(self).fillRect(self.rect(), color("surface"))

    def _on_clicked(self, name: str) -> None:
        if self._run is not None:
            self.chosen.emit(name, self._run)

"""The choice of what a model learns."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio import tasks
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets.label import Label

_BOX_WIDTH = 232


class TaskChoice(QWidget):
    """Offers the tasks; the chosen one is explained beside it.

    Signals:
        chosen: The name of the task that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === Widgets ===
        self._name = Label(tone=Tone.MUTED)
        self.box = _Box()
        self.box.setFixedWidth(_BOX_WIDTH)
        for name in tasks.names():
            self.box.addItem("", name)
        self._help = Label(tone=Tone.MUTED, is_wrapped=True)

        # === Layout ===
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._name)
        layout.addWidget(self.box)
        layout.addWidget(self._help, 1)

        # === Signals ===
        self.box.activated.connect(lambda _index: self.chosen.emit(self.task()))
        self.box.currentIndexChanged.connect(self._show_help)

    def task(self) -> str:
        """Return the name of the chosen task."""
        return str(self.box.currentData())

    def set_task(self, name: str) -> None:
        """Show a task, silently."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(max(0, self.box.findData(name)))
        self._show_help()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._name.setText(self.tr("Task"))
        self.box.setAccessibleName(self.tr("Task"))
        for index, name in enumerate(tasks.names()):
            task = tasks.get(name)
            self.box.setItemText(index, studio_text(task.label))
            self.box.setItemData(index, studio_text(task.help), Qt.ItemDataRole.ToolTipRole)
        self._show_help()

    def _show_help(self) -> None:
        text = studio_text(tasks.get(self.task()).help)
        self._help.setText(text)
        self.box.setToolTip(f"<qt>{text}</qt>")


class _Box(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page: a scroll must not change the task."""
        event.ignore()

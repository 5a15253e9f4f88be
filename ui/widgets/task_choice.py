"""The choice of what a model learns."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from studio import tasks
from studio.tasks import Task
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets.label import Label

_BOX_WIDTH = 232


class TaskChoice(QWidget):
    """Offers the tasks; the chosen one is explained beside it.

    Signals:
        chosen: The `Task` that the user chose.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === Widgets ===
        self._name = Label(tone=Tone.MUTED)
        self.box = _Box()
        self.box.setFixedWidth(_BOX_WIDTH)
        for task in tasks.all_tasks():
            self.box.addItem("", task.name)
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

    def task(self) -> Task:
        """Return the chosen task."""
        return tasks.all_tasks()[self.box.currentIndex()]

    def set_task(self, task: Task) -> None:
        """Show a task, silently."""
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(tasks.all_tasks().index(task))
        self._show_help()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._name.setText(self.tr("Task"))
        self.box.setAccessibleName(self.tr("Task"))
        for index, task in enumerate(tasks.all_tasks()):
            self.box.setItemText(index, studio_text(task.label))
            self.box.setItemData(index, studio_text(task.help), Qt.ItemDataRole.ToolTipRole)
        self._show_help()

    def _show_help(self) -> None:
        text = studio_text(self.task().help)
        self._help.setText(text)
        self.box.setToolTip(wrapped_tip(text))


class _Box(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page: a scroll must not change the task."""
        event.ignore()

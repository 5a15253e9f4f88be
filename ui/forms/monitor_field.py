"""Which metric decides which model is best."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from studio import tasks
from studio.settings import SettingInfo
from studio.tasks import Task
from ui.forms.field import Field
from ui.text import studio_text

_AUTO = "auto"


class MonitorField(Field):
    """The metrics of the task, and `auto` for the task's own."""

    def __init__(self, info: SettingInfo) -> None:
        self._box = QComboBox()
        super().__init__(info, self._box)
        self._task = tasks.all_tasks()[0]
        self._box.currentIndexChanged.connect(self.edited)
        self.set_task(self._task)

    def set_task(self, task: Task) -> None:
        """Offer the metrics of a task."""
        self._task = task
        chosen = self.value()
        with QSignalBlocker(self._box):
            self._box.clear()
            self._box.addItems(self._names())
        self.set_value(chosen)
        self.retranslate()

    def value(self) -> str:
        """Return the metric's name."""
        return self._names()[max(0, self._box.currentIndex())]

    def set_value(self, value: str) -> None:
        """Show a metric, silently; one that the task does not have becomes the task's own."""
        names = self._names()
        with QSignalBlocker(self._box):
            self._box.setCurrentIndex(names.index(value) if value in names else 0)

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        own = studio_text(self._task.metric(_AUTO).label)
        self._box.setItemText(0, self.tr("Automatic: {metric}").format(metric=own))
        for index, metric in enumerate(self._task.metrics, start=1):
            self._box.setItemText(index, studio_text(metric.label))

    def _names(self) -> tuple[str, ...]:
        return (_AUTO, *(metric.name for metric in self._task.metrics))

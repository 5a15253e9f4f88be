"""The steps of a piece of work as they come: a tick before each that is done."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.widgets.icon_label import IconLabel


class StepList(QWidget):
    """Grows by a line with each step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[tuple[str, IconLabel]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_XS)

    def clear(self) -> None:
        """Take all steps away."""
        for _, line in self._steps:
            line.hide()
            line.deleteLater()
        self._steps = []

    def begin_step(self, what: str) -> None:
        """Show that a step has begun; the one before is done. The same step again changes nothing."""
        if self._steps and self._steps[-1][0] == what:
            return
        self._tick_last()
        line = IconLabel("progress-clock", studio_text(what), Tone.TEXT)
        self._steps.append((what, line))
        self._layout.addWidget(line)

    def texts(self) -> list[str]:
        """Return the steps, in the window's language."""
        return [line.text() for _, line in self._steps]

    def _tick_last(self) -> None:
        if self._steps:
            what, line = self._steps[-1]
            line.set_content("check", studio_text(what), Tone.MUTED)

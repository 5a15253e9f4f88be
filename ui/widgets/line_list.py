"""A few lines of text with icons, as many as there is something to say."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.theme import Tone
from ui.widgets.icon_label import IconLabel


@dataclass(frozen=True, slots=True)
class Line:
    """One line; without an icon it is plain text."""

    text: str
    icon_name: str = ""
    tone: Tone = Tone.TEXT


class LineList(QWidget):
    """Lines below each other; the widgets are kept from one showing to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[IconLabel] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.SPACE_XS)

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines."""
        while len(self._labels) < len(lines):
            label = IconLabel()
            self._labels.append(label)
            self._layout.addWidget(label)
        for label, line in zip(self._labels, lines, strict=False):
            label.set_content(line.icon_name, line.text, line.tone)
        for index, label in enumerate(self._labels):
            label.setVisible(index < len(lines))
        self.setAccessibleName(" ".join(line.text for line in lines))

"""What the model writes now about a few fixed examples, in full lines beside what was to be written."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from studio.answers import Written
from studio.chat import parse_conversation
from studio.errors import InputError
from studio.runs.events import SampleRow
from studio.tasks import Task
from ui import theme
from ui.text import studio_text
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Button, ButtonKind, Label, LabelKind

# Of a longer text the beginning is shown, until all is wanted.
_MOST_CHARACTERS = 280
_NAME_WIDTH = 112


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    text: str
    tone: Tone = Tone.TEXT
    is_strong: bool = False


class WrittenSamples(QWidget):
    """For each example what was given, what was to be written and what is written, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._rows: tuple[SampleRow, ...] = ()
        self._task: Task | None = None
        self._shows_all = False
        self._last = 0

        # === Widgets ===
        self.texts: list[Label] = []
        self.all_button = Button(kind=ButtonKind.QUIET)

        # === Layout ===
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_XS)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)

        # === Signals ===
        self.all_button.clicked.connect(self._on_all_button_clicked)

    def show_rows(self, rows: Sequence[SampleRow], task: Task) -> None:
        """Show other examples, or what the model writes about them now."""
        self._rows, self._task = tuple(rows), task
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._empty()
        place, is_cut = 0, False
        for row in self._rows:
            for line in self._lines(row):
                is_cut = is_cut or len(line.text) > _MOST_CHARACTERS
                self._add(place, line)
                place += 1
            self._grid.setRowMinimumHeight(place, theme.SPACE_S)
            place += 1
        self.all_button.setText(self.tr("Show less") if self._shows_all else self.tr("Show whole texts"))
        self.all_button.setVisible(is_cut)
        self._grid.addWidget(self.all_button, place, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.setRowStretch(self._last, 0)
        self._last = place + 1
        self._grid.setRowStretch(self._last, 1)

    def _lines(self, row: SampleRow) -> list[_Line]:
        """Return the lines of an example; none for answers that this version does not know."""
        try:
            expected, answer = row.read()
        except InputError:
            return []
        if self._task is None or not isinstance(expected, Written) or not isinstance(answer, Written):
            return []
        labels = {role.name: studio_text(role.label) for role in self._task.roles}
        given = [
            _Line(labels.get(name, self.tr("Text")), self._given(text), Tone.MUTED) for name, text in row.inputs.items()
        ]
        is_same = answer.agrees(expected)
        written = self.tr("Written ✓") if is_same else self.tr("Written")
        return [
            *given,
            # A text that goes on with another one begins with a blank.
            _Line(self.tr("To be written"), expected.text.lstrip()),
            _Line(
                written, answer.text.lstrip() or self.tr("nothing"), Tone.GOOD if is_same else Tone.TEXT, is_strong=True
            ),
        ]

    def _given(self, text: str) -> str:
        """Return what the model was given; of a conversation who said what."""
        if self._task is None or not self._task.converses:
            return text
        try:
            messages = parse_conversation(text)
        except InputError:
            return text
        names = {"system": self.tr("System"), "user": self.tr("User"), "assistant": self.tr("Assistant")}
        line = self.tr("{role}: {message}")
        return "\n".join(line.format(role=names[message.role], message=message.content) for message in messages)

    def _add(self, place: int, line: _Line) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(Label(line.name, tone=Tone.MUTED), place, 0, top)
        kind = LabelKind.STRONG if line.is_strong else LabelKind.BODY
        shown = line.text if self._shows_all or len(line.text) <= _MOST_CHARACTERS else _beginning(line.text)
        label = Label(shown, kind, line.tone, is_wrapped=True, is_selectable=True)
        if shown != line.text:
            label.setToolTip(plain_tip(line.text))
        self._grid.addWidget(label, place, 1, top)
        self.texts.append(label)

    def _empty(self) -> None:
        self.texts.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.all_button:
                widget.hide()
                widget.deleteLater()

    def _on_all_button_clicked(self) -> None:
        self._shows_all = not self._shows_all
        self.retranslate()


def _beginning(text: str) -> str:
    return f"{text[:_MOST_CHARACTERS].rstrip()}…"

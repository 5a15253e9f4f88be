"""What a model looked at while it wrote, marked in the text that it read."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from studio.attention import SourcePart
from ui.attention.shades import weight_color
from ui.attention.tip import Tip
from ui.text import format_percent
from ui.theme import ink_on
from ui.widgets.text_places import mark, place_at

# The share that has the strongest colour, unless there is a larger one: what is spread evenly stays pale.
_FULL = 0.25


def strength(part: SourcePart, parts: Sequence[SourcePart]) -> float:
    """Return how strong a part looks among all, from 0 to 1."""
    return part.weight / max(_FULL, *(entry.weight for entry in parts))


class SourceMarks(QObject):
    """Marks parts of a text in an editor, the stronger the darker; the mouse shows how strongly.

    Args:
        place: In what the small panel with a number is shown.
    """

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self.parts: tuple[SourcePart, ...] = ()
        self._editor: QPlainTextEdit | None = None
        self._place = place
        self.tip = Tip(place)

    def set_editor(self, editor: QPlainTextEdit) -> None:
        """Mark in another editor from now on."""
        if editor is self._editor:
            return
        self._editor, self.parts = editor, ()
        self.tip.hide()
        editor.viewport().setMouseTracking(True)
        editor.viewport().installEventFilter(self)

    def show_parts(self, parts: Sequence[SourcePart]) -> None:
        """Mark parts of the text that stands in the editor; those without a width are left out."""
        self.parts = tuple(part for part in parts if part.start < part.end)
        self.tip.hide()
        self.repaint_marks()

    def repaint_marks(self) -> None:
        """Take the colours of another theme."""
        if self._editor is None:
            return
        text = self._editor.toPlainText()
        selections = []
        for part in self.parts:
            ground = weight_color(strength(part, self.parts))
            selections.append(mark(self._editor, text, part.start, part.end, ground, ink_on(ground)))
        self._editor.setExtraSelections(selections)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Show how strongly the part below the mouse was looked at."""
        match event.type():
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent) and self._editor is not None:
                found = self._part_at(place_at(self._editor, event.position().toPoint()))
                if found is None:
                    self.tip.hide()
                else:
                    words = self._editor.toPlainText()[found.start : found.end]
                    corner = self._editor.viewport().mapTo(self._place, event.position().toPoint())
                    self.tip.show_at(corner, words, ((self.tr("Attention"), format_percent(found.weight, 3)),))
            case QEvent.Type.Leave | QEvent.Type.Wheel:
                self.tip.hide()
        return False

    def _part_at(self, place: int | None) -> SourcePart | None:
        if place is None:
            return None
        return next((part for part in self.parts if part.start <= place < part.end), None)

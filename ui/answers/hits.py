"""What a search found: passages with their scores and rows."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.answers import Answer, Hit, Hits
from ui import theme
from ui.answers.base import AnswerView
from ui.text import format_count, format_number
from ui.theme import Tone
from ui.widgets import Bar, BarList, Label

_MAX_SHOWN = 10
_MAX_CHARACTERS = 600


class HitsView(AnswerView):
    """The passages, the nearest first: a bar for the score, the row of the file, the passage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Hits | None = None
        self.rows = [_HitRow() for _ in range(_MAX_SHOWN)]
        self.body.setSpacing(theme.SPACE_M)
        self._none = Label(tone=Tone.MUTED, is_wrapped=True)
        for row in self.rows:
            self.body.addWidget(row)
        self.body.addWidget(self._none)

    def show_answer(self, answer: Answer) -> None:
        """Show the passages."""
        assert isinstance(answer, Hits)
        self._answer = answer
        self.retranslate()

    def note(self) -> str:
        """Return how many passages are not shown."""
        rest = 0 if self._answer is None else len(self._answer.hits) - _MAX_SHOWN
        return self.tr("%Ln more passages, less alike", None, rest) if rest > 0 else ""

    def retranslate(self) -> None:
        """Take the words of another language."""
        hits = () if self._answer is None else self._answer.hits
        for index, row in enumerate(self.rows):
            row.setVisible(index < len(hits))
            if index < len(hits):
                name = self.tr("Row {row}").format(row=format_count(hits[index].row))
                row.show_hit(hits[index], name, Tone.MUTED if index else Tone.ACCENT)
        self._none.setVisible(not hits)
        self._none.setText(self.tr("Nothing was found."))


class _HitRow(QWidget):
    """One passage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.bar = BarList()
        self.passage = Label(is_wrapped=True, is_selectable=True)
        layout.addWidget(self.bar)
        layout.addWidget(self.passage)

    def show_hit(self, hit: Hit, name: str, tone: Tone) -> None:
        """Show a passage."""
        self.bar.set_bars((Bar(name, format_number(hit.score), max(0.0, min(1.0, hit.score)), tone),))
        text = " ".join(hit.text.split())
        self.passage.setText(text if len(text) <= _MAX_CHARACTERS else f"{text[:_MAX_CHARACTERS]}…")

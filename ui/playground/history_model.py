"""The questions of the playground and what the model said, the newest first; those that wait stand above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from ui import theme
from ui.inference.questions import Answer, Loss, Question
from ui.text import format_number
from ui.theme import color
from ui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex

_MAX_KEPT = 500
_MAX_SHOWN = 400
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer.

    Attributes:
        loss: Why it got none; `None` for one that waits for its turn.
        is_asked: Whether the model is at it right now.
    """

    question: Question
    loss: Loss | None = None
    is_asked: bool = False


class HistoryModel(QAbstractTableModel):
    """Holds answers: text, answer, probability. Above them stands what waits."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[Answer | Unanswered] = []
        self._waiting: list[Unanswered] = []

    @property
    def num_waiting(self) -> int:
        """How many questions wait for their turn."""
        return len(self._waiting)

    @property
    def has_probabilities(self) -> bool:
        """Whether there are any to show: a number or several labels have none that stands for the whole answer."""
        answers = [entry for entry in self._answers if isinstance(entry, Answer)]
        return not answers or any(entry.number is not None for entry in answers)

    def add(self, entry: Answer | Unanswered) -> None:
        """Put an answer, or a question that will get none, first; the same text before is taken away."""
        self.beginResetModel()
        others = [other for other in self._answers if other.question != entry.question]
        self._answers = [entry, *others][:_MAX_KEPT]
        self.endResetModel()

    def set_waiting(self, entries: Sequence[Unanswered]) -> None:
        """Show what waits now, in the order in which it will be asked; the next one stands lowest."""
        waiting = list(reversed(entries))
        if waiting != self._waiting:
            self.beginResetModel()
            self._waiting = waiting
            self.endResetModel()

    def clear(self) -> None:
        """Forget all answers; what waits goes on waiting."""
        self.beginResetModel()
        self._answers = []
        self.endResetModel()

    def entry(self, row: int) -> Answer | Unanswered:
        """Return what stands in a row."""
        return self._waiting[row] if row < len(self._waiting) else self._answers[row - len(self._waiting)]

    def copied(self, rows: list[int]) -> str:
        """Return rows for the clipboard, with tabs between text, answer and probability."""
        return "\n".join(self._copied(self.entry(row)) for row in sorted(rows))

    def _copied(self, entry: Answer | Unanswered) -> str:
        text = entry.question.line()
        if isinstance(entry, Unanswered):
            return f"{text}\t{self._words(entry)}\t"
        number = "" if entry.number is None else f"{entry.number:.4f}"
        return f"{text}\t{self._words(entry)}\t{number}"

    def _words(self, entry: Answer | Unanswered) -> str:
        if isinstance(entry, Answer):
            return entry.words or self.tr("none")
        if entry.is_asked:
            return self.tr("being answered…")
        words = {
            None: self.tr("waits for its turn"),
            Loss.MODEL_CHANGED: self.tr("not asked: another model was chosen"),
            Loss.WORKER_DIED: self.tr("no answer: the model stopped over it"),
            Loss.REFUSED: self.tr("no answer: the model refused it"),
        }
        return words[entry.loss]

    # === QAbstractTableModel ===

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many answers there are."""
        return 0 if parent.isValid() else len(self._waiting) + len(self._answers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        entry, column = self.entry(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            number = entry.number if isinstance(entry, Answer) else None
            words = entry.question.line(_MAX_SHOWN)
            return (words, self._words(entry), "" if number is None else format_number(number))[column]
        if role == Qt.ItemDataRole.ForegroundRole and isinstance(entry, Unanswered):
            return QBrush(color("muted"))
        if role == Qt.ItemDataRole.ToolTipRole and column == 1:
            return plain_tip(self._words(entry))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole and column == 2:
            return theme.tabular(theme.body_font())
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Text"), self.tr("Answer"), self.tr("Probability"))[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

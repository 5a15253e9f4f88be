"""The questions of the playground and what the model said, the newest first."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui import theme
from ui.inference import Answer
from ui.text import format_number

Index = QModelIndex | QPersistentModelIndex

_MAX_KEPT = 500
_MAX_SHOWN = 400
_NOWHERE = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """Holds answers: text, answer, probability."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[Answer] = []

    def add(self, answer: Answer) -> None:
        """Put an answer first; the same text before is taken away."""
        self.beginResetModel()
        others = [entry for entry in self._answers if entry.question != answer.question]
        self._answers = [answer, *others][:_MAX_KEPT]
        self.endResetModel()

    def clear(self) -> None:
        """Forget all answers."""
        self.beginResetModel()
        self._answers = []
        self.endResetModel()

    def answer(self, row: int) -> Answer:
        """Return the answer of a row."""
        return self._answers[row]

    def copied(self, rows: list[int]) -> str:
        """Return rows for the clipboard, with tabs between text, answer and probability."""
        return "\n".join(
            f"{' '.join(entry.question.text.split())}\t{entry.words}\t{entry.probability:.4f}"
            for entry in (self._answers[row] for row in sorted(rows))
        )

    # === QAbstractTableModel ===

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return how many answers there are."""
        return 0 if parent.isValid() else len(self._answers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        answer, column = self._answers[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            probability = format_number(answer.probability)
            return (" ".join(answer.question.text[:_MAX_SHOWN].split()), answer.words, probability)[column]
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

"""What was asked and answered, and what still waits, in a card."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.inference.client import WorkerState
from ui.inference.questions import Answer, Dropped, Question
from ui.playground.history_model import HistoryModel, Unanswered
from ui.tables.soft_delegate import SoftDelegate
from ui.theme import Tone
from ui.widgets import Button, ButtonKind, Card, Label

_ROW_HEIGHT = 30
# What answers get beside the texts.
_ANSWER_PART, _LEAST_ANSWER = 0.3, 160


class HistoryCard(Card):
    """The history with what can be done with it. Without rows it says how it is filled.

    Args:
        has_long_answers: Whether answers need as much room as what was asked.

    Attributes:
        model: The rows.
        table: Their table.
        cancel_button: Takes back the questions that wait.

    Signals:
        cancelled: A `Question` that is not to be asked any more.
        chosen: The row that the user looks at: an `Answer`, or an `Unanswered`.
    """

    cancelled = Signal(object)
    chosen = Signal(object)

    def __init__(self, *, has_long_answers: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

        # === Widgets ===
        self._copy = Button(kind=ButtonKind.QUIET, icon_name="content-copy", icon_tone=Tone.MUTED)
        self._clear = Button(kind=ButtonKind.QUIET, icon_name="broom", icon_tone=Tone.MUTED)
        self.cancel_button = Button(kind=ButtonKind.QUIET, icon_name="close", icon_tone=Tone.MUTED)
        self._none = Label(tone=Tone.MUTED, is_wrapped=True)
        self.model = HistoryModel()
        self.table = _HistoryTable(self.model, has_long_answers)

        # === Layout ===
        for button in (self.cancel_button, self._copy, self._clear):
            self.header.addWidget(button)
        self.body.addWidget(self._none)
        self.body.addWidget(self.table, 1)

        # === Signals ===
        self._copy.clicked.connect(self.table.copy_rows)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated.connect(self._on_table_clicked)
        self._show()

    def keep(self, answer: Answer) -> None:
        """Put an answer first."""
        self.model.add(answer)
        self._show()

    def show_waiting(self, waiting: Sequence[Question], state: WorkerState) -> None:
        """Show which questions wait for their turn; the first of them may be asked right now."""
        is_asked = state is WorkerState.BUSY
        entries = [Unanswered(question, is_asked=is_asked and not place) for place, question in enumerate(waiting)]
        self.model.set_waiting(entries)
        self._show()

    def show_dropped(self, dropped: Dropped) -> None:
        """Show that a question gets no answer."""
        self.model.add(Unanswered(dropped.question, dropped.loss))
        self._show()

    def retranslate(self, hint: str) -> None:
        """Take the words of another language.

        Args:
            hint: How the history is filled.
        """
        self.set_title(self.tr("History"))
        self._copy.setText(self.tr("Copy"))
        self._clear.setText(self.tr("Clear"))
        self.cancel_button.setText(self.tr("Ask no more of these"))
        self.cancel_button.setToolTip(self.tr("Takes back the marked questions that wait, or all of them"))
        self._none.setText(hint)
        self.table.setAccessibleName(self.tr("History"))

    def _show(self) -> None:
        has_rows = self.model.rowCount() > 0
        self.table.setVisible(has_rows)
        self._none.setVisible(not has_rows)
        self._copy.setEnabled(has_rows)
        self._clear.setEnabled(self.model.rowCount() > self.model.num_waiting)
        self.cancel_button.setVisible(self.model.num_waiting > 0)

    def _on_clear_clicked(self) -> None:
        self.model.clear()
        self._show()

    def _on_cancel_clicked(self) -> None:
        marked = {index.row() for index in self.table.selectedIndexes()}
        waiting = range(self.model.num_waiting)
        rows = [row for row in waiting if row in marked] or list(waiting)
        for question in [self.model.entry(row).question for row in rows]:
            self.cancelled.emit(question)

    def _on_table_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.entry(index.row()))


class _HistoryTable(QTableView):
    def __init__(self, model: HistoryModel, has_long_answers: bool) -> None:
        super().__init__()
        self._history = model
        self.setModel(model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(SoftDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        if has_long_answers:
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(2, 110)
        model.modelReset.connect(self._on_model_reset)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give the answers their part of the width."""
        super().resizeEvent(event)
        header = self.horizontalHeader()
        if header.sectionResizeMode(1) != QHeaderView.ResizeMode.Stretch:
            header.resizeSection(1, max(_LEAST_ANSWER, int(_ANSWER_PART * self.viewport().width())))

    def _on_model_reset(self) -> None:
        self.setColumnHidden(2, not self._history.has_probabilities)

    def copy_rows(self) -> None:
        """Copy the chosen rows, or all if none is chosen."""
        rows = sorted({index.row() for index in self.selectedIndexes()}) or list(range(self._history.rowCount()))
        QGuiApplication.clipboard().setText(self._history.copied(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        super().keyPressEvent(event)

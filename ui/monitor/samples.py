"""What the model says now about a few fixed examples."""

from PySide6.QtWidgets import QWidget

from studio.answers import Hits
from studio.errors import InputError
from studio.runs.events import SampleEvent, SampleRow
from studio.tasks import Task
from ui.monitor.written_samples import WrittenSamples
from ui.tables.cells import Cell, Column
from ui.tables.fit_table import FitTable
from ui.text import format_count, format_number, join_texts, studio_text
from ui.theme import Tone
from ui.widgets import Card

# Where there is no answer, no label or nothing tagged.
_NOTHING = "–"


class SamplesCard(Card):
    """A table of examples, right and wrong told by colour and by a sign; or written texts in full lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._event: SampleEvent | None = None
        self._task: Task | None = None
        self._table = FitTable()
        self.written = WrittenSamples()
        self.body.addWidget(self._table)
        self.body.addWidget(self.written)

    def show_samples(self, event: SampleEvent | None, task: Task) -> None:
        """Show what the model says; hidden while it has said nothing, or has nothing to say it about."""
        event = event if event is not None and event.rows else None
        if event is self._event and task == self._task:
            return
        self._event, self._task = event, task
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("What the model says now"))
        self.setVisible(self._event is not None)
        if self._event is None or self._task is None:
            return
        rows = self._event.rows
        count = self.tr("%Ln fixed validation examples", None, len(rows))
        step = self.tr("step {step}").format(step=format_count(self._event.step))
        self.set_aside(f"{count} · {step}")
        self._table.setVisible(not self._task.writes_text)
        self.written.setVisible(self._task.writes_text)
        if self._task.writes_text:
            self.written.show_rows(rows, self._task)
            return
        columns = [
            Column(self.tr("Text")),
            self._expected(),
            Column(self.tr("Prediction"), help=self.tr("What the model says: a tick where it is right.")),
        ]
        found = [cells for row in rows if (cells := _cells(row)) is not None]
        if any(number.text for *_, number in found):
            is_near = any(row.answer.get("kind") == Hits.KIND for row in rows)
            columns.append(self._similarity() if is_near else self._probability())
        self._table.setAccessibleName(self.tr("What the model says now"))
        self._table.set_table(columns, [cells[: len(columns)] for cells in found])

    def _expected(self) -> Column:
        """Return the column of what is right: it is called as the data calls it."""
        task = self._task
        if task is not None and task.fills_masks:
            return Column(self.tr("Hidden word"), help=self.tr("What stands in the text."))
        if task is None or task.makes_vectors or task.target_label is None:
            return Column(self.tr("Belongs to it"), help=self.tr("What the data says."))
        return Column(studio_text(task.target_label), help=self.tr("What the data says."))

    def _probability(self) -> Column:
        sure = self.tr("How sure the model is of its prediction, 0 to 1.")
        return Column(self.tr("Probability"), is_number=True, help=sure)

    def _similarity(self) -> Column:
        near = self.tr(
            "How near the vector of what was found is to that of the text: the cosine of their angle, −1 to 1."
        )
        return Column(self.tr("Similarity"), is_number=True, help=near)


def _cells(row: SampleRow) -> tuple[Cell, ...] | None:
    """Return the cells of a row; `None` for answers that this version does not know."""
    try:
        expected, answer = row.read()
    except InputError:
        return None
    is_right, said = answer.agrees(expected), answer.headline()
    text = "\n".join(row.inputs.values())
    if is_right is None:
        prediction = Cell(said.text or _NOTHING)
    else:
        prediction = Cell(said.text or _NOTHING, *((Tone.GOOD, "check") if is_right else (Tone.BAD, "close")))
    number = Cell("") if said.number is None else Cell(format_number(said.number), sort=said.number)
    right = Cell(expected.headline().text or _NOTHING)
    return (Cell(join_texts(row.inputs.values()), help=text), right, prediction, number)

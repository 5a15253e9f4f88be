"""How far the texts are that a model writes for an evaluation."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.jobs import Progress
from studio.runs.events import WritingEvent
from ui.widgets.progress_line import ProgressLine


class WritingProgress(ProgressLine):
    """A bar while a model writes, and a button that leaves out the rest. Hidden while it writes nothing.

    Signals:
        skipped: The texts of an evaluation are to be left out; the number of its `WritingEvent`.
    """

    skipped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._writing: WritingEvent | None = None
        self._skipped: tuple[int, str, int] | None = None
        self.cancelled.connect(self._on_cancelled)
        self.retranslate()
        self.hide()

    def show_writing(self, writing: WritingEvent | None) -> None:
        """Show how far it is; `None` hides it."""
        self._writing = writing
        self.setVisible(writing is not None)
        if writing is None:
            self._skipped = None
            return
        self.set_progress(Progress("Writing texts for the evaluation", int(writing.num_written), writing.num_texts))
        self._show_button()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._button.setToolTip(
            self.tr(
                "Leave out the rest of the texts of this evaluation. What is measured of them is missing there; the "
                "loss stands, and the run goes on."
            )
        )
        self._show_button()
        if self._writing is not None:
            self.show_writing(self._writing)

    def _show_button(self) -> None:
        is_skipped = self._writing is not None and self._skipped == _key(self._writing)
        self._button.setEnabled(not is_skipped)
        self._button.setText(self.tr("Skipping…") if is_skipped else self.tr("Skip"))

    def _on_cancelled(self) -> None:
        if self._writing is not None:
            self._skipped = _key(self._writing)
            self._show_button()
            self.skipped.emit(self._writing.number)


def _key(writing: WritingEvent) -> tuple[int, str, int]:
    return writing.step, writing.split, writing.number

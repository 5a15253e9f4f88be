"""Taking up a run that ended early; where others are at work, only after a question."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from studio.runs import RunFolder, RunSummary
from ui.runs.beside_card import BesideCard
from ui.session import Session


class ResumeCard(BesideCard):
    """Asks whether to take up a run beside those at work. Hidden until asked.

    Args:
        session: What the pages share.

    Signals:
        resumed: The run is to be taken up; carries its `RunFolder`.
    """

    resumed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: RunFolder | None = None
        self.confirmed.connect(lambda: self.resumed.emit(self._run))
        self.queued.connect(self._on_queued)
        self.looked.connect(self._on_looked)

    def offer(self, run: RunFolder) -> None:
        """Take a run up, at once if no other is at work."""
        self._run = run
        others = self._others()
        if others:
            self.ask(others, None)
        else:
            self.hide()
            self.resumed.emit(run)

    def update_others(self) -> None:
        """Show how far the others are; with none at work any more there is nothing to ask."""
        self.update_runs(self._others())

    def _others(self) -> tuple[RunSummary, ...]:
        return tuple(run for run in self._session.runs_at_work() if self._run is None or run.id != self._run.id)

    def _on_looked(self) -> None:
        self.hide()
        self._session.show_at_work(self._others())

    def _on_queued(self) -> None:
        if self._run is not None and not self._session.queue.holds(self._run.id):
            self._session.queue.add(self._run)
        self._session.show_page("runs")

"""A choice among the runs that have a model."""

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from studio.errors import StudioError
from studio.runs import RunFolder, RunSummary
from ui.session import Session, SessionChange
from ui.tips import plain_tip
from ui.words.run_words import state_word

_LEAST_WIDTH, _MOST_WIDTH = 300, 560


class RunPicker(QComboBox):
    """Offers the runs that have a model, the newest first; shows the session's run if it is one of them.

    Args:
        session: What the pages share.

    Signals:
        run_changed: Another `RunFolder` is looked at; `None` if no run has a model.
    """

    run_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: RunFolder | None = None
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._on_self_activated)
        self.currentIndexChanged.connect(self.updateGeometry)

    @property
    def run(self) -> RunFolder | None:
        """The run that is looked at."""
        return self._run

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size that shows the run in full, within limits."""
        hint, advance = super().sizeHint(), self.fontMetrics().horizontalAdvance
        longest = max((advance(self.itemText(index)) for index in range(self.count())), default=0)
        wanted = hint.width() - longest + advance(self.currentText())
        return QSize(min(max(wanted, _LEAST_WIDTH), _MOST_WIDTH), hint.height())

    def on_session_changed(self, change: SessionChange) -> None:
        """Follow the session's runs."""
        if change & (SessionChange.RUN | SessionChange.RUNS):
            self.refresh()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.setAccessibleName(self.tr("Run"))
        self.setToolTip(self.tr("The run whose best model is used"))
        self.refresh()

    def refresh(self) -> None:
        """Look which runs have a model now."""
        summaries = [entry for entry in self._session.runs if self._has_model(entry)]
        entries = [(self._text(entry), entry.id) for entry in summaries]
        if entries != [(self.itemText(index), self.itemData(index)) for index in range(self.count())]:
            self.clear()
            for (text, run_id), summary in zip(entries, summaries, strict=True):
                self.addItem(text, run_id)
                details = f"{summary.preset} · {state_word(summary.state)}"
                self.setItemData(self.count() - 1, plain_tip(details), Qt.ItemDataRole.ToolTipRole)
        self.setVisible(bool(entries))
        wanted = self._session.run.id if self._session.run is not None else ""
        held = self._run.id if self._run is not None else ""
        index = next((self.findData(run_id) for run_id in (wanted, held) if self.findData(run_id) >= 0), 0)
        if entries:
            self.setCurrentIndex(index)
        self._take(self.currentData() if entries else None)

    def _take(self, run_id: str | None) -> None:
        if run_id == (None if self._run is None else self._run.id):
            return
        try:
            self._run = None if run_id is None else self._session.workspace.run(run_id)
        except StudioError:
            # It was deleted a moment ago; the next list of runs comes without it.
            self._run = None
        self.run_changed.emit(self._run)

    def _has_model(self, summary: RunSummary) -> bool:
        return summary.error is None and (self._session.workspace.runs_path / summary.id / "model").is_dir()

    @staticmethod
    def _text(summary: RunSummary) -> str:
        """Return the name and the time, which tells runs of one name apart."""
        moment = QDateTime.fromSecsSinceEpoch(int(summary.created))
        return f"{summary.name} · {QLocale().toString(moment, QLocale.FormatType.ShortFormat)}"

    def _on_self_activated(self) -> None:
        self._take(self.currentData())
        if self._run is not None:
            self._session.choose_run(self._run)

"""A line above the page that tells how a run ended, on whatever page one is."""

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.errors import StudioError
from studio.runs import RunState, RunSummary
from ui import theme
from ui.runs.rows import metric_title
from ui.session import Session, SessionChange
from ui.text import format_duration, format_number
from ui.theme import Tone
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.sign_button import SignButton
from ui.words.run_words import state_tone

_SIGNS = {
    RunState.FINISHED: "check-circle-outline",
    RunState.STOPPED: "pause-circle-outline",
    RunState.FAILED: "alert-circle-outline",
    RunState.CRASHED: "alert-circle-outline",
}


class RunNotice(QWidget):
    """Appears when a run that was at work has come to its end, unless its page is the one that is shown.

    A run at work whose folder is no longer there has come to its end as well.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self._session = session
        self._at_work: dict[str, RunSummary] = {}
        self._ended: list[RunSummary] = []
        self._gone: set[str] = set()

        # === Widgets ===
        self._words = IconLabel()
        self._show = Button()
        self._close = SignButton("close")

        # === Layout ===
        card = Card()
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._show)
        line.addWidget(self._close)
        card.body.addLayout(line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, 0)
        layout.addWidget(card)
        self.hide()

        # === Signals ===
        self._show.clicked.connect(self._on_show_clicked)
        self._close.clicked.connect(partial(self._forget, None))
        session.changed.connect(self._on_session_changed)
        self.retranslate()

    def text(self) -> str:
        """Return what it says; empty while it is hidden."""
        return self._words.text() if self._ended else ""

    def retranslate(self) -> None:
        """Take the words of another language."""
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_session_changed(self, change: SessionChange) -> None:
        if change & SessionChange.RUNS:
            self._look()
        if change & (SessionChange.RUN | SessionChange.PAGE):
            self._forget_shown()

    def _look(self) -> None:
        runs = self._session.runs
        known = {run.id: run for run in runs}
        gone = [run for run in self._ended if run.id in self._gone and run.id not in known]
        gone += [run for run in self._at_work.values() if run.id not in known]
        self._gone = {run.id for run in gone}
        self._ended = [known[run.id] for run in self._ended if run.id in known and known[run.id].state.is_over]
        self._ended += [run for run in runs if run.id in self._at_work and run.state.is_over]
        self._ended += gone
        self._at_work = {run.id: run for run in runs if run.state.is_active}
        self._forget_shown()
        self._tell()

    def _forget_shown(self) -> None:
        """Say nothing of the run whose page is shown: it tells for itself."""
        run = self._session.run
        if self._session.page == "monitor" and run is not None and run.id not in self._gone:
            self._forget(run.id)

    def _forget(self, run_id: str | None) -> None:
        self._ended = [run for run in self._ended if run_id is not None and run.id != run_id]
        self._tell()

    def _tell(self) -> None:
        self.setVisible(bool(self._ended))
        if not self._ended:
            return
        if len(self._ended) > 1:
            text = self.tr("%Ln runs have ended.", None, len(self._ended))
            self._words.set_content("check-all", text, Tone.TEXT)
            self._show.setText(self.tr("Show the runs"))
            return
        run = self._ended[0]
        if run.id in self._gone:
            template = self.tr("The folder of “{name}” was deleted or renamed: the run has stopped.")
            self._words.set_content("folder-alert-outline", template.format(name=run.name), Tone.BAD)
            self._show.setText(self.tr("Show the runs"))
            return
        self._words.set_content(_SIGNS[run.state], self._one(run), state_tone(run.state))
        self._show.setText(self.tr("Show the run"))

    def _one(self, run: RunSummary) -> str:
        texts = {
            RunState.FINISHED: self.tr("“{name}” is finished after {time}."),
            RunState.STOPPED: self.tr("“{name}” was stopped after {time}. It can be resumed."),
            RunState.FAILED: self.tr("“{name}” failed after {time}. Its page says why."),
            RunState.CRASHED: self.tr("“{name}” crashed after {time}. Its page says what was kept."),
        }
        text = texts[run.state].format(name=run.name, time=format_duration(run.seconds))
        return f"{text} {self._metric(run)}".rstrip()

    def _metric(self, run: RunSummary) -> str:
        """Return the metric that tells most of a finished run; empty where there is none."""
        task = run.known_task
        if run.state is not RunState.FINISHED or task is None:
            return ""
        for split in ("test", "validation"):
            metrics = run.metrics.get(split, {})
            info = task.metric(task.measured(metrics).key_metrics[0])
            value = metrics.get(info.name)
            if value is not None:
                words = self.tr("{metric}: {value}.")
                return words.format(metric=metric_title(split, info), value=format_number(value))
        return ""

    def _on_show_clicked(self) -> None:
        ended, self._ended = self._ended, []
        self._tell()
        if len(ended) != 1 or ended[0].id in self._gone:
            self._session.show_page("runs")
            return
        try:
            self._session.choose_run(self._session.workspace.run(ended[0].id))
        except StudioError:
            self._session.refresh_runs()
            return
        self._session.show_page("monitor")

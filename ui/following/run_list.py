"""All runs of the workspace: listed in a thread, those at work followed."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from studio.errors import StudioError
from studio.runs import RunFolder, RunSummary, Workspace
from studio.runs.live import LiveRun
from ui.following.live_runs import LiveRuns
from ui.jobs import ThreadJob


class RunList(QObject):
    """Lists the runs, and knows where those at work stand right now.

    Args:
        workspace: Where the runs are.

    Attributes:
        runs: All runs, the newest first.
        live: Where the runs at work stand right now, by id; `shown` puts both together.
        was_listed: Whether the runs were listed yet.

    Signals:
        listed: The runs were listed; carries whether that brought news.
        renamed: A run is called something else.
        live_changed: The runs at work stand elsewhere.
    """

    listed = Signal(bool)
    renamed = Signal()
    live_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self.runs: tuple[RunSummary, ...] = ()
        self.live: dict[str, LiveRun] = {}
        self.was_listed = False
        self._workspace = workspace
        self._expected: set[str] = set()
        self._job: ThreadJob | None = None
        self._live_runs = LiveRuns(workspace, self)

        # === Signals ===
        self._live_runs.updated.connect(self._on_live_runs_updated)
        self._live_runs.list_due.connect(self.refresh)

    def begin(self) -> None:
        """List the runs, and notice from now on what a terminal does to them."""
        self._live_runs.begin()
        self.refresh()

    def close(self) -> None:
        """End what is at work."""
        self._live_runs.close()
        self._end_job()

    def refresh(self) -> None:
        """List the runs anew, in a thread, unless that is being done."""
        if self._job is None:
            self._job = ThreadJob(lambda _report, _is_cancelled: tuple(self._workspace.runs()))
            self._job.finished.connect(self._on_job_finished)
            self._job.failed.connect(self._on_job_failed)
            self._job.start()

    def is_refreshing(self) -> bool:
        """Whether the runs are being listed."""
        return self._job is not None

    def rename(self, run: RunFolder, name: str) -> None:
        """Call a run something else; an empty name goes back to that of its start.

        Raises:
            InputError: if the name is too long, or the folder cannot be written to.
        """
        shown = run.rename(name)
        self.runs = tuple(replace(entry, name=shown) if entry.id == run.id else entry for entry in self.runs)
        self.renamed.emit()
        # A list that is being made may have read the old name.
        self._end_job()
        self.refresh()

    def shown(self) -> tuple[RunSummary, ...]:
        """Return all runs, the newest first; those at work as they stand right now."""
        return tuple(self.live[run.id].update(run) if run.id in self.live else run for run in self.runs)

    def at_work(self) -> tuple[RunSummary, ...]:
        """Return the runs that share this computer now, the one that began first first."""
        return tuple(run for run in reversed(self.shown()) if run.state.is_active and run.error is None)

    def is_idle(self) -> bool:
        """Whether no run is at work."""
        return not any(run.state.is_active for run in self.runs)

    def expect(self, name: str) -> None:
        """Take a name for a run that was made just now and is not listed yet."""
        self._expected.add(name)

    def free_name(self, name: str) -> str:
        """Return a name that no run has: this one, or with a number behind it."""
        taken = self._expected | {run.name for run in self.runs}
        numbered = (f"{name} {number}" for number in itertools.count(2))
        return name if name not in taken else next(found for found in numbered if found not in taken)

    def best_to_look_at(self) -> RunSummary | None:
        """Return the run that is shown where none was chosen: one at work, else the newest that can be opened."""
        known = [run for run in self.runs if run.error is None]
        return next((run for run in known if run.state.is_active), known[0] if known else None)

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_job_finished(self, runs: tuple[RunSummary, ...]) -> None:
        self._job = None
        at_work = {run.id for run in runs if run.state.is_active}
        self._live_runs.watch(at_work)
        self.live = {run_id: run for run_id, run in self.live.items() if run_id in at_work}
        is_news = _news(runs) != _news(self.runs) or not self.was_listed
        self.runs, self.was_listed = runs, True
        self._expected -= {run.name for run in runs}
        self.listed.emit(is_news)

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        raise error

    def _on_live_runs_updated(self, found: Mapping[str, LiveRun]) -> None:
        at_work = {run_id: run for run_id, run in found.items() if run.status.state.is_active}
        if at_work != self.live:
            self.live = at_work
            self.live_changed.emit()
        if len(at_work) < len(found):
            self.refresh()


def _news(runs: tuple[RunSummary, ...]) -> list[object]:
    """Return what of a list is news: how far the runs at work are is told apart from it."""
    return [(run.id, run.name, run.state) if run.state.is_active else run for run in runs]

"""What the pages share: the workspace, the draft of the next run, its data's profile, and the run that is looked at.

The session is the one writer of all of it. Pages ask it to change something and hear of it, like all others, through
its one signal.
"""

import enum
import itertools
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.columns import names_of
from studio.errors import InputError, StudioError
from studio.jobs import Progress
from studio.runs import RunFolder, RunState, RunStatus, RunSummary, SpareWorker, Workspace
from studio.runs import start as start_worker
from studio.runs.live import LiveRun
from studio.spec import BackboneSpec, DataSpec, FitSpec
from ui.backbone_choice import use_preset
from ui.draft import DEFAULT_TASK, Draft
from ui.following.live_runs import LiveRuns
from ui.jobs import IsCancelled, Report, ThreadJob
from ui.look import Look
from ui.reading.text_language import TextLanguage

if TYPE_CHECKING:
    from studio.data import Profile
    from ui.reading.data_reading import TokenLengths

_LOOK_MS = 500
_WRITE_DRAFT_MS = 400
_SPARE_LOG = "spare.log"


class SessionChange(enum.Flag):
    """What changed; several may change at once."""

    TASK = enum.auto()
    NAME = enum.auto()
    BACKBONE = enum.auto()
    DATA = enum.auto()
    FIT = enum.auto()
    SETTINGS = enum.auto()
    DESIGN = enum.auto()
    PROFILE = enum.auto()
    TOKENS = enum.auto()
    LANGUAGE = enum.auto()
    RUN = enum.auto()
    RUN_STATUS = enum.auto()
    RUNS = enum.auto()
    LIVE = enum.auto()
    PAGE = enum.auto()
    DRAFT = TASK | NAME | BACKBONE | DATA | FIT | SETTINGS
    ALL = DRAFT | DESIGN | PROFILE | TOKENS | LANGUAGE | RUN | RUN_STATUS | RUNS | LIVE | PAGE


_PARTS = {
    "task": SessionChange.TASK,
    "name": SessionChange.NAME,
    "backbone": SessionChange.BACKBONE,
    "data": SessionChange.DATA,
    "fit": SessionChange.FIT,
    "settings": SessionChange.SETTINGS,
    "design": SessionChange.DESIGN,
}


class Session(QObject):
    """The shared state of the window.

    Args:
        workspace: Where runs are kept.
        draft: What the next run starts out from.
        look: Language and theme; only the page Settings needs it.

    Attributes:
        draft: The next run's parts; replaced whole, never changed.
        form_problem: Why what stands in the form cannot be used; empty if it can.
        profile: What the data is like; `None` until it is read.
        profile_error: Why the data cannot be read; `None` if it can.
        profile_progress: How far reading it is; `None` when nothing is read.
        text_language: What the texts are written in.
        token_lengths: How long a sample of the texts is in the backbone's tokens; `None` where it cannot be known.
        run, run_status: The run that Monitor, Playground and Export look at.
        runs: All runs of the workspace, the newest first.
        expected_s: About how long the runs that were started here take in all, by id, as it was forecast.
        live: Where the runs at work stand right now, by id; `shown_runs` puts both together.
        page: The name of the page that is shown.

    Signals:
        changed: Carries a `SessionChange`.
    """

    changed = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        draft: Draft | None = None,
        look: Look | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)

        # === State ===
        self.look = look
        self.workspace = workspace
        self.draft = draft or Draft()
        self.form_problem = ""
        self.profile: Profile | None = None
        self.profile_error: StudioError | None = None
        self.profile_progress: Progress | None = None
        self.token_lengths: TokenLengths | None = None
        self.text_language = TextLanguage(self)
        self.run: RunFolder | None = None
        self.run_status: RunStatus | None = None
        self.runs: tuple[RunSummary, ...] = ()
        self.live: dict[str, LiveRun] = {}
        self.expected_s: dict[str, float] = {}
        self.page = ""
        self._profile_job: ThreadJob | None = None
        self._tokens_job: ThreadJob | None = None
        self._tidy_job: ThreadJob | None = None
        self._runs_job: ThreadJob | None = None
        self._spare: SpareWorker | None = None
        self._keeps_spare = False
        self._was_listed = False
        self._taken_names: set[str] = set()
        self._live_runs = LiveRuns(workspace, self)
        self._live_runs.updated.connect(self._on_live_runs_updated)
        self._live_runs.list_due.connect(self.refresh_runs)

        # === Signals ===
        self.text_language.changed.connect(lambda: self.changed.emit(SessionChange.LANGUAGE))

        # === Timers ===
        self._look_timer = QTimer(self, interval=_LOOK_MS)
        self._look_timer.timeout.connect(self._on_look_timer_timeout)
        self._draft_timer = QTimer(self, interval=_WRITE_DRAFT_MS, singleShot=True)
        self._draft_timer.timeout.connect(self._on_draft_timer_timeout)

    def begin(self) -> None:
        """Start all that needs time: list the runs, look at the current one, read the data's profile."""
        self._look_timer.start()
        self._live_runs.begin()
        self.refresh_runs()
        self._read_profile()

    def close(self) -> None:
        """Keep the draft and end what is still at work. Runs go on."""
        self._look_timer.stop()
        self._live_runs.close()
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._on_draft_timer_timeout()
        for job in (self._profile_job, self._tokens_job, self._runs_job, self._tidy_job):
            if job is not None:
                job.cancel()
        self.text_language.end()
        if self._spare is not None:
            self._spare.close()

    # === Draft ===

    def set_task(self, task: str) -> None:
        """Choose what the model learns; settings that the task does not have fall away."""
        self.set_draft(self.draft.for_task(task))

    def set_name(self, name: str) -> None:
        """Name the next run; an empty name takes the data's."""
        self.set_draft(replace(self.draft, name=name))

    def next_name(self) -> str:
        """Return what the next run will be called: as the user says, else by its data, with a number if that is taken.

        A name that was given by hand is that of one run: once it has started, the next one is named by its data again.
        """
        name = self.draft.shown_name()
        if self.draft.name or not name:
            return name
        taken = self._taken_names | {run.name for run in self.runs}
        numbered = (f"{name} {number}" for number in itertools.count(2))
        return name if name not in taken else next(found for found in numbered if found not in taken)

    def set_backbone(self, backbone: BackboneSpec) -> None:
        """Choose the backbone and what of it is trained."""
        self.set_draft(replace(self.draft, backbone=backbone))

    def set_design(self, design: ArchitectureSpec) -> None:
        """Keep the backbone from scratch that is being designed; using it is another step."""
        self.set_draft(replace(self.draft, design=design))

    def set_data(self, data: DataSpec | None) -> None:
        """Choose the data; its profile is read anew where that makes a difference."""
        self.set_draft(replace(self.draft, data=data))

    def set_fit(self, fit: FitSpec) -> None:
        """Choose how the model is trained."""
        self.set_draft(replace(self.draft, fit=fit))

    def set_draft(self, draft: Draft) -> None:
        """Change any parts of the draft at once; only what differs is told."""
        before = self.draft
        if draft == before:
            return
        self.draft = draft
        self._draft_timer.start()
        changes = (part for name, part in _PARTS.items() if getattr(draft, name) != getattr(before, name))
        self.changed.emit(reduce(or_, changes))
        if _profiled(draft) != _profiled(before):
            self._read_profile()
        elif draft.backbone.preset != before.backbone.preset:
            self._count_tokens()

    def set_form_problem(self, problem: str) -> None:
        """Tell why what stands in the form cannot be used; empty if it can."""
        if problem != self.form_problem:
            self.form_problem = problem
            self.changed.emit(SessionChange.FIT)

    def reread_data(self) -> None:
        """Read the data's profile once more, because the file changed or could not be read."""
        self._read_profile()

    def cancel_profile(self) -> None:
        """End reading the data's profile; the data cannot be used before it is read again."""
        if self._profile_job is None or self.draft.data is None:
            return
        self._profile_job.cancel()
        self._profile_job = None
        self._on_profile_failed(InputError("Reading {file} was cancelled.", file=self.draft.data.train))

    def _on_draft_timer_timeout(self) -> None:
        self.draft.write(self.workspace.path)

    # === Profile ===

    def _read_profile(self) -> None:
        if self._profile_job is not None:
            self._profile_job.cancel()
            self._profile_job = None
        self.profile, self.profile_error, self.profile_progress = None, None, None
        self._count_tokens()
        self.text_language.read(None, self.draft.task)
        draft, data = self.draft, self.draft.data
        if data is not None:
            self.profile_progress = Progress("Reading the data")
            self._profile_job = ThreadJob(lambda report, is_over: _profile(draft, data, report, is_over))
            self._profile_job.progressed.connect(self._on_profile_progressed)
            self._profile_job.finished.connect(self._on_profile_finished)
            self._profile_job.failed.connect(self._on_profile_failed)
            self._profile_job.start()
        self.changed.emit(SessionChange.PROFILE)

    def _on_profile_progressed(self, progress: Progress) -> None:
        self.profile_progress = progress
        self.changed.emit(SessionChange.PROFILE)

    def _on_profile_finished(self, profile: "Profile") -> None:
        self.profile, self.profile_progress = profile, None
        self.changed.emit(SessionChange.PROFILE)
        self.text_language.read(self.draft.data, self.draft.task)
        self._count_tokens()

    def _on_profile_failed(self, error: StudioError) -> None:
        self.profile_error, self.profile_progress = error, None
        self.changed.emit(SessionChange.PROFILE)

    def _count_tokens(self) -> None:
        if self._tokens_job is not None:
            self._tokens_job.cancel()
            self._tokens_job = None
        self._show_token_lengths(None)
        data, draft = self.draft.data, self.draft
        if data is not None and self.profile is not None:
            self._tokens_job = ThreadJob(lambda report, is_over: _token_lengths(draft, data, report, is_over))
            self._tokens_job.finished.connect(self._show_token_lengths)
            # A file that changed is told with its profile, a preset that is gone as a step that is missing.
            self._tokens_job.failed.connect(lambda _error: None)
            self._tokens_job.start()

    def _show_token_lengths(self, lengths: "TokenLengths | None") -> None:
        if lengths != self.token_lengths:
            self.token_lengths = lengths
            self.changed.emit(SessionChange.TOKENS)

    # === Runs ===

    def start_run(self) -> RunFolder:
        """Start the run of the draft, look at it and go to its page.

        Raises:
            StudioError: if the draft is not sound or the workspace cannot be written to.
        """
        name = self.next_name()
        run = self.workspace.create_run(replace(self.draft, name=name).spec())
        self._taken_names.add(name)
        self.set_name("")
        self._start(run)
        return run

    def resume_run(self, run: RunFolder) -> None:
        """Take up a run that ended early, look at it and go to its page.

        Raises:
            StateError: if the run is at work or finished.
        """
        self._start(run)

    def choose_run(self, run: RunFolder | None) -> None:
        """Look at another run.

        Raises:
            InputError: if it is of a task, or has settings, that this version does not know.
        """
        if run is not None and self.run is not None and run.path == self.run.path:
            return
        if run is not None:
            run.check()
        self.run = run
        self.run_status = None if run is None else run.status()
        self.changed.emit(SessionChange.RUN | SessionChange.RUN_STATUS)

    def rename_run(self, run: RunFolder, name: str) -> None:
        """Call a run something else; an empty name goes back to that of its start.

        Raises:
            InputError: if the name is too long, or the folder cannot be written to.
        """
        shown = run.rename(name)
        self._taken_names.discard(shown)
        self.runs = tuple(replace(entry, name=shown) if entry.id == run.id else entry for entry in self.runs)
        self.changed.emit(SessionChange.RUNS)
        if self._runs_job is not None:
            # It may have read the old name.
            self._runs_job.cancel()
            self._runs_job = None
        self.refresh_runs()

    def shown_runs(self) -> tuple[RunSummary, ...]:
        """Return all runs, the newest first; those at work as they stand right now."""
        return tuple(self.live[run.id].update(run) if run.id in self.live else run for run in self.runs)

    def show_at_work(self, runs: tuple[RunSummary, ...]) -> None:
        """Go to where runs at work are shown: a single one on the page Monitor, several on the page of all runs."""
        if len(runs) == 1:
            self.choose_run(self.workspace.run(runs[0].id))
            self.show_page("monitor")
        else:
            self.show_page("runs")

    def runs_at_work(self) -> tuple[RunSummary, ...]:
        """Return the runs that share this computer now, the one that began first first."""
        return tuple(run for run in reversed(self.shown_runs()) if run.state.is_active and run.error is None)

    def use_as_backbone(self, run: RunFolder) -> None:
        """Take the model of a run that learned a language as the backbone of the next run, and show it."""
        draft = use_preset(self.draft, str(run.model_path))
        # Whoever has such a backbone wants to use it; learning the language further is one click away.
        self.set_draft(draft.for_task(DEFAULT_TASK) if draft.task == run.spec().task else draft)
        self.show_page("backbone")

    def refresh_runs(self) -> None:
        """List the runs anew, in a thread."""
        if self._runs_job is None:
            self._runs_job = ThreadJob(lambda report, is_over: tuple(self.workspace.runs()))
            self._runs_job.finished.connect(self._on_runs_finished)
            self._runs_job.failed.connect(self._on_runs_failed)
            self._runs_job.start()

    def keep_spare_worker(self) -> None:
        """Keep a worker that waits whenever no run is at work, so that the next start takes no time."""
        self._keeps_spare = True
        self._prepare_spare()

    def tidy_workspace(self) -> None:
        """Take away, in a thread, what is of no use any more: old entries of the cache, what killed processes left."""

        def tidy(report: Report, is_cancelled: IsCancelled) -> None:
            from studio import leftovers

            leftovers.tidy(self.workspace)

        # What cannot be taken away now stays for the next time.
        self._tidy_job = ThreadJob(tidy)
        self._tidy_job.failed.connect(lambda _error: None)
        self._tidy_job.start()

    def _prepare_spare(self) -> None:
        is_idle = not any(run.state.is_active for run in self.runs)
        if self._keeps_spare and self._spare is None and is_idle:
            self._spare = SpareWorker(self.workspace.cache_path / _SPARE_LOG)

    def _start(self, run: RunFolder) -> None:
        start_worker(run, self._spare)
        self._spare = None
        self.choose_run(run)
        self.refresh_status()
        self.refresh_runs()
        self.show_page("monitor")

    def refresh_status(self) -> None:
        """Look now how the chosen run stands."""
        status = None if self.run is None else self.run.status()
        before, self.run_status = self.run_status, status
        if _shown(status) != _shown(before):
            self.changed.emit(SessionChange.RUN_STATUS)
        if status is not None and (before is None or status.state is not before.state):
            self.refresh_runs()

    def _on_look_timer_timeout(self) -> None:
        if self.run is not None and not self.run.path.is_dir():
            self.choose_run(None)
            self.refresh_runs()
            return
        self.refresh_status()

    def _on_runs_finished(self, runs: tuple[RunSummary, ...]) -> None:
        self._runs_job = None
        at_work = {run.id for run in runs if run.state.is_active}
        self._live_runs.watch(at_work)
        self.live = {run_id: run for run_id, run in self.live.items() if run_id in at_work}
        is_news = _listed(runs) != _listed(self.runs) or not self._was_listed
        self.runs, self._was_listed = runs, True
        if is_news:
            self.changed.emit(SessionChange.RUNS)
        self._prepare_spare()
        if self.run is None and runs:
            known = [run for run in runs if run.error is None]
            chosen = next((run for run in known if run.state.is_active), known[0] if known else None)
            if chosen is not None:
                self.choose_run(self.workspace.run(chosen.id))

    def _on_live_runs_updated(self, found: Mapping[str, LiveRun]) -> None:
        at_work = {run_id: run for run_id, run in found.items() if run.status.state.is_active}
        if at_work != self.live:
            self.live = at_work
            self.changed.emit(SessionChange.LIVE)
        if len(at_work) < len(found):
            self.refresh_runs()

    def _on_runs_failed(self, error: StudioError) -> None:
        self._runs_job = None
        raise error

    # === Pages ===

    def show_page(self, name: str) -> None:
        """Go to another page."""
        if name != self.page:
            self.page = name
            self.changed.emit(SessionChange.PAGE)


def _profile(draft: Draft, data: DataSpec, report: Report, is_cancelled: IsCancelled) -> "Profile":
    # DuckDB takes a while to load: that happens here, in the thread.
    from studio.data import RowRules, guess_columns, open_part, read_profile

    source = open_part(data)
    chosen = tasks.get(draft.task)
    columns = data.columns or guess_columns(source, chosen)
    rules = RowRules.of(data)
    return read_profile(
        source, chosen, columns, rules=rules, settings=draft.settings, on_progress=report, is_cancelled=is_cancelled
    )


def _token_lengths(draft: Draft, data: DataSpec, report: Report, is_cancelled: IsCancelled) -> "TokenLengths | None":
    from studio.data import guess_columns, input_columns, open_part
    from ui.reading.data_reading import count_tokens

    if draft.backbone.preset is None:
        # The tokenizer of a backbone from scratch is learned when the run starts.
        return None
    source = open_part(data)
    task = tasks.get(draft.task)
    inputs = input_columns(task, data.columns or guess_columns(source, task))
    return count_tokens(source, inputs, draft.backbone.preset, report, is_cancelled) if inputs else None


def _profiled(draft: Draft) -> tuple[object, ...] | None:
    """Return what the profile depends on."""
    data = draft.data
    if data is None:
        return None
    rules = (data.missing_rows, tuple(data.missing_labels), data.annotator_answers, data.faulty_rows)
    columns = tuple(sorted((role, names_of(data.columns, role)) for role in data.columns))
    return draft.task, data.train, columns, data.reading, rules, draft.settings


def _shown(status: RunStatus | None) -> tuple[RunState, int, int] | None:
    return None if status is None else (status.state, status.step, status.num_steps)


def _listed(runs: tuple[RunSummary, ...]) -> list[object]:
    """Return what of a list is news: how far the runs at work are is told apart from it."""
    return [(run.id, run.name, run.state) if run.state.is_active else run for run in runs]

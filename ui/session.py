"""What the pages share: the workspace, the draft of the next run, its data's profile, and the run that is looked at.

The session is the one writer of all of it. Pages ask it to change something and hear of it, like all others, through
its one signal.
"""

import enum
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio.architecture import ArchitectureSpec
from studio.columns import names_of
from studio.errors import StudioError
from studio.jobs import Progress
from studio.queue import QueueNote
from studio.runs import RunFolder, RunState, RunStatus, RunSummary, Workspace
from studio.runs import start as start_worker
from studio.runs.folder import MOST_NAME_LETTERS
from studio.runs.live import LiveRun
from studio.series import SeriesKind, start_series
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec
from studio.tasks import Task
from ui.backbone_choice import use_preset
from ui.draft import DEFAULT_TASK, Draft
from ui.following.queue_follower import QueueFollower
from ui.following.run_list import RunList
from ui.look import Look
from ui.reading.profile_reader import ProfileReader
from ui.reading.text_language import TextLanguage
from ui.upkeep import Upkeep

if TYPE_CHECKING:
    from studio.data import Profile
    from ui.reading.data_reading import TokenLengths

_LOOK_MS = 500
_WRITE_DRAFT_MS = 400
# There is room for a number behind it.
_MOST_REPEATED_LETTERS = MOST_NAME_LETTERS - 8


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
    QUEUE = enum.auto()
    PAGE = enum.auto()
    DRAFT = TASK | NAME | BACKBONE | DATA | FIT | SETTINGS
    ALL = DRAFT | DESIGN | PROFILE | TOKENS | LANGUAGE | RUN | RUN_STATUS | RUNS | LIVE | QUEUE | PAGE


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
        text_language: What the texts are written in.
        queue: The runs that wait.
        run, run_status: The run that Monitor, Playground and Export look at.
        expected_s: About how long the runs that were started here take in all, by id, as it was forecast.
        page: The name of the page that is shown.

    Signals:
        changed: Carries a `SessionChange`.
        resume_offered: A run is to be taken up on its page; carries its `RunFolder`.
    """

    changed = Signal(object)
    resume_offered = Signal(object)

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
        self.text_language = TextLanguage(self)
        self.run: RunFolder | None = None
        self.run_status: RunStatus | None = None
        self.expected_s: dict[str, float] = {}
        self.page = ""
        self._profile_reader = ProfileReader(self)
        self._run_list = RunList(workspace, self)
        self._upkeep = Upkeep(workspace)
        self.queue = QueueFollower(workspace, self)

        # === Signals ===
        self.queue.changed.connect(lambda: self.changed.emit(SessionChange.QUEUE))
        self.queue.noted.connect(self._on_queue_noted)
        self.text_language.changed.connect(lambda: self.changed.emit(SessionChange.LANGUAGE))
        self._profile_reader.changed.connect(lambda: self.changed.emit(SessionChange.PROFILE))
        self._profile_reader.tokens_changed.connect(lambda: self.changed.emit(SessionChange.TOKENS))
        self._profile_reader.read.connect(self._on_profile_reader_read)
        self._run_list.renamed.connect(lambda: self.changed.emit(SessionChange.RUNS))
        self._run_list.live_changed.connect(lambda: self.changed.emit(SessionChange.LIVE))
        self._run_list.listed.connect(self._on_run_list_listed)

        # === Timers ===
        self._look_timer = QTimer(self, interval=_LOOK_MS)
        self._look_timer.timeout.connect(self._on_look_timer_timeout)
        self._draft_timer = QTimer(self, interval=_WRITE_DRAFT_MS, singleShot=True)
        self._draft_timer.timeout.connect(self._on_draft_timer_timeout)

    def begin(self) -> None:
        """Start all that needs time: list the runs, look at the current one, read the data's profile."""
        self._look_timer.start()
        self._run_list.begin()
        self.queue.begin()
        self._read_profile()

    def close(self) -> None:
        """Keep the draft and end what is still at work. Runs go on."""
        self._look_timer.stop()
        self._run_list.close()
        self.queue.close()
        if self._draft_timer.isActive():
            self._draft_timer.stop()
            self._on_draft_timer_timeout()
        self._profile_reader.end()
        self.text_language.end()
        self._upkeep.close()

    # === Draft ===

    def set_task(self, task: Task) -> None:
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
        return name if self.draft.name or not name else self._run_list.free_name(name)

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
        self._profile_reader.cancel()

    def _on_draft_timer_timeout(self) -> None:
        self.draft.write(self.workspace.path)

    # === Profile ===

    @property
    def profile(self) -> "Profile | None":
        """What the data is like; `None` until it is read."""
        return self._profile_reader.profile

    @property
    def profile_error(self) -> StudioError | None:
        """Why the data cannot be read; `None` if it can."""
        return self._profile_reader.error

    @property
    def profile_progress(self) -> Progress | None:
        """How far reading the data is; `None` when nothing is read."""
        return self._profile_reader.progress

    @property
    def token_lengths(self) -> "TokenLengths | None":
        """How long a sample of the texts is in the backbone's tokens; `None` where it cannot be known."""
        return self._profile_reader.token_lengths

    def _read_profile(self) -> None:
        draft = self.draft
        self.text_language.read(None, draft.task)
        self._profile_reader.read_profile(draft.data, draft.task, draft.settings)

    def _on_profile_reader_read(self) -> None:
        self.text_language.read(self.draft.data, self.draft.task)
        self._count_tokens()

    def _count_tokens(self) -> None:
        data, preset = self.draft.data, self.draft.backbone.preset
        # The tokenizer of a backbone from scratch is learned when the run starts.
        if data is None or preset is None:
            self._profile_reader.forget_tokens()
        else:
            self._profile_reader.count_tokens(data, self.draft.task, preset, self.draft.settings)

    # === Runs ===

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All runs of the workspace, the newest first, as they were listed last."""
        return self._run_list.runs

    @property
    def live(self) -> Mapping[str, LiveRun]:
        """Where the runs at work stand right now, by id; `shown_runs` puts both together."""
        return self._run_list.live

    def start_run(self) -> RunFolder:
        """Start the run of the draft, look at it and go to its page.

        Raises:
            StudioError: if the draft is not sound or the workspace cannot be written to.
        """
        run = self._make_run()
        self._start(run)
        return run

    def queue_run(self) -> int:
        """Put the run of the draft at the end of the queue and return its place, counted from 1.

        Raises:
            StudioError: if the draft is not sound or the workspace cannot be written to.
        """
        place = self.queue.add(self._make_run())
        self.refresh_runs()
        return place

    def queue_series(self, kind: SeriesKind, count: int) -> int:
        """Put several runs of the draft into the queue and return the place of the first one, counted from 1.

        Raises:
            StudioError: if the draft is not sound for them or the workspace cannot be written to.
        """
        name = self.next_name()
        series = start_series(self.workspace, replace(self.draft, name=name).spec(), kind, count)
        self._run_list.expect(name)
        self.set_name("")
        self.queue.look()
        self.refresh_runs()
        return 1 + [entry.run_id for entry in self.queue.entries].index(series.run_ids[0])

    def _make_run(self) -> RunFolder:
        name = self.next_name()
        run = self.workspace.create_run(replace(self.draft, name=name).spec())
        self._run_list.expect(name)
        self.set_name("")
        return run

    def resume_run(self, run: RunFolder) -> None:
        """Take up a run that ended early, or lost its model since, look at it and go to its page.

        Raises:
            StateError: if the run is at work, or finished and its model whole.
        """
        self._start(run)

    def start_another(self, spec: RunSpec) -> None:
        """Make a run with these settings and go to its page, which starts it, or asks where others are at work.

        Raises:
            InputError: if the workspace cannot be written to.
        """
        name = self._run_list.free_name(spec.name[:_MOST_REPEATED_LETTERS])
        run = self.workspace.create_run(spec.model_copy(update={"name": name}))
        self._run_list.expect(name)
        self.refresh_runs()
        self.offer_to_resume(run)

    def offer_to_resume(self, run: RunFolder) -> None:
        """Go to the page of a run, which takes it up, or asks whether to where others are at work."""
        self.choose_run(run)
        self.show_page("monitor")
        self.resume_offered.emit(run)

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
        self._run_list.rename(run, name)

    def shown_runs(self) -> tuple[RunSummary, ...]:
        """Return all runs, the newest first; those at work as they stand right now."""
        return self._run_list.shown()

    def show_at_work(self, runs: tuple[RunSummary, ...]) -> None:
        """Go to where runs at work are shown: a single one on the page Monitor, several on the page of all runs."""
        if len(runs) == 1:
            self.choose_run(self.workspace.run(runs[0].id))
            self.show_page("monitor")
        else:
            self.show_page("runs")

    def runs_at_work(self) -> tuple[RunSummary, ...]:
        """Return the runs that share this computer now, the one that began first first."""
        return self._run_list.at_work()

    def use_as_backbone(self, run: RunFolder) -> None:
        """Take the model of a run that learned a language as the backbone of the next run, and show it."""
        draft = use_preset(self.draft, str(run.model_path))
        # Whoever has such a backbone wants to use it; learning the language further is one click away.
        self.set_draft(draft.for_task(DEFAULT_TASK) if draft.task is run.spec().task else draft)
        self.show_page("backbone")

    def refresh_runs(self) -> None:
        """List the runs anew, in a thread."""
        self._run_list.refresh()

    def keep_spare_worker(self) -> None:
        """Keep a worker that waits whenever no run is at work, so that the next start takes no time."""
        self._upkeep.keep_spare(is_idle=self._run_list.is_idle())

    def tidy_workspace(self) -> None:
        """Take away, in a thread, what is of no use any more: old entries of the cache, what killed processes left."""
        self._upkeep.tidy()

    def _start(self, run: RunFolder) -> None:
        start_worker(run, self._upkeep.spare)
        self._upkeep.give_spare()
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

    def _on_run_list_listed(self, is_news: bool) -> None:
        if is_news:
            self.changed.emit(SessionChange.RUNS)
        self._upkeep.prepare_spare(is_idle=self._run_list.is_idle())
        found = self._run_list.best_to_look_at() if self.run is None else None
        if found is not None:
            self.choose_run(self.workspace.run(found.id))

    def _on_queue_noted(self, _note: QueueNote) -> None:
        # Whatever the runner did with a run shows in the list.
        self.refresh_runs()

    # === Pages ===

    def show_page(self, name: str) -> None:
        """Go to another page."""
        if name != self.page:
            self.page = name
            self.changed.emit(SessionChange.PAGE)


def _profiled(draft: Draft) -> tuple[object, ...] | None:
    """Return what the profile depends on."""
    data = draft.data
    if data is None:
        return None
    rules = (
        data.missing_rows,
        tuple(data.missing_labels),
        data.annotator_answers,
        data.faulty_rows,
        data.equal_targets,
    )
    columns = tuple(sorted((role, names_of(data.columns, role)) for role in data.columns))
    return draft.task, data.train, columns, data.reading, rules, draft.settings


def _shown(status: RunStatus | None) -> tuple[RunState, int, int] | None:
    return None if status is None else (status.state, status.step, status.num_steps)

"""What the draft's data is like, read in threads: its profile, and how long its texts are in the backbone's tokens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.errors import InputError, StudioError
from studio.jobs import Progress
from studio.settings import SpecPart
from studio.spec import DataSpec
from studio.tasks import Task
from ui.jobs import IsCancelled, Report, ThreadJob

if TYPE_CHECKING:
    from studio.data import Profile
    from ui.reading.data_reading import TokenLengths


class ProfileReader(QObject):
    """Reads a profile and counts tokens; another data set takes the place of the one that is being read.

    Attributes:
        profile: What the data is like; `None` until it is read.
        error: Why the data cannot be read; `None` if it can.
        progress: How far reading it is; `None` when nothing is read.
        token_lengths: How long a sample of the texts is in the backbone's tokens; `None` where it cannot be known.

    Signals:
        changed: The profile, its error or its progress is another one.
        read: The profile is there.
        tokens_changed: `token_lengths` is another one.
    """

    changed = Signal()
    read = Signal()
    tokens_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.profile: Profile | None = None
        self.error: StudioError | None = None
        self.progress: Progress | None = None
        self.token_lengths: TokenLengths | None = None
        self._file = ""
        self._job: ThreadJob | None = None
        self._tokens_job: ThreadJob | None = None

    def read_profile(self, data: DataSpec | None, task: Task, settings: SpecPart) -> None:
        """Read a data set's profile; `None` forgets what is known."""
        self._end_job()
        self.profile, self.error, self.progress = None, None, None
        self.forget_tokens()
        if data is not None:
            self._file = data.train
            self.progress = Progress("Reading the data")
            self._job = ThreadJob(lambda report, is_over: _profile(data, task, settings, report, is_over))
            self._job.progressed.connect(self._on_job_progressed)
            self._job.finished.connect(self._on_job_finished)
            self._job.failed.connect(self._on_job_failed)
            self._job.start()
        self.changed.emit()

    def cancel(self) -> None:
        """End reading the profile; the data cannot be used before it is read again."""
        if self._job is not None:
            self._end_job()
            self._on_job_failed(InputError("Reading {file} was cancelled.", file=self._file))

    def count_tokens(self, data: DataSpec, task: Task, preset: str, settings: SpecPart) -> None:
        """Count how long the texts are in a preset's tokens, once there is a profile."""
        self.forget_tokens()
        if self.profile is not None:
            self._tokens_job = ThreadJob(
                lambda report, is_over: _token_lengths(data, task, preset, settings, report, is_over)
            )
            self._tokens_job.finished.connect(self._show_token_lengths)
            # A file that changed is told with its profile, a preset that is gone as a step that is missing.
            self._tokens_job.failed.connect(lambda _error: None)
            self._tokens_job.start()

    def forget_tokens(self) -> None:
        """Forget how long the texts are: that of another backbone is counted anew or cannot be known."""
        if self._tokens_job is not None:
            self._tokens_job.cancel()
            self._tokens_job = None
        self._show_token_lengths(None)

    def end(self) -> None:
        """End what is at work."""
        for job in (self._job, self._tokens_job):
            if job is not None:
                job.cancel()

    def _end_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_job_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _on_job_finished(self, profile: "Profile") -> None:
        self._job = None
        self.profile, self.progress = profile, None
        self.changed.emit()
        self.read.emit()

    def _on_job_failed(self, error: StudioError) -> None:
        self._job = None
        self.error, self.progress = error, None
        self.changed.emit()

    def _show_token_lengths(self, lengths: "TokenLengths | None") -> None:
        if lengths != self.token_lengths:
            self.token_lengths = lengths
            self.tokens_changed.emit()


def _profile(data: DataSpec, task: Task, settings: SpecPart, report: Report, is_cancelled: IsCancelled) -> "Profile":
    # DuckDB takes a while to load: that happens here, in the thread.
    from studio.data import RowRules, guess_columns, open_part, read_profile

    source = open_part(data, reads_documents=task.learns_pairs(settings))
    columns = data.columns or guess_columns(source, task)
    rules = RowRules.of(data)
    return read_profile(
        source, task, columns, rules=rules, settings=settings, on_progress=report, is_cancelled=is_cancelled
    )


def _token_lengths(
    data: DataSpec, task: Task, preset: str, settings: SpecPart, report: Report, is_cancelled: IsCancelled
) -> "TokenLengths | None":
    from studio.data import guess_columns, input_columns, open_part, target_texts
    from ui.reading.data_reading import count_tokens

    source = open_part(data, reads_documents=task.learns_pairs(settings))
    columns = data.columns or guess_columns(source, task)
    inputs = input_columns(task, columns)
    targets = target_texts(task, columns) if "target" in task.own_lengths.values() else ()
    return count_tokens(source, inputs, preset, report, is_cancelled, targets) if inputs else None

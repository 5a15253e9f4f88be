"""The queue of the workspace, followed: what terminals and the runner change in it is seen within a second."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from studio.queue import QueueEntry, QueueNote, QueueSettings, RunQueue, keep_going, read_journal
from studio.runs import RunFolder, Workspace

_LOOK_MS = 1000
_LOOKS_BETWEEN_RUNNERS = 5


class QueueFollower(QObject):
    """Knows what waits, and sees to it that it is worked off.

    Args:
        workspace: The workspace.

    Attributes:
        entries: What is in the queue, the next one first.
        settings: How it is worked off.
        notes: What happened last, the newest last.

    Signals:
        changed: Any of that is another now.
        noted: Something happened since the last look; carries its `QueueNote`.
    """

    changed = Signal()
    noted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self.entries: tuple[QueueEntry, ...] = ()
        self.settings = QueueSettings()
        self.notes: tuple[QueueNote, ...] = ()
        self._queue = RunQueue(workspace)
        self._journal_size = 0
        self._num_looks = 0

        # === Timers ===
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look at the queue from now on."""
        # What happened while no window was open is shown, but not called out.
        self._journal_size = self._size()
        self.notes = tuple(read_journal(self._queue.journal_path))
        self._timer.start()
        self.look()

    def close(self) -> None:
        """Look no more. The queue is worked off all the same."""
        self._timer.stop()

    def look(self) -> None:
        """Look now, and start a runner every few looks where there is work and none."""
        entries, settings = tuple(self._queue.entries()), self._queue.settings()
        is_other = (entries, settings) != (self.entries, self.settings)
        self.entries, self.settings = entries, settings
        new = self._new_notes()
        if is_other or new:
            self.changed.emit()
        for note in new:
            self.noted.emit(note)
        if entries and self._num_looks % _LOOKS_BETWEEN_RUNNERS == 0:
            self._keep_going()
        self._num_looks += 1

    # === Changes ===

    def add(self, run: RunFolder) -> int:
        """Put a run at the end and return its place, counted from 1.

        Raises:
            StateError: if it cannot wait there.
        """
        entry = self._queue.add(run)
        self._told()
        return 1 + [known.run_id for known in self.entries].index(entry.run_id)

    def remove(self, run_id: str) -> None:
        """Take a run out; one that is gone already is no matter."""
        self._queue.discard(run_id)
        self._told()

    def run_now(self, run_id: str) -> None:
        """Have a run started at once.

        Raises:
            NotFoundError: if it left the queue meanwhile.
        """
        self._queue.ask_now(run_id)
        self._told()

    def arrange(self, run_ids: Sequence[str]) -> None:
        """Put the runs into an order."""
        self._queue.arrange(run_ids)
        self._told()

    def set(self, **changes: object) -> None:
        """Change how the queue is worked off.

        Raises:
            InputError: if a value is out of bounds.
        """
        self._queue.set(**changes)
        self._told()

    def holds(self, run_id: str) -> bool:
        """Return whether a run is in the queue."""
        return any(entry.run_id == run_id for entry in self.entries)

    def _told(self) -> None:
        self._keep_going()
        self.look()

    def _keep_going(self) -> None:
        keep_going(self._queue.workspace.path)

    def _new_notes(self) -> list[QueueNote]:
        size = self._size()
        if size == self._journal_size:
            return []
        self._journal_size = size
        last = self.notes[-1].time if self.notes else 0.0
        self.notes = tuple(read_journal(self._queue.journal_path))
        return [note for note in self.notes if note.time > last]

    def _size(self) -> int:
        try:
            return self._queue.journal_path.stat().st_size
        except OSError:
            return 0

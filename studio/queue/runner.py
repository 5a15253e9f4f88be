"""Works off the queue of a workspace: `python -m studio.queue.runner WORKSPACE`.

It is a process of its own and needs no window. The runs that it starts are processes of their own, too: when the runner
dies they go on, and the next one (a window, a command or a run that ends sees to it) finds them at work. It leaves once
nothing is left to do.
"""

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from studio import devices
from studio.errors import StudioError
from studio.processes import child_environment, ended_with_the_computer
from studio.queue.at_work import AtWork, read_at_work, write_at_work
from studio.queue.journal import NoteKind, note_now, write_note
from studio.queue.settings import AfterFailure
from studio.queue.waiting import QueueEntry, RunQueue
from studio.runs.folder import RunFolder
from studio.runs.launch import start
from studio.runs.states import RunState
from studio.runs.workspace import Workspace

_POLL_S = 1.0
# Whoever merely looks whether there is a runner holds its lock for a moment.
_LOCK_S = 2.0
_COMMAND_S = 120.0
_CPU = "cpu"
_VISIBLE_DEVICES = "CUDA_VISIBLE_DEVICES"


def main(arguments: Sequence[str]) -> int:
    """Work the queue off and return the exit status: 0, also where another runner is at it."""
    queue = RunQueue(Workspace(Path(arguments[0])))
    queue.path.mkdir(exist_ok=True)
    runner = Runner(queue, find_devices())
    try:
        # What was added after the last look, before the lock was let go, is looked at once more.
        while runner.has_work():
            with FileLock(queue.lock_path, timeout=_LOCK_S):
                runner.work(lambda: time.sleep(_POLL_S))
    except Timeout:
        return 0
    return 0


def find_devices() -> list[str]:
    """Return the devices of this computer that take one run each: the accelerators, else the processor."""
    visible = os.environ.get(_VISIBLE_DEVICES)
    if visible is not None:
        return [name for name in visible.split(",") if name.strip()] or [_CPU]
    return [str(number) for number in range(len(devices.probe().accelerators))] or [_CPU]


class Runner:
    """Starts the runs of a queue, one at a time for each device.

    Args:
        queue: The queue. Its lock is held while `work` is called.
        device_names: What takes one run each: numbers of accelerators, or `cpu`.
    """

    def __init__(self, queue: RunQueue, device_names: Sequence[str]) -> None:
        self._queue = queue
        self._device_names = device_names
        # === State ===
        self._at_work: dict[str, AtWork] = {}
        self._num_others: int | None = None

    def has_work(self) -> bool:
        """Return whether there is a run to start or to wait for."""
        entries = self._queue.entries()
        is_paused = self._queue.settings().is_paused
        at_work = read_at_work(self._queue.at_work_path)
        return any(entry.run_id in at_work or entry.is_asked_now or not is_paused for entry in entries)

    def work(self, wait: Callable[[], object]) -> None:
        """Work until nothing is left to start or to wait for.

        Args:
            wait: Called between two looks.
        """
        self._at_work = read_at_work(self._queue.at_work_path)
        has_worked = False
        while self.has_work():
            has_worked = True
            self.look()
            wait()
        if has_worked and not self._queue.entries():
            self._note(NoteKind.EMPTY)
            self._tell({"FETTLE_EVENT": "queue_empty"})

    def look(self) -> None:
        """Take note of what ended, and start what can be started."""
        for action in (self._look_at, self._start_if_due):
            self._num_others = None
            self._for_each(action)
        gone = self._at_work.keys() - {entry.run_id for entry in self._queue.entries()}
        if gone:
            self._forget(*gone)

    def _for_each(self, action: Callable[[QueueEntry, RunFolder], None]) -> None:
        for entry in self._queue.entries():
            try:
                action(entry, RunFolder(self._queue.workspace.runs_path / entry.run_id))
            except (StudioError, OSError) as error:
                self._drop(entry.run_id, NoteKind.GONE, error=error)

    def _look_at(self, _entry: QueueEntry, run: RunFolder) -> None:
        state, known = run.status().state, self._at_work.get(run.id)
        if state.is_active:
            if known is None:
                # Started by hand while it waited, or by a runner that died at once.
                self._remember(run.id, AtWork(self._free_device() or self._device_names[0]))
        elif known is not None:
            self._end(run, known)
        elif state is RunState.FINISHED:
            self._end(run, AtWork(self._device_names[0]))

    def _start_if_due(self, entry: QueueEntry, run: RunFolder) -> None:
        if run.id in self._at_work:
            return
        if entry.is_asked_now:
            self._start(run, AtWork(self._free_device() or self._device_names[0]), NoteKind.STARTED)
        elif not self._queue.settings().is_paused and (device := self._free_device()) is not None:
            self._start(run, AtWork(device), NoteKind.STARTED)

    # === Ends of runs ===

    def _end(self, run: RunFolder, known: AtWork) -> None:
        status, settings = run.status(), self._queue.settings()
        match status.state:
            case RunState.FINISHED:
                self._drop(run.id, NoteKind.FINISHED, run.name())
            case RunState.STOPPED:
                self._drop(run.id, NoteKind.STOPPED, run.name())
            case RunState.CRASHED:
                if settings.is_paused:
                    return
                # A computer that was switched off is no fault of the run.
                retries = known.retries + (not ended_with_the_computer(status.process_started))
                if retries <= settings.retries:
                    self._start(run, AtWork(known.device, retries), NoteKind.TAKEN_UP)
                    return
                self._drop(run.id, NoteKind.GAVE_UP, run.name(), count=known.retries)
            case _:
                self._drop(run.id, NoteKind.FAILED, run.name(), error=_reason(run))
        self._tell_of(run, status.state)
        is_failure = status.state not in (RunState.FINISHED, RunState.STOPPED)
        if is_failure and settings.after_failure is AfterFailure.PAUSE and self._queue.entries():
            self._note(NoteKind.PAUSED, run.id, run.name())
            self._queue.set(is_paused=True)

    def _start(self, run: RunFolder, at_work: AtWork, kind: NoteKind) -> None:
        # A runner that dies before the next line leaves a run at work, which the next one takes for its own.
        try:
            start(run, environment=_environment(at_work.device))
        except (StudioError, OSError) as error:
            self._drop(run.id, NoteKind.NOT_STARTED, run.name(), error=error)
            return
        self._remember(run.id, at_work)
        self._note(kind, run.id, run.name(), count=at_work.retries)

    def _free_device(self) -> str | None:
        """Return a device without a run; runs that were started beside the queue take one each, too."""
        taken = {entry.device for entry in self._at_work.values()}
        free = [name for name in self._device_names if name not in taken]
        if not free:
            return None
        if self._num_others is None:
            # Listing the runs takes long where there are many: once for all that wait.
            runs = self._queue.workspace.runs()
            self._num_others = sum(run.state.is_active and run.id not in self._at_work for run in runs)
        return free[self._num_others] if self._num_others < len(free) else None

    # === What is written ===

    def _remember(self, run_id: str, at_work: AtWork) -> None:
        self._at_work[run_id] = at_work
        write_at_work(self._queue.at_work_path, self._at_work)

    def _forget(self, *run_ids: str) -> None:
        for run_id in run_ids:
            self._at_work.pop(run_id, None)
        write_at_work(self._queue.at_work_path, self._at_work)

    def _drop(
        self, run_id: str, kind: NoteKind, name: str = "", *, count: int = 0, error: Exception | None = None
    ) -> None:
        """Write down what became of a run, then take it out: in this order nothing is lost, at worst told twice."""
        self._note(kind, run_id, name, count=count, error=error)
        self._queue.discard(run_id)
        self._forget(run_id)

    def _note(
        self, kind: NoteKind, run_id: str = "", name: str = "", *, count: int = 0, error: Exception | None = None
    ) -> None:
        write_note(self._queue.journal_path, note_now(kind, run_id, name, count=count, error=error))

    # === The user's command ===

    def _tell_of(self, run: RunFolder, state: RunState) -> None:
        facts = {"FETTLE_EVENT": "run_over", "FETTLE_RUN": run.id, "FETTLE_NAME": run.name(), "FETTLE_STATE": state}
        self._tell(facts)

    def _tell(self, facts: Mapping[str, str]) -> None:
        words = self._queue.settings().command_words()
        if not words:
            return
        environment = child_environment() | {"FETTLE_WORKSPACE": str(self._queue.workspace.path)} | dict(facts)
        try:
            subprocess.run(
                words,
                env=environment,
                stdin=subprocess.DEVNULL,
                timeout=_COMMAND_S,
                check=True,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            names = facts.get("FETTLE_RUN", ""), facts.get("FETTLE_NAME", "")
            self._note(NoteKind.COMMAND_FAILED, *names, error=error)


def _environment(device: str) -> dict[str, str]:
    return {} if device == _CPU else {_VISIBLE_DEVICES: device}


def _reason(run: RunFolder) -> StudioError | None:
    """Return why a run failed; `None` where it did not say."""
    # Histories are numpy arrays, which the runner needs for nothing else.
    from studio.runs.history_reader import read_history

    failure = read_history(run.events_path).failure
    return None if failure is None else StudioError.from_json(failure.error)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Exception:
        traceback.print_exc()
        sys.exit(1)

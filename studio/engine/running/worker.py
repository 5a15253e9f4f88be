"""A run's process: `python -m studio.engine.running.worker RUN_FOLDER`, or `--spare` to wait for one.

A spare worker loads its libraries, then reads the folder of its run from standard input; when that is closed first,
it goes away. Exit status: 0 finished, 1 failed, 2 bad input, 3 stopped.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from studio.data import PreparedData, prepare
from studio.engine.running.failures import explain
from studio.engine.running.fetching import fetch_backbone
from studio.engine.running.presence import Presence
from studio.engine.running.side_channel import SideChannel
from studio.engine.running.status import StatusKeeper
from studio.errors import StateError, StudioError
from studio.jobs import CancelledError
from studio.runs.event_log import EventWriter
from studio.runs.events import DeviceEvent, EventBody, FailedEvent, StateEvent
from studio.runs.folder import RunFolder
from studio.runs.states import RunState
from studio.runs.workspace import Workspace
from studio.spec import RunSpec

if TYPE_CHECKING:
    from studio.engine.running.evaluation_watch import Request
    from studio.engine.running.tensorboard import TensorBoardWriter
    from studio.engine.running.training import Training

EXIT_FINISHED, EXIT_FAILED, EXIT_STOPPED = 0, 1, 3
_SPARE = "--spare"
# A worker that was killed counts as gone a moment before the last of its threads lets go of the lock.
_LOCK_S = 10.0


def main(arguments: list[str]) -> int:
    """Do a run and return the exit status."""
    if arguments == [_SPARE]:
        # Whoever hands a run over before all is loaded does not wait: its data is read meanwhile.
        loading = threading.Thread(target=_load_libraries, name="libraries", daemon=True)
        loading.start()
        line = sys.stdin.readline().removesuffix("\n")
        if not line:
            loading.join()
            return EXIT_FINISHED
        run = RunFolder(Path(line))
        _print_into(run.log_path)
    else:
        run = RunFolder(Path(arguments[0]))
    started = time.monotonic()
    try:
        with FileLock(run.lock_path, timeout=_LOCK_S):
            status = Worker(run, started).work()
        if run.path.parent.is_dir():
            _leave(run)
        return status
    except Timeout:
        raise StateError("{run} is at work already.", run=run.id) from None


class Worker:
    """Does one run, and says in its folder how it goes.

    Args:
        run: The run. Its lock is held.
        started: When the work began, on the clock of `time.monotonic`.
    """

    def __init__(self, run: RunFolder, started: float) -> None:
        # === State ===
        self._run = run
        self._started = started
        self._presence = Presence(run)
        self._status = StatusKeeper(run)
        self._events = EventWriter(run.events_path)
        self._writers: list[Callable[[EventBody], None]] = [self._write_event]
        self._training: Training | None = None
        self._is_terminated = False
        self._num_checkpoints_asked = run.control().num_checkpoints_asked
        signal.signal(signal.SIGTERM, self._on_terminated)

    def work(self) -> int:
        """Do the run and return the exit status. This is the one place that catches everything."""
        try:
            self._emit(StateEvent(RunState.STARTING))
            return self._train()
        except BaseException as error:
            traceback.print_exc()
            return self._fail(explain(error, self._run) if self._presence.is_there() else self._run.gone())
        finally:
            with contextlib.suppress(OSError):
                self._events.close()

    # === The way of a run ===

    def _train(self) -> int:
        spec = self._run.spec()
        data = _InBackground(spec)
        try:
            fetch_backbone(spec.backbone, self._emit, lambda: self._request().is_stop_asked)
        except CancelledError:
            return self._stop()
        _load_libraries()
        from studio.engine.running.telemetry import Telemetry
        from studio.engine.running.training import Outlet, Training

        try:
            training = Training(self._run, spec, data.result(), Outlet(self._emit, self._request), self._started)
        except CancelledError:
            return self._stop()
        self._training = training
        if self._status.died_of_memory:
            training.loop.take_less()
        if self._request().is_stop_asked:
            return self._stop()
        step = training.loop.progress.step
        self._status.enter(RunState.RUNNING, step=step, num_steps=training.loop.num_steps)
        self._emit(StateEvent(RunState.RUNNING, step))
        telemetry = Telemetry(self._on_reading, self._on_beat, self._step, self._write_event)
        board = self._open_board()
        try:
            return self._finish(training) if training.loop.run() else self._stop()
        except CancelledError:
            return self._stop()
        finally:
            telemetry.close()
            board.close()

    def _open_board(self) -> "SideChannel[TensorBoardWriter]":
        def make() -> "TensorBoardWriter":
            from studio.engine.running.tensorboard import TensorBoardWriter

            return TensorBoardWriter(self._run.tensorboard_path)

        board = SideChannel["TensorBoardWriter"](
            self._write_event, template="No more files are written for TensorBoard; the run goes on. {reason}"
        )
        board.open(make, lambda writer: writer.close())
        self._writers.append(lambda body: board.use(lambda writer: writer.write(body)))
        return board

    def _finish(self, training: "Training") -> int:
        finished = training.finish()
        self._emit(finished)
        self._end(RunState.FINISHED)
        return EXIT_FINISHED

    def _stop(self) -> int:
        self._status.enter(RunState.STOPPING)
        self._emit(StateEvent(RunState.STOPPING, self._step()))
        if self._training is not None and self._step():
            self._training.keep_best_model()
        self._end(RunState.STOPPED)
        return EXIT_STOPPED

    def _fail(self, error: StudioError) -> int:
        if self._status.status.state.is_over:
            # All is told and written: what goes wrong while files are closed is for the log alone.
            return error.exit_status
        # On a full disk even this may be impossible; the exit status and the log tell it all the same.
        with contextlib.suppress(OSError):
            self._write_event(FailedEvent(error.to_json(), kept=self._run.latest_checkpoint()))
        with contextlib.suppress(OSError):
            self._write_event(StateEvent(RunState.FAILED, self._step()))
            self._events.flush(is_lasting=True)
        if self._presence.is_there():
            with contextlib.suppress(OSError):
                self._status.enter(RunState.FAILED, step=self._step(), seconds=self._seconds())
        return error.exit_status

    def _end(self, state: RunState) -> None:
        self._presence.check()
        self._emit(StateEvent(state, self._step()))
        self._events.flush(is_lasting=True)
        self._status.enter(state, step=self._step(), seconds=self._seconds())

    # === Messages ===

    def _emit(self, body: EventBody) -> None:
        for write in self._writers:
            write(body)

    def _write_event(self, body: EventBody) -> None:
        self._events.write(body)

    def _request(self) -> "Request":
        from studio.engine.running.evaluation_watch import Request

        self._presence.check()
        control = self._run.control()
        is_new = control.num_checkpoints_asked > self._num_checkpoints_asked
        self._num_checkpoints_asked = control.num_checkpoints_asked
        return Request(control.is_stop_asked or self._is_terminated, is_new, control.skipped_writing)

    def _on_reading(self, reading: DeviceEvent) -> None:
        # A full disk is told to the loop by its own next write; readings go on once there is room.
        with contextlib.suppress(OSError):
            self._events.write(reading)

    def _on_beat(self) -> None:
        if not self._presence.is_there():
            return
        with contextlib.suppress(OSError):
            self._status.beat(step=self._step(), seconds=self._seconds())

    def _on_terminated(self, *_: object) -> None:
        self._is_terminated = True

    def _step(self) -> int:
        return 0 if self._training is None else self._training.loop.progress.step

    def _seconds(self) -> float:
        return time.monotonic() - self._started if self._training is None else self._training.loop.elapsed_s


class _InBackground:
    """Prepares the data while the main thread loads its libraries."""

    def __init__(self, spec: RunSpec) -> None:
        self._spec = spec
        self._outcome: PreparedData | BaseException | None = None
        self._thread = threading.Thread(target=self._prepare, name="data", daemon=True)
        self._thread.start()

    def result(self) -> PreparedData:
        self._thread.join()
        if isinstance(self._outcome, PreparedData):
            return self._outcome
        assert self._outcome is not None
        raise self._outcome

    def _prepare(self) -> None:
        try:
            self._outcome = prepare(self._spec.data, self._spec.task, self._spec.settings)
        except BaseException as error:
            self._outcome = error


def _load_libraries() -> None:
    import studio.engine.running.training  # noqa: F401


def _leave(run: RunFolder) -> None:
    """See to it that the queue goes on, and take away what is of no use any more.

    The run is over: whatever goes wrong here is for the log alone.
    """
    from studio.leftovers import tidy
    from studio.queue import keep_going

    try:
        keep_going(run.workspace_path)
        tidy(Workspace(run.workspace_path))
    except Exception:
        traceback.print_exc()


def _print_into(path: Path) -> None:
    """Send all that this process prints from now on, its libraries' C++ code too, to a file."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(descriptor, stream.fileno())
    os.close(descriptor)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StudioError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_status)

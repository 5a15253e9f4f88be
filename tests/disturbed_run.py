"""A run that is killed and stopped, and what it must have in common with one that was left alone."""

import os
import signal
import time
from collections.abc import Callable

import numpy as np
import pytest

from studio.runs import EventReader, RunFolder, RunState, read_events, start, wait_until_over
from studio.runs.events import CheckpointEvent, StateEvent, StepEvent

# A machine may be busy: what takes seconds by itself has taken minutes there.
TIMEOUT_S = 600.0


def kill_in_mid_epoch(run: RunFolder) -> None:
    events = Follower(run)
    events.wait_for(lambda: events.last_step >= 5)
    run.ask_for_checkpoint()
    events.wait_for(lambda: events.last_checkpoint > 0)
    kept = events.last_checkpoint
    events.wait_for(lambda: events.last_step >= kept + 3)
    kill(run)
    assert max(complete_checkpoints(run)) < max(event.step for event in steps_written(run))


def kill_in_mid_save(run: RunFolder) -> None:
    for _ in range(10):
        wait_for_steps(run, 5)
        before = complete_checkpoints(run)
        run.ask_for_checkpoint()
        wait_for(lambda: any(run.checkpoints_path.glob(".*.tmp")), pause_s=0.0)
        kill(run)
        if any(run.checkpoints_path.glob(".*.tmp")):
            assert complete_checkpoints(run) == before
            return
        start(run)
    pytest.fail("Saving a checkpoint was over too quickly to be interrupted.")


def stop(run: RunFolder) -> None:
    wait_for_steps(run, 3)
    run.ask_to_stop()
    assert wait_until_over(run) is RunState.STOPPED
    assert not any(run.checkpoints_path.glob(".*.tmp"))


def assert_repeats(disturbed: RunFolder, undisturbed: RunFolder) -> None:
    """Wait until both are over and check that nothing tells them apart, bit for bit."""
    assert wait_until_over(undisturbed) is RunState.FINISHED
    assert wait_until_over(disturbed) is RunState.FINISHED
    assert steps_of(disturbed) == steps_of(undisturbed)
    assert_same_final_checkpoint(disturbed, undisturbed)
    assert disturbed.metrics() == undisturbed.metrics()


def wait_for_steps(run: RunFolder, number: int) -> None:
    events = Follower(run)
    events.wait_for(lambda: events.num_steps >= number)


def kill(run: RunFolder) -> None:
    pid = run.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: run.status().state is RunState.CRASHED)


class Follower:
    """Reads what the present worker of a run says."""

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._reader = EventReader(run.events_path)
        while self._reader.poll():
            pass
        self.num_steps = self.last_step = self.last_checkpoint = 0

    def wait_for(self, condition: Callable[[], bool]) -> None:
        wait_for(lambda: self._read() or condition())

    def _read(self) -> bool:
        for event in self._reader.poll():
            match event.body:
                case StepEvent(step=step):
                    self.num_steps += 1
                    self.last_step = step
                case CheckpointEvent(step=step):
                    self.last_checkpoint = step
        assert not self._run.status().state.is_over, self._run.log_path.read_text()
        return False


def wait_for(condition: Callable[[], bool], pause_s: float = 0.005) -> None:
    deadline = time.monotonic() + TIMEOUT_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(pause_s)


def complete_checkpoints(run: RunFolder) -> set[int]:
    return {int(folder.name) for folder in run.checkpoints_path.iterdir() if folder.name.isdecimal()}


def steps_written(run: RunFolder) -> list[StepEvent]:
    return [event.body for event in read_events(run.events_path) if isinstance(event.body, StepEvent)]


def steps_of(run: RunFolder) -> list[tuple[int, float, float, float]]:
    found: list[tuple[int, float, float, float]] = []
    for event in read_events(run.events_path):
        match event.body:
            case StateEvent(RunState.RUNNING, step):
                found = found[:step]
            case StepEvent() as body:
                found.append((body.step, body.loss, body.gradient_norm, body.learning_rate))
    return found


def assert_same_final_checkpoint(first: RunFolder, second: RunFolder) -> None:
    step = max(complete_checkpoints(first))
    assert step == max(complete_checkpoints(second))
    for name in ("weights.npz", "optimizer.npz"):
        with (
            np.load(first.checkpoints_path / str(step) / name) as ours,
            np.load(second.checkpoints_path / str(step) / name) as theirs,
        ):
            assert ours.files == theirs.files
            for array in ours.files:
                np.testing.assert_array_equal(ours[array], theirs[array], err_msg=array)

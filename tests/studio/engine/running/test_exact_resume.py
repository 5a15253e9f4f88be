"""A run that was killed or stopped goes on as if nothing had happened: bit for bit."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.devices import processor_has_bfloat16
from studio.runs import EventReader, RunFolder, RunState, Workspace, read_events, start, wait_until_over
from studio.runs.events import CheckpointEvent, StateEvent, StepEvent
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

TIMEOUT_S = 120.0

needs_bfloat16 = pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")

LORA: dict[str, Any] = {"trainable": "lora", "lora_rank": 2}
CASES: list[Any] = [
    pytest.param({"fit": {"precision": "float32"}}, id="float32"),
    pytest.param({"task": "masked_lm", "fit": {"precision": "float32"}}, id="hidden tokens"),
    pytest.param(
        {
            "fit": {"precision": "bfloat16", "accumulation_steps": 3},
            "backbone": LORA,
            "settings": {"class_weights": "balanced", "label_smoothing": 0.1},
        },
        id="bfloat16, accumulation, LoRA and class weights",
        marks=needs_bfloat16,
    ),
]


@pytest.mark.parametrize("settings", CASES)
def test_a_run_killed_and_stopped_repeats_an_undisturbed_one_bit_for_bit(
    settings: dict[str, Any], tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    spec = make_spec(tiny_preset, reviews, settings)
    workspace = Workspace(tmp_path)
    undisturbed, disturbed = workspace.create_run(spec), workspace.create_run(spec)
    start(undisturbed)

    start(disturbed)
    kill_in_mid_epoch(disturbed)
    start(disturbed)
    kill_in_mid_save(disturbed)
    start(disturbed)
    stop(disturbed)
    start(disturbed)

    assert wait_until_over(undisturbed) is RunState.FINISHED
    assert wait_until_over(disturbed) is RunState.FINISHED
    assert steps_of(disturbed) == steps_of(undisturbed)
    assert_same_final_checkpoint(disturbed, undisturbed)
    assert disturbed.metrics() == undisturbed.metrics()


def test_a_backbone_from_scratch_goes_on_with_the_tokenizer_that_it_began_with(reviews: Path, tmp_path: Path) -> None:
    size = {"num_layers": 1, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": 64}
    architecture = {"kind": "decoder", "tokenizer": "unigram", "vocabulary_size": 200, **size}
    settings = {"backbone": {"architecture": architecture}, "fit": {"precision": "float32"}}
    spec = make_spec(None, reviews, settings)
    workspace = Workspace(tmp_path)
    undisturbed, disturbed = workspace.create_run(spec), workspace.create_run(spec)
    start(undisturbed)

    start(disturbed)
    kill_in_mid_epoch(disturbed)
    kept = tokenizer_files(disturbed)
    start(disturbed)
    stop(disturbed)
    start(disturbed)

    assert wait_until_over(undisturbed) is RunState.FINISHED
    assert wait_until_over(disturbed) is RunState.FINISHED
    assert tokenizer_files(disturbed) == kept
    assert disturbed.passport()["tokenizer"] == undisturbed.passport()["tokenizer"]
    assert steps_of(disturbed) == steps_of(undisturbed)
    assert_same_final_checkpoint(disturbed, undisturbed)
    assert disturbed.metrics() == undisturbed.metrics()


def tokenizer_files(run: RunFolder) -> dict[str, tuple[int, bytes]]:
    files = (path for path in run.tokenizer_path.rglob("*") if path.is_file())
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def make_spec(preset: Path | None, data: Path, settings: dict[str, Any]) -> RunSpec:
    return RunSpec.parse(
        {
            "task": settings.get("task", "text_classification"),
            "backbone": {**({"preset": str(preset)} if preset else {}), **settings.get("backbone", {})},
            # So much validation data that it is measured at the end of an epoch only: no checkpoint comes in between.
            "data": {"train": str(data), "validation_fraction": 0.4, "sequence_length": 32},
            "fit": {"epochs": 12, "batch_size": 4, "learning_rate": 1e-3, **settings.get("fit", {})},
            "settings": settings.get("settings", {}),
        }
    )


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
        assert not self._run.status().state.is_over
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

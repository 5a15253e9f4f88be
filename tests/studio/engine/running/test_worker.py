"""Workers as processes of their own: how they begin, what they write and how they end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import psutil
import pytest

from studio.engine.models.precision import processor_has_bfloat16
from studio.manifest import is_whole
from studio.processes import child_environment, module_command
from studio.runs import RunFolder, RunState, Workspace, read_events, start, wait_until_over
from studio.runs.events import (
    CheckpointEvent,
    EvaluationEvent,
    FailedEvent,
    FinishedEvent,
    LogEvent,
    SampleEvent,
    StateEvent,
    StepEvent,
)
from studio.spare import SpareWorker
from studio.spec import RunSpec
from tests.disturbed_run import wait_for, wait_for_steps
from tests.whole_run import bodies, finish, run_to_the_end

pytestmark = pytest.mark.engine

TIMEOUT_S = 120.0


def make_spec(preset: Path, data: Path, **fit: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset)},
            "data": {"train": str(data), "test_fraction": 0.2, "validation_fraction": 0.1, "sequence_length": 32},
            "fit": {"epochs": 2, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32", **fit},
        }
    )


@pytest.fixture(scope="module", autouse=True)
def forked_workers() -> None:
    """None: these begin as the studio starts them."""


@pytest.fixture(scope="module")
def finished(tiny_preset: Path, reviews: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run that a worker did to its end."""
    return run_to_the_end(make_spec(tiny_preset, reviews, epochs=6), tmp_path_factory.mktemp("workspace"))


@pytest.fixture
def run(tiny_preset: Path, reviews: Path, tmp_path: Path) -> Iterator[RunFolder]:
    """A run that would take a while."""
    run = Workspace(tmp_path).create_run(make_spec(tiny_preset, reviews, epochs=5000))
    yield run
    pid = run.status().pid
    if run.status().state.is_active and pid is not None:
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def _restored_signals() -> Iterator[None]:
    """A worker in this process takes over the signal for its end."""
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


# === A run that went well ===


def test_the_log_says_what_computes_the_layers(finished: RunFolder) -> None:
    logs = [str(event.body.message) for event in read_events(finished.events_path) if isinstance(event.body, LogEvent)]
    assert "2 Transformer layers train through the attention stack." in logs


@pytest.mark.skipif(not processor_has_bfloat16(), reason="the processor does not compute in bfloat16")
def test_a_run_in_bfloat16_says_that_it_trains_through_the_stack(
    tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    run = run_to_the_end(make_spec(tiny_preset, reviews, epochs=1, precision="auto"), tmp_path)
    logs = [str(event.body.message) for event in read_events(run.events_path) if isinstance(event.body, LogEvent)]
    assert "2 Transformer layers train through the attention stack." in logs


def test_the_states_and_steps_of_a_run_are_all_told(finished: RunFolder) -> None:
    states = [body.state for body in bodies(finished, StateEvent)]
    assert states == [RunState.STARTING, RunState.RUNNING, RunState.FINISHED]
    num_steps = 6 * -(-336 // 16)
    assert [body.step for body in bodies(finished, StepEvent)] == list(range(1, num_steps + 1))
    assert [event.seq for event in read_events(finished.events_path)] == list(
        range(len(read_events(finished.events_path)))
    )
    status = finished.status()
    assert (status.step, status.num_steps) == (num_steps, num_steps)
    assert status.seconds > 0


def test_the_model_learns_and_the_closing_event_says_what_the_files_say(finished: RunFolder) -> None:
    (closing,) = bodies(finished, FinishedEvent)
    assert closing.metrics["test"]["accuracy"] > 0.9
    assert finished.metrics()["test"]["metrics"] == closing.metrics["test"]
    assert finished.metrics()["validation"]["metrics"] == closing.metrics["validation"]
    assert closing.examples_per_second > 0
    best = max(body.metrics["accuracy"] for body in bodies(finished, EvaluationEvent) if body.split == "validation")
    assert closing.metrics["validation"]["accuracy"] == best


def test_the_saved_model_says_what_the_predictions_say(finished: RunFolder) -> None:
    import numpy as np

    from studio.engine.building.model import load_model

    rows = duckdb.execute(
        "SELECT split, row_number, text, label, prediction, probability, probability_bad, probability_good "
        "FROM read_parquet(?) ORDER BY split, row_number",
        [str(finished.evaluation_path / "predictions.parquet")],
    ).fetchall()
    assert [row[0] for row in rows] == ["test"] * 96 + ["validation"] * 48
    classifier = load_model(finished.model_path).network
    logits = classifier.predict([row[2] for row in rows], verbose=0)
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    np.testing.assert_allclose([row[6:] for row in rows], expected, atol=1e-5)
    assert [row[4] for row in rows] == [("bad", "good")[index] for index in expected.argmax(axis=1)]
    accuracy = np.mean([row[3] == row[4] for row in rows if row[0] == "test"])
    assert accuracy == finished.metrics()["test"]["metrics"]["accuracy"]


def test_rows_are_numbered_as_in_the_file(finished: RunFolder, reviews: Path) -> None:
    rows = duckdb.execute(
        "SELECT row_number, text FROM read_parquet(?)", [str(finished.evaluation_path / "predictions.parquet")]
    ).fetchall()
    texts = [line.rsplit(",", 1)[0] for line in reviews.read_text().splitlines()]
    assert all(texts[number] == text for number, text in rows)


def test_the_passport_tells_what_is_needed_to_repeat_the_run(finished: RunFolder) -> None:
    passport = finished.passport()
    assert passport["packages"].keys() >= {"tensorflow", "keras", "keras-hub"}
    assert passport["precision"] == {"name": "float32", "reason": "asked for", "uses_stack": True}
    assert passport["seeds"] == {"fit": 0, "data": 0}
    assert passport["data"]["class_names"] == ["bad", "good"]
    assert {name: split["examples"] for name, split in passport["data"]["splits"].items()} == {
        "train": 336, "validation": 48, "test": 96,
    }  # fmt: skip
    assert passport["data"]["splits"]["train"]["cut_tokens_fraction"] > 0


def test_samples_follow_the_same_examples(finished: RunFolder) -> None:
    samples = bodies(finished, SampleEvent)
    assert len({tuple(row.inputs["text"] for row in body.rows) for body in samples}) == 1
    assert len(samples[0].rows) == 5
    assert samples[0].step == 0
    assert sum(answer.agrees(expected) for expected, answer in (row.read() for row in samples[-1].rows)) >= 4


def test_tensorboard_reads_the_curves(finished: RunFolder) -> None:
    from tensorboard.backend.event_processing.event_accumulator import TENSORS, EventAccumulator

    accumulator = EventAccumulator(str(finished.tensorboard_path), {TENSORS: 0})
    accumulator.Reload()
    tags = set(accumulator.Tags()["tensors"])
    assert {"train/step_loss", "train/learning_rate", "validation/accuracy", "test/accuracy"} <= tags
    steps = [event.step for event in accumulator.Tensors("train/step_loss")]
    assert steps == [body.step for body in bodies(finished, StepEvent)]


def test_only_the_checkpoints_that_are_needed_are_kept(finished: RunFolder) -> None:
    kept = {int(folder.name) for folder in finished.checkpoints_path.iterdir()}
    saved = [body.step for body in bodies(finished, CheckpointEvent)]
    assert set(saved[-2:]) <= kept
    assert len(kept) <= 3


def test_a_finished_run_is_not_done_again(finished: RunFolder) -> None:
    before = finished.events_path.read_bytes()
    done = subprocess.run(
        module_command("studio.engine.running.worker", str(finished.path)),
        env=child_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "finished cannot become starting" in done.stderr
    assert finished.events_path.read_bytes() == before


def test_a_finished_run_writes_a_lost_model_anew_from_its_checkpoint(finished: RunFolder) -> None:
    kept = {path.name: path.read_bytes() for path in finished.model_path.iterdir() if path.is_file()}
    reports, num_steps = finished.metrics(), len(bodies(finished, StepEvent))
    weights = finished.model_path / "task.weights.h5"
    damaged = bytearray(kept["task.weights.h5"])
    damaged[len(damaged) // 2] ^= 1
    weights.write_bytes(damaged)
    # Resuming notices what a look at names and sizes does not.
    finish(finished)
    assert weights.read_bytes() == kept["task.weights.h5"]
    assert (finished.metrics(), len(bodies(finished, StepEvent))) == (reports, num_steps)
    assert is_whole(finished.model_path)


# === Stops, kills, bad input ===


def test_a_spare_worker_takes_a_run_and_a_termination_signal_stops_it(run: RunFolder, tmp_path: Path) -> None:
    spare = SpareWorker(tmp_path / "spare.log")
    assert spare._process is not None
    process = psutil.Process(spare._process.pid)
    start(run, spare)
    wait_for_steps(run, 3)
    assert run.status().pid == process.pid
    process.terminate()
    assert wait_until_over(run) is RunState.STOPPED
    last = bodies(run, StepEvent)[-1].step
    assert bodies(run, CheckpointEvent)[-1].step == last
    assert [body.state for body in bodies(run, StateEvent)][-2:] == [RunState.STOPPING, RunState.STOPPED]
    assert (run.model_path / "fettle.json").is_file()


def test_a_spare_worker_that_is_not_needed_goes_away(tmp_path: Path) -> None:
    spare = SpareWorker(tmp_path / "spare.log")
    assert spare._process is not None
    process = spare._process
    spare.close()
    assert process.wait(TIMEOUT_S) in (0, -signal.SIGTERM)


def test_two_workers_never_do_the_same_run(run: RunFolder) -> None:
    start(run)
    wait_for_steps(run, 1)
    second = subprocess.run(
        module_command("studio.engine.running.worker", str(run.path)),
        env=child_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert second.returncode == 1
    assert "at work already" in second.stderr
    run.ask_to_stop()
    assert wait_until_over(run) is RunState.STOPPED


def test_exit_status_three_tells_of_a_stop(run: RunFolder) -> None:
    with subprocess.Popen(
        module_command("studio.engine.running.worker", str(run.path)),
        env=child_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as worker:  # fmt: skip
        wait_for(lambda: run.status().state.is_active)
        run.ask_to_stop()
        assert worker.wait(TIMEOUT_S) == 3
    assert run.status().state is RunState.STOPPED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"data": {"train": "/nowhere/at/all.csv"}}, "/nowhere/at/all.csv"),
        ({"backbone": {"preset": "/no/such/preset"}}, "/no/such/preset"),
        ({"backbone": {"preset": None, "trainable": {"last_layers": 9}}}, "at most 2"),
        ({"fit": {"monitor": "beauty"}}, "beauty"),
    ],
)
@pytest.mark.usefixtures("_restored_signals")
def test_bad_input_fails_with_status_two_and_says_why(
    tiny_preset: Path, reviews: Path, tmp_path: Path, change: dict[str, Any], expected: str
) -> None:
    from studio.engine.running.worker import main

    spec = make_spec(tiny_preset, reviews).to_json()
    for part, values in change.items():
        spec[part] |= {name: str(tiny_preset) if value is None else value for name, value in values.items()}
    run = Workspace(tmp_path).create_run(RunSpec.parse(spec))
    status = main([str(run.path)])
    (failed,) = bodies(run, FailedEvent)
    assert expected in failed.error["message"]
    assert failed.kept is None
    assert run.status().state is RunState.FAILED
    assert status == 2


def test_data_that_changed_in_between_is_noticed_when_a_run_is_taken_up(
    tiny_preset: Path, reviews: Path, tmp_path: Path
) -> None:
    data = tmp_path / "reviews.csv"
    data.write_bytes(reviews.read_bytes())
    run = Workspace(tmp_path / "workspace").create_run(make_spec(tiny_preset, data, epochs=5000))
    start(run)
    wait_for_steps(run, 3)
    run.ask_to_stop()
    assert wait_until_over(run) is RunState.STOPPED
    data.write_bytes(reviews.read_bytes().replace(b"film", b"play", 3))
    start(run)
    assert wait_until_over(run) is RunState.FAILED
    (failed,) = bodies(run, FailedEvent)
    assert "has changed since the run was started" in failed.error["message"]
    assert failed.kept == bodies(run, CheckpointEvent)[-1].step


def test_the_light_part_of_a_worker_is_up_before_tensorflow() -> None:
    code = "import studio.engine.running.worker, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], env=child_environment(), capture_output=True, check=True)
    assert not {"tensorflow", "keras", "keras_hub"} & set(json.loads(done.stdout))

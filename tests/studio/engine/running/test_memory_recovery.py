"""Workers that find no room for a batch, and go on with smaller ones."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.runs import RunFolder, RunState, Workspace, start, wait_until_over
from studio.runs.events import FailedEvent, LogEvent, StepEvent
from studio.spec import RunSpec
from tests.disturbed_run import complete_checkpoints
from tests.faulty_worker import Fault, faulty_workers
from tests.matrix import cases
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine


def make_spec(preset: Path, data: Path) -> RunSpec:
    # Without dropout, whose numbers are drawn batch by batch.
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(preset), "dropout": 0.0},
            "data": {"train": str(data), "sequence_length": 32},
            "fit": {"epochs": 1, "batch_size": 16, "learning_rate": 1e-3, "precision": "float32"},
        }
    )


@pytest.fixture(scope="module")
def undisturbed(tiny_preset: Path, reviews: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return run_to_the_end(make_spec(tiny_preset, reviews), tmp_path_factory.mktemp("undisturbed"))


def final_weights(run: RunFolder) -> dict[str, Any]:
    with np.load(run.checkpoints_path / str(max(complete_checkpoints(run))) / "weights.npz") as arrays:
        return {name: arrays[name] for name in arrays.files}


@pytest.mark.parametrize("does", cases(["ResourceExhaustedError", "bad_alloc"], ["ResourceExhaustedError"]))
def test_a_run_without_room_for_its_batches_learns_the_same_in_smaller_ones(
    tiny_preset: Path, reviews: Path, tmp_path: Path, undisturbed: RunFolder, does: str
) -> None:
    run = Workspace(tmp_path).create_run(undisturbed.spec())
    # Evaluations compute more at once: they are no part of a step.
    with faulty_workers(Fault("studio.engine.backends.tensorflow.TensorFlowBackend._step", nth=5, does=does)):
        start(run)
        assert wait_until_over(run) is RunState.FINISHED, run.log_path.read_text()
    told = [str(body.message) for body in bodies(run, LogEvent) if body.level == "warning"]
    assert [text for text in told if "8 examples are computed at once instead of 16" in text]
    losses = [[body.loss for body in bodies(each, StepEvent)] for each in (undisturbed, run)]
    np.testing.assert_allclose(losses[1], losses[0], rtol=1e-3, atol=1e-4)
    expected = final_weights(undisturbed)
    for name, array in final_weights(run).items():
        np.testing.assert_allclose(array, expected[name], atol=2e-3, err_msg=name)


def test_a_run_without_room_for_a_single_example_says_so(
    tiny_preset: Path, reviews: Path, tmp_path: Path, undisturbed: RunFolder
) -> None:
    run = Workspace(tmp_path).create_run(undisturbed.spec())
    fault = Fault("studio.engine.backends.tensorflow.TensorFlowBackend._step", does="MemoryError", is_lasting=True)
    with faulty_workers(fault):
        start(run)
        assert wait_until_over(run) is RunState.FAILED
    (failed,) = bodies(run, FailedEvent)
    assert failed.error["type"] == "MemoryFullError"
    assert "not even 1 example at a time" in str(failed.error["message"])
    assert len([body for body in bodies(run, LogEvent) if "computed at once" in str(body.message)]) == 4

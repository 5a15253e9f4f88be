import shutil

import pytest

from studio.runs import RunFolder, RunState, Workspace
from studio.runs.event_log import EventWriter
from studio.runs.events import EvaluationEvent, EventBody, StateEvent, StepEvent
from studio.runs.live import LiveReader, with_live_numbers
from tests.synthetic_run import STEPS, make_run, write_status


@pytest.fixture
def busy(workspace: Workspace) -> RunFolder:
    return make_run(workspace, steps=120)


def append(run: RunFolder, *bodies: EventBody) -> None:
    with EventWriter(run.events_path) as writer:
        for body in bodies:
            writer.write(body)


def test_a_run_at_work_has_loss_metrics_and_the_time_left(workspace: Workspace, busy: RunFolder) -> None:
    listed = workspace.runs()[0]
    row = with_live_numbers(workspace, listed)
    assert listed.metrics == {}
    assert (row.state, row.step, row.num_steps) == (RunState.RUNNING, 120, STEPS)
    assert 0.5 < row.metrics["validation"]["accuracy"] < 0.9
    assert row.loss is not None
    assert row.seconds_left == pytest.approx((STEPS - 120) * 0.53, rel=0.01)


def test_each_look_goes_on_where_the_last_one_ended(busy: RunFolder) -> None:
    reader = LiveReader(busy)
    before = reader.look()
    append(busy, StepEvent(121, 0.46, 0.5, 1e-5, 1.0, 60.0, 1600.0))
    append(busy, EvaluationEvent(121, "validation", {"accuracy": 0.99}, True))
    after = reader.look()
    assert (before.step, after.step) == (120, 121)
    # What was not measured this time stays as it was measured last.
    assert after.metrics == {"validation": {**before.metrics["validation"], "accuracy": 0.99}}


def test_a_run_whose_worker_is_gone_has_crashed_and_has_no_time_left(busy: RunFolder) -> None:
    write_status(busy, RunState.RUNNING, 120, is_dead=True)
    found = LiveReader(busy).look()
    assert (found.status.state, found.seconds_left) == (RunState.CRASHED, None)


def test_a_run_that_was_taken_up_again_is_at_the_step_it_went_back_to(busy: RunFolder) -> None:
    reader = LiveReader(busy)
    reader.look()
    write_status(busy, RunState.RUNNING, 100)
    append(busy, StateEvent(RunState.RUNNING, 100))
    found = reader.look()
    assert (found.step, found.seconds_left) == (100, None)


def test_a_finished_run_is_left_as_the_index_has_it(workspace: Workspace) -> None:
    make_run(workspace, steps=STEPS, state=RunState.FINISHED)
    listed = workspace.runs()[0]
    assert with_live_numbers(workspace, listed) is listed


def test_a_run_that_is_deleted_meanwhile_keeps_its_row(workspace: Workspace, busy: RunFolder) -> None:
    listed = workspace.runs()[0]
    shutil.rmtree(busy.path)
    assert with_live_numbers(workspace, listed) == listed

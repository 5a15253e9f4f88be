"""What features of a frozen backbone take, before they are computed."""

from dataclasses import replace

import pytest

from studio import catalogue
from studio.devices import Computer
from studio.files import write_json
from studio.planning import forecast
from studio.planning.features import MOST_BYTES, feature_bytes, room_bytes
from studio.planning.forecast_speed import Measured, measured_speed
from studio.runs import EventWriter, RunState, Workspace
from studio.runs.events import FinishedEvent
from studio.spec import RunSpec

MINILM = catalogue.find(catalogue.BUNDLED_NAME)
COMPUTER = Computer("a processor", 2, 24 * 10**9, ())


def make_spec(task="text_classification", epochs=3, **backbone):
    return RunSpec.parse(
        {
            "task": task,
            "backbone": {"preset": MINILM.name, "trainable": "head", **backbone},
            "data": {"train": "a.csv", "validation_fraction": 0.0},
            "fit": {"epochs": epochs},
        }
    )


def seconds(spec, measured=None, num_rows=10_000):
    steps = forecast.count_steps(num_rows, spec.data, spec.fit)
    return forecast.duration(steps, spec, MINILM, COMPUTER, 30.0, measured).seconds


def test_features_last_where_nothing_in_the_backbone_changes_or_is_drawn():
    assert make_spec().has_lasting_features
    assert make_spec(dropout=0.0).has_lasting_features
    assert not make_spec(dropout=0.1).has_lasting_features
    assert not make_spec(trainable="lora").has_lasting_features
    assert not make_spec(task="masked_lm").has_lasting_features
    assert make_spec(task="masked_lm").has_still_backbone


def test_a_vector_for_each_token_takes_more_room_than_one_for_each_text():
    assert feature_bytes(make_spec(), 384, 1000, 30.0) == 1000 * 384 * 4
    assert feature_bytes(make_spec("token_classification"), 384, 1000, 30.0) == 1000 * 30 * 384 * 4
    assert feature_bytes(make_spec("extractive_qa"), 384, 1000, 5000.0) == 1000 * 256 * 384 * 4


def test_features_leave_half_of_a_disk_and_half_of_the_cache():
    assert room_bytes(10**9) == 5 * 10**8
    assert room_bytes(10**12) == MOST_BYTES


def test_epochs_cost_next_to_nothing_where_features_are_computed_once():
    once = [seconds(make_spec(epochs=epochs)) for epochs in (1, 30)]
    assert once[0] == once[1]
    each = [seconds(make_spec(epochs=epochs, dropout=0.1)) for epochs in (1, 30)]
    assert each[1] > 5 * each[0]
    # Too large to be kept: computed in each epoch.
    many = [seconds(make_spec("token_classification", epochs), num_rows=10**6) for epochs in (1, 2)]
    assert many[1] > 1.9 * many[0]


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a run that read 20,000 tokens in 8 seconds, and trained 1000 examples 3 times in 3 seconds."""
    workspace = Workspace(tmp_path)
    run = workspace.create_run(make_spec())
    splits = {"train": {"examples": 1000, "tokens": 20_000}}
    frozen = {"computed": "once", "tokens": 20_000, "seconds": 8.0}
    write_json(run.passport_path, {"data": {"splits": splits}, "frozen_backbone": frozen})
    with EventWriter(run.events_path) as writer:
        writer.write(FinishedEvent(96, 21.0, 1000.0, {}))
    run.write_status(replace(run.status(), state=RunState.FINISHED, step=96, num_steps=96, seconds=21.0))
    return workspace


def test_an_earlier_run_tells_the_speed_of_features_and_of_steps_apart(workspace):
    found = measured_speed(workspace, workspace.runs(), make_spec())
    assert found == Measured(20_000.0, 10.0, 2500.0)
    # 300,000 tokens once, and 3 times as features.
    assert seconds(make_spec(), found) == pytest.approx(10.0 + 300_000 / 2500 + 900_000 / 20_000)


def test_a_run_that_computed_in_each_step_says_nothing_of_features(workspace):
    run = workspace.run(workspace.runs()[0].id)
    write_json(run.passport_path, {**run.passport(), "frozen_backbone": {"computed": "each_step"}})
    assert measured_speed(workspace, workspace.runs(), make_spec()) is None
    assert measured_speed(workspace, workspace.runs(), make_spec(dropout=0.1)) is None

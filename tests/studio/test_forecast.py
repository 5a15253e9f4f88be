from dataclasses import replace

import pytest

from studio import forecast
from studio.catalogue import describe_backbone
from studio.devices import probe
from studio.runs import RunState, Workspace
from studio.spec import RunSpec


def make_spec(**changes):
    architecture = {"num_layers": 2, "hidden_dim": 64, "num_heads": 2, **changes.pop("architecture", {})}
    data = {
        "task": "text_classification",
        "backbone": {"architecture": architecture},
        "data": {"train": "a.csv"},
        "fit": {"batch_size": 10},
    }
    return RunSpec.parse(data | changes)


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a run that trained 1000 examples in 50 seconds."""
    workspace = Workspace(tmp_path)
    run = workspace.create_run(make_spec())
    run.write_status(replace(run.status(), state=RunState.FINISHED, step=100, num_steps=100, seconds=50.0))
    return workspace


def speed(workspace, spec):
    return forecast.examples_per_second(workspace, workspace.runs(), spec)


def test_an_earlier_run_of_the_same_architecture_tells_the_speed(workspace):
    assert speed(workspace, make_spec()) == pytest.approx(20.0)


@pytest.mark.parametrize(
    "changes",
    [
        {"architecture": {"positions": "rotary"}},
        {"architecture": {"tokenizer": "character"}},
        {"task": "masked_lm"},
        {"backbone": {"preset": "minilm_l6_en_uncased"}},
    ],
)
def test_one_of_another_kind_does_not_even_where_it_bears_the_same_name(workspace, changes):
    assert speed(workspace, make_spec(**changes)) is None


def test_without_an_earlier_run_the_time_follows_from_the_size_of_the_architecture():
    seconds = []
    for num_layers in (1, 8):
        spec = make_spec(architecture={"num_layers": num_layers})
        steps = forecast.count_steps(50_000, spec.data, spec.fit)
        found = forecast.duration(steps, spec, describe_backbone(spec.backbone), probe(), 100.0, None)
        assert found.basis == "rough"
        seconds.append(found.seconds)
    assert seconds[1] > 2 * seconds[0]


def test_guessing_hidden_tokens_takes_memory_for_each_token_of_the_vocabulary() -> None:
    data = {"task": "masked_lm", "backbone": {"preset": "minilm_l6_en_uncased"}, "data": {"train": "a.csv"}}
    masked = RunSpec.parse(data | {"fit": {"batch_size": 16}})
    preset = describe_backbone(masked.backbone)
    assert preset is not None
    plain = masked.model_copy(update={"task": "text_classification"})
    ours, theirs = forecast.memory(masked, preset), forecast.memory(plain, preset)
    assert ours is not None
    assert theirs is not None
    # 39 hidden tokens in each of 16 texts of 256 tokens: logits, their softmax and its gradient.
    assert ours.total_bytes - theirs.total_bytes == 3 * 16 * 39 * 30_522 * 4

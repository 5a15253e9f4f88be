from dataclasses import replace
from types import SimpleNamespace

import pytest

from studio import tasks
from studio.catalogue import describe_backbone
from studio.devices import probe
from studio.files import write_json
from studio.planning import forecast
from studio.planning.forecast_speed import Measured, measured_speed, measured_speeds
from studio.runs import EventWriter, RunState, Workspace
from studio.runs.events import FinishedEvent
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
    """A workspace with a run that trained 1000 examples of 20 tokens in 40 seconds, and took 10 seconds besides."""
    workspace = Workspace(tmp_path)
    finish(workspace.create_run(make_spec()))
    return workspace


def finish(run, *, seconds=50.0, rate=25.0, examples=1000, tokens=20_000, step=100):
    write_json(run.passport_path, {"data": {"splits": {"train": {"examples": examples, "tokens": tokens}}}})
    with EventWriter(run.events_path) as writer:
        writer.write(FinishedEvent(step, seconds, rate, {}))
    run.write_status(replace(run.status(), state=RunState.FINISHED, step=step, num_steps=step, seconds=seconds))


def speed(workspace, spec):
    return measured_speed(workspace, workspace.runs(), spec)


def test_an_earlier_run_of_the_same_architecture_tells_the_speed(workspace):
    epochs = make_spec().fit.epochs
    trained_s = 1000 * epochs / 25.0
    found = speed(workspace, make_spec())
    assert found.tokens_per_second == pytest.approx(500.0)
    assert found.other_s == pytest.approx(max(0.0, 50.0 - trained_s))


def test_the_time_follows_the_length_of_the_texts_and_not_their_number_alone(workspace):
    spec, preset = make_spec(), describe_backbone(make_spec().backbone)
    steps = forecast.count_steps(1000, spec.data, spec.fit)
    measured = Measured(500.0, 10.0)
    short, long = (forecast.duration(steps, spec, preset, probe(), tokens, measured).seconds for tokens in (20.0, 40.0))
    assert long - 10.0 == pytest.approx(2 * (short - 10.0))


def test_the_start_of_a_short_run_is_not_taken_for_its_speed(tmp_path):
    workspace = Workspace(tmp_path)
    finish(workspace.create_run(make_spec(fit={"epochs": 1})), seconds=100.0, examples=1000, rate=100.0)
    found = speed(workspace, make_spec())
    assert found == Measured(2000.0, 90.0)


def test_a_run_without_its_end_or_its_passport_says_nothing(workspace):
    run = workspace.run(workspace.runs()[0].id)
    run.passport_path.unlink()
    assert speed(workspace, make_spec()) is None
    finish(run)
    run.events_path.write_text("no event\n", encoding="utf-8")
    assert speed(workspace, make_spec()) is None


def test_the_speeds_of_all_backbones_are_found_by_name(workspace):
    other = make_spec(backbone={"preset": "bert_tiny_en_uncased"})
    finish(workspace.create_run(other))
    found = measured_speeds(workspace, workspace.runs(), other)
    assert list(found) == ["bert_tiny_en_uncased"]


@pytest.mark.parametrize(
    "changes",
    [
        {"architecture": {"positions": "rotary"}},
        {"architecture": {"tokenizer": "character"}},
        {"task": "masked_lm"},
        {"backbone": {"preset": "minilm_l6_en_uncased"}},
        {"fit": {"precision": "float32"}},
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
    plain = masked.model_copy(update={"task": tasks.get("text_classification")})
    ours, theirs = forecast.memory(masked, preset), forecast.memory(plain, preset)
    assert ours is not None
    assert theirs is not None
    # 39 hidden tokens in each of 16 texts of 256 tokens: logits, their softmax and its gradient.
    assert ours.total_bytes - theirs.total_bytes == 3 * 16 * 39 * 30_522 * 4


def test_documents_count_by_the_pairs_that_they_fill():
    words = SimpleNamespace(mean=1000.0, max=2000)
    profile = SimpleNamespace(num_usable=20, words=words, inputs=())
    texts = forecast.Texts.of(profile, 128, [900, 1500], long_texts="pairs")
    # 20 documents of 1200 tokens, and a third more that is borrowed.
    assert texts == forecast.Texts(round(20 * 1200 * 4 / 3 / 128), 128.0, 128.0)


def test_texts_count_by_the_rows_that_they_fill_or_go_on_in():
    words = SimpleNamespace(mean=30.0, max=300)
    profile = SimpleNamespace(num_usable=100, words=words, inputs=())
    make, counts = forecast.Texts.of, [20, 30, 250]
    assert make(profile, 100, counts) == forecast.Texts(100, 50.0, 250.0)
    # 20, 30, and 100, 100 and 50: five examples of three texts, 60 tokens each.
    assert make(profile, 100, counts, long_texts="continued") == forecast.Texts(167, 60.0, 250.0)
    assert make(profile, 100, counts, long_texts="continued", is_packed=True) == forecast.Texts(100, 100.0, 100.0)
    assert make(profile, 100, counts, long_texts="shortened", is_packed=True) == forecast.Texts(50, 100.0, 100.0)


def test_the_speed_of_pairs_is_told_by_tokens_and_apart_from_that_of_texts(tmp_path):
    def masked(is_on):
        return make_spec(
            task="masked_lm",
            data={"train": "a.txt", "sequence_length": 100},
            settings={"next_sentence": is_on},
        )

    workspace = Workspace(tmp_path)
    # 30 documents of 1000 tokens: 400 pairs of 100 tokens in each epoch, 10 of them in a second.
    finish(workspace.create_run(masked(True)), seconds=200.0, rate=10.0, examples=30, tokens=30_000)
    found = speed(workspace, masked(True))
    assert found.tokens_per_second == pytest.approx(1000.0)
    assert found.other_s == pytest.approx(200.0 - 400 * masked(True).fit.epochs / 10.0)
    assert speed(workspace, masked(False)) is None

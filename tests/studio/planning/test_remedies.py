import pytest

from studio import catalogue
from studio.devices import Computer
from studio.planning import forecast
from studio.planning.forecast import Room
from studio.planning.remedies import remedies
from studio.spec import RunSpec

PRESET = catalogue.find("bert_base_en_uncased")


def make_spec(batch_size=32, sequence_length=256, trainable="all"):
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": PRESET.name, "trainable": trainable},
            "data": {"train": "a.csv", "sequence_length": sequence_length},
            "fit": {"batch_size": batch_size},
        }
    )


def computer(gigabytes):
    return Computer("a processor", 2, int(gigabytes * 1e9), ())


def test_what_fits_needs_no_change():
    assert remedies(make_spec(), PRESET, computer(64)) == ()


@pytest.mark.parametrize("gigabytes", [4, 5, 6, 8])
def test_every_change_makes_it_fit(gigabytes):
    spec, here = make_spec(), computer(gigabytes)
    found = remedies(spec, PRESET, here)
    assert found
    for remedy in found:
        use = forecast.memory(remedy.spec, PRESET, here)
        assert use.total_bytes == remedy.memory_bytes
        assert Room.of(here).holds(use)
        assert "{" not in str(remedy.reason)


def test_a_smaller_batch_is_made_up_for_by_accumulation():
    first = remedies(make_spec(), PRESET, computer(6))[0]
    assert first.spec.fit.batch_size * first.spec.fit.accumulation_steps == 32
    assert first.spec.fit.batch_size < 32
    assert str(first.reason).startswith(f"Set the batch size to {first.spec.fit.batch_size} and the accumulation")


def test_of_each_kind_the_smallest_change_is_named():
    lengths = [remedy.spec.data.sequence_length for remedy in remedies(make_spec(), PRESET, computer(6))]
    assert len(set(lengths) - {256}) == 1
    longer = make_spec(sequence_length=max(set(lengths) - {256}) * 2)
    assert not Room.of(computer(6)).holds(forecast.memory(longer, PRESET, computer(6)))


def test_nothing_is_said_where_nothing_helps():
    assert remedies(make_spec(), PRESET, computer(1)) == ()


def test_the_head_alone_is_not_offered_to_who_trains_it_already():
    messages = [str(remedy.reason) for remedy in remedies(make_spec(256, trainable="head"), PRESET, computer(2.2))]
    assert not any("head" in message or "LoRA" in message for message in messages)

import pytest

from studio import catalogue, forecast
from studio.forecast import Room
from studio.remedies import remedies
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


def room(gigabytes):
    return Room(int(gigabytes * 1e9), is_accelerator=False)


def test_what_fits_needs_no_change():
    assert remedies(make_spec(), PRESET, room(64)) == ()


@pytest.mark.parametrize("gigabytes", [4, 5, 6, 8])
def test_every_change_makes_it_fit(gigabytes):
    spec, space = make_spec(), room(gigabytes)
    found = remedies(spec, PRESET, space)
    assert found
    for remedy in found:
        use = forecast.memory(remedy.spec, PRESET)
        assert use.total_bytes == remedy.memory_bytes
        assert space.holds(use)
        assert "{" not in remedy.reason.message


def test_a_smaller_batch_is_made_up_for_by_accumulation():
    first = remedies(make_spec(), PRESET, room(6))[0]
    assert first.spec.fit.batch_size * first.spec.fit.accumulation_steps == 32
    assert first.spec.fit.batch_size < 32
    assert first.reason.message.startswith(f"Set the batch size to {first.spec.fit.batch_size} and the accumulation")


def test_of_each_kind_the_smallest_change_is_named():
    lengths = [remedy.spec.data.sequence_length for remedy in remedies(make_spec(), PRESET, room(6))]
    assert len(set(lengths) - {256}) == 1
    longer = make_spec(sequence_length=max(set(lengths) - {256}) * 2)
    assert not room(6).holds(forecast.memory(longer, PRESET))


def test_nothing_is_said_where_nothing_helps():
    assert remedies(make_spec(), PRESET, room(1)) == ()


def test_the_head_alone_is_not_offered_to_who_trains_it_already():
    messages = [remedy.reason.message for remedy in remedies(make_spec(256, trainable="head"), PRESET, room(2.2))]
    assert not any("head" in message or "LoRA" in message for message in messages)

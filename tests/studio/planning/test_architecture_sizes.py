import pytest

from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from studio.catalogue import describe_architecture
from studio.planning import forecast
from studio.planning.architecture_sizes import architecture_sizes
from studio.sizes import count_parameters
from studio.spec import BackboneSpec, DataSpec, FitSpec, RunSpec


def sizes_of(architecture, batch_size, sequence_length):
    data = DataSpec(train="a.csv", sequence_length=sequence_length)
    return architecture_sizes(architecture, FitSpec(batch_size=batch_size), data)


def test_the_sizes_of_an_architecture_are_for_no_more_tokens_than_it_takes():
    architecture = ArchitectureSpec(max_sequence_length=64)
    sizes = sizes_of(architecture, batch_size=4, sequence_length=512)
    assert sizes.sequence_length == 64
    assert sizes == sizes_of(architecture, batch_size=4, sequence_length=64)


def test_all_parameters_of_a_backbone_from_scratch_are_trained():
    architecture = find_architecture("small_llama").architecture
    sizes = sizes_of(architecture, batch_size=4, sequence_length=32)
    total = count_parameters(architecture).total
    assert sizes.training.weights_bytes == sizes.inference.weights_bytes == 4 * total
    assert sizes.training.moments_bytes == 8 * total


def test_both_sides_of_an_encoder_decoder_keep_activations():
    one, pair = (
        sizes_of(ArchitectureSpec(kind=kind), 4, 32).training.activations_bytes
        for kind in ("encoder", "encoder_decoder")
    )
    assert pair > 2 * one


@pytest.mark.parametrize("part", ["training", "inference"])
def test_the_parts_of_the_memory_are_in_the_json(part):
    data = sizes_of(ArchitectureSpec(), 4, 32).to_json()
    assert sum(data[f"{part}_memory"].values()) == data[f"{part}_bytes"]
    assert sum(data["parameters"].values()) == data["num_parameters"]


@pytest.mark.parametrize("kind", ["encoder", "decoder", "encoder_decoder"])
def test_the_memory_to_train_is_the_forecast_of_the_run(kind):
    architecture, fit, data = ArchitectureSpec(kind=kind), FitSpec(batch_size=12), DataSpec(train="a.csv")
    spec = RunSpec(task="text_classification", backbone=BackboneSpec(architecture=architecture), data=data, fit=fit)
    expected = forecast.memory(spec, describe_architecture(architecture))
    assert architecture_sizes(architecture, fit, data).training == expected

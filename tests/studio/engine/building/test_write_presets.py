import json

import pytest

import resources

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def write_presets():
    return pytest.importorskip("studio.engine.building.write_presets")


def test_the_file_holds_what_the_installed_library_says(write_presets):
    written = json.loads(resources.path("presets.json").read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(write_presets.collect())), (
        "run `python -m studio.engine.building.write_presets`"
    )


def test_every_correction_is_still_needed(write_presets):
    from keras_hub.src.utils.preset_utils import BUILTIN_PRESETS

    said = [" ".join(entry["metadata"]["description"].split()) for entry in BUILTIN_PRESETS.values()]
    for wrong, _ in write_presets.CORRECTIONS + write_presets.writer_presets.CORRECTIONS:
        assert any(wrong in text for text in said), wrong


def test_every_backbone_that_classifies_or_writes_has_a_family(write_presets):
    assert write_presets.unknown_backbones() == set()


def test_the_families_that_write_are_those_whose_writing_is_tested(write_presets):
    from tests.studio.engine.generation.tiny_writers import CAUSAL, SEQ2SEQ

    assert set(write_presets.WRITING_FAMILIES) == {f"{name}Backbone" for name, _ in (CAUSAL | SEQ2SEQ).values()}


@pytest.mark.parametrize(
    "name",
    ["AlbertBackbone", "BertBackbone", "DebertaV3Backbone", "DistilBertBackbone", "FNetBackbone", "RobertaBackbone",
     "XLMRobertaBackbone"],
)  # fmt: skip
def test_parameters_are_counted_as_the_library_counts_them(write_presets, name):
    import keras_hub

    shape = {"num_layers": 2, "hidden_dim": 128, "vocabulary_size": 30, "intermediate_dim": 512}
    extra = {} if name == "FNetBackbone" else {"num_heads": 2}
    if name == "AlbertBackbone":
        extra |= {"embedding_dim": 128}
    # The count of DeBERTa holds its 256 buckets to each side, whatever the longest sequence.
    backbone = getattr(keras_hub.models, name)(**shape, **extra, max_sequence_length=512)
    assert write_presets.count_parameters(name, 2, 128, 30, 512) == backbone.count_params()

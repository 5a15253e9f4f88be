import pytest

from studio.planning.advice import advise
from studio.spec import RunSpec
from tests.tiny_gguf import write_gguf


def make_spec(backbone, **fit):
    return RunSpec.parse(
        {"task": "text_classification", "backbone": backbone, "data": {"train": "a.csv"}, "fit": {**fit}}
    )


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        ({}, ["A learning rate of 5e-05 is low for a backbone from scratch", "3 epochs are few"]),
        ({"learning_rate": 1e-3}, ["3 epochs are few"]),
        ({"learning_rate": 1e-4, "epochs": 5}, []),
    ],
)
def test_settings_for_fine_tuning_are_questioned_from_scratch(fit, words):
    found = advise(make_spec({"architecture": {}}, **fit))
    assert len(found) == len(words)
    assert all(word in str(finding.message) for word, finding in zip(words, found, strict=True))
    assert {finding.level for finding in found} <= {"warning"}


def test_settings_for_fine_tuning_are_not_questioned_for_a_pretrained_backbone():
    assert advise(make_spec({"preset": "minilm_l6_en_uncased"})) == ()


def test_a_high_learning_rate_is_questioned_where_all_of_a_pretrained_backbone_is_trained():
    preset = {"preset": "minilm_l6_en_uncased"}
    (finding,) = advise(make_spec(preset, learning_rate=3e-4))
    assert finding.level == "warning"
    assert str(finding.message).startswith("A learning rate of 0.0003 is high where all of a pretrained backbone")
    assert advise(make_spec(preset, learning_rate=1e-4)) == ()


def test_texts_longer_than_all_that_a_backbone_was_trained_on_are_questioned(tmp_path):
    preset = str(write_gguf(tmp_path / "tiny.gguf"))

    def advice(length):
        data = {"train": "a.csv", "sequence_length": length}
        return advise(RunSpec.parse({"task": "text_generation", "backbone": {"preset": preset}, "data": data}))

    # What the file names as `llama.context_length`.
    assert advice(128) == ()
    (finding,) = advice(129)
    assert finding.level == "warning"
    assert f"{preset} was trained on texts of up to 128 tokens, and texts of up to 129 are to be read" in str(
        finding.message
    )


def test_the_longer_of_two_lengths_counts(tmp_path):
    lengths = {"source_length": 2000, "target_length": 20}
    data = {"train": "a.csv", "columns": {"source": "a", "target": "b"}}
    bart = {"preset": "bart_base_en"}
    (finding,) = advise(RunSpec.parse({"task": "translation", "backbone": bart, "data": data, "settings": lengths}))
    assert "trained on texts of up to 1024 tokens, and texts of up to 2000" in str(finding.message)


@pytest.mark.parametrize("trainable", ["head", "lora", {"last_layers": 2}])
def test_a_high_learning_rate_is_usual_where_the_backbone_is_kept(trainable):
    assert advise(make_spec({"preset": "minilm_l6_en_uncased", "trainable": trainable}, learning_rate=1e-3)) == ()

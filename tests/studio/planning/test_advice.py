import pytest

from studio.planning.advice import advise
from studio.spec import RunSpec


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


@pytest.mark.parametrize("trainable", ["head", "lora", {"last_layers": 2}])
def test_a_high_learning_rate_is_usual_where_the_backbone_is_kept(trainable):
    assert advise(make_spec({"preset": "minilm_l6_en_uncased", "trainable": trainable}, learning_rate=1e-3)) == ()

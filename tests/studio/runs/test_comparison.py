from studio.architecture import ArchitectureSpec
from studio.runs import Workspace
from studio.runs.comparison import differences, read_curves
from studio.spec import BackboneSpec
from studio.tasks.classification import ClassificationSettings
from tests.synthetic_run import make_run, make_spec


def test_only_settings_that_differ_are_told():
    specs = [make_spec("a", learning_rate=1e-5), make_spec("b", learning_rate=2e-5), make_spec("c", learning_rate=1e-5)]
    (found,) = differences(specs)
    assert (found.path, found.label, found.values) == ("fit.learning_rate", "Learning rate", (1e-5, 2e-5, 1e-5))


def test_a_task_s_own_settings_are_compared_too():
    weighted = make_spec("b").model_copy(update={"settings": ClassificationSettings(class_weights="balanced")})
    (found,) = differences([make_spec("a"), weighted])
    assert (found.path, found.label) == ("settings.class_weights", "Class weights")
    assert found.values == ("none", "balanced")


def test_runs_with_the_same_settings_do_not_differ():
    assert differences([make_spec("a"), make_spec("b")]) == []


def from_scratch(**architecture):
    backbone = BackboneSpec(architecture=ArchitectureSpec(**architecture))
    return make_spec("scratch").model_copy(update={"backbone": backbone})


def test_backbones_from_scratch_are_compared_setting_by_setting():
    found = differences([from_scratch(num_layers=2), from_scratch(num_layers=3, positions="rotary")])
    assert [(entry.label, entry.values) for entry in found] == [
        ("Backbone", ("encoder 2 × 256", "encoder 3 × 256")),
        ("Layers", (2, 3)),
        ("Positions", ("learned", "rotary")),
    ]


def test_a_backbone_from_scratch_is_compared_with_a_pretrained_one_by_its_name():
    pretrained = make_spec("a")
    (found,) = differences([pretrained, from_scratch()])
    assert (found.label, found.values) == ("Backbone", (pretrained.backbone.preset, "encoder 4 × 256"))


def test_curves_hold_every_step_and_every_metric(tmp_path):
    run = make_run(Workspace(tmp_path), steps=120)
    curves = read_curves(run)
    assert curves.loss[0].tolist() == list(range(1, 121))
    assert sorted(curves.evaluations) == ["accuracy", "loss", "macro_f1"]
    assert curves.evaluations["accuracy"][0].tolist() == [50, 100]

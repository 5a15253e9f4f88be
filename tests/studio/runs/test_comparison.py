from studio.runs import Workspace
from studio.runs.comparison import differences, read_curves
from tests.synthetic_run import make_run, make_spec


def test_only_settings_that_differ_are_told():
    specs = [make_spec("a", learning_rate=1e-5), make_spec("b", learning_rate=2e-5), make_spec("c", learning_rate=1e-5)]
    (found,) = differences(specs)
    assert (found.path, found.label, found.values) == ("fit.learning_rate", "Learning rate", (1e-5, 2e-5, 1e-5))


def test_runs_with_the_same_settings_do_not_differ():
    assert differences([make_spec("a"), make_spec("b")]) == []


def test_curves_hold_every_step_and_every_metric(tmp_path):
    run = make_run(Workspace(tmp_path), steps=120)
    curves = read_curves(run)
    assert curves.loss[0].tolist() == list(range(1, 121))
    assert sorted(curves.evaluations) == ["accuracy", "loss", "macro_f1"]
    assert curves.evaluations["accuracy"][0].tolist() == [50, 100]

import pytest

from studio import tasks
from studio.errors import SpecError


@pytest.mark.parametrize("name", tasks.names())
def test_every_task_is_complete(name):
    task = tasks.get(name)
    assert task.name == name
    assert task.label
    assert task.help
    metric_names = [metric.name for metric in task.metrics]
    assert len(set(metric_names)) == len(metric_names)
    assert task.metric("auto").name == task.monitor
    assert set(task.key_metrics) <= set(metric_names)
    assert any(role.is_required for role in task.roles)
    for role in task.roles:
        assert role.guesses
        assert all(guess == guess.lower() for guess in role.guesses)


def test_an_unknown_task_is_refused_with_those_known():
    with pytest.raises(SpecError, match=r"expected one of .*text_classification.*Received: poetry"):
        tasks.get("poetry")


def test_an_unknown_metric_is_refused_with_those_known():
    with pytest.raises(SpecError, match=r"fit\.monitor: expected one of loss, accuracy.*Received: luck"):
        tasks.get("text_classification").metric("luck")

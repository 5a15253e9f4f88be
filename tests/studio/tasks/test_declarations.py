"""What every task declares fits together."""

import pytest

from studio import tasks


@pytest.mark.parametrize("name", tasks.names())
def test_an_export_s_outputs_can_be_compared(name: str) -> None:
    task = tasks.get(name)
    names = [output.name for output in task.outputs]
    assert len(set(names)) == len(names) >= 1
    by_name = {output.name: output for output in task.outputs}
    for output in task.outputs:
        assert (output.comparison in ("likeliest", "threshold")) is bool(output.ranking)
        assert not output.ranking or by_name[output.ranking].comparison == "close"
        assert (output.comparison == "exact") is (output.tolerance == 0.0)
        assert output.dtype == "float32" or output.comparison != "close"


@pytest.mark.parametrize("name", tasks.names())
def test_a_task_is_given_something_and_monitors_what_it_measures(name: str) -> None:
    task = tasks.get(name)
    assert task.inputs, "nothing could be asked"
    assert task.metric("auto").name == task.monitor
    assert {task.metric(metric).name for metric in task.key_metrics} == set(task.key_metrics)
    assert task.has_classes is any(role.side == "target" and role.kind == "class" for role in task.roles)

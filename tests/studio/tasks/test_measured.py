"""Which metric of a task comes first, by what its data can be measured by."""

import pytest

from studio import tasks

SEARCHED = ("loss", "recall_at_1", "recall_at_5", "recall_at_10", "mrr", "ndcg_at_10")


def test_scored_pairs_are_judged_by_the_order_of_their_scores() -> None:
    task = tasks.get("text_embedding")
    scored = task.measured(("loss", "spearman"))
    assert (scored.metric("auto").name, scored.key_metrics) == ("spearman", ("spearman",))
    assert scored.metric("loss").name == "loss"
    assert task.measured(SEARCHED) == task
    # All scores alike have no order.
    assert task.measured(("loss",)) == task


@pytest.mark.parametrize("name", tasks.names())
def test_before_anything_is_measured_a_task_is_as_it_was_declared(name: str) -> None:
    assert tasks.get(name).measured(()) == tasks.get(name)

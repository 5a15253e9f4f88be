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


def test_a_fraction_that_comes_with_a_setting_is_shown_beside_the_task_s_own() -> None:
    task = tasks.get("masked_lm")
    paired = task.measured(("loss", "perplexity", "accuracy", "next_sentence_loss", "next_sentence_accuracy"))
    assert paired.key_metrics == ("perplexity", "accuracy", "next_sentence_accuracy")
    assert paired.metric("auto") == task.metric("auto") == task.metric("loss")
    assert task.measured(("loss", "perplexity", "accuracy")) is task


def test_pairs_are_learned_where_a_task_has_the_setting_and_it_is_on() -> None:
    masked, classes = tasks.get("masked_lm"), tasks.get("text_classification")
    on, off = masked.settings(next_sentence=True), masked.settings()
    assert (masked.learns_pairs(on), masked.learns_pairs(off), masked.learns_pairs({})) == (True, False, False)
    assert masked.learns_pairs({"next_sentence": True})
    assert not classes.learns_pairs(classes.settings())
    assert (masked.trains_pooler(on), masked.trains_pooler(off)) == (True, False)
    assert classes.trains_pooler(classes.settings())

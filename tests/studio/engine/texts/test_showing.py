import numpy as np

from studio.engine.texts.batches import Batch
from studio.engine.texts.showing import show_targets


def batch(**targets):
    ids = np.zeros((1, 4), np.int32)
    return Batch({"token_ids": ids}, {name: np.array([value]) for name, value in targets.items()}, 1, 4)


def test_a_class_is_named_and_a_number_stays_a_number():
    assert show_targets(batch(label=np.int32(1), value=np.float32(2.5)), 0, ("bad", "good")).whole == ("good", "2.5")


def test_a_whole_number_that_is_no_class_is_left_out():
    assert show_targets(batch(first_text=np.int64(-(2**60))), 0, ()).whole == ()


def test_labels_that_apply_are_named():
    assert show_targets(batch(labels=np.array([1, 0, 1], np.uint8)), 0, ("art", "war", "film")).whole == ("art", "film")


def test_what_is_said_of_tokens_stands_under_those_that_count():
    shown = show_targets(batch(tags=np.array([-1, 0, 1, -1], np.int32)), 0, ("O", "B-PER"))
    assert shown.under == {1: "O", 2: "B-PER"}
    assert shown.whole == ()

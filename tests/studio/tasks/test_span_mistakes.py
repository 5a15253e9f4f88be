import numpy as np
import pytest

from studio.tasks.span_mistakes import NONE, span_mistakes


def spans(*rows):
    return np.array(rows, np.int32).reshape(-1, 3)


@pytest.mark.parametrize(
    ("found", "kind", "meant"),
    [
        ((0, 5, 0), "right", NONE),
        ((0, 5, 1), "type", 0),
        ((0, 3, 0), "boundary", 0),
        ((4, 6, 0), "boundary", 0),
        ((0, 3, 1), "spurious", NONE),
        ((5, 8, 0), "spurious", NONE),
    ],
)
def test_a_span_is_right_or_wrong_in_one_way(found, kind, meant):
    mistakes = span_mistakes(spans((0, 5, 0)), spans(found))
    kinds = {name: bool(getattr(mistakes, f"is_{name}")[0]) for name in ("right", "type", "boundary", "spurious")}
    assert kinds == {name: name == kind for name in kinds}
    assert mistakes.meant.tolist() == [meant]


def test_a_span_is_missing_where_nothing_overlaps_it():
    expected = spans((0, 5, 0), (6, 9, 0), (10, 12, 1))
    mistakes = span_mistakes(expected, spans((4, 7, 1)))
    assert mistakes.is_missing.tolist() == [False, False, True]


def test_of_several_spans_the_one_with_most_in_common_is_meant():
    mistakes = span_mistakes(spans((0, 4, 0), (4, 10, 0), (4, 10, 1)), spans((2, 9, 0)))
    assert mistakes.meant.tolist() == [1]


def test_a_span_of_another_type_at_the_right_place_is_no_boundary_mistake():
    mistakes = span_mistakes(spans((0, 4, 0), (4, 8, 1)), spans((4, 8, 0)))
    assert (mistakes.is_type.tolist(), mistakes.is_boundary.tolist()) == ([True], [False])


def test_without_spans_on_one_side_all_of_the_other_are_wrong():
    assert span_mistakes(spans(), spans((0, 1, 0))).is_spurious.tolist() == [True]
    assert span_mistakes(spans((0, 1, 0)), spans()).is_missing.tolist() == [True]

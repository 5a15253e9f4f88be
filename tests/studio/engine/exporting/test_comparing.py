"""What counts as the same answer, output by output."""

import numpy as np
import pytest

from studio.engine.exporting.comparing import are_close, differing_rows, largest_difference, same_shape, tolerance
from studio.tasks import ExportOutput

EXACT = ExportOutput("label", "string", "exact")
CLOSE = ExportOutput("probabilities", "float32", "close", 1e-5)
LIKELIEST = ExportOutput("tokens", "string", "likeliest", 1e-5, ranking="probabilities")


def strings(*rows):
    return np.array(rows, object)


def numbers(*rows):
    return np.array(rows, np.float32)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (strings("a", "b"), strings("a", "c"), [False, True]),
        # A row with several answers differs where any of them does.
        (strings(["a", "b"], ["c", "d"]), strings(["a", "b"], ["c", ""]), [False, True]),
    ],
)
def test_an_exact_output_differs_where_a_single_value_does(ours, theirs, expected):
    assert differing_rows((EXACT,), {"label": ours}, {"label": theirs}).tolist() == expected


def test_of_two_equally_likely_texts_either_may_come_first():
    ranking = numbers([0.5, 0.5 - 5e-6], [0.6, 0.4])
    ours = {"tokens": strings(["a", "b"], ["a", "b"]), "probabilities": ranking}
    theirs = {"tokens": strings(["b", "a"], ["b", "a"]), "probabilities": ranking}
    assert differing_rows((LIKELIEST, CLOSE), ours, theirs).tolist() == [False, True]
    assert differing_rows((LIKELIEST, CLOSE), ours, ours).tolist() == [False, False]


def test_numbers_are_compared_with_the_tolerance_of_their_own_output():
    loose = ExportOutput("value", "float32", "close", 0.1)
    ours = {"probabilities": numbers([0.5], [0.25]), "value": numbers(10.0, 20.0)}
    near = {"probabilities": numbers([0.500001], [0.25]), "value": numbers(10.05, 20.0)}
    far = near | {"probabilities": numbers([0.5], [0.2501])}
    assert are_close((CLOSE, loose), ours, near)
    assert not are_close((CLOSE, loose), ours, far), "a tolerance of 0.1 is that of the other output"
    assert largest_difference((CLOSE, loose), ours, near) == pytest.approx(0.05, rel=1e-3)
    assert tolerance((EXACT, CLOSE, loose)) == 0.1
    assert tolerance((EXACT,)) == largest_difference((EXACT,), {"label": strings("a")}, {"label": strings("b")}) == 0.0


def test_what_is_not_a_number_is_not_close():
    ours, theirs = {"probabilities": numbers([0.5])}, {"probabilities": numbers([np.nan])}
    assert not are_close((CLOSE,), ours, theirs)
    assert np.isnan(largest_difference((CLOSE,), ours, theirs))


def test_rows_with_any_number_of_entries_are_compared_over_their_padding():
    start = ExportOutput("start", "int32", "exact", is_ragged=True)
    kind = ExportOutput("type", "string", "exact", is_ragged=True)
    chance = ExportOutput("probability", "float32", "close", 1e-5, is_ragged=True)
    flag = ExportOutput("is_label", "bool", "exact")
    outputs = (start, kind, chance, flag)
    ours = {
        "start": np.array([[0, 4], [2, -1]], np.int32),
        "type": strings(["PER", "LOC"], ["PER", ""]),
        "probability": numbers([0.9, 0.8], [0.7, -1.0]),
        "is_label": np.array([[True, False], [False, True]]),
    }
    # Batches of another width than ours, as the process writes them down.
    theirs = {
        "start": [[0, 4, -1], [2]],
        "type": [["PER", "LOC", ""], ["ORG"]],
        "probability": [[0.9, 0.8, -1.0], [0.7]],
        "is_label": [[True, False], [False, True]],
    }
    mine, other = same_shape(outputs, ours, theirs)
    assert other["start"].tolist() == mine["start"].tolist() == [[0, 4, -1], [2, -1, -1]]
    assert differing_rows(outputs, mine, other).tolist() == [False, True]
    assert are_close(outputs, mine, other)
    assert {name: array.dtype.kind for name, array in other.items()} == {
        "start": "i", "type": "O", "probability": "f", "is_label": "b",
    }  # fmt: skip
    empty = same_shape((start,), {"start": np.zeros((2, 0), np.int32)}, {"start": [[], []]})
    assert empty[1]["start"].shape == (2, 0)

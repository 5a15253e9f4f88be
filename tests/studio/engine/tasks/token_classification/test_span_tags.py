"""Spans become tags of pieces and spans again, in Python and inside a graph."""

import numpy as np
import pytest

from studio.data.targets import Ragged


def ragged(*rows):
    values = [span for row in rows for span in row]
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return Ragged(np.array(values, np.int32).reshape(-1, 3), offsets)


# Two texts of pieces that are two code points long, with a blank between.
ROWS = np.array([0, 0, 0, 0, 1, 1], np.int64)
STARTS = np.array([0, 3, 6, 9, 0, 3], np.int32)
ENDS = STARTS + 2
SPANS = ragged([(0, 5, 1), (6, 8, 1)], [(3, 5, 0)], [])


def test_a_span_begins_with_a_tag_of_its_own_and_goes_on_with_another():
    from studio.engine.tasks.token_classification.span_tags import tags_of

    assert tags_of(ROWS, STARTS, SPANS).tolist() == [3, 4, 3, 0, 0, 1]
    assert tags_of(ROWS, STARTS, ragged([], [], [])).tolist() == [0] * 6
    # A span whose first piece has no token begins with the next.
    assert tags_of(ROWS[1:], STARTS[1:], SPANS).tolist() == [3, 3, 0, 0, 1]


def test_a_tag_is_written_as_files_write_it():
    from studio.engine.tasks.token_classification.span_tags import name_of

    assert [name_of(tag, ("PER", "LOC")) for tag in range(5)] == ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def both(tags, probabilities, num_rows=3):
    import tensorflow as tf

    from studio.engine.tasks.token_classification.span_tags import spans_in_graph, spans_of

    tags, probabilities = np.array(tags, np.int32), np.array(probabilities, np.float32)
    found, numbers = spans_of(ROWS, STARTS, ENDS, tags, probabilities, num_rows)
    graph = spans_in_graph(
        *(tf.constant(values) for values in (ROWS, STARTS, ENDS, tags, probabilities)), tf.constant(num_rows, tf.int64)
    )
    np.testing.assert_array_equal(np.stack([part.flat_values for part in graph[:3]], axis=1), found.values)
    np.testing.assert_array_equal(graph[0].row_splits, found.offsets)
    np.testing.assert_array_equal(graph[3].flat_values, numbers)
    return [found[row].tolist() for row in range(num_rows)], numbers


def test_tags_become_the_spans_again_each_as_sure_as_its_least_sure_tag():
    spans, probabilities = both([3, 4, 3, 0, 0, 1], [0.9, 0.7, 0.6, 0.5, 0.8, 0.4])
    assert spans == [[[0, 5, 1], [6, 8, 1]], [[3, 5, 0]], []]
    assert probabilities == pytest.approx([0.7, 0.6, 0.4])


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        # Goes on where nothing was, after another type, and over the end of a text.
        ([0, 4, 4, 0, 0, 0], [[[3, 8, 1]], [], []]),
        ([3, 2, 2, 0, 0, 0], [[[0, 2, 1], [3, 8, 0]], [], []]),
        ([0, 0, 0, 3, 4, 4], [[[9, 11, 1]], [[0, 5, 1]], []]),
        ([0, 0, 0, 0, 0, 0], [[], [], []]),
    ],
)
def test_a_tag_that_goes_on_with_nothing_begins_a_span(tags, spans):
    assert both(tags, [0.5] * 6)[0] == spans

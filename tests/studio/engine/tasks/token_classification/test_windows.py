"""Long texts in windows: every piece is tagged once, with what stands around it."""

import numpy as np
import pytest

MARKS = ((101,), (102,))


def windows_of(lengths, length=10, tokens_a_piece=1):
    import tensorflow as tf

    from studio.engine.tasks.token_classification.windows import cut_windows

    ids = tf.ragged.constant([list(range(n)) for n in lengths], tf.int32, ragged_rank=1)
    starts = tf.ragged.map_flat_values(lambda values: values // tokens_a_piece, ids)
    return cut_windows((ids, starts, starts + 1), MARKS, length)


def test_a_short_text_is_one_window_between_the_special_tokens():
    found = windows_of([3, 0, 8])
    assert found.row_of.numpy().tolist() == [0, 1, 2]
    assert found.token_ids.to_list()[:2] == [[101, 0, 1, 2, 102], [101, 102]]
    assert found.starts.to_list()[0] == [-1, 0, 1, 2, -1]
    assert found.ends.to_list()[0] == [-1, 1, 2, 3, -1]


def test_windows_overlap_and_each_tags_its_part():
    # Room for 8 tokens, of which 2 are shared: 6 further on each.
    found = windows_of([15])
    assert found.token_ids.to_list() == [[101, *range(8), 102], [101, *range(6, 14), 102], [101, *range(12, 15), 102]]
    assert found.starts.to_list() == [
        [-1, *range(7), -1, -1],
        [-1, -1, *range(7, 13), -1, -1],
        [-1, -1, 13, 14, -1],
    ]


@pytest.mark.parametrize("length", [4, 7, 10, 32])
@pytest.mark.parametrize("tokens_a_piece", [1, 3])
def test_every_piece_is_tagged_in_one_window_at_its_first_token(length, tokens_a_piece):
    lengths = [*range(40), 100]
    found = windows_of(lengths, length, tokens_a_piece)
    assert max(len(row) for row in found.token_ids.to_list()) <= length
    rows = np.repeat(found.row_of.numpy(), found.starts.row_lengths().numpy())
    flat = found.starts.flat_values.numpy()
    for row, num_tokens in enumerate(lengths):
        tagged = [start for start in flat[rows == row].tolist() if start >= 0]
        assert tagged == list(range(-(-num_tokens // tokens_a_piece)))

"""Long contexts are cut into windows that overlap, each with the question before it."""

import numpy as np
import pytest

import studio.engine  # isort: skip  # noqa: F401
import tensorflow as tf

from studio.engine.tasks.extractive_qa.windows import WindowLayout, make_windows

pytestmark = pytest.mark.engine

BERT = WindowLayout((101,), (102,), (102,), has_segments=True, sequence_length=12, stride=3)


def windows_of(layout, questions, contexts):
    context = tf.ragged.constant(contexts, tf.int32, row_splits_dtype=tf.int64)
    places = [[10 * index for index, _ in enumerate(row)] for row in contexts]
    starts = tf.ragged.constant(places, tf.int32, row_splits_dtype=tf.int64)
    question = tf.ragged.constant(questions, tf.int32, row_splits_dtype=tf.int64)
    return make_windows(layout, question, context, starts, starts + 5)


def test_a_short_context_is_one_window():
    found = windows_of(BERT, [[7, 8]], [[1, 2, 3]])

    assert found.token_ids.to_list() == [[101, 7, 8, 102, 1, 2, 3, 102]]
    assert found.segment_ids.to_list() == [[0, 0, 0, 0, 1, 1, 1, 1]]
    assert found.answer_mask.to_list() == [[1, 0, 0, 0, 1, 1, 1, 0]]
    assert found.starts.to_list() == [[0, 0, 0, 0, 0, 10, 20, 0]]
    assert found.ends.to_list() == [[0, 0, 0, 0, 5, 15, 25, 0]]
    assert found.places.numpy().tolist() == [4]


def test_windows_begin_a_stride_behind_each_other_until_the_end_is_reached():
    # Nine places are left by the special tokens, seven by the question of two.
    found = windows_of(BERT, [[7, 8], [9]], [list(range(1, 12)), [50]])

    assert [row[4:-1] for row in found.token_ids.to_list()[:3]] == [
        [1, 2, 3, 4, 5, 6, 7],
        [4, 5, 6, 7, 8, 9, 10],
        [7, 8, 9, 10, 11],
    ]
    assert found.row_of.numpy().tolist() == [0, 0, 0, 1]
    assert found.first_tokens.numpy().tolist() == [0, 3, 6, 0]
    assert found.counts.numpy().tolist() == [7, 7, 5, 1]
    assert found.token_ids.to_list()[3] == [101, 9, 102, 50, 102]


def test_a_context_that_just_fits_is_one_window():
    assert windows_of(BERT, [[7, 8]], [list(range(7))]).row_of.numpy().tolist() == [0]


def test_windows_overlap_where_the_stride_is_longer_than_they_are():
    wide = WindowLayout((101,), (102,), (102,), has_segments=True, sequence_length=12, stride=128)
    found = windows_of(wide, [[7]], [list(range(1, 21))])

    assert found.first_tokens.numpy().tolist() == [0, 4, 8, 12]


def test_a_long_question_takes_half_of_the_room():
    found = windows_of(BERT, [list(range(200, 220))], [[1, 2, 3, 4, 5, 6]])

    assert found.token_ids.to_list()[0] == [101, 200, 201, 202, 203, 102, 1, 2, 3, 4, 5, 102]


def test_a_model_without_segments_has_two_separators_and_no_other_segment():
    roberta = WindowLayout((0,), (2, 2), (2,), has_segments=False, sequence_length=12, stride=3)
    found = windows_of(roberta, [[7]], [[1, 2]])

    assert found.token_ids.to_list() == [[0, 7, 2, 2, 1, 2, 2]]
    assert found.answer_mask.to_list() == [[1, 0, 0, 0, 1, 1, 0]]
    assert set(np.concatenate(found.segment_ids.to_list())) == {0}


def test_a_context_without_tokens_gives_an_empty_window():
    found = windows_of(BERT, [[7], [8]], [[], [1]])

    assert found.token_ids.to_list() == [[101, 7, 102, 102], [101, 8, 102, 1, 102]]
    assert found.answer_mask.to_list()[0] == [1, 0, 0, 0]

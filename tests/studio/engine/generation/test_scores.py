"""What must not and should not come next, held to loops over lists."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.generation.drawing import chances, draw
from studio.engine.generation.scores import NEVER, forbid_ends, forbid_repeated, penalize_repetition

SIZE = 7
NUMBERS = np.random.default_rng(3)
texts = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=12)


def scores_of(num_rows=1):
    return NUMBERS.normal(size=(num_rows, SIZE)).astype(np.float32)


def constant(value, dtype="int32"):
    return tf.constant(value, dtype)


@given(texts, st.integers(0, 3), st.sampled_from([1.0, 1.3, 0.7]))
def test_what_occurred_is_divided_and_what_is_negative_multiplied(written, unread, penalty):
    scores = scores_of()
    padded = [written + [0] * unread]
    found = penalize_repetition(
        constant(scores, "float32"), constant(padded), len(written), constant(penalty, "float32")
    )
    expected = scores.copy()
    for token in set(written):
        value = expected[0, token]
        expected[0, token] = value * np.float32(penalty) if value < 0 else value / np.float32(penalty)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@given(texts, st.integers(0, 3), st.integers(0, 4))
def test_no_sequence_is_written_twice(written, unread, size):
    scores = scores_of()
    padded = [written + [0] * unread]
    found = forbid_repeated(constant(scores, "float32"), constant(padded), len(written), constant(size)).numpy()
    sequences = {tuple(written[start : start + size]) for start in range(len(written) - size + 1)} if size else set()
    front = written[len(written) - size + 1 :] if size > 1 else []
    expected = [token for token in range(SIZE) if (*front, token) in sequences]
    assert np.flatnonzero(found[0] == np.float32(NEVER)).tolist() == expected
    np.testing.assert_array_equal(np.delete(found[0], expected), np.delete(scores[0], expected))


def test_a_text_that_is_too_short_does_not_end():
    scores = scores_of(2)
    found = forbid_ends(constant(scores, "float32"), constant([1, 4]), tf.constant([True, False])).numpy()
    assert np.flatnonzero(found[0] == np.float32(NEVER)).tolist() == [1, 4]
    np.testing.assert_array_equal(found[1], scores[1])


def kept_tokens(scores, temperature, top_k, top_p, min_p):
    """Return the probabilities of the tokens that may be drawn, as their definitions say."""
    values = np.exp(scores.astype(np.float64) / temperature)
    order = np.argsort(-values, kind="stable")
    order = order[:top_k] if top_k else order
    probabilities = values[order] / values[order].sum()
    kept, reached = {}, 0.0
    for token, probability in zip(order, probabilities, strict=True):
        if reached >= top_p and top_p < 1:
            break
        reached += probability
        if probability >= min_p * probabilities[0]:
            kept[int(token)] = probability
    total = sum(kept.values())
    return {token: probability / total for token, probability in kept.items()}


@pytest.mark.parametrize(
    ("temperature", "top_k", "top_p", "min_p"),
    [
        (1.0, 0, 1.0, 0.0),
        (0.5, 0, 1.0, 0.0),
        (1.0, 3, 1.0, 0.0),
        (1.0, 0, 0.6, 0.0),
        (1.0, 0, 1.0, 0.4),
        (2.0, 4, 0.8, 0.3),
    ],
)
def test_tokens_are_drawn_as_often_as_their_probabilities_say(temperature, top_k, top_p, min_p):
    scores, num_rows = scores_of(), 4001
    chance = (np.arange(num_rows) + 0.5) / num_rows
    drawn = draw(
        tf.repeat(constant(scores, "float32"), num_rows, axis=0),
        constant(chance, "float32"),
        constant(temperature, "float32"),
        constant(top_k),
        constant(top_p, "float32"),
        constant(min_p, "float32"),
    ).numpy()
    expected = kept_tokens(scores[0], temperature, top_k, top_p, min_p)
    assert set(drawn.tolist()) == set(expected)
    for token, probability in expected.items():
        assert abs(np.mean(drawn == token) - probability) < 2 / num_rows


def test_a_row_draws_the_same_whatever_is_drawn_beside_it():
    together = chances(constant(5), constant(9), constant([0, 1, 2])).numpy()
    np.testing.assert_array_equal(chances(constant(5), constant(9), constant([2])).numpy()[0], together[2])
    assert len({*together.ravel().tolist()}) == together.size
    assert not np.array_equal(chances(constant(5), constant(8), constant([2])).numpy()[0], together[2])
    longer = chances(constant(9), constant(9), constant([2])).numpy()[0]
    np.testing.assert_array_equal(longer[:5], together[2])

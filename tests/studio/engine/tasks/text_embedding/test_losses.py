import numpy as np
import pytest
import tensorflow as tf

from studio.engine.tasks.text_embedding.losses import CosineLoss, RankingLoss, Scale


def unit(*angles):
    """Vectors in the plane, by their angles in degrees."""
    return tf.constant([[np.cos(np.radians(angle)), np.sin(np.radians(angle))] for angle in angles], tf.float32)


def numbers(text, second, third=None):
    return {
        "text_number": tf.constant(text, tf.int64),
        "second_text_number": tf.constant(second, tf.int64),
        "third_text_number": tf.constant(third or [0] * len(text), tf.int64),
    }


def cross_entropy(scores, own):
    return np.log(np.exp(scores).sum()) - scores[own]


def test_each_text_is_to_find_its_second_text_among_those_of_the_batch():
    vectors = {"text": unit(0, 90), "second_text": unit(60, 90)}
    loss = RankingLoss(0.5)(vectors, numbers([1, 2], [3, 4]))
    # Cosines: 0.5 and 0 for the first, 0.866 and 1 for the second.
    expected = cross_entropy(np.array([0.5, 0.0]) / 0.5, 0) + cross_entropy(np.array([np.sqrt(0.75), 1.0]) / 0.5, 1)
    assert float(loss) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "second"), [([1, 2], [3, 3]), ([1, 1], [3, 4])], ids=["the same second text", "the same text"]
)
def test_what_is_right_as_well_is_not_taken_for_wrong(text, second):
    vectors = {"text": unit(0, 90), "second_text": unit(60, 60)}
    assert float(RankingLoss(0.05)(vectors, numbers(text, second))) == pytest.approx(0, abs=1e-6)


def test_third_texts_are_wrong_ones_for_all_texts_of_the_batch():
    vectors = {"text": unit(0, 90), "second_text": unit(0, 90), "third_text": unit(60, 0)}
    # The second row has no third text: what stands there does not count.
    loss = RankingLoss(1.0)(vectors, numbers([1, 2], [3, 4], [5, 0]))
    expected = cross_entropy(np.array([1.0, 0.0, 0.5]), 0) + cross_entropy(np.array([0.0, 1.0, np.sqrt(0.75)]), 1)
    assert float(loss) == pytest.approx(expected, abs=1e-5)


def test_a_third_text_that_is_another_row_s_second_text_is_right_there():
    vectors = {"text": unit(0, 90), "second_text": unit(0, 90), "third_text": unit(90, 90)}
    loss = RankingLoss(1.0)(vectors, numbers([1, 2], [3, 4], [4, 4]))
    # To the first text both third ones are wrong; to the second they are its own second text.
    expected = cross_entropy(np.array([1.0, 0.0, 0.0, 0.0]), 0) + cross_entropy(np.array([0.0, 1.0]), 1)
    assert float(loss) == pytest.approx(expected, abs=1e-5)


def test_the_gradient_stays_finite_where_nothing_is_wrong():
    vector = tf.Variable([[1.0, 0.0]])
    with tf.GradientTape() as tape:
        loss = RankingLoss(0.05)({"text": vector, "second_text": vector}, numbers([1], [2]))
    assert np.isfinite(tape.gradient(loss, vector).numpy()).all()


def test_cosines_are_to_equal_scores():
    vectors = {"text": unit(0, 0), "second_text": unit(60, 90)}
    loss = CosineLoss(Scale(-0.5, 1.0))(vectors, {"score": tf.constant([1.0, -0.5])})
    assert float(loss) == pytest.approx(0.5**2 + 0.5**2, abs=1e-6)


def test_scores_of_another_range_are_brought_to_that_of_cosines():
    vectors = {"text": unit(0, 0), "second_text": unit(60, 90)}
    loss = CosineLoss(Scale(0.0, 5.0))(vectors, {"score": tf.constant([5.0, 0.0])})
    assert float(loss) == pytest.approx(0.5**2, abs=1e-6)

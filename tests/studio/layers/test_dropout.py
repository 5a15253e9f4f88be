import numpy as np
import pytest

pytestmark = pytest.mark.engine

ONES = np.ones((40, 50, 51), np.float32)


@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5, 0.01])
def test_about_the_asked_fraction_is_dropped_and_the_mean_stays(rate):
    from studio.layers import Dropout

    output = Dropout(rate, seed=1)(ONES, training=True).numpy()
    assert np.mean(output == 0.0) == pytest.approx(rate, rel=0.1)
    assert output.mean() == pytest.approx(1.0, abs=0.01)
    assert len(np.unique(output)) == 2


def test_neighbours_are_dropped_independently():
    from studio.layers import Dropout

    dropped = Dropout(0.5, seed=1)(ONES, training=True).numpy().ravel() == 0.0
    for distance in (1, 2, 3, 4):
        assert np.mean(dropped[distance:] & dropped[:-distance]) == pytest.approx(0.25, abs=0.01)


def test_the_seed_repeats_what_is_dropped_and_each_call_drops_anew():
    from studio.layers import Dropout

    first, second = Dropout(0.5, seed=3), Dropout(0.5, seed=3)
    outputs = [first(ONES, training=True).numpy() for _ in range(2)]
    assert np.array_equal(outputs[0], second(ONES, training=True))
    assert not np.array_equal(*outputs)


def test_nothing_is_dropped_but_in_training():
    from studio.layers import Dropout

    assert np.array_equal(Dropout(0.5)(ONES), ONES)
    assert np.array_equal(Dropout(0.0)(ONES, training=True), ONES)


def test_values_of_a_shape_that_only_the_graph_knows_are_dropped():
    import tensorflow as tf

    from studio.layers import Dropout

    layer = Dropout(0.5, seed=1)
    run = tf.function(lambda x: layer(x, training=True), input_signature=[tf.TensorSpec([None, None, None])])
    assert np.mean(run(ONES).numpy() == 0.0) == pytest.approx(0.5, abs=0.02)

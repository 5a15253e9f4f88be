import numpy as np
import pytest

pytestmark = pytest.mark.engine


def test_updates_are_those_of_the_published_rule() -> None:
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import tensorflow as tf

    from studio.engine.backends.adamw import AdamW

    random = np.random.default_rng(3)
    start = random.normal(size=(4, 3))
    kernel, bias = (keras.Variable(start, dtype="float32", name=name) for name in ("kernel", "bias"))
    optimizer = AdamW([kernel, bias], weight_decay=0.1)
    expected = {"kernel": start.copy(), "bias": start.copy()}
    m = v = np.zeros_like(start)
    for step in range(1, 6):
        gradient, rate = random.normal(size=start.shape) * 1e-6, 0.01 * step
        optimizer.apply([tf.constant(gradient, tf.float32)] * 2, tf.constant(optimizer.scalars(step, rate)))
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        change = rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        expected["kernel"] = expected["kernel"] * (1 - rate * 0.1) - change
        expected["bias"] = expected["bias"] - change
    np.testing.assert_allclose(kernel.numpy(), expected["kernel"], rtol=1e-5)
    np.testing.assert_allclose(bias.numpy(), expected["bias"], rtol=1e-5)

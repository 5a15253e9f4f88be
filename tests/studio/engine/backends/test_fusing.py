from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

X = np.linspace(-6.0, 6.0, 240).reshape(4, 3, 20).astype(np.float32)
UPSTREAM = np.random.default_rng(0).normal(size=X.shape).astype(np.float32)


def value_and_gradients(function: Callable[..., Any], *arguments: np.ndarray) -> list[np.ndarray]:
    import tensorflow as tf

    tensors = [tf.constant(argument) for argument in arguments]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        value = function(*tensors)
    return [value.numpy(), *(gradient.numpy() for gradient in tape.gradient(value, tensors, UPSTREAM))]


@pytest.mark.parametrize(("name", "is_approximate"), [("gelu", False), ("gelu_approximate", True)])
def test_gelu_and_its_gradient_are_those_of_tensorflow(name: str, is_approximate: bool) -> None:
    import tensorflow as tf

    from studio.engine.backends import fusing

    expected = value_and_gradients(lambda x: tf.nn.gelu(x, approximate=is_approximate), X)
    for found, wanted in zip(value_and_gradients(getattr(fusing, name), X), expected, strict=True):
        np.testing.assert_allclose(found, wanted, atol=1e-5)


def test_layer_normalization_and_its_gradients_are_those_of_keras() -> None:
    import keras
    import tensorflow as tf

    from studio.engine.backends.fusing import layer_norm

    random = np.random.default_rng(1)
    gamma, beta = random.normal(size=(2, 20)).astype(np.float32)
    rows = random.normal(size=X.shape).astype(np.float32) * 3 + 1

    def keras_norm(x: Any, gamma: Any, beta: Any) -> Any:
        return keras.ops.layer_normalization(x, gamma, beta, epsilon=1e-6)

    expected = value_and_gradients(keras_norm, rows, gamma, beta)
    found = value_and_gradients(lambda *parts: layer_norm(*parts, tf.constant(1e-6)), rows, gamma, beta)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def test_a_fused_model_has_the_same_gradients_and_is_left_as_it_was(tiny_preset: Path) -> None:
    import tensorflow as tf

    from studio.engine.backends.fusing import fused
    from studio.engine.building.model import build_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(tiny_preset), "dropout": 0.0},
            "data": {"train": "none.csv"},
        }
    )
    classifier = build_model(spec, Schema(("bad", "good"))).network
    inputs = {name: np.ones((3, 8), np.int32) for name in ("token_ids", "padding_mask", "segment_ids")}
    inputs["token_ids"] = np.arange(24, dtype=np.int32).reshape(3, 8) + 5

    def loss_and_gradients() -> tuple[float, list[np.ndarray]]:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(classifier(inputs, training=True)[:, 0])
        gradients = tape.gradient(loss, [variable.value for variable in classifier.trainable_variables])
        return float(loss), [tf.convert_to_tensor(g).numpy() for g in gradients if g is not None]

    plain = loss_and_gradients()
    with fused(classifier):
        kernels = loss_and_gradients()
    assert kernels[0] == pytest.approx(plain[0], rel=1e-5)
    for ours, theirs in zip(kernels[1], plain[1], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)
    again = loss_and_gradients()
    assert again[0] == plain[0]
    np.testing.assert_equal(again[1], plain[1])
    assert not any("call" in vars(layer) for layer in classifier._flatten_layers())

"""Losses in slices are those of whole logits, gradients and all."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from studio.engine.tasks.writing import token_losses
from studio.engine.tasks.writing.hidden_states import cut_network
from tests.matrix import cases
from tests.studio.engine.generation.tiny_writers import CAUSAL, SEQ2SEQ, VOCABULARY_SIZE, make_network

SMOOTHING = 0.1
# A head of its own each: tied vectors, a cap on the logits, a matrix of its own, scaled vectors.
TAKEN = ("GPT2", "Gemma2", "Llama3", "T5")

pytestmark = [
    # WORKAROUND: KerasHub 0.32 hands T5's attention an input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take five places at once, so that there are several slices and the last one is shorter."""
    monkeypatch.setattr(token_losses, "_MAX_LOGITS", 5 * VOCABULARY_SIZE)


def batch_of(network: Any) -> tuple[dict[str, Any], Any]:
    random = np.random.default_rng(0)
    shape = (3, 12)
    inputs = {
        name: tf.ones(shape, tf.int32)
        if name.endswith("mask")
        else tf.constant(random.integers(2, VOCABULARY_SIZE, shape), tf.int32)
        for name in network.input
    }
    labels = random.integers(2, VOCABULARY_SIZE, shape).astype(np.int32)
    labels[0, 5:] = -1
    return inputs, tf.constant(labels)


def gradients(network: Any, loss: Callable[[], Any]) -> tuple[Any, list[Any]]:
    watched = [variable.value for variable in network.trainable_variables]

    @tf.function
    def compute() -> Any:
        with tf.GradientTape() as tape:
            value = loss()
        found = tape.gradient(value, watched, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        return value, [tf.convert_to_tensor(entry) for entry in found]

    value, found = compute()
    return value.numpy(), [entry.numpy() for entry in found]


@pytest.mark.parametrize("family", cases([*CAUSAL, *SEQ2SEQ], TAKEN))
def test_slices_give_the_loss_and_the_gradients_of_whole_logits(family: str) -> None:
    network = make_network(family)
    inputs, labels = batch_of(network)
    parts = cut_network(network)

    def in_slices() -> Any:
        return token_losses.summed_loss(parts.hidden_states(inputs, training=False), labels, SMOOTHING)

    def whole() -> Any:
        logits = tf.cast(network(inputs, training=False), tf.float32)
        right = tf.one_hot(labels, VOCABULARY_SIZE, 1.0 - SMOOTHING, 0.0) + SMOOTHING / VOCABULARY_SIZE
        losses = tf.nn.softmax_cross_entropy_with_logits(right, logits)
        return tf.reduce_sum(tf.where(labels >= 0, losses, 0.0))

    (found, ours), (expected, theirs) = gradients(network, in_slices), gradients(network, whole)
    assert found == pytest.approx(expected, rel=1e-5)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, other, atol=3e-5)


def test_losses_stand_at_their_places_and_where_nothing_counts_there_is_none() -> None:
    network = make_network("GPT2")
    inputs, labels = batch_of(network)
    hidden = cut_network(network).hidden_states(inputs, training=False)
    found = token_losses.token_losses(hidden, labels).numpy()
    logits = tf.cast(network(inputs, training=False), tf.float32)
    expected = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(labels, 0), logits).numpy()
    np.testing.assert_allclose(found, np.where(labels.numpy() >= 0, expected, 0.0), atol=1e-5)
    nothing = tf.fill(labels.shape, -1)
    assert not token_losses.token_losses(hidden, nothing).numpy().any()
    value, found = gradients(
        network, lambda: token_losses.summed_loss(cut_network(network).hidden_states(inputs, training=False), nothing)
    )
    assert value == 0.0
    assert not any(entry.any() for entry in found)

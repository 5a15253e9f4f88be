import math

import numpy as np
import pytest

from tests.studio.layers.helpers import FORWARD, largest_difference, normal, randomize

pytestmark = pytest.mark.engine

X = normal(2, 3, 4, seed=1)
ERF = np.vectorize(math.erf)
CURVES = {
    "relu": lambda x: np.maximum(x, 0),
    "gelu": lambda x: 0.5 * x * (1 + ERF(x / np.sqrt(2))),
    "gelu_approximate": lambda x: 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))),
    "silu": lambda x: x / (1 + np.exp(-x)),
}
GATED = {"reglu": "relu", "geglu": "gelu", "geglu_approximate": "gelu_approximate", "swiglu": "silu"}


def make(activation, **options):
    from studio.layers import FeedForward

    layer = FeedForward(6, activation=activation, **options)
    layer.build(X.shape)
    randomize(layer)
    return layer


@pytest.mark.parametrize("activation", CURVES)
def test_two_products_with_a_curve_between_them(activation):
    layer = make(activation)
    kernel, bias, last_kernel, last_bias = layer.get_weights()
    expected = CURVES[activation](X @ kernel + bias) @ last_kernel + last_bias
    assert largest_difference(layer(X), expected) < FORWARD


@pytest.mark.parametrize("activation", GATED)
def test_a_gated_network_multiplies_the_activated_half_by_the_other(activation):
    layer = make(activation, use_bias=False)
    kernel, last_kernel = layer.get_weights()
    activated, linear = X @ kernel[:, :6], X @ kernel[:, 6:]
    assert largest_difference(layer(X), (CURVES[GATED[activation]](activated) * linear) @ last_kernel) < FORWARD


def test_dropout_acts_between_the_products_in_training_only():
    layer = make("relu", dropout=0.5)
    assert largest_difference(layer(X, training=False), make("relu")(X)) < FORWARD
    assert largest_difference(layer(X, training=True), layer(X, training=False)) > 1e-3


def test_every_activation_has_its_test():
    from studio.layers import ACTIVATIONS

    assert set(ACTIVATIONS) == {*CURVES, *GATED}


def test_an_unknown_activation_is_refused_with_those_there_are():
    from studio.layers import FeedForward

    with pytest.raises(
        ValueError, match=r"Expected `activation` to be one of \['relu', .*'swiglu'\]. Received: .*'elu'"
    ):
        FeedForward(6, activation="elu")

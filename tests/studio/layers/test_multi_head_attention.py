import re

import numpy as np
import pytest

from tests.studio.layers.helpers import (
    FORWARD,
    GRADIENT,
    copy_attention,
    largest_difference,
    largest_gradient_difference,
    normal,
    padding,
    randomize,
    weighted_sum,
)

pytestmark = pytest.mark.engine

BATCH, LENGTH, KEYS, HIDDEN, HEADS, WIDTH = 2, 6, 5, 12, 3, 4
X, Y = normal(BATCH, LENGTH, HIDDEN, seed=1), normal(BATCH, KEYS, 7, seed=2)
PADDING = padding(6, 4, length=LENGTH)
ALLOWED = np.tril(np.ones((BATCH, LENGTH, LENGTH), bool), k=1)


def make(is_cross_attention=False, **options):
    from studio.layers import MultiHeadAttention

    layer = MultiHeadAttention(HEADS, head_dim=WIDTH, is_cross_attention=is_cross_attention, **options)
    layer.build(X.shape, Y.shape if is_cross_attention else None)
    randomize(layer)
    return layer


def pair(is_cross_attention=False, **options):
    """Keras' layer and ours with the same random weights."""
    import keras

    theirs = keras.layers.MultiHeadAttention(HEADS, WIDTH, **options)
    theirs.build(X.shape, Y.shape if is_cross_attention else X.shape)
    randomize(theirs)
    ours = make(is_cross_attention, **options)
    copy_attention(theirs, ours)
    return theirs, ours


@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("masks", ["none", "padding", "causal", "any", "all"])
def test_self_attention_equals_keras_own(masks, use_bias):
    theirs, ours = pair(use_bias=use_bias)
    given = {
        "padding_mask": PADDING if masks in ("padding", "all") else None,
        "attention_mask": ALLOWED if masks in ("any", "all") else None,
        "use_causal_mask": masks in ("causal", "all"),
    }
    merged = np.ones((BATCH, LENGTH, LENGTH), bool)
    for mask in (given["padding_mask"], given["attention_mask"]):
        if mask is not None:
            merged &= (mask[:, None] if mask.ndim == 2 else mask).astype(bool)

    def run_theirs():
        return theirs(
            X, X, attention_mask=merged, use_causal_mask=given["use_causal_mask"], return_attention_scores=True
        )

    def run_ours():
        return ours(X, **given, return_attention_scores=True)

    for expected, found in zip(run_theirs(), run_ours(), strict=True):
        assert largest_difference(expected, found) < FORWARD
    assert largest_difference(ours(X, **given), run_theirs()[0]) < FORWARD
    difference = largest_gradient_difference(
        theirs, lambda: weighted_sum(run_theirs()[0]), ours, lambda: weighted_sum(run_ours()[0]), copy_attention
    )
    assert difference < GRADIENT


def test_cross_attention_equals_keras_own():
    theirs, ours = pair(is_cross_attention=True)
    real = padding(5, 2, length=KEYS)

    def run_theirs():
        return theirs(X, Y, attention_mask=real[:, None].astype(bool), return_attention_scores=True)

    def run_ours():
        return ours(X, Y, padding_mask=real, return_attention_scores=True)

    for expected, found in zip(run_theirs(), run_ours(), strict=True):
        assert largest_difference(expected, found) < FORWARD
    difference = largest_gradient_difference(
        theirs, lambda: weighted_sum(run_theirs()[0]), ours, lambda: weighted_sum(run_ours()[0]), copy_attention
    )
    assert difference < GRADIENT


@pytest.mark.parametrize("num_groups", [1, 2, 4])
def test_grouped_heads_equal_keras_own(num_groups):
    import keras

    from studio.layers import MultiHeadAttention

    theirs = keras.layers.GroupQueryAttention(WIDTH, 4, num_groups)
    theirs.build(X.shape, X.shape)
    randomize(theirs)
    ours = MultiHeadAttention(4, head_dim=WIDTH, num_key_value_heads=num_groups)
    ours.build(X.shape)
    copy_attention(theirs, ours)
    assert largest_difference(theirs(X, X, use_causal_mask=True), ours(X, use_causal_mask=True)) < FORWARD
    difference = largest_gradient_difference(
        theirs, lambda: weighted_sum(theirs(X, X)), ours, lambda: weighted_sum(ours(X)), copy_attention
    )
    assert difference < GRADIENT


def test_query_key_and_value_are_one_product():
    kernels = [weight for weight in make(num_key_value_heads=1).weights if weight.name == "kernel"]
    assert [tuple(kernel.shape) for kernel in kernels] == [(HIDDEN, (HEADS + 2) * WIDTH), (HEADS * WIDTH, HIDDEN)]


def test_dropout_acts_in_training_only():
    layer = make(dropout=0.5)
    assert largest_difference(layer(X), layer(X)) == 0.0
    assert largest_difference(layer(X, training=True), layer(X)) > 1e-3


def test_a_mask_that_an_embedding_attached_is_used():
    import keras

    layer = make()
    ids = np.array([[3, 4, 5, 0, 0], [1, 2, 3, 4, 5]])
    embedded = keras.layers.Embedding(8, HIDDEN, mask_zero=True)(ids)
    plain = keras.ops.convert_to_tensor(embedded.numpy())
    assert largest_difference(layer(embedded), layer(plain, padding_mask=ids != 0)) < FORWARD
    assert largest_difference(layer(embedded)[0], layer(plain)[0]) > 1e-3


def test_the_cache_holds_keys_and_values_of_earlier_calls():
    from keras import ops

    layer = make()
    whole = layer(X, use_causal_mask=True)
    cache, steps = ops.zeros((BATCH, 2, HEADS, LENGTH, WIDTH)), []
    for start, end in ((0, 3), (3, 4), (4, 6)):
        output, cache = layer(X[:, start:end], use_causal_mask=True, cache=cache, cache_update_index=start)
        steps.append(output)
    assert largest_difference(np.concatenate(steps, axis=1), whole) < FORWARD


def test_cross_attention_takes_keys_and_values_made_before():
    layer = make(is_cross_attention=True)
    output, _ = layer(X, cache=layer.make_cache(Y))
    assert largest_difference(output, layer(X, Y)) < FORWARD


def test_every_step_of_the_computation_can_be_seen():
    layer = make(num_key_value_heads=1)
    steps = layer.explain(X, padding_mask=PADDING, use_causal_mask=True)
    output, weights = layer(X, padding_mask=PADDING, use_causal_mask=True, return_attention_scores=True)
    assert steps.key.shape == (BATCH, HEADS, LENGTH, WIDTH)
    products = np.asarray(steps.query) @ np.swapaxes(steps.key, -1, -2) / np.sqrt(WIDTH)
    visible = np.isfinite(steps.scores)
    assert np.array_equal(visible[1, 0, -1], [True] * 4 + [False] * 2)
    assert largest_difference(np.asarray(steps.scores)[visible], products[visible]) < FORWARD
    assert largest_difference(steps.weights, weights) < FORWARD
    assert largest_difference(steps.output, np.asarray(steps.weights) @ np.asarray(steps.value)) < FORWARD
    assert largest_difference(steps.multi_head, output) < FORWARD


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"num_heads": 0}, "Expected `num_heads` to be a positive integer. Received: num_heads=0"),
        ({"num_heads": 4, "head_dim": 1.5}, "Expected `head_dim` to be a positive integer. Received: head_dim=1.5"),
        (
            {"num_heads": 4, "num_key_value_heads": 3},
            "Expected `num_heads` to be a multiple of `num_key_value_heads`. "
            "Received: num_heads=4, num_key_value_heads=3",
        ),
        ({"num_heads": 4, "dropout": 1.0}, "Expected `dropout` to be at least 0 and below 1. Received: dropout=1.0"),
    ],
)
def test_an_argument_that_cannot_be_is_refused(options, message):
    from studio.layers import MultiHeadAttention

    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        MultiHeadAttention(**options)


def test_a_call_without_what_it_needs_is_refused():
    from studio.layers import MultiHeadAttention

    with pytest.raises(ValueError, match=r"Expected `hidden_dim` to be a multiple of `num_heads`"):
        MultiHeadAttention(5).build(X.shape)
    with pytest.raises(ValueError, match=r"Expected `key_value` for cross-attention"):
        make(is_cross_attention=True)(X)
    with pytest.raises(ValueError, match=r"Expected a `cache` beside `cache_update_index`"):
        make()(X, cache_update_index=0)
    with pytest.raises(ValueError, match=r"Expected `cache_update_index` beside the `cache`"):
        make()(X, cache=np.zeros((BATCH, 2, HEADS, LENGTH, WIDTH), np.float32))

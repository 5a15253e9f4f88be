"""Blocks against KerasHub's `TransformerEncoder` and `TransformerDecoder`."""

import numpy as np
import pytest

from tests.studio.layers.helpers import (
    FORWARD,
    GRADIENT,
    copy_block,
    largest_difference,
    largest_gradient_difference,
    normal,
    padding,
    randomize,
    weighted_sum,
)

pytestmark = pytest.mark.engine

BATCH, LENGTH, SOURCE, HIDDEN = 2, 6, 5, 12
X, Y = normal(BATCH, LENGTH, HIDDEN, seed=1), normal(BATCH, SOURCE, HIDDEN, seed=2)
PADDING, SOURCE_PADDING = padding(6, 4, length=LENGTH), padding(3, 5, length=SOURCE)
ALLOWED = np.tril(np.ones((BATCH, LENGTH, LENGTH), np.int32), k=1)


def encoders(normalize_first, activation):
    import keras
    import keras_hub

    from studio.layers import EncoderBlock

    curve = {"relu": "relu", "gelu": "gelu", "gelu_approximate": lambda x: keras.activations.gelu(x, approximate=True)}
    theirs = keras_hub.layers.TransformerEncoder(
        16, 3, activation=curve[activation], layer_norm_epsilon=1e-12, normalize_first=normalize_first
    )
    ours = EncoderBlock(3, 16, activation=activation, layer_norm_epsilon=1e-12, normalize_first=normalize_first)
    return _alike(theirs, ours, X.shape)


def decoders(normalize_first, has_cross_attention):
    import keras_hub

    from studio.layers import DecoderBlock

    theirs = keras_hub.layers.TransformerDecoder(16, 3, activation="gelu", normalize_first=normalize_first)
    ours = DecoderBlock(3, 16, has_cross_attention=has_cross_attention, normalize_first=normalize_first)
    return _alike(theirs, ours, X.shape, *([Y.shape] if has_cross_attention else []))


def _alike(theirs, ours, *shapes):
    for layer in (theirs, ours):
        layer.build(*shapes)
    randomize(theirs)
    copy_block(theirs, ours)
    return theirs, ours


@pytest.mark.parametrize("activation", ["relu", "gelu", "gelu_approximate"])
@pytest.mark.parametrize("normalize_first", [True, False])
def test_an_encoder_block_equals_keras_hub_s(normalize_first, activation):
    theirs, ours = encoders(normalize_first, activation)
    given = {"padding_mask": PADDING, "attention_mask": ALLOWED}
    expected, expected_scores = theirs(X, **given, return_attention_scores=True)
    output, scores = ours(X, **given, return_attention_scores=True)
    assert largest_difference(output, expected) < FORWARD
    assert largest_difference(scores, expected_scores) < FORWARD
    assert largest_difference(ours(X, **given), expected) < FORWARD
    difference = largest_gradient_difference(
        theirs, lambda: weighted_sum(theirs(X, **given)), ours, lambda: weighted_sum(ours(X, **given)), copy_block
    )
    assert difference < GRADIENT


@pytest.mark.parametrize("has_cross_attention", [True, False])
@pytest.mark.parametrize("normalize_first", [True, False])
def test_a_decoder_block_equals_keras_hub_s(normalize_first, has_cross_attention):
    theirs, ours = decoders(normalize_first, has_cross_attention)
    source = {"encoder_padding_mask": SOURCE_PADDING} if has_cross_attention else {}
    inputs = (X, Y) if has_cross_attention else (X,)

    def run_theirs():
        return theirs(*inputs, decoder_padding_mask=PADDING, **source)

    def run_ours():
        return ours(*inputs, padding_mask=PADDING, **source)

    assert largest_difference(run_ours(), run_theirs()) < FORWARD
    difference = largest_gradient_difference(
        theirs, lambda: weighted_sum(run_theirs()), ours, lambda: weighted_sum(run_ours()), copy_block
    )
    assert difference < GRADIENT


def test_a_decoder_block_with_a_cache_equals_keras_hub_s():
    from keras import ops

    theirs, ours = decoders(normalize_first=True, has_cross_attention=False)
    their_cache, our_cache = ops.zeros((BATCH, 2, LENGTH, 3, 4)), ops.zeros((BATCH, 2, 3, LENGTH, 4))
    for start, end in ((0, 4), (4, 5), (5, 6)):
        expected, their_cache = theirs(
            X[:, start:end], self_attention_cache=their_cache, self_attention_cache_update_index=start
        )
        output, our_cache = ours(X[:, start:end], cache=our_cache, cache_update_index=start)
        assert largest_difference(output, expected) < FORWARD
    assert largest_difference(our_cache, np.transpose(their_cache, (0, 1, 3, 2, 4))) < FORWARD


def test_a_decoder_block_returns_both_kinds_of_weights_and_the_cache():
    from keras import ops

    _, ours = decoders(normalize_first=True, has_cross_attention=True)
    cache = ops.zeros((BATCH, 2, 3, LENGTH, 4))
    output, scores, crossed, new_cache = ours(X, Y, cache=cache, cache_update_index=0, return_attention_scores=True)
    assert (scores.shape, crossed.shape) == ((BATCH, 3, LENGTH, LENGTH), (BATCH, 3, LENGTH, SOURCE))
    assert largest_difference(output, ours(X, Y)) < FORWARD
    made = ours.cross_attention.make_cache(Y)
    again, _ = ours(X, cross_attention_cache=made, cache=new_cache, cache_update_index=0)
    assert largest_difference(again, output) < FORWARD


def test_documents_of_a_row_are_decoded_as_each_is_alone():
    from studio.layers import AlibiBias, Decoder, DecoderBlock

    decoder = Decoder([DecoderBlock(3, 16) for _ in range(2)], position_bias=AlibiBias(3))
    ids = np.broadcast_to(np.array([1, 1, 2, 2, 2, 2], np.int32), X.shape[:2])
    expected = np.concatenate([decoder(X[:, :2]), decoder(X[:, 2:])], axis=1)
    assert largest_difference(decoder(X, document_ids=ids), expected) < FORWARD
    assert largest_difference(decoder(X), expected) > 100 * FORWARD
    with pytest.raises(ValueError, match=r"Expected `document_ids` or a `cache`. Received: both"):
        decoder(X, document_ids=ids, cache=decoder.make_cache(BATCH, 6), cache_update_index=0)


def test_a_block_with_cross_attention_needs_something_to_attend_to():
    _, ours = decoders(normalize_first=True, has_cross_attention=True)
    with pytest.raises(ValueError, match=r"Expected `encoder_hidden` or `cross_attention_cache`. Received: neither"):
        ours(X)


@pytest.mark.parametrize("normalize_first", [True, False])
def test_the_steps_around_the_attention_can_be_seen(normalize_first):
    _, ours = decoders(normalize_first, has_cross_attention=True)
    steps = ours.explain(X, padding_mask=PADDING)
    assert largest_difference(steps.hidden, ours.self_attention_norm(X) if normalize_first else X) < FORWARD
    assert largest_difference(steps.residual, X + np.asarray(steps.attention.multi_head)) < FORWARD
    following = ours.feed_forward_norm if normalize_first else ours.self_attention_norm
    assert largest_difference(steps.normalized, following(steps.residual)) < FORWARD
    crossed = ours.explain_cross_attention(X, Y, padding_mask=PADDING, encoder_padding_mask=SOURCE_PADDING)
    _, _, weights = ours(X, Y, padding_mask=PADDING, encoder_padding_mask=SOURCE_PADDING, return_attention_scores=True)
    assert largest_difference(crossed.attention.weights, weights) < FORWARD

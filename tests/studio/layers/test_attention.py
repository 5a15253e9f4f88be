import numpy as np
import pytest

from tests.studio.layers.helpers import FORWARD, largest_difference, normal, padding

pytestmark = pytest.mark.engine

BATCH, HEADS, QUERIES, KEYS, WIDTH = 2, 4, 3, 5, 6


def tensors(num_groups: int = HEADS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        normal(BATCH, HEADS, QUERIES, WIDTH, seed=1),
        normal(BATCH, num_groups, KEYS, WIDTH, seed=2),
        normal(BATCH, num_groups, KEYS, WIDTH, seed=3),
    )


def written_out(query, key, value, bias=0.0, mask=None, scale=None):
    """The formula in numpy, with float64."""
    query, key, value = (x.astype(np.float64) for x in (query, key, value))
    scores = query @ np.swapaxes(key, -1, -2) * (WIDTH**-0.5 if scale is None else scale) + bias
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    return weights @ value, weights


def test_it_is_the_formula_of_the_paper():
    from studio.layers import dot_product_attention

    expected, weights = written_out(*tensors())
    output, scores = dot_product_attention(*tensors(), return_attention_scores=True)
    assert largest_difference(output, expected) < FORWARD
    assert largest_difference(scores, weights) < FORWARD
    assert largest_difference(dot_product_attention(*tensors()), expected) < FORWARD


def test_a_bias_a_mask_and_another_scale_change_the_scores_as_written():
    from studio.layers import dot_product_attention

    bias = normal(1, HEADS, QUERIES, KEYS, seed=4)
    mask = np.random.default_rng(5).random((BATCH, 1, QUERIES, KEYS)) < 0.6
    mask[..., 0] = True
    expected, weights = written_out(*tensors(), bias=bias, mask=mask, scale=1.0)
    output, found = dot_product_attention(*tensors(), bias=bias, mask=mask, scale=1.0, return_attention_scores=True)
    assert largest_difference(output, expected) < FORWARD
    assert largest_difference(found, weights) < FORWARD
    assert np.all(np.asarray(found)[~np.broadcast_to(mask, found.shape)] == 0.0)


@pytest.mark.parametrize("num_groups", [1, 2])
def test_heads_that_share_keys_and_values_are_heads_with_repeated_ones(num_groups):
    from studio.layers import dot_product_attention

    query, key, value = tensors(num_groups)
    expected, _ = written_out(query, *(np.repeat(x, HEADS // num_groups, axis=1) for x in (key, value)))
    assert largest_difference(dot_product_attention(query, key, value), expected) < FORWARD


def test_a_query_that_may_look_nowhere_gives_numbers_all_the_same():
    from studio.layers import dot_product_attention

    output = dot_product_attention(*tensors(), mask=np.zeros((1, 1, 1, KEYS), bool))
    assert np.all(np.isfinite(output))


def test_dropout_acts_on_the_weights_and_the_returned_ones_are_those_before_it():
    from studio.layers import dot_product_attention

    output, weights = dot_product_attention(*tensors(), dropout=lambda x: 0.0 * x, return_attention_scores=True)
    assert np.all(np.asarray(output) == 0.0)
    assert largest_difference(weights.numpy().sum(-1), 1.0) < FORWARD


def test_the_softmax_of_half_precision_inputs_is_computed_in_float32():
    from keras import ops

    from studio.layers import attention_scores, dot_product_attention

    half = [ops.cast(x, "bfloat16") for x in tensors()]
    assert attention_scores(*half[:2]).dtype == "float32"
    assert dot_product_attention(*half).dtype == "bfloat16"


def test_a_single_key_is_looked_at_whole():
    from studio.layers import dot_product_attention

    query, key, value = (x[:, :, :1] for x in tensors())
    output, weights = dot_product_attention(query, key, value, return_attention_scores=True)
    assert np.all(np.asarray(weights) == 1.0)
    assert largest_difference(output, value) < FORWARD


def test_a_fused_kernel_gets_a_row_of_the_mask_for_each_query_and_gives_the_same(monkeypatch):
    from keras import ops

    from studio.layers import attention

    masks = []
    kernel = ops.dot_product_attention

    def spy(*tensors, mask, **options):
        masks.append(mask)
        return kernel(*tensors, mask=mask, **options)

    mask = padding(5, 3, length=KEYS)[:, None, None, :].astype(bool)
    plain = attention.dot_product_attention(*tensors(), mask=mask)
    monkeypatch.setattr(attention, "_has_fused_kernel", lambda: True)
    monkeypatch.setattr(ops, "dot_product_attention", spy)
    fused = attention.dot_product_attention(*tensors(), mask=mask)
    assert [found.shape for found in masks] == [(BATCH, 1, QUERIES, KEYS)]
    assert largest_difference(fused, plain) < FORWARD
    for asked in ({"bias": 0.0}, {"dropout": lambda x: x}, {"return_attention_scores": True}):
        attention.dot_product_attention(*tensors(), **asked)
    assert len(masks) == 1

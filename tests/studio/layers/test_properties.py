"""What must hold for any tokens, lengths and weights."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.studio.layers.backbones import (
    KINDS,
    MAX_LENGTH,
    POSITIONS,
    VOCABULARY,
    decode_step_by_step,
    inputs,
    make,
    sequence,
    shared,
)
from tests.studio.layers.helpers import FORWARD, largest_difference, normal, randomize

pytestmark = pytest.mark.engine

# The first example of each kind builds a backbone.
few = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32 - 1)
decoders = st.sampled_from(("decoder", "encoder_decoder"))


def sides(given_inputs):
    return [name.removesuffix("token_ids") for name in given_inputs if name.endswith("token_ids")]


def real(outputs, given_inputs):
    """Return the outputs of the real tokens, `(tokens, hidden_dim)`: of both sides, if there are two."""
    found = outputs if isinstance(outputs, dict) else {"": outputs}
    rows = []
    for prefix in sides(given_inputs):
        output = np.asarray(found[f"{prefix}sequence_output" if prefix else ""])
        rows.append(output[given_inputs[f"{prefix}padding_mask"].astype(bool)])
    return np.concatenate(rows)


@few
@given(st.sampled_from(KINDS), st.sampled_from(POSITIONS), st.booleans(), st.data(), seeds)
def test_padding_never_changes_a_real_token(kind, positions, normalize_first, data, seed):
    backbone = shared(kind, positions, normalize_first)
    lengths = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=3), label="lengths")
    more = data.draw(st.integers(0, 3), label="more padding")
    plain = inputs(kind, *lengths, length=max(lengths), seed=seed)
    padded = {}
    for name, array in plain.items():
        width = ((0, 0), (0, more))
        fill = 0 if name.endswith("mask") else data.draw(st.integers(0, VOCABULARY - 1), label="padded with")
        padded[name] = np.pad(array, width, constant_values=fill)
    for prefix in sides(plain):
        # What stands in the padded places does not matter either.
        is_padding = padded[f"{prefix}padding_mask"] == 0
        padded[f"{prefix}token_ids"][is_padding] = (padded[f"{prefix}token_ids"][is_padding] + 1) % VOCABULARY
    assert largest_difference(real(backbone(plain), plain), real(backbone(padded), padded)) < FORWARD


@few
@given(decoders, st.sampled_from(POSITIONS), st.booleans(), st.integers(2, 7), st.data(), seeds)
def test_a_causal_model_never_sees_the_future(kind, positions, normalize_first, length, data, seed):
    backbone = shared(kind, positions, normalize_first)
    before = inputs(kind, length, length, length=length, seed=seed)
    place = data.draw(st.integers(1, length - 1), label="first changed place")
    name = "decoder_token_ids" if kind == "encoder_decoder" else "token_ids"
    after = {**before, name: before[name].copy()}
    after[name][:, place:] = (after[name][:, place:] + 1) % VOCABULARY
    left, right = sequence(backbone(before)), sequence(backbone(after))
    assert np.array_equal(left[:, :place], right[:, :place])
    assert largest_difference(left[:, place], right[:, place]) > 0.0


@few
@given(decoders, st.sampled_from(POSITIONS), st.booleans(), st.integers(1, 7), st.data(), seeds)
def test_decoding_with_a_cache_gives_what_decoding_without_gives(kind, positions, normalize_first, length, data, seed):
    backbone = shared(kind, positions, normalize_first)
    given_inputs = inputs(kind, length, length, length=length, seed=seed)
    first = data.draw(st.integers(1, length), label="tokens at once")
    whole = sequence(backbone(given_inputs))
    assert largest_difference(decode_step_by_step(backbone, given_inputs, first), whole) < FORWARD


@few
@given(st.sampled_from(("rotary", "relative", "alibi")), st.integers(1, 6), st.integers(1, 3), seeds)
def test_padding_before_a_text_changes_nothing_where_only_distances_count(positions, length, more, seed):
    backbone = shared("decoder", positions)
    plain = inputs("decoder", length, length=length, seed=seed)
    padded = {name: np.pad(array, ((0, 0), (more, 0))) for name, array in plain.items()}
    expected = sequence(backbone(plain))
    assert largest_difference(sequence(backbone(padded))[:, more:], expected) < FORWARD
    cache = backbone.make_cache(1, length + more)
    for place in range(length + more):
        hidden, cache = backbone.call_with_cache(
            padded["token_ids"][:, place : place + 1], cache, place, padding_mask=padded["padding_mask"]
        )
    assert largest_difference(sequence(hidden)[:, -1], expected[:, -1]) < FORWARD


@few
@given(st.integers(1, 3), st.sampled_from([1, 2]), st.booleans(), st.booleans(), st.data(), seeds)
def test_permuting_heads_with_their_weights_changes_nothing(num_groups, heads_each, is_cross, use_bias, data, seed):
    groups = data.draw(st.permutations(range(num_groups)), label="order of the groups")
    inside = [data.draw(st.permutations(range(heads_each)), label="order inside a group") for _ in groups]
    heads = [group * heads_each + head for group, order in zip(groups, inside, strict=True) for head in order]
    layer, permuted = attention(num_groups, heads_each, is_cross, use_bias)
    randomize(layer, seed)
    permuted.set_weights(with_heads_permuted(layer, heads, groups))
    x, others = normal(2, 4, 6, seed=seed), (normal(2, 3, 6, seed=seed + 1),) if is_cross else ()
    bias = normal(1, len(heads), 4, 3 if is_cross else 4, seed=seed + 2)
    output = layer(x, *others, position_bias=bias)
    again = permuted(x, *others, position_bias=bias[:, heads])
    assert largest_difference(output, again) < FORWARD * max(1.0, np.abs(output).max())


@cache
def attention(num_groups, heads_each, is_cross, use_bias):
    from studio.layers import MultiHeadAttention

    made = []
    for _ in range(2):
        layer = MultiHeadAttention(
            num_groups * heads_each, 2, num_key_value_heads=num_groups, is_cross_attention=is_cross, use_bias=use_bias
        )
        layer.build((None, None, 6))
        made.append(layer)
    return tuple(made)


def with_heads_permuted(layer, heads, groups):
    """Return a layer's weights as they are when its heads stand in another order."""
    head_dim = 2
    query = [head * head_dim + i for head in heads for i in range(head_dim)]
    num_queries = len(query)
    one = [group * head_dim + i for group in groups for i in range(head_dim)]
    key_value = [*one, *(len(one) + i for i in one)]
    if layer.is_cross_attention:
        columns = {"query": query, "key_value": key_value}
    else:
        columns = {"query_key_value": [*query, *(num_queries + i for i in key_value)]}
    weights = []
    for weight in layer.weights:
        name, array = weight.path.rsplit("/", 2)[-2], weight.numpy()
        if name in columns:
            array = array[..., columns[name]]
        elif weight.name == "kernel":
            array = array[query]
        weights.append(array)
    return weights


@settings(max_examples=4, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(KINDS),
    st.sampled_from(POSITIONS),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, 1, 2]),
    st.integers(1, MAX_LENGTH),
    seeds,
)
def test_save_and_load_give_the_same_numbers(
    tmp_path_factory, kind, positions, normalize_first, tie_weights, num_groups, length, seed
):
    import keras_hub

    folder: Path = tmp_path_factory.mktemp("preset")
    backbone = make(
        kind,
        positions=positions,
        normalize_first=normalize_first,
        tie_weights=tie_weights,
        num_groups=num_groups,
        num_key_value_heads=1,
    )
    backbone.save_to_preset(str(folder))
    loaded = keras_hub.models.Backbone.from_preset(str(folder))
    given_inputs = inputs(kind, length, length=length, seed=seed)
    assert np.array_equal(sequence(backbone(given_inputs)), sequence(loaded(given_inputs)))

import numpy as np
import pytest

from tests.studio.layers.helpers import FORWARD, largest_difference, normal

pytestmark = pytest.mark.engine

X = normal(2, 5, 8, seed=1)
HEADS = normal(2, 3, 5, 8, seed=2)


def places(length: int, start: int = 0) -> np.ndarray:
    return np.arange(start, start + length, dtype=np.int32)


@pytest.mark.parametrize("start", [0, 3])
def test_sinusoidal_positions_equal_keras_hub_s(start):
    import keras_hub

    from studio.layers import SinusoidalPositions

    expected = keras_hub.layers.SinePositionEncoding()(X, start_index=start)
    assert largest_difference(SinusoidalPositions()(X, start_index=start), X + expected) < FORWARD


@pytest.mark.parametrize("start", [0, 3])
def test_learned_positions_equal_keras_hub_s(start):
    import keras_hub

    from studio.layers import LearnedPositions

    theirs, ours = keras_hub.layers.PositionEmbedding(9), LearnedPositions(9)
    theirs.build(X.shape)
    ours.build(X.shape)
    ours.set_weights(theirs.get_weights())
    assert largest_difference(ours(X, start_index=start), X + theirs(X, start_index=start)) < FORWARD


@pytest.mark.parametrize("name", ["LearnedPositions", "SinusoidalPositions"])
def test_each_token_may_have_a_position_of_its_own(name):
    import studio.layers

    layer = getattr(studio.layers, name)(**({"max_sequence_length": 9} if name == "LearnedPositions" else {}))
    own = np.broadcast_to(np.array([0, 1, 2, 0, 1], np.int32), X.shape[:2])
    expected = np.concatenate([layer(X[:, :3]), layer(X[:, 3:])], axis=1)
    assert largest_difference(layer(X, positions=own), expected) < FORWARD


def test_a_text_longer_than_there_are_learned_positions_is_refused():
    from studio.layers import LearnedPositions

    with pytest.raises(ValueError, match=r"Expected at most 6 tokens. Received: 7"):
        LearnedPositions(6)(X, start_index=2)


@pytest.mark.parametrize("start", [0, 3])
def test_rotary_positions_equal_keras_hub_s(start):
    import keras_hub

    from studio.layers import RotaryPositions, rotate

    theirs = keras_hub.layers.RotaryEmbedding(max_wavelength=500.0)
    expected = theirs(HEADS.transpose(0, 2, 1, 3), start_index=start)  # (batch, length, heads, head_dim)
    rotated = rotate(HEADS, RotaryPositions(8, max_wavelength=500.0)(places(5, start)))
    assert largest_difference(rotated, np.transpose(expected, (0, 2, 1, 3))) < FORWARD


def test_stretched_rotary_positions_equal_those_of_llama_3_1():
    from keras_hub.src.models.llama.llama_rotary_embedding import LlamaRotaryEmbedding

    from studio.layers import RotaryPositions, rotate

    stretching = {
        "frequency_adjustment_factor": 8.0,
        "low_freq_factor": 1.0,
        "high_freq_factor": 4.0,
        "pretraining_sequence_length": 64,
    }
    heads = normal(1, 2, 40, 32, seed=4)
    expected = LlamaRotaryEmbedding(max_wavelength=500.0, **stretching)(heads.transpose(0, 2, 1, 3))
    rotated = rotate(heads, RotaryPositions(32, max_wavelength=500.0, **stretching)(places(40)))
    assert largest_difference(rotated, np.transpose(expected, (0, 2, 1, 3))) < FORWARD
    assert largest_difference(rotated, rotate(heads, RotaryPositions(32, max_wavelength=500.0)(places(40)))) > 1e-2


def test_a_product_of_rotated_vectors_depends_on_their_distance_alone():
    from studio.layers import RotaryPositions, rotate

    layer = RotaryPositions(8)
    query, key = normal(1, 1, 1, 8, seed=5), normal(1, 1, 1, 8, seed=6)

    def product(query_place, key_place):
        return np.sum(rotate(query, layer(places(1, query_place))) * rotate(key, layer(places(1, key_place))))

    assert product(7, 4) == pytest.approx(product(3, 0), abs=1e-5)


def test_rotation_is_computed_in_float32_and_given_back_in_the_inputs_type():
    from keras import ops

    from studio.layers import RotaryPositions, rotate

    cosines, sines = RotaryPositions(8, dtype="mixed_bfloat16")(places(5))
    assert cosines.dtype == sines.dtype == "float32"
    assert rotate(ops.cast(HEADS, "bfloat16"), (cosines, sines)).dtype == "bfloat16"


@pytest.mark.parametrize("is_bidirectional", [True, False])
def test_relative_buckets_equal_those_of_t5(is_bidirectional):
    from keras_hub.src.models.t5.t5_multi_head_attention import T5MultiHeadAttention

    from studio.layers import RelativeBias

    theirs = T5MultiHeadAttention(not is_bidirectional, 12, 4, 3, 0.0, use_relative_attention_bias=True)
    ours = RelativeBias(3, is_bidirectional=is_bidirectional)
    ours.build()
    ours.set_weights([theirs.relative_attention_bias.numpy()])
    assert largest_difference(ours(places(300), places(300)), theirs.compute_bias(300, 300)) < FORWARD
    late = ours(places(2, start=7), places(20))
    assert largest_difference(late, theirs.compute_bias(2, 20, query_start_index=7)) < FORWARD


@pytest.mark.parametrize("num_heads", [1, 2, 3, 6, 8, 12])
def test_alibi_s_slopes_equal_keras_hub_s(num_heads):
    import keras_hub

    from studio.layers import alibi_slopes

    expected = keras_hub.layers.AlibiBias()._get_slopes(num_heads)
    assert alibi_slopes(num_heads) == pytest.approx(expected)


def test_alibi_s_bias_is_minus_the_distance_times_the_slope():
    from studio.layers import AlibiBias

    bias = np.asarray(AlibiBias(2)(places(2, start=1), places(4)))
    distances = np.array([[1, 0, 1, 2], [2, 1, 0, 1]])
    assert largest_difference(bias, -np.array([2**-4, 2**-8])[None, :, None, None] * distances) < FORWARD


def test_arguments_that_cannot_be_are_refused():
    from studio.layers import RelativeBias, RotaryPositions

    with pytest.raises(ValueError, match=r"Expected `head_dim` to be even for rotary positions. Received: head_dim=7"):
        RotaryPositions(7)
    with pytest.raises(ValueError, match=r"Expected all of \[.*\] or none. Received: nothing for \['high_freq_factor'"):
        RotaryPositions(8, frequency_adjustment_factor=2.0, low_freq_factor=1.0)
    with pytest.raises(ValueError, match=r"Expected `num_buckets` to be even and at least 4. Received: num_buckets=5"):
        RelativeBias(2, num_buckets=5)
    with pytest.raises(ValueError, match=r"Expected `max_distance` above half of `num_buckets`"):
        RelativeBias(2, num_buckets=32, max_distance=16)

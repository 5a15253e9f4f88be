"""What holds for each layer: its configuration, its file, its shapes, and half precision."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.studio.layers.helpers import largest_difference, normal, padding, randomize

pytestmark = pytest.mark.engine

BATCH, LENGTH, SOURCE, HIDDEN = 2, 5, 4, 8
X, Y = normal(BATCH, LENGTH, HIDDEN, seed=1), normal(BATCH, SOURCE, HIDDEN, seed=2)
PADDING = padding(5, 3, length=LENGTH)
SEGMENTS = np.array([[0, 0, 1, 1, 1], [0, 1, 1, 0, 0]], np.int32)
PLACES = np.arange(LENGTH, dtype=np.int32)


def block(**options):
    from studio.layers import EncoderBlock

    return EncoderBlock(
        2,
        6,
        num_key_value_heads=1,
        activation="swiglu",
        normalization="rms_norm",
        normalize_first=True,
        dropout=0.1,
        inner_dropout=0.2,
        use_bias=False,
        attention_scale=0.7,
        kernel_initializer="he_normal",
        **options,
    )


def decoder_block(name="first", **options):
    from studio.layers import DecoderBlock

    return DecoderBlock(2, 6, has_cross_attention=True, head_dim=6, dropout=0.1, name=name, **options)


def stack(dtype="float32"):
    from studio.layers import Encoder, RelativeBias, RMSNormalization, RotaryPositions

    return Encoder(
        [block(dtype=dtype, name="first"), block(dtype=dtype, name="second")],
        order=[0, 0, 1],
        rotary=RotaryPositions(4, dtype=dtype),
        position_bias=RelativeBias(2, dtype=dtype),
        norm=RMSNormalization(dtype=dtype),
        dropout=0.1,
        dtype=dtype,
    )


def decoder(dtype="float32"):
    from studio.layers import AlibiBias, Decoder

    blocks = [decoder_block(name, dtype=dtype) for name in ("first", "second")]
    return Decoder(blocks, position_bias=AlibiBias(2, dtype=dtype), dtype=dtype)


def layers():
    """For each layer how it is made, its inputs by name, and how its output's type follows from the policy."""
    from studio import layers as ours

    return {
        "AlibiBias": (lambda **o: ours.AlibiBias(3, **o), {"positions": PLACES, "key_positions": PLACES[:3]}),
        "Decoder": (decoder, {"hidden": X, "encoder_hidden": Y}),
        "DecoderBlock": (decoder_block, {"hidden": X, "encoder_hidden": Y}),
        "Dropout": (lambda **o: ours.Dropout(0.3, seed=2, **o), {"inputs": X}),
        "Encoder": (stack, {"hidden": X}),
        "EncoderBlock": (block, {"hidden": X}),
        "FeedForward": (
            lambda **o: ours.FeedForward(6, activation="geglu", use_bias=False, dropout=0.1, **o),
            {"inputs": X},
        ),
        "InputEmbedding": (
            lambda **o: ours.InputEmbedding(
                6, max_sequence_length=9, num_segments=2, is_scaled=True, normalization="layer_norm", dropout=0.1, **o
            ),
            {"tokens": X, "segment_ids": SEGMENTS},
        ),
        "LearnedPositions": (lambda **o: ours.LearnedPositions(9, initializer="ones", **o), {"inputs": X}),
        "MultiHeadAttention": (
            lambda **o: ours.MultiHeadAttention(
                4, 6, num_key_value_heads=2, is_cross_attention=True, use_bias=False, scale=1.0, dropout=0.1, **o
            ),
            {"query": X, "key_value": Y},
        ),
        "RMSNormalization": (lambda **o: ours.RMSNormalization(epsilon=1e-3, **o), {"inputs": X}),
        "RelativeBias": (
            lambda **o: ours.RelativeBias(3, num_buckets=8, max_distance=9, is_bidirectional=False, **o),
            {"positions": PLACES, "key_positions": PLACES[:3]},
        ),
        "RotaryPositions": (
            lambda **o: ours.RotaryPositions(4, 500.0, 2.0, 1.0, 4.0, 16, **o),
            {"positions": PLACES},
        ),
        "SinusoidalPositions": (lambda **o: ours.SinusoidalPositions(max_wavelength=500.0, **o), {"inputs": X}),
    }


NAMES = [
    "AlibiBias",
    "Decoder",
    "DecoderBlock",
    "Dropout",
    "Encoder",
    "EncoderBlock",
    "FeedForward",
    "InputEmbedding",
    "LearnedPositions",
    "MultiHeadAttention",
    "RMSNormalization",
    "RelativeBias",
    "RotaryPositions",
    "SinusoidalPositions",
]
FLOAT32_OUTPUTS = {"AlibiBias", "RotaryPositions"}


def make(name, **options):
    import keras

    build, inputs = layers()[name]
    keras.utils.set_random_seed(1)
    return build(**options), inputs


def as_json(data):
    return json.loads(json.dumps(data))


def symbols_of(inputs):
    import keras

    return {
        name: keras.Input(batch_shape=value.shape, dtype=value.dtype.name, name=name) for name, value in inputs.items()
    }


def arrays(output):
    import keras

    return [keras.ops.convert_to_numpy(keras.ops.cast(part, "float32")) for part in keras.tree.flatten(output)]


def test_no_layer_is_left_out():
    import keras

    from studio import layers as ours

    public = {name for name in ours.__all__ if isinstance(getattr(ours, name), type)}
    assert {name for name in public if issubclass(getattr(ours, name), keras.layers.Layer)} == {
        *NAMES,
        "TransformerBackbone",
    }
    assert list(layers()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_is_rebuilt_from_its_configuration(name):
    import keras

    layer, inputs = make(name)
    expected = arrays(layer(**inputs))
    again = keras.saving.deserialize_keras_object(as_json(keras.saving.serialize_keras_object(layer)))
    assert type(again) is type(layer)
    again(**inputs)
    again.set_weights(layer.get_weights())
    assert as_json(again.get_config()) == as_json(layer.get_config())
    for left, right in zip(expected, arrays(again(**inputs)), strict=True):
        assert np.array_equal(left, right)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_of_a_layer_saves_and_loads_with_the_same_numbers(name, tmp_path: Path):
    import keras

    layer, inputs = make(name)
    symbols = symbols_of(inputs)
    model = keras.Model(symbols, layer(**symbols))
    randomize(layer)
    expected = arrays(model(inputs))
    model.save(tmp_path / "model.keras")
    loaded = keras.models.load_model(tmp_path / "model.keras")
    for left, right in zip(expected, arrays(loaded(inputs)), strict=True):
        assert np.array_equal(left, right)


@pytest.mark.parametrize("name", NAMES)
def test_the_promised_shape_is_that_of_the_output(name):
    import keras

    layer, inputs = make(name)
    shapes = layer.compute_output_shape(*(value.shape for value in inputs.values()))
    promised = [shapes] if not isinstance(shapes[0], tuple) else shapes
    assert [tuple(shape) for shape in promised] == [part.shape for part in arrays(layer(**inputs))]
    spec, output = layer(**symbols_of(inputs)), layer(**inputs)
    assert [part.dtype for part in keras.tree.flatten(spec)] == [
        keras.backend.standardize_dtype(part.dtype) for part in keras.tree.flatten(output)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_mixed_precision_computes_in_bfloat16_near_the_float32_numbers(name):
    import keras

    exact, inputs = make(name)
    half, _ = make(name, dtype="mixed_bfloat16")
    exact(**inputs), half(**inputs)
    # Smaller weights, so that a stack of blocks does not magnify what rounding one of them leaves.
    half.set_weights([0.5 * weight for weight in exact.get_weights()])
    exact.set_weights(half.get_weights())
    expected, output = arrays(exact(**inputs)), half(**inputs)
    assert {weight.dtype for weight in half.trainable_weights} <= {"float32"}
    wanted = "float32" if name in FLOAT32_OUTPUTS else "bfloat16"
    assert {keras.backend.standardize_dtype(part.dtype) for part in keras.tree.flatten(output)} == {wanted}
    for left, right in zip(expected, arrays(output), strict=True):
        assert np.linalg.norm(left - right) < 0.03 * np.linalg.norm(left)


@pytest.mark.parametrize("name", ["Encoder", "EncoderBlock"])
def test_weights_of_the_attention_have_their_shapes_in_a_functional_model_too(name):
    import keras

    layer, _ = make(name)
    symbol = keras.Input((None, HIDDEN))
    model = keras.Model(symbol, layer(symbol, return_attention_scores=True))
    _, scores = model(X)
    for weights in keras.tree.flatten(scores):
        assert weights.shape == (BATCH, 2, LENGTH, LENGTH)
        assert largest_difference(np.asarray(weights).sum(-1), 1.0) < 1e-5


@pytest.mark.parametrize("name", ["Decoder", "DecoderBlock"])
def test_weights_of_both_attentions_and_the_cache_have_their_shapes_in_a_functional_model_too(name):
    import keras

    layer, inputs = make(name)
    # A decoder has a cache for each layer, a block one of its own.
    num_caches = 2 if name == "Decoder" else 1
    caches = {f"cache_{index}": np.zeros((BATCH, 2, 2, LENGTH, 6), np.float32) for index in range(num_caches)}
    symbols = symbols_of({**inputs, **caches})
    given = [symbols[key] for key in caches]
    options = {key: symbols[key] for key in inputs} | {"cache": given if name == "Decoder" else given[0]}
    outputs = layer(**options, cache_update_index=0, return_attention_scores=True)
    found = keras.Model(symbols, outputs)({**inputs, **caches})
    assert [tuple(part.shape) for part in keras.tree.flatten(outputs)] == [part.shape for part in arrays(found)]


@pytest.mark.parametrize("name", ["Encoder", "EncoderBlock", "MultiHeadAttention", "FeedForward", "RMSNormalization"])
def test_a_mask_attached_to_the_inputs_is_carried_on(name):
    import keras

    layer, inputs = make(name)
    first, *others = inputs
    ids = np.where(PADDING, 1, 0)
    masked = keras.layers.Embedding(3, HIDDEN, mask_zero=True)(ids)
    output = layer(masked, **{key: inputs[key] for key in others})
    assert np.array_equal(output._keras_mask, PADDING.astype(bool))
    assert first in ("hidden", "inputs", "query")

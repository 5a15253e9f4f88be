import numpy as np
import pytest

from tests.studio.layers.helpers import FORWARD, largest_difference, normal, randomize

pytestmark = pytest.mark.engine

X = 3 * normal(2, 3, 8, seed=1) + 1


@pytest.mark.parametrize("name", ["T5LayerNorm", "LlamaLayerNorm"])
def test_rms_normalization_equals_that_of_t5_and_llama(name):
    from keras_hub.src.models.llama.llama_layernorm import LlamaLayerNorm
    from keras_hub.src.models.t5.t5_layer_norm import T5LayerNorm

    from studio.layers import RMSNormalization

    theirs, ours = {"T5LayerNorm": T5LayerNorm, "LlamaLayerNorm": LlamaLayerNorm}[name](), RMSNormalization()
    for layer in (theirs, ours):
        layer.build(X.shape)
    randomize(ours)
    theirs.set_weights(ours.get_weights())
    assert largest_difference(theirs(X), ours(X)) < FORWARD


def test_rms_normalization_divides_by_the_root_of_the_mean_square():
    from studio.layers import RMSNormalization

    expected = X / np.sqrt(np.mean(X**2, axis=-1, keepdims=True) + 1e-6)
    assert largest_difference(RMSNormalization()(X), expected) < FORWARD


def test_rms_normalization_of_half_precision_is_computed_in_float32():
    from keras import ops

    from studio.layers import RMSNormalization

    layer = RMSNormalization(dtype="mixed_bfloat16")
    half = ops.cast(X, "bfloat16")
    output = layer(half)
    assert output.dtype == "bfloat16"
    assert layer.scale.dtype == "float32"
    exact = RMSNormalization()(ops.cast(half, "float32"))
    assert largest_difference(ops.cast(output, "float32"), ops.cast(ops.cast(exact, "bfloat16"), "float32")) == 0.0


def test_an_unknown_normalization_is_refused():
    from studio.layers import make_normalization

    with pytest.raises(ValueError, match=r"Expected `normalization` to be one of \['layer_norm', 'rms_norm'\]"):
        make_normalization("batch_norm", 1e-5, "float32", "norm")

import itertools
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.studio.layers.backbones import (
    ACTIVATIONS,
    KINDS,
    MAX_LENGTH,
    NORMALIZATIONS,
    POSITIONS,
    SIZES,
    VOCABULARY,
    inputs,
    make,
    sequence,
    shared,
)
from tests.studio.layers.helpers import FORWARD, largest_difference

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(("kind", "positions"), [*itertools.product(KINDS, POSITIONS)])
def test_all_normalizations_and_activations_build_and_run(kind, positions):
    given = inputs(kind, 5, 3, length=5)
    outputs = set()
    for normalization, activation in itertools.product(NORMALIZATIONS, ACTIVATIONS):
        backbone = make(kind, positions=positions, normalization=normalization, activation=activation, num_layers=1)
        output = sequence(backbone(given))
        assert output.shape == (2, 5, 16)
        assert np.all(np.isfinite(output))
        outputs.add(output.tobytes())
    assert len(outputs) == len(NORMALIZATIONS) * len(ACTIVATIONS)


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_and_outputs_are_named_as_in_keras_hub(kind):
    backbone = shared(kind, "learned")
    if kind == "encoder_decoder":
        names = {"encoder_token_ids", "encoder_padding_mask", "decoder_token_ids", "decoder_padding_mask"}
        assert set(backbone.output) == {"encoder_sequence_output", "decoder_sequence_output"}
    else:
        names = {"token_ids", "padding_mask"}
        assert tuple(backbone.output.shape) == (None, None, 16)
    assert set(backbone.input) == names


def test_an_encoder_with_segments_and_a_pooler_is_a_bert():
    backbone = make(num_segments=2, use_pooler=True)
    given = {**inputs("encoder", 5, 3, length=5), "segment_ids": np.array([[0, 0, 1, 1, 1]] * 2)}
    output = backbone(given)
    assert set(output) == {"sequence_output", "pooled_output"}
    kernel, bias = backbone.pooled_dense.get_weights()
    first = output["sequence_output"].numpy()[:, 0]
    assert largest_difference(output["pooled_output"], np.tanh(first @ kernel + bias)) < FORWARD
    others = backbone({**given, "segment_ids": 1 - given["segment_ids"]})
    assert largest_difference(sequence(output), sequence(others)) > 1e-3


def test_narrow_token_vectors_are_widened():
    backbone = make(embedding_dim=6)
    assert tuple(backbone.token_embedding.embeddings.shape) == (VOCABULARY, 6)
    assert tuple(backbone.encoder_embedding.projection.kernel.shape) == (6, 16)
    assert sequence(backbone(inputs("encoder", 4, length=4))).shape == (1, 4, 16)


def test_layers_of_a_group_share_their_weights():
    one, all_own = make(num_layers=4, num_groups=1), make(num_layers=4)
    assert (len(one.transformer_layers), len(all_own.transformer_layers)) == (1, 4)
    assert one.encoder.order == [0, 0, 0, 0]
    assert make(num_layers=4, num_groups=2, num_inner_repetitions=2).encoder.order == [0, 1, 0, 1, 2, 3, 2, 3]
    for block in all_own.transformer_layers:
        block.set_weights(one.transformer_layers[0].get_weights())
    given = inputs("encoder", 5, length=5)
    for left, right in (
        (one.token_embedding, all_own.token_embedding),
        (one.encoder_embedding, all_own.encoder_embedding),
    ):
        right.set_weights(left.get_weights())
    all_own.encoder.norm.set_weights(one.encoder.norm.get_weights())
    assert largest_difference(sequence(one(given)), sequence(all_own(given))) < FORWARD


def test_logits_come_from_the_vectors_of_the_tokens_unless_they_have_their_own():
    tied, own = make("decoder"), make("decoder", tie_weights=False)
    hidden = tied(inputs("decoder", 5, length=5))
    logits = tied.token_embedding(hidden, reverse=True)
    assert largest_difference(logits, np.asarray(hidden) @ tied.token_embedding.embeddings.numpy().T) < FORWARD
    assert [weight.name for weight in own.token_embedding.weights] == ["embeddings", "reverse_embeddings"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_preset_folder_gives_the_same_numbers(kind, tmp_path: Path):
    import keras_hub

    from studio.layers import TransformerBackbone

    backbone = shared(kind, "relative")
    given = inputs(kind, 5, 3, length=5)
    backbone.save_to_preset(str(tmp_path))
    loaded = keras_hub.models.Backbone.from_preset(str(tmp_path))
    assert type(loaded) is TransformerBackbone
    assert loaded.get_config() == backbone.get_config()
    assert np.array_equal(sequence(loaded(given)), sequence(backbone(given)))
    half = TransformerBackbone.from_preset(str(tmp_path), dtype="mixed_bfloat16", dropout=0.3)
    assert (half.dropout, half.transformer_layers[0].self_attention.dropout_layer.rate) == (0.3, 0.3)
    assert half.transformer_layers[0].compute_dtype == "bfloat16"
    assert np.linalg.norm(sequence(half(given)) - sequence(backbone(given))) < 0.1 * np.linalg.norm(
        sequence(backbone(given))
    )


def test_the_configuration_holds_every_setting():
    from studio.layers import BackboneConfig, TransformerBackbone

    settings = {
        "kind": "decoder",
        "positions": "rotary",
        "num_key_value_heads": 2,
        "head_dim": 6,
        "normalization": "rms_norm",
        "layer_norm_epsilon": 1e-6,
        "activation": "swiglu",
        "use_bias": False,
        "tie_weights": False,
        "use_inner_dropout": True,
        "attention_scale": 1.0,
        "rope_max_wavelength": 500.0,
        "rope_frequency_adjustment_factor": 8.0,
        "rope_low_freq_factor": 1.0,
        "rope_high_freq_factor": 4.0,
        "rope_pretraining_sequence_length": 32,
        **SIZES,
    }
    backbone = TransformerBackbone(**settings, dtype="mixed_bfloat16", name="mine", trainable=False)
    config = json.loads(json.dumps(backbone.get_config()))
    assert {name: config[name] for name in settings} == settings
    assert set(config) == {*BackboneConfig.__dataclass_fields__, "name", "trainable", "dtype"}
    again = TransformerBackbone.from_config(config)
    assert again.get_config() == backbone.get_config()
    assert (again.name, again.trainable, again.dtype_policy.name) == ("mine", False, "mixed_bfloat16")
    assert [weight.path for weight in again.weights] == [weight.path for weight in backbone.weights]


@pytest.mark.parametrize("kind", KINDS)
def test_the_layers_can_be_run_from_what_enters_them(kind):
    backbone = shared(kind, "learned")
    given = inputs(kind, 5, 3, length=5)
    hidden = backbone.embed(given)
    assert largest_difference(sequence(backbone.run_layers(hidden, given)), sequence(backbone(given))) < FORWARD
    changed = {side: 0.5 * one for side, one in hidden.items()} if isinstance(hidden, dict) else 0.5 * hidden
    assert largest_difference(sequence(backbone.run_layers(changed, given)), sequence(backbone(given))) > 1e-3


@pytest.mark.parametrize("kind", KINDS)
def test_the_attention_weights_of_all_layers_can_be_seen(kind):
    backbone = shared(kind, "rotary")
    given = inputs(kind, 5, 3, length=5)
    scores = backbone.attention_scores(given)
    masks = {"encoder": "encoder_padding_mask", "decoder": "decoder_padding_mask", "cross": "encoder_padding_mask"}
    if kind != "encoder_decoder":
        masks = {kind: "padding_mask"}
    assert set(scores) == set(masks)
    for name, layers in scores.items():
        assert len(layers) == 2
        hidden = given[masks[name]][:, None, None, :] == 0
        for weights in map(np.asarray, layers):
            assert largest_difference(weights.sum(-1), 1.0) < FORWARD
            assert np.all(weights[np.broadcast_to(hidden, weights.shape)] == 0.0)
            if name == "decoder":
                assert np.all(np.triu(weights, k=1) == 0.0)


@pytest.mark.parametrize("normalize_first", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_every_step_of_a_layer_can_be_seen(kind, normalize_first):
    backbone = shared(kind, "relative", normalize_first)
    given = inputs(kind, 5, 3, length=5)
    for name, layers in backbone.attention_scores(given).items():
        for layer, weights in enumerate(layers):
            steps = backbone.explain(given, name, layer)
            assert largest_difference(steps.attention.weights, weights) < FORWARD
            assert steps.attention.query.shape[1:] == (4, 5 + 2 * (name == "encoder" and kind != "encoder"), 4)


def test_an_attention_that_is_not_there_is_refused():
    given = inputs("encoder", 5, length=5)
    with pytest.raises(ValueError, match=r"Expected `kind` to be one of \['encoder'\]. Received: kind='cross'"):
        shared("encoder", "learned").explain(given, "cross", 0)
    with pytest.raises(ValueError, match=r"Expected `layer` to be at least 0 and below 2. Received: layer=2"):
        shared("encoder", "learned").explain(given, "encoder", 2)


@pytest.mark.parametrize("kind", KINDS)
def test_lora_stands_beside_the_products_of_queries_keys_and_values(kind):
    backbone = make(kind)
    given = inputs(kind, 5, 3, length=5)
    before = sequence(backbone(given))
    backbone.enable_lora(2)
    assert largest_difference(sequence(backbone(given)), before) < FORWARD
    trained = {weight.path.rsplit("/", 2)[-2] for weight in backbone.trainable_weights}
    assert trained == {"query_key_value"} | ({"query", "key_value"} if kind == "encoder_decoder" else set())
    backbone.transformer_layers[0].self_attention.query_key_value_dense.lora_kernel_b.assign(np.ones((2, 48)))
    assert largest_difference(sequence(backbone(given)), before) > 1e-3


@pytest.mark.parametrize(("kind", "num_blocks"), [("encoder", 2), ("decoder", 2), ("encoder_decoder", 4)])
def test_the_last_layers_can_be_trained_alone(kind, num_blocks):
    from studio.engine.building.trainable import set_trainable
    from studio.spec import BackboneSpec

    backbone = make(kind)
    spec = BackboneSpec.model_validate({"preset": "any", "trainable": {"last_layers": 1}})
    set_trainable(SimpleNamespace(backbone=backbone), spec)
    assert len(backbone.transformer_layers) == num_blocks
    assert [block.trainable for block in backbone.transformer_layers] == [False] * (num_blocks - 1) + [True]
    assert not backbone.token_embedding.trainable
    assert backbone.transformer_layers[-1].trainable_weights


def test_a_text_longer_than_the_learned_positions_is_refused():
    with pytest.raises(ValueError, match=rf"Expected at most {MAX_LENGTH} tokens. Received: {MAX_LENGTH + 1}"):
        shared("encoder", "learned")(inputs("encoder", 13, length=13))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"kind": "both"},
            r"Expected `kind` to be one of \['encoder', 'decoder', 'encoder_decoder'\]. Received: kind='both'",
        ),
        ({"num_layers": 0}, "Expected `num_layers` to be a positive integer. Received: num_layers=0"),
        ({"embedding_dim": -1}, "Expected `embedding_dim` to be a positive integer. Received: embedding_dim=-1"),
        (
            {"num_heads": 3},
            "Expected `hidden_dim` to be a multiple of `num_heads`. Received: hidden_dim=16, num_heads=3",
        ),
        ({"num_key_value_heads": 3}, "Expected `num_heads` to be a multiple of `num_key_value_heads`"),
        ({"num_groups": 3}, "Expected `num_layers` to be a multiple of `num_groups`"),
        ({"positions": "none"}, "Expected `positions` to be one of"),
        ({"dropout": -0.1}, r"Expected `dropout` to be at least 0 and below 1. Received: dropout=-0.1"),
        ({"kind": "decoder", "use_pooler": True}, 'Expected `use_pooler` only with kind="encoder"'),
        ({"kind": "decoder", "num_segments": 2}, 'Expected `num_segments` only with kind="encoder"'),
        ({"positions": "rotary", "num_heads": 16}, "Expected `head_dim` to be even for rotary positions"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        make(**settings)

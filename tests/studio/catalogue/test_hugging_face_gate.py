"""What a checkpoint asks for and is not computed is refused by name; what changes nothing is passed over."""

import json

import pytest

from studio.catalogue import check_weights, describe_folder
from studio.catalogue.hugging_face.settings import COMMON_IGNORED, COMMON_ONLY, RULES
from studio.catalogue.hugging_face.shapes import SHAPES
from studio.errors import PresetError
from tests.hugging_face import FOLDERS

REFUSED = [
    ("position_embedding_type", "relative_key", "absolute"),
    ("is_decoder", True, "false"),
    ("add_cross_attention", True, "false"),
    ("is_encoder_decoder", True, "false"),
    ("pruned_heads", {"0": [1]}, "{}"),
    ("quantization_config", {"load_in_8bit": True}, None),
    ("auto_map", {"AutoModel": "modeling.Own"}, None),
    ("hidden_act", "quick_gelu", "gelu, gelu_python"),
    ("layer_norm_eps", "small", "a number"),
    ("num_hidden_layers", 0, "a whole number from 1 to"),
    ("num_attention_heads", 3, "which is 3. Received: 4"),
    ("vocab_size", 13.0, "a whole number"),
    ("hidden_dropout_prob", 1.0, "below 1"),
]


@pytest.mark.parametrize(("key", "value", "expected"), REFUSED)
def test_a_setting_that_is_not_computed_is_named(bert_folder, set_config, key, value, expected):
    set_config(**{key: value})
    words = f"does not compute. Expected no {key}. Received: " if expected is None else f"xpected .*{key}.*{expected}"
    with pytest.raises(PresetError, match=words):
        describe_folder(bert_folder)


@pytest.mark.parametrize("value", [None, "absolute"])
def test_what_is_computed_anyway_passes(bert_folder, set_config, value):
    set_config(position_embedding_type=value, pruned_heads={}, quantization_config=None, use_cache=True)
    assert describe_folder(bert_folder).unknown_settings == ()


def test_a_setting_that_nobody_knows_is_told(bert_folder, set_config):
    set_config(attention_sink=True, _name_or_path="x", b_new_one=1)
    assert describe_folder(bert_folder).unknown_settings == ("attention_sink", "b_new_one")


def test_padding_of_roberta_is_where_its_positions_expect_it(roberta_folder):
    assert describe_folder(roberta_folder).family == "RoBERTa"
    config = json.loads((roberta_folder / "config.json").read_text())
    (roberta_folder / "config.json").write_text(json.dumps({**config, "pad_token_id": 0}))
    with pytest.raises(PresetError, match=r"Expected pad_token_id: 1\. Received: 0"):
        describe_folder(roberta_folder)


# === Tensors ===


@pytest.mark.parametrize("prefix", ["bert.", "module.bert.", "model.encoder."])
def test_the_names_may_begin_with_anything(bert_folder, bert_tensors, write_tensors, prefix):
    named = {name if name.startswith("cls.") else f"{prefix}{name}": tensor for name, tensor in bert_tensors.items()}
    write_tensors(bert_folder / "model.safetensors", named)
    assert describe_folder(bert_folder).left_out == ()


def test_part_of_the_names_may_lack_the_prefix(bert_folder, bert_tensors, write_tensors):
    named = {name if name.startswith("pooler") else f"bert.{name}": tensor for name, tensor in bert_tensors.items()}
    write_tensors(bert_folder / "model.safetensors", named)
    assert describe_folder(bert_folder).num_layers == 2


def test_the_first_names_of_normalizations_are_known(bert_folder, bert_tensors, write_tensors):
    old = {"LayerNorm.weight": "LayerNorm.gamma", "LayerNorm.bias": "LayerNorm.beta"}
    named = {}
    for name, tensor in bert_tensors.items():
        end = ".".join(name.split(".")[-2:])
        named[name.replace(end, old.get(end, end))] = tensor
    write_tensors(bert_folder / "model.safetensors", named)
    assert describe_folder(bert_folder).num_layers == 2


def test_a_head_is_told_of(bert_folder, bert_tensors, write_tensors):
    write_tensors(bert_folder / "model.safetensors", bert_tensors | {"classifier.weight": ("F32", [2, 4])})
    assert describe_folder(bert_folder).left_out == ("classifier.weight",)


@pytest.mark.parametrize(
    "name",
    ["encoder.layer.0.attention.self.query.lora_A.weight", "encoder.layer.2.output.dense.bias", "embeddings.project"],
)
def test_weights_inside_of_the_backbone_that_no_layer_takes_are_refused(bert_folder, bert_tensors, write_tensors, name):
    write_tensors(bert_folder / "model.safetensors", bert_tensors | {name: ("F32", [4])})
    with pytest.raises(PresetError, match=f"that no layer of a bert model takes: {name}"):
        describe_folder(bert_folder)


def test_weights_that_are_missing_are_named(bert_folder, bert_tensors, write_tensors, set_config):
    del bert_tensors["encoder.layer.1.output.dense.bias"]
    write_tensors(bert_folder / "model.safetensors", bert_tensors)
    with pytest.raises(
        PresetError, match=r"lacks weights of a bert model .*: encoder\.layer\.1\.output\.dense\.bias\."
    ):
        describe_folder(bert_folder)


def test_a_shape_that_differs_from_the_configuration_is_told(bert_folder, set_config):
    set_config(vocab_size=14)
    with pytest.raises(PresetError, match=r"word_embeddings\.weight of shape 14 × 4.* Received: 13 × 4"):
        describe_folder(bert_folder)


def test_quantized_weights_are_refused(bert_folder, bert_tensors, write_tensors):
    write_tensors(bert_folder / "model.safetensors", bert_tensors | {"pooler.dense.weight": ("I8", [4, 4])})
    with pytest.raises(PresetError, match=r"expected pooler\.dense\.weight as F32.*Received: I8"):
        describe_folder(bert_folder)


def test_two_models_in_one_folder_are_refused(bert_folder, bert_tensors, write_tensors):
    both = {f"{side}.{name}": tensor for side in ("question", "context") for name, tensor in bert_tensors.items()}
    write_tensors(bert_folder / "model.safetensors", both)
    with pytest.raises(PresetError, match="several models in one: the weights of context, question"):
        describe_folder(bert_folder)


# === Model types that write ===

LINEAR = {"rope_type": "linear", "factor": 4.0}
WRITERS_REFUSED = [
    ("llama-base", "attention_bias", True, "Expected attention_bias: false"),
    ("llama-base", "rope_scaling", {"type": "linear", "factor": 2.0}, None),
    ("llama-base", "rope_parameters", LINEAR, "rope_type: default, llama3. Received: linear"),
    ("mistral-lm", "rope_parameters", {"rope_type": "yarn"}, "rope_type: default. Received: yarn"),
    ("mistral-lm", "hidden_act", "gelu", "Expected hidden_act: silu, swish"),
    ("mistral-lm", "sliding_window", 0, "sliding_window to be a whole number above 0"),
    ("qwen2-lm", "use_sliding_window", True, "Expected use_sliding_window: false"),
    ("qwen2-lm", "rope_parameters", {"rope_type": "yarn", "factor": 4.0}, "Received: yarn"),
    ("qwen2-lm", "layer_types", ["sliding_attention", "full_attention"], "layer_types: full_attention"),
    ("qwen3-lm", "attention_bias", True, "Expected attention_bias: false"),
    ("qwen3-lm", "rms_norm_eps", 1e-5, "Expected rms_norm_eps: 1e-06"),
    ("gemma-lm", "rms_norm_eps", 1e-5, "Expected rms_norm_eps: 1e-06"),
    ("gemma-lm", "hidden_act", "silu", "Expected hidden_act: gelu_pytorch_tanh"),
    ("gemma-lm", "tie_word_embeddings", False, "Expected tie_word_embeddings: true"),
    ("gemma-lm", "use_bidirectional_attention", True, "Expected use_bidirectional_attention: false"),
    ("gemma-lm", "rope_parameters", {"rope_theta": 5e5}, "Expected rope_theta: 10000.0. Received: 500000.0"),
    ("gemma2-lm", "query_pre_attn_scalar", 4, "Expected query_pre_attn_scalar: 6. Received: 4"),
    ("gemma2-lm", "layer_types", ["full_attention"] * 2, "layer_types: sliding_attention, full_attention"),
    ("gemma3-lm", "layer_types", ["full_attention"] * 6, "layer_types: sliding_attention, full_attention"),
    ("gemma3-lm", "rope_parameters", {"full_attention": {"rope_theta": 1e4}}, "Expected .*full_attention.rope_theta"),
    ("smollm3-lm", "tie_word_embeddings", False, "Expected tie_word_embeddings: true"),
    ("smollm3-lm", "no_rope_layers", [1, 0, 1], "Expected no_rope_layers"),
    ("phi3-lm", "rope_parameters", {"rope_type": "longrope"}, "Received: longrope"),
    ("phi3-lm", "sliding_window", 16, "Expected sliding_window: null. Received: 16"),
    ("opt-lm", "do_layer_norm_before", False, "Expected do_layer_norm_before: true"),
    ("opt-lm", "word_embed_proj_dim", 8, "Expected word_embed_proj_dim: 16"),
    ("bloom-lm", "apply_residual_connection_post_layernorm", True, "post_layernorm: false"),
    ("t5-lm", "feed_forward_proj", "gated-silu", "Expected feed_forward_proj: relu, gated-gelu"),
    ("t5-lm", "num_decoder_layers", 3, "Expected num_decoder_layers: 2"),
    ("gpt2-lm", "tie_word_embeddings", False, "Expected tie_word_embeddings: true"),
    ("bart-lm", "scale_embedding", True, "Expected scale_embedding: false"),
]


@pytest.mark.parametrize(("name", "key", "value", "expected"), WRITERS_REFUSED)
def test_what_kerashub_does_not_compute_of_a_model_that_writes_is_named(name, key, value, expected):
    from studio.catalogue.hugging_face.config_gate import check_config

    file = FOLDERS / name / "config.json"
    config = json.loads(file.read_text(encoding="utf-8")) | {key: value}
    if expected is None:
        # What transformers 5 writes counts, and not what an older version wrote beside it.
        assert check_config(file, config)[0]["rope_scaling"] is None
        return
    with pytest.raises(PresetError, match=expected):
        check_config(file, config)


def test_older_files_say_the_same_of_rotary_positions_in_other_words():
    from studio.catalogue.hugging_face.config_gate import check_config

    file = FOLDERS / "gemma3-stretched" / "config.json"
    new = json.loads(file.read_text(encoding="utf-8"))
    old = {key: value for key, value in new.items() if key != "rope_parameters"}
    old |= {
        "rope_theta": 1_000_000,
        "rope_local_base_freq": 10_000,
        "rope_scaling": {"rope_type": "linear", "factor": 8.0},
    }
    assert check_config(file, old)[0]["rope_parameters"] == check_config(file, new)[0]["rope_parameters"]
    assert check_config(file, old)[0]["rope_parameters"]["full_attention"] == {"factor": 8.0}


@pytest.mark.parametrize(
    ("name", "has_head"),
    [("gpt2-base", True), ("llama-base", False), ("llama-tied", True), ("qwen2-lm", True), ("t5-gated", True),
     ("t5-two-tables", True), ("bart-base", True)],
)  # fmt: skip
def test_it_is_known_whether_a_checkpoint_can_turn_vectors_into_tokens(name, has_head):
    assert check_weights(FOLDERS / name).has_head is has_head


# === The tables ===


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDERS.iterdir()))
def test_transformers_writes_no_setting_that_is_unknown(name):
    from studio.catalogue.hugging_face.config_gate import check_config

    file = FOLDERS / name / "config.json"
    _, unknown = check_config(file, json.loads(file.read_text(encoding="utf-8")))
    assert unknown == ()


@pytest.mark.parametrize("name", sorted(RULES))
def test_no_setting_stands_in_two_tables(name):
    rules = RULES[name]
    assert name in SHAPES
    own = [*rules.sizes, *rules.followed, *rules.only, *rules.ignored]
    assert len(own) == len(set(own))
    assert not set(COMMON_ONLY) & COMMON_IGNORED
    assert not {*rules.sizes, *rules.ignored} & set(COMMON_ONLY)

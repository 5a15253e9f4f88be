"""What a checkpoint asks for and is not computed is refused by name; what changes nothing is passed over."""

import json

import pytest

from studio.catalogue import describe_folder
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
    ("num_hidden_layers", 0, "a whole number above 0"),
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

import json

import pytest

from studio.catalogue import check_task, describe_folder
from studio.errors import PresetError, SpecError
from studio.planning.advice import advise
from studio.spec import RunSpec


def test_a_hugging_face_checkpoint_is_described_by_its_headers(bert_folder):
    info = describe_folder(bert_folder)
    assert info.family == "BERT"
    layers = 2 * (4 * (4 * 4 + 4) + 2 * 4 * 8 + 8 + 4 + 4 * 4)
    assert info.num_parameters == (13 + 16 + 2) * 4 + 2 * 4 + layers + 4 * 4 + 4
    assert (info.num_layers, info.hidden_dim, info.vocabulary_size, info.max_sequence_length) == (2, 4, 13, 16)
    assert info.tasks[0] == "text_classification"
    assert info.name == str(bert_folder)
    assert info.is_offline


def test_a_folder_that_changed_is_read_anew(bert_folder, set_config):
    assert describe_folder(bert_folder).num_heads == 2
    set_config(num_attention_heads=4)
    assert describe_folder(bert_folder).num_heads == 4


def test_the_longest_sequence_of_roberta_is_two_less_than_its_positions(roberta_folder):
    assert describe_folder(roberta_folder).max_sequence_length == 512


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("config.json", "is not a backbone: expected a config.json"),
        ("model.safetensors", r"has no weights: expected model\.safetensors or .* Received: config\.json, tokenizer"),
        ("vocab.txt", r"has no vocabulary: expected vocab\.txt or tokenizer\.json"),
        ("tokenizer_config.json", "does not say whether its vocabulary is lowercased"),
    ],
)
def test_a_missing_file_is_named(bert_folder, name, message):
    (bert_folder / name).unlink()
    with pytest.raises(PresetError, match=message):
        describe_folder(bert_folder)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(PresetError, match=r"There is no folder .*nowhere"):
        describe_folder(tmp_path / "nowhere")


@pytest.mark.parametrize(("name", "option"), [("tf_model.h5", "from_tf"), ("flax_model.msgpack", "from_flax")])
def test_weights_of_another_framework_come_with_the_way_to_convert_them(bert_folder, name, option):
    (bert_folder / "model.safetensors").rename(bert_folder / name)
    with pytest.raises(PresetError, match=rf"only as {name}.*before 5.*{option}=True\)\.save_pretrained"):
        describe_folder(bert_folder)


def test_an_unsupported_model_type_comes_with_those_that_are_supported(bert_folder, set_config):
    set_config(model_type="deberta-v2")
    expected = "holds a deberta-v2 model.*Expected one of the model types: albert, bart, bert, distilbert, gemma"
    with pytest.raises(PresetError, match=expected):
        describe_folder(bert_folder)


def test_a_model_that_only_generates_is_refused_as_such(bert_folder, set_config):
    set_config(model_type="bloom")
    with pytest.raises(PresetError, match="bloom model, which only generates text"):
        describe_folder(bert_folder)


def test_a_keras_backbone_that_only_generates_is_refused_as_such(bert_folder):
    (bert_folder / "config.json").write_text('{"registered_name": "keras_hub>RWKV7Backbone", "config": {}}')
    with pytest.raises(PresetError, match=r"RWKV7Backbone, which only generates text.*BertBackbone"):
        describe_folder(bert_folder)


def test_an_image_backbone_is_refused(bert_folder):
    (bert_folder / "config.json").write_text('{"registered_name": "keras_hub>ResNetBackbone", "config": {}}')
    with pytest.raises(PresetError, match="ResNetBackbone, which neither classifies nor writes text"):
        describe_folder(bert_folder)


@pytest.fixture
def without_pooler(bert_folder, bert_tensors, write_tensors):
    """A folder as a masked language model is saved."""
    kept = {name: tensor for name, tensor in bert_tensors.items() if not name.startswith("pooler")}
    write_tensors(bert_folder / "model.safetensors", kept)
    return bert_folder


def test_a_checkpoint_without_the_pooler_opens_and_says_so(bert_folder, without_pooler):
    assert describe_folder(without_pooler).has_pooler is False


def test_half_a_pooler_is_refused(bert_folder, bert_tensors, write_tensors):
    del bert_tensors["pooler.dense.bias"]
    write_tensors(bert_folder / "model.safetensors", bert_tensors)
    with pytest.raises(PresetError, match=r"lacks weights of a bert model.*pooler\.dense\.bias"):
        describe_folder(bert_folder)


@pytest.mark.parametrize(
    ("task", "trainable", "is_allowed", "is_told"),
    [
        ("masked_lm", "all", True, False),
        ("masked_lm", "head", True, False),
        ("text_classification", "all", True, True),
        ("text_classification", {"last_layers": 1}, True, True),
        ("text_classification", "head", False, True),
        ("text_classification", "lora", False, True),
    ],
)
def test_a_missing_pooler_matters_to_a_classifier_alone_and_must_be_trained(
    without_pooler, task, trainable, is_allowed, is_told
):
    backbone = {"preset": str(without_pooler), "trainable": trainable}
    spec = RunSpec.parse({"task": task, "backbone": backbone, "data": {"train": "a.csv"}})
    if is_allowed:
        check_task(spec.backbone, spec.task, spec.settings)
    else:
        with pytest.raises(PresetError, match=rf"its pooler.*all or to last_layers.*Received: {trainable}"):
            check_task(spec.backbone, spec.task, spec.settings)
    assert any("its pooler" in finding.message.template for finding in advise(spec)) is is_told


def next_sentence_spec(folder, **backbone):
    return RunSpec.parse(
        {
            "task": "masked_lm",
            "backbone": {"preset": str(folder), **backbone},
            "data": {"train": "a.txt"},
            "settings": {"next_sentence": True},
        }
    )


UNFIT = r"settings\.next_sentence: .*tells two segments apart.*ALBERT, BERT, FNet have.*Received: .*"


def test_next_sentences_want_a_backbone_that_tells_segments_apart(roberta_folder):
    spec = next_sentence_spec(roberta_folder)
    with pytest.raises(PresetError, match=rf"{UNFIT}\(RoBERTa\)"):
        check_task(spec.backbone, spec.task, spec.settings)
    # Without the setting it may learn the language.
    check_task(spec.backbone, spec.task, spec.task.settings())


def test_next_sentences_want_more_than_one_segment(bert_folder, set_config, bert_tensors, write_tensors):
    spec, name = next_sentence_spec(bert_folder), "embeddings.token_type_embeddings.weight"
    check_task(spec.backbone, spec.task, spec.settings)
    write_tensors(bert_folder / "model.safetensors", bert_tensors | {name: ("F32", [1, 4])})
    set_config(type_vocab_size=1)
    with pytest.raises(PresetError, match=rf"{UNFIT}\(BERT\)"):
        check_task(spec.backbone, spec.task, spec.settings)


@pytest.mark.parametrize("trainable", ["head", "lora"])
def test_next_sentences_want_a_pooler_that_is_trained(without_pooler, trainable):
    frozen, whole = next_sentence_spec(without_pooler, trainable=trainable), next_sentence_spec(without_pooler)
    with pytest.raises(PresetError, match=rf"masked_lm is built on \(its pooler\).*Received: {trainable}"):
        check_task(frozen.backbone, frozen.task, frozen.settings)
    check_task(whole.backbone, whole.task, whole.settings)
    assert any("its pooler" in finding.message.template for finding in advise(whole))


def test_a_backbone_that_cannot_be_opened_gets_no_advice(tmp_path):
    spec = {"task": "text_classification", "backbone": {"preset": str(tmp_path / "no")}, "data": {"train": "a.csv"}}
    assert advise(RunSpec.parse(spec)) == ()


def test_a_checkpoint_that_does_not_name_its_class_is_read(bert_folder, set_config):
    set_config(architectures=None)
    assert describe_folder(bert_folder).backbone == "BertBackbone"


def test_weights_that_are_cut_off_are_refused(bert_folder):
    weights = bert_folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(PresetError, match=r"model\.safetensors is cut off: expected \d+ bytes"):
        describe_folder(bert_folder)


@pytest.mark.parametrize("content", [b"", b"\xff" * 16, b"\x02\0\0\0\0\0\0\0[]"])
def test_damaged_weights_are_refused(bert_folder, content):
    (bert_folder / "model.safetensors").write_bytes(content)
    with pytest.raises(PresetError, match="is damaged"):
        describe_folder(bert_folder)


def test_a_missing_part_of_split_weights_is_named(bert_folder, bert_tensors, write_tensors):
    (bert_folder / "model.safetensors").unlink()
    parts = [f"model-0000{number}-of-00002.safetensors" for number in (1, 2)]
    names = sorted(bert_tensors)
    write_tensors(bert_folder / parts[0], {name: bert_tensors[name] for name in names[::2]})
    weight_map = {name: parts[index % 2] for index, name in enumerate(names)}
    (bert_folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    with pytest.raises(PresetError, match=r"there is no model-00002-of-00002\.safetensors"):
        describe_folder(bert_folder)
    write_tensors(bert_folder / parts[1], {name: bert_tensors[name] for name in names[1::2]})
    assert describe_folder(bert_folder).num_layers == 2


def test_a_configuration_that_is_no_json_is_refused(bert_folder):
    (bert_folder / "config.json").write_text("{")
    with pytest.raises(PresetError, match=r"config\.json cannot be read"):
        describe_folder(bert_folder)


def test_a_configuration_of_something_else_is_refused(bert_folder):
    (bert_folder / "config.json").write_text('{"architecture": "resnet18"}')
    with pytest.raises(PresetError, match=r"expected registered_name .* Received the fields architecture"):
        describe_folder(bert_folder)


def test_only_a_task_that_says_tokens_has_a_use_for_a_second_table_of_them():
    backbone = {"architecture": {"kind": "decoder", "tie_weights": False}}
    write = RunSpec.parse({"task": "text_generation", "backbone": backbone, "data": {"train": "a.csv"}})
    check_task(write.backbone, write.task, write.settings)
    sort = RunSpec.parse({"task": "text_classification", "backbone": backbone, "data": {"train": "a.csv"}})
    with pytest.raises(SpecError, match=r"architecture\.tie_weights: expected true for the task text_classification"):
        check_task(sort.backbone, sort.task, sort.settings)

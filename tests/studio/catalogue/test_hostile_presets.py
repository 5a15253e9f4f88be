"""Folders from elsewhere whose files say absurd things: refused by name, and nothing outside of them is read."""

import json
import struct

import numpy as np
import pytest

from studio.catalogue import describe_folder
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.weights import read_safetensors_header
from studio.errors import PresetError
from tests import tiny_presets


@pytest.fixture
def folder(tmp_path):
    """A sound tiny BERT."""
    from safetensors.numpy import save_file

    place = tmp_path / "bert"
    place.mkdir()
    config, shapes = tiny_presets.bert(len(tiny_presets.SPECIAL) + len(tiny_presets.words()))
    save_file({name: np.zeros(shape, np.float32) for name, shape in shapes.items()}, str(place / "model.safetensors"))
    (place / "config.json").write_text(json.dumps(config))
    tiny_presets.write_vocabulary("Bert", place)
    return place


def test_the_sound_folder_is_described(folder):
    assert describe_folder(folder).num_layers == tiny_presets.NUM_LAYERS


@pytest.mark.parametrize("value", [10**9, 2**63, -1, 0, 1.5, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["num_hidden_layers", "hidden_size", "vocab_size", "num_attention_heads"])
def test_a_size_that_no_model_has_is_refused_by_name(folder, name, value):
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {name: value}))
    if name in ("hidden_size", "vocab_size") and value == 10**9:
        # Such a size there may be, but the weights are of another one.
        expected = "expected"
    else:
        expected = f"config.json: expected {name} to be a whole number from 1 to"
    with pytest.raises(PresetError, match=expected):
        describe_folder(folder)


@pytest.mark.parametrize("name", ["../bert/model.safetensors", "/etc/passwd", "a/../../x", "..", "", "..\\x", "a\0"])
def test_an_index_that_leads_out_of_its_folder_is_refused(folder, name):
    (folder / "model.safetensors").rename(folder / "part.safetensors")
    weight_map = {"embeddings.word_embeddings.weight": "part.safetensors", "pooler.dense.bias": name}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    with pytest.raises(PresetError, match="expected the names of weight files in its folder"):
        describe_folder(folder)


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{",
        b"[" * 50_000,
        b'{"a": 1}',
        b'{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, "x"]}}',
        b'{"a": {"dtype": "F32", "shape": [-2], "data_offsets": [0, 8]}}',
        b'{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 1e999]}}',
        b'{"a": {"dtype": 7, "shape": null, "data_offsets": []}}',
    ],
)
def test_a_bad_header_of_weights_is_damage(tmp_path, header):
    path = tmp_path / "a.safetensors"
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    with pytest.raises(PresetError, match="is damaged"):
        read_safetensors_header(path)
    path.write_bytes(struct.pack("<Q", 2**64 - 1) + header)
    with pytest.raises(PresetError):
        read_safetensors_header(path)


@pytest.mark.parametrize("token_id", [2**53, -1, 10**30, "x", None, 1.5, True])
def test_an_id_that_no_token_has_is_refused_before_a_list_is_made_of_it(tmp_path, token_id):
    vocabulary, _ = tiny_presets.byte_pairs(("<|endoftext|>",))
    vocabulary["<|endoftext|>"] = token_id
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "gpt2", "eos_token_id": 0}))
    definition = {"added_tokens": [], "model": {"type": "BPE", "vocab": vocabulary, "merges": []}}
    (tmp_path / "tokenizer.json").write_text(json.dumps(definition))
    with pytest.raises(PresetError, match="expected ids of tokens from 0 to"):
        read_own_tokenizer(tmp_path)


@pytest.mark.parametrize("content", ["[" * 50_000, '{"model": {"vocab": {"a": 0}, "type": []}}', '{"model": 7}', "7"])
def test_a_tokenizer_of_another_form_is_refused(tmp_path, content):
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "roberta"}))
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(PresetError):
        read_own_tokenizer(tmp_path)

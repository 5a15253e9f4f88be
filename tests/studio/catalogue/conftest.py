import json
import math
import struct

import pytest

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "hello",
    "world",
    "cafe",
    "##s",
    "café",
    "!",
    "un",
    "##known",
]
WIDTH = 4
BERT_CONFIG = {
    "model_type": "bert",
    "architectures": ["BertModel"],
    "vocab_size": len(VOCABULARY),
    "hidden_size": WIDTH,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 8,
    "max_position_embeddings": 16,
}
BERT_TENSORS = {
    "embeddings.word_embeddings.weight": ("F32", [len(VOCABULARY), WIDTH]),
    "embeddings.position_ids": ("I64", [1, 16]),
    "cls.predictions.bias": ("F32", [len(VOCABULARY)]),
    "pooler.dense.weight": ("F32", [WIDTH, WIDTH]),
}


def write_safetensors(path, tensors):
    header, offset = {}, 0
    for name, (dtype, shape) in tensors.items():
        size = math.prod(shape) * {"F32": 4, "I64": 8}[dtype]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(offset))


@pytest.fixture
def bert_folder(tmp_path):
    """A Hugging Face checkpoint of BERT's form, whole but for most of its layers."""
    folder = tmp_path / "my bert"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(BERT_CONFIG))
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}')
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    write_safetensors(folder / "model.safetensors", BERT_TENSORS)
    return folder


@pytest.fixture
def set_config(bert_folder):
    def change(**values):
        (bert_folder / "config.json").write_text(json.dumps({**BERT_CONFIG, **values}))

    return change


@pytest.fixture
def empty_caches(tmp_path, monkeypatch):
    """Both hubs' caches, empty and apart from the user's own."""
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


@pytest.fixture
def write_tensors():
    return write_safetensors

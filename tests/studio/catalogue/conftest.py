import json
import math
import struct
from dataclasses import replace

import h5py
import numpy
import pytest

from studio import tasks
from studio.catalogue import folders, listing
from studio.catalogue.hugging_face.shapes import bert, roberta

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
BERT_SHAPES = bert({**BERT_CONFIG, "type_vocab_size": 2})
BERT_TENSORS = {
    **{name: ("F32", list(shape)) for name, shape in BERT_SHAPES.items()},
    "embeddings.position_ids": ("I64", [1, 16]),
    "cls.predictions.bias": ("F32", [len(VOCABULARY)]),
}


def write_safetensors(path, tensors):
    header, offset = {}, 0
    for name, (dtype, shape) in tensors.items():
        size = math.prod(shape) * {"F32": 4, "I64": 8, "I8": 1}[dtype]
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(offset))


@pytest.fixture
def bert_folder(tmp_path):
    """A Hugging Face checkpoint of BERT's form."""
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


@pytest.fixture
def bert_tensors():
    """What `bert_folder` holds, to be changed and written anew."""
    return dict(BERT_TENSORS)


@pytest.fixture
def roberta_folder(bert_folder, set_config):
    """The same as a RoBERTa."""
    config = {"model_type": "roberta", "max_position_embeddings": 514, "type_vocab_size": 1, "pad_token_id": 1}
    set_config(**config)
    shapes = roberta({**BERT_CONFIG, **config})
    tensors = {f"roberta.{name}": ("F32", list(shape)) for name, shape in shapes.items()}
    write_safetensors(bert_folder / "model.safetensors", tensors)
    (bert_folder / "vocab.json").write_text('{"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": 4}')
    (bert_folder / "merges.txt").write_text("")
    return bert_folder


WRITING_KINDS = {
    "text_generation": ("decoder",),
    "chat": ("decoder",),
    "translation": ("encoder_decoder",),
    "summarization": ("encoder_decoder",),
}


@pytest.fixture
def set_tasks(monkeypatch):
    """What changes the table of tasks, for as long as a test takes."""

    def change(table):
        monkeypatch.setattr(tasks, "_TASKS", table)
        clear()

    def clear():
        cached_functions = (listing.backbones, listing.generation_backbones, listing._library, listing._packaged)
        for cached in (*cached_functions, folders._describe_stamped):
            cached.cache_clear()

    yield change
    monkeypatch.undo()
    clear()


@pytest.fixture
def writing_tasks(set_tasks):
    """The tasks that write, in the table whether this version has them or not."""
    table = {task.name: task for task in tasks.all_tasks()}
    for name, kinds in WRITING_KINDS.items():
        table.setdefault(name, replace(tasks.get("masked_lm"), name=name, kinds=kinds))
    set_tasks(table)
    return table


@pytest.fixture
def keras_folder(tmp_path):
    """What writes a preset in KerasHub's layout, as far as it is looked at."""

    def write(name, **settings):
        folder = tmp_path / name
        (folder / "assets" / "tokenizer").mkdir(parents=True)
        config = {"registered_name": f"keras_hub>{name}Backbone", "config": settings}
        (folder / "config.json").write_text(json.dumps(config))
        (folder / "tokenizer.json").write_text(json.dumps({"registered_name": f"keras_hub>{name}Tokenizer"}))
        for file in ("vocabulary.json", "merges.txt"):
            (folder / "assets" / "tokenizer" / file).write_text("{}")
        with h5py.File(folder / "model.weights.h5", "w") as weights:
            weights["layers/dense/vars/0"] = numpy.zeros((3, 4), numpy.float32)
        return folder

    return write

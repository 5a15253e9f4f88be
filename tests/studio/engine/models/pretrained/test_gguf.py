"""GGUF files compute what llama.cpp computes with them, and read its tokens: its values lie in `tests/gguf`."""

import json

import gguf
import numpy as np
import pytest

from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.own_tokens.probe import PROBE
from studio.errors import PresetError
from studio.spec import BackboneSpec
from tests.tiny_gguf import ARCHITECTURES, EXPECTED, NUM_HEADS, ROWS, TEXTS, TOKENIZERS, tensors, write_gguf

pytestmark = pytest.mark.engine

TOKENS = json.loads((EXPECTED / "tokens.json").read_text(encoding="utf-8"))
LOGITS = dict(np.load(EXPECTED / "logits.npz"))
# llama.cpp reads Gemma's curve from a table of halves; the same table here brings the difference to 6e-6.
TOLERANCES = {"gemma": 5e-3}
# TensorFlow Text takes a NUL for the end of a text.
NUL = "nul\x00ends nothing"


def load(path, **options):
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.pretrained import load_backbone

    return load_backbone(str(path), **options)


def logits_of(backbone, row):
    inputs = {"token_ids": np.array([row], np.int32), "padding_mask": np.ones((1, len(row)), np.int32)}
    return np.asarray(backbone.token_embedding(backbone(inputs), reverse=True))[0]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_logits_are_those_of_llama_cpp(tmp_path, architecture):
    backbone = load(write_gguf(tmp_path / "tiny.gguf", architecture))
    for number, row in enumerate(ROWS):
        known = LOGITS[f"{architecture}_{number}"]
        assert np.abs(known).max() > 5
        tolerance = TOLERANCES.get(architecture, 5e-5)
        np.testing.assert_allclose(logits_of(backbone, row), known, rtol=0, atol=tolerance)


def test_what_a_saved_model_computes_is_what_it_was(tmp_path):
    backbone = load(write_gguf(tmp_path / "tiny.gguf", "qwen3"))
    from studio.engine.models.pretrained import BlockSettings

    backbone.save_to_preset(str(tmp_path / "saved"))
    BlockSettings.of(backbone).write(tmp_path / "saved")
    np.testing.assert_array_equal(logits_of(load(tmp_path / "saved"), ROWS[0]), logits_of(backbone, ROWS[0]))


def halves(array):
    """What a float16 file holds."""
    return array.astype(np.float16).astype(np.float32)


def eight_bits(array):
    """Blocks of 32 numbers: a scale as a float16, whole numbers of eight bits."""
    blocks = array.reshape(-1, 32)
    scale = np.abs(blocks).max(axis=1, keepdims=True) / 127
    whole = np.trunc(blocks / scale + np.copysign(0.5, blocks))
    return (whole * scale.astype(np.float16).astype(np.float32)).reshape(array.shape).astype(np.float32)


def four_bits(array):
    """Blocks of 32 numbers: a scale as a float16, whole numbers from -8 to 7."""
    blocks = array.reshape(-1, 32)
    furthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)
    scale = furthest / -8
    whole = np.clip(np.trunc(blocks / scale + 8.5), 0, 15) - 8
    return (whole * scale.astype(np.float16).astype(np.float32)).reshape(array.shape).astype(np.float32)


@pytest.mark.parametrize(("dtype", "stored"), [("F16", halves), ("Q8_0", eight_bits), ("Q4_0", four_bits)])
def test_weights_are_what_the_file_keeps(tmp_path, dtype, stored):
    from studio.catalogue.gguf_files import check_gguf
    from studio.engine.models.pretrained.gguf_file import GgufLoader, dequantize

    checked = check_gguf(write_gguf(tmp_path / "tiny.gguf", dtype=dtype))
    written = tensors("llama", checked.config["vocab_size"])
    gate = written["blk.1.ffn_gate.weight"]
    found = dequantize(checked.tensors["layers.1.mlp.gate_proj.weight"])
    np.testing.assert_allclose(found, stored(gate), rtol=0, atol=1e-6)
    assert np.abs(found - gate).max() > 1e-6
    # A head's numbers 0, 2, 4 … come first, then 1, 3, 5 …: pairs lie half a head apart.
    query = stored(written["blk.0.attn_q.weight"]).reshape(NUM_HEADS, 16, 64)
    halved = np.concatenate([query[:, 0::2], query[:, 1::2]], axis=1).reshape(64, 64)
    found = GgufLoader(checked).get_tensor("model.layers.0.self_attn.q_proj.weight")
    np.testing.assert_allclose(found, halved, rtol=0, atol=1e-6)


def test_every_type_that_is_accepted_can_be_dequantized():
    from studio.catalogue.gguf_files.architectures import QUANTIZATIONS

    for name in QUANTIZATIONS - {"F32", "F16"}:
        kind = gguf.GGMLQuantizationType[name]
        block, size = gguf.GGML_QUANT_SIZES[kind]
        assert gguf.quants.dequantize(np.zeros((1, size), np.uint8), kind).shape == (1, block)


@pytest.mark.parametrize("name", TOKENIZERS)
def test_a_graph_reads_the_tokens_of_llama_cpp(tmp_path, name):
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    path = write_gguf(tmp_path / "tiny.gguf", **TOKENIZERS[name])
    tokenizer = load_tokenizer(str(path))
    known = {text: ids for text, ids in zip([*PROBE, *TEXTS], TOKENS[name], strict=True) if text != NUL}
    values, splits = make_splitter(tokenizer)(list(known))
    assert [part.tolist() for part in np.split(values, splits[1:-1])] == list(known.values())
    # A model that was saved has it from its own folder.
    tokenizer.save_to_preset(str(tmp_path / "saved"))
    (tmp_path / "saved" / "config.json").write_text('{"registered_name": "keras_hub>Llama3Backbone"}')
    saved = load_tokenizer(str(tmp_path / "saved"))
    assert saved.rules == tokenizer.rules == read_own_tokenizer(path).rules
    again = [np.asarray(ids).tolist() for ids in saved(list(known)[:3])]
    assert again == list(known.values())[:3]
    assert saved.end_token_ids[0] == saved.end_token_id == 2
    assert [str(text) for text in saved.detokenize(again)] == list(known)[:3]


@pytest.mark.parametrize(("pre", "start"), [("smollm", ()), ("llama-bpe", (1,))])
def test_a_text_begins_and_ends_as_in_the_models_training(tmp_path, pre, start):
    import keras_hub

    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tasks.writing.marks import WritingMarks

    tokenizer = load_tokenizer(str(write_gguf(tmp_path / "tiny.gguf", pre=pre)))
    marks = WritingMarks.of(keras_hub.models.Llama3CausalLMPreprocessor(tokenizer=tokenizer))
    assert (marks.start, marks.end, marks.stops) == (start, (2,), (2, 0))


def test_an_exported_graph_gives_the_ids_that_the_studio_gives(tmp_path):
    import tensorflow as tf

    from studio.engine.models.pretrained import load_tokenizer

    tokenizer = load_tokenizer(str(write_gguf(tmp_path / "tiny.gguf")))
    module = tf.Module()
    module.tokenizer = tokenizer

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def serve(texts):
        ids = tokenizer(texts)
        return {"ids": ids.flat_values, "splits": ids.row_splits}

    module.serve = serve
    tf.saved_model.save(module, str(tmp_path / "exported"))
    answer = tf.saved_model.load(str(tmp_path / "exported")).serve(tf.constant([*PROBE, *TEXTS]))
    expected = [token_id for ids in TOKENS["smollm"] for token_id in ids]
    assert answer["ids"].numpy().tolist() == expected


@pytest.mark.parametrize("trainable", ["lora", {"last_layers": 1}, "all"])
def test_a_part_of_it_can_be_trained(tmp_path, trainable):
    backbone = load(write_gguf(tmp_path / "tiny.gguf", dtype="Q8_0"))
    from types import SimpleNamespace

    from studio.engine.building.trainable import set_trainable

    total = sum(int(np.prod(weight.shape)) for weight in backbone.weights)
    spec = BackboneSpec.model_validate({"preset": "tiny.gguf", "trainable": trainable})
    set_trainable(SimpleNamespace(backbone=backbone), spec)
    trained = sum(int(np.prod(weight.shape)) for weight in backbone.trainable_weights)
    layer = 64 * 64 * 2 + 64 * 32 * 2 + 3 * 64 * 96 + 2 * 64
    # Eight dimensions beside each head's queries and values, in two layers; the last norm stands behind the last layer.
    lora = 2 * 8 * ((64 * 4 + 16) + (64 * 2 + 16))
    assert trained == {"lora": lora, "all": total}.get(str(trainable), layer + 64)


def test_a_damaged_file_is_refused_before_anything_is_loaded(tmp_path):
    path = write_gguf(tmp_path / "tiny.gguf")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(PresetError, match="cut off"):
        load(path)

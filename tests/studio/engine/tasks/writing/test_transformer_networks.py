"""Networks that write, out of the studio's own layers: their heads, and their presets."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.engine

import studio.engine  # isort: skip  # noqa: E402, F401
import keras  # noqa: E402
import keras_hub  # noqa: E402
import numpy as np  # noqa: E402

from studio.engine.models.pretrained import load_saved_task, load_task  # noqa: E402
from studio.engine.tasks.writing.transformer_causal_lm import (  # noqa: E402
    TransformerCausalLM,
    TransformerCausalLMPreprocessor,
)
from studio.engine.tasks.writing.transformer_seq2seq_lm import (  # noqa: E402
    TransformerSeq2SeqLM,
    TransformerSeq2SeqLMPreprocessor,
)
from studio.engine.tokenizing import learn_tokenizer  # noqa: E402
from studio.layers import TransformerBackbone  # noqa: E402

SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 64}
TEXTS = ["the cat sat on the mat", "a dog ran"]
KINDS = {
    "decoder": (TransformerCausalLM, TransformerCausalLMPreprocessor, {"sequence_length": 12}),
    "encoder_decoder": (
        TransformerSeq2SeqLM,
        TransformerSeq2SeqLMPreprocessor,
        {"encoder_sequence_length": 12, "decoder_sequence_length": 9},
    ),
}


@pytest.fixture(scope="module")
def tokenizer():
    return learn_tokenizer("unigram", TEXTS * 20, 60, is_lowercase=False)


def make_network(kind, tokenizer, **settings):
    network_type, preprocessor_type, lengths = KINDS[kind]
    backbone = TransformerBackbone(kind=kind, vocabulary_size=tokenizer.vocabulary_size(), **SIZE, **settings)
    return network_type(backbone, preprocessor_type(tokenizer, **lengths))


def read(network):
    """Return what the preprocessor makes of the texts: inputs, targets and which of them count."""
    is_causal = isinstance(network, TransformerCausalLM)
    return network.preprocessor(TEXTS if is_causal else {"encoder_text": TEXTS, "decoder_text": TEXTS[::-1]})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_tied", [True, False])
def test_a_saved_one_says_the_same_when_it_is_loaded(kind, is_tied, tokenizer, tmp_path: Path):
    network = make_network(kind, tokenizer, tie_weights=is_tied)
    inputs, targets, _ = read(network)
    network.save_to_preset(str(tmp_path / "model"))
    loaded = load_saved_task(tmp_path / "model")
    assert type(loaded) is type(network)
    np.testing.assert_array_equal(loaded(inputs, training=False), network(inputs, training=False))
    again, targets_again, _ = read(loaded)
    np.testing.assert_array_equal(targets_again, targets)
    for name, array in inputs.items():
        np.testing.assert_array_equal(again[name], array, err_msg=name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_backbone_of_another_task_gets_the_head_that_it_can_have(kind, tokenizer, tmp_path: Path):
    network = make_network(kind, tokenizer)
    network.backbone.save_to_preset(str(tmp_path / "backbone"))
    tokenizer.save_to_preset(str(tmp_path / "backbone"))
    # In KerasHub every sequence-to-sequence network is a causal one, too.
    loaded = load_task(keras_hub.models.CausalLM, str(tmp_path / "backbone"))
    assert type(loaded) is type(network)
    inputs, *_ = read(network)
    np.testing.assert_array_equal(loaded(inputs, training=False), network(inputs, training=False))


@pytest.mark.parametrize("kind", KINDS)
def test_targets_are_the_tokens_that_follow(kind, tokenizer):
    inputs, targets, counts = (
        keras.tree.map_structure(np.asarray, part) for part in read(make_network(kind, tokenizer))
    )
    token_ids = inputs["token_ids" if kind == "decoder" else "decoder_token_ids"]
    np.testing.assert_array_equal(token_ids[:, 1:], targets[:, :-1])
    assert (token_ids[:, 0] == tokenizer.start_token_id).all()
    shorter = np.argmin(counts.sum(axis=1))
    assert targets[shorter, counts[shorter].sum() - 1] == tokenizer.end_token_id


def written_by_hand(network, prompts, num_tokens):
    """Return what the whole network says when it is asked anew for every token."""
    name = "token_ids" if isinstance(network, TransformerCausalLM) else "decoder_token_ids"
    inputs = {key: np.asarray(array) for key, array in prompts.items()}
    lengths = inputs[name.replace("token_ids", "padding_mask")].sum(axis=1)
    for place in range(int(lengths.min()), num_tokens):
        mask = np.broadcast_to(np.arange(inputs[name].shape[1]) < place, inputs[name].shape)
        given = inputs | {name.replace("token_ids", "padding_mask"): mask.astype(np.int32)}
        said = np.asarray(network(given, training=False))[:, place - 1].argmax(axis=-1)
        inputs[name] = inputs[name].copy()
        inputs[name][:, place] = np.where(lengths > place, inputs[name][:, place], said)
    return inputs[name]


@pytest.mark.parametrize("kind", KINDS)
def test_keras_hub_alone_writes_with_a_saved_one(kind, tokenizer, tmp_path: Path):
    make_network(kind, tokenizer, positions="rotary").save_to_preset(str(tmp_path / "model"))
    network = KINDS[kind][0].from_preset(str(tmp_path / "model"))
    network.compile(sampler="greedy")
    asked = TEXTS if kind == "decoder" else {"encoder_text": TEXTS, "decoder_text": ["", "a"]}
    prompts = network.preprocessor.generate_preprocess(asked)
    texts = network.generate(asked, stop_token_ids=None)
    name = "token_ids" if kind == "decoder" else "decoder_token_ids"
    expected = written_by_hand(network, prompts, prompts[name].shape[1])
    assert texts == [str(tokenizer.detokenize(row)) for row in expected]
    network.compile(sampler="beam")
    assert len(network.generate(asked)) == 2


@pytest.mark.parametrize("is_tied", [True, False])
def test_logits_are_products_with_token_vectors_behind_the_backbone_s_output(is_tied, tokenizer):
    network = make_network("decoder", tokenizer, tie_weights=is_tied)
    inputs, *_ = read(network)
    embedding = network.backbone.token_embedding
    vectors = np.array(embedding.embeddings).T if is_tied else np.array(embedding.reverse_embeddings)
    hidden = network.backbone(inputs, training=False)
    np.testing.assert_allclose(network(inputs, training=False), np.array(hidden) @ vectors, atol=1e-5)


@pytest.mark.parametrize(("kind", "other"), [("decoder", "encoder"), ("encoder_decoder", "decoder")])
def test_a_backbone_of_another_kind_is_refused(kind, other):
    backbone = TransformerBackbone(kind=other, vocabulary_size=20, **SIZE)
    with pytest.raises(ValueError, match=f"Expected a backbone of the kind '{kind}'. Received: kind='{other}'"):
        KINDS[kind][0](backbone)

"""Models that were built from scratch: every kind of Transformer, every kind of learned tokenizer."""

from typing import get_args

import numpy as np
import pytest

from studio.architecture import Kind, TokenizerKind
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 64}
TEXTS = ["the warm film was a story with actors", "这部电影很好看", "the dull music ends and ends"] * 20


def build(kind, tokenizer_kind="wordpiece"):
    from studio.engine.building.model import build_model
    from studio.engine.tokenizing import learn_tokenizer

    architecture = SIZE | {"kind": kind, "tokenizer": tokenizer_kind, "vocabulary_size": 330}
    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"architecture": architecture},
            "data": {"train": "none.csv", "sequence_length": 32},
        }
    )
    tokenizer = learn_tokenizer(tokenizer_kind, TEXTS, 330, is_lowercase=True)
    model = build_model(spec, Schema(("bad", "good")), tokenizer=tokenizer)
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 5)
    return model


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_classifier_of_each_kind_shows_attention_and_is_explained(kind):
    from studio.engine.attention.attribution import Attributor
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import Subject

    model = build(kind)
    reader = AttentionReader(Subject.of(model))
    reading = reader.read("the warm film", "dull music")
    expected = ("[CLS]", "the", "warm", "film", "[SEP]", "dull", "music", "[SEP]")
    maps = reader.maps(reading)
    assert len(maps) == (3 if kind == "encoder_decoder" else 1)
    for found in maps:
        # An encoder–decoder that sorts texts reads the same text on both sides.
        assert found.query_tokens == found.key_tokens == expected
        np.testing.assert_allclose(found.weights.sum(axis=-1), 1.0, atol=1e-5)
        walk = reader.walk(reading, found.kind, 1, 1)
        np.testing.assert_allclose(walk.weights, found.weights[1, 1], atol=1e-5)
    for method in ("integrated_gradients", "leave_one_out"):
        explained = Attributor(model).explain("the warm film", "dull music", method=method).attribution
        assert explained.tokens == expected
        assert np.count_nonzero(explained.scores) == 5
        assert method == "leave_one_out" or explained.completeness_error <= 0.01


def test_the_explained_logit_is_what_the_classifier_says():
    from studio.engine.attention.attribution import Attributor

    model = build("encoder_decoder")
    found = Attributor(model).explain("the warm film", target="good").attribution
    logits = model.network(model.network.preprocessor(["the warm film"]), training=False)
    assert found.output == pytest.approx(float(logits[0, 1]), abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("wordpiece", "the 电影", ("the", "电", "影")),
        ("bpe", "电影", ("▁", "电", "影")),
        ("unigram", "电影", ("▁", "电", "影")),
        ("character", "the", ("▁", "t", "h", "e")),
    ],
)
def test_tokens_of_each_learned_tokenizer_are_readable(kind, text, expected):
    from studio.engine.tokenizing import learn_tokenizer
    from studio.engine.tokenizing.readable import read_tokens
    from studio.engine.tokenizing.splitting import make_splitter

    assert set(get_args(TokenizerKind)) == {"wordpiece", "bpe", "unigram", "character"}
    tokenizer = learn_tokenizer(kind, TEXTS, 330, is_lowercase=True)
    assert read_tokens(tokenizer, make_splitter(tokenizer)([text])[0]) == expected

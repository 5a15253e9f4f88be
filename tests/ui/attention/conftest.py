"""Weights and numbers of made-up heads, with the properties of real ones: rows add up to 1, scores are products."""

import numpy as np
import pytest

from studio.attention import AttentionMap, HeadWalk
from ui import theme
from ui.attention.choice import prepare
from ui.theme import ThemeChoice, apply_theme

WORDS = ("[CLS]", "the", "film", "was", "good", "[SEP]")


def softmax(scores):
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)


def make_map(kind="encoder", num_layers=3, num_heads=4, queries=WORDS, keys=None, seed=0):
    keys = queries if keys is None else keys
    scores = np.random.default_rng(seed).normal(size=(num_layers, num_heads, len(queries), len(keys))) * 2
    return AttentionMap(
        kind=kind,
        query_tokens=tuple(queries),
        key_tokens=tuple(keys),
        weights=softmax(scores),
        query_specials=tuple(index for index, token in enumerate(queries) if token.startswith("[")),
        key_specials=tuple(index for index, token in enumerate(keys) if token.startswith("[")),
    )


def make_walk(*, positions="learned", is_scaled=True, is_causal=False, kind="encoder", keys=WORDS, **changes):
    random = np.random.default_rng(1)
    length, num_keys, width, head_dim = len(WORDS), len(keys), 16, 4

    def numbers(*shape):
        return random.normal(size=shape).astype(np.float32)

    query, key, value = numbers(length, head_dim), numbers(num_keys, head_dim), numbers(num_keys, head_dim)
    scores = query @ key.T / (head_dim**0.5 if is_scaled else 1.0)
    if positions in ("relative", "alibi"):
        distance = np.abs(np.arange(length)[:, None] - np.arange(num_keys)[None, :])
        scores = scores - 0.5 * distance.astype(np.float32) + (0.25 if positions == "relative" else 0.0)
    if is_causal:
        scores = np.where(np.tri(length, num_keys, dtype=bool), scores, -np.inf)
    weights = softmax(scores)
    hidden, multi_head = numbers(length, width), numbers(length, width)
    values = {
        "kind": kind,
        "layer": 1,
        "head": 2,
        "num_heads": 4,
        "positions": positions,
        "normalization": "layer_norm",
        "tokens": WORDS,
        "key_tokens": tuple(keys),
        "hidden": hidden,
        "query": query,
        "key": key,
        "value": value,
        "scores": scores.astype(np.float32),
        "weights": weights,
        "output": weights @ value,
        "multi_head": multi_head,
        "residual": hidden + multi_head,
        "normalized": numbers(length, width),
    }
    return HeadWalk(**values | changes)


@pytest.fixture
def read_map():
    return prepare(make_map())


@pytest.fixture
def crossed():
    return prepare(make_map("cross", queries=("<s>", "der", "Film"), keys=("the", "film", "was", "good")))


@pytest.fixture(params=[ThemeChoice.LIGHT, ThemeChoice.DARK], ids=["light", "dark"])
def each_theme(qapp, request):
    apply_theme(qapp, request.param)
    yield request.param
    apply_theme(qapp, theme.ThemeChoice.LIGHT)

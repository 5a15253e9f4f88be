"""Texts tokenized piece by piece: tokens know their place, in Python and inside a graph alike."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.pieces import find_pieces
from tests.matrix import cases
from tests.tiny_presets import FAMILIES, HUGGING_FACE_FAMILIES, TEXTS, make_tokenizer, save_hugging_face

pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LEARNED = ("wordpiece", "bpe", "unigram", "character")
OTHERS = (
    "a  good film",
    " with",
    "the film, good?",
    "Ünïcode e\u0301 ＡＢＣ",
    "東京に行った",
    "x\x00y\u00a0z",
    "\u200b",
    "",
    " ",
)


def tokenizer_of(name: str, tmp_path: Path) -> Any:
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing import learn_tokenizer

    kind, family = name.split(":")
    if kind == "learned":
        return learn_tokenizer(family, [*TEXTS * 5, *OTHERS], 400, is_lowercase=True)
    if kind == "folder":
        save_hugging_face(family, tmp_path)
        return load_tokenizer(str(tmp_path))
    return make_tokenizer(family)


@pytest.fixture(
    params=cases(
        [
            *(f"keras_hub:{family}" for family in FAMILIES),
            *(f"folder:{family}" for family in HUGGING_FACE_FAMILIES),
            *(f"learned:{kind}" for kind in LEARNED),
        ],
        ["keras_hub:Bert", "keras_hub:DebertaV3", "folder:Roberta", *(f"learned:{kind}" for kind in LEARNED)],
    )
)
def tokenizer(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    return tokenizer_of(request.param, tmp_path)


def rows(found: Any, values: Any) -> list[list[int]]:
    return [part.tolist() for part in np.split(values, found.splits[1:-1])]


def test_tokens_of_pieces_are_those_of_the_text_and_know_where_they_stand(tokenizer: Any) -> None:
    from studio.engine.texts.words import PieceTokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    texts = [*TEXTS, *OTHERS]
    found = PieceTokenizer(tokenizer).tokenize(texts)
    assert len(found) == len(texts)
    values, splits = make_splitter(tokenizer)(TEXTS)
    assert rows(found, found.token_ids)[: len(TEXTS)] == [part.tolist() for part in np.split(values, splits[1:-1])]
    for text, starts, ends in zip(texts, rows(found, found.starts), rows(found, found.ends), strict=True):
        pieces = find_pieces(text)
        places = list(zip(starts, ends, strict=True))
        assert places == sorted(places)
        # A piece of nothing that a tokenizer knows may give no token.
        assert set(places) <= set(pieces)
        known = [place for place in pieces if text[slice(*place)].isascii() and text[slice(*place)].isalnum()]
        assert set(known) <= set(places)
    assert found.is_first.sum() == sum(len(set(row)) for row in rows(found, found.starts))


@pytest.mark.parametrize(
    "name",
    cases(
        ["folder:Bert", "folder:Roberta", "folder:XLMRoberta", "learned:bpe", "learned:wordpiece"],
        ["folder:Roberta", "learned:bpe", "learned:wordpiece"],
    ),
)
def test_plain_python_finds_what_the_graph_finds(name: str, tmp_path: Path) -> None:
    from studio.engine.texts.words import PieceTokenizer

    chance = random.Random(3)
    codes = [*range(1, 0x180), *range(0x300, 0x310), *range(0x4E00, 0x4E20), *range(0x3041, 0x3051), 0x1F44D, 0x200B, 0]
    drawn = ["".join(chr(chance.choice([*codes, 32, 32])) for _ in range(30)) for _ in range(100)]
    texts = [*TEXTS, *OTHERS, *drawn]
    tokenizer = tokenizer_of(name, tmp_path)
    for joins_words in (False, True):
        pieces = PieceTokenizer(tokenizer, joins_words=joins_words)
        graph, plain = pieces.tokenize(texts), pieces._tokenize_in_python(texts)
        for field in ("token_ids", "starts", "ends", "splits"):
            np.testing.assert_array_equal(getattr(graph, field), getattr(plain, field), field)


def test_joined_pieces_are_words_with_the_same_tokens() -> None:
    from studio.engine.texts.words import PieceTokenizer

    tokenizer = make_tokenizer("Bert")
    texts = [" the film, good?", "the", "", "a-b  (the)"]
    joined = PieceTokenizer(tokenizer, joins_words=True).tokenize(texts)
    assert joined.token_ids.tolist() == PieceTokenizer(tokenizer).tokenize(texts).token_ids.tolist()
    words = [
        {text[start:end] for start, end in zip(starts, ends, strict=True)}
        for text, starts, ends in zip(texts, rows(joined, joined.starts), rows(joined, joined.ends), strict=True)
    ]
    assert words == [{"the", "film,", "good?"}, {"the"}, set(), {"a-b", "(the)"}]


def test_no_text_has_no_tokens() -> None:
    from studio.engine.texts.words import PieceTokenizer

    assert len(PieceTokenizer(make_tokenizer("Bert")).tokenize([])) == 0


def test_tokens_are_the_same_once_saved_and_loaded(tokenizer: Any, tmp_path: Path) -> None:
    import tensorflow as tf

    from studio.engine.texts.words import PieceTokenizer

    pieces = PieceTokenizer(tokenizer)
    module = tf.Module()
    module.tokenizers = pieces.tokenizers
    module.split = tf.function(
        lambda texts: pieces.tokenize_in_graph(texts)[0].to_tensor(-1),
        input_signature=[tf.TensorSpec([None], tf.string)],
    )
    texts = tf.constant([*TEXTS, *OTHERS])
    expected = module.split(texts).numpy()
    tf.saved_model.save(module, str(tmp_path / "saved"))
    assert np.array_equal(tf.saved_model.load(str(tmp_path / "saved")).split(texts).numpy(), expected)

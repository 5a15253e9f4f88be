"""The tokens of a BERT are those of the package that it was trained with, in Python and inside a graph."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.catalogue.own_tokens import build_reference
from studio.catalogue.own_tokens.probe import PROBE
from studio.catalogue.own_tokens.word_piece import define, from_definition
from studio.schema import Schema

pytestmark = pytest.mark.engine

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCSTUéàßσςΣẞıiİñạệ́̈각ᄀ한국ا水泵好きカがกสวมြសន,.!?-_'\"[]<>~^$€①ﬁ١½！，。（）　\u200d🎉"
)
HARD = st.text(
    st.one_of(
        st.sampled_from(
            "aAbBéÉσΣςİıßẞ ̈́\u00a0\u202f\u3000\u200b\u00ad\u2028\x00\x85\t\n[]MASKé水好！，ก각\U0010f000\U0010ffff\ufffd"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)
FLAGS = [
    {"lowercase": True},
    {"lowercase": False},
    {"lowercase": True, "strip_accents": False},
    {"lowercase": False, "strip_accents": True},
    {"lowercase": True, "handle_chinese_chars": False},
    {"lowercase": True, "clean_text": False},
]
# Letters of Unicode 14 to 17 that TensorFlow can neither lowercase nor decompose. No vocabulary holds them.
NEWER = {
    *(0x1C89, 0x2C2F, 0xA7C0, *range(0xA7CB, 0xA7DD)),
    *(
        *range(0x105C0, 0x105F4),
        *range(0x11380, 0x113E3),
        *range(0x11900, 0x1195A),
        *range(0x16100, 0x1613A),
        *range(0x16D40, 0x16D7A),
    ),
    *(*range(0x10570, 0x10596), *range(0x10D50, 0x10D66), *range(0x16EA0, 0x16EB9)),
}
ADDED = [("[URL]", False, True), ("é水", True, False), ("[MASK]", False, True), ("Covid", False, False)]
# A longer one begins where a shorter one ends.
ADDED += [
    ("ab", False, False),
    ("bcd", False, False),
    ("de", True, False),
    ("efg", True, False),
]


def entry(number: int, content: str, *, is_normalized: bool = False, is_special: bool = True) -> dict[str, Any]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False}
    return {"id": number, "content": content, "normalized": is_normalized, "special": is_special, **flags}


def make(rules: dict[str, Any], added: bool = False) -> Any:
    """Build a tokenizer whose vocabulary holds most letters of the hard strings, alone and within words."""
    from studio.engine.models.pretrained.word_pieces import FaithfulBertTokenizer

    letters = sorted(set(LETTERS) | set("".join(PROBE)) - set(" \n\x00"))
    tokens = list(dict.fromkeys([*SPECIAL, *letters, *(f"##{letter}" for letter in letters), "good", "film", "##ing"]))
    entries = [entry(number, token) for number, token in enumerate(SPECIAL)]
    if added:
        contents = [(c, n, s) for c, n, s in ADDED if c not in SPECIAL]
        entries += [
            entry(len(tokens) + number, content, is_normalized=is_normalized, is_special=is_special)
            for number, (content, is_normalized, is_special) in enumerate(contents)
        ]
    own = from_definition(Path("tokenizer.json"), define(tokens, rules, entries), {})
    return FaithfulBertTokenizer.of(own), build_reference(own.definition)


@pytest.fixture(scope="module", params=range(len(FLAGS) + 1), ids=[*map(str, FLAGS), "added tokens"])
def pair(request: pytest.FixtureRequest) -> Any:
    from studio.engine.tokenizing.splitting import make_splitter

    is_last = request.param == len(FLAGS)
    tokenizer, reference = make({"lowercase": True} if is_last else FLAGS[request.param], added=is_last)
    return make_splitter(tokenizer), reference, tokenizer


def right(reference: Any, texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in reference.encode_batch_fast(texts, add_special_tokens=False)]


def rows(split: Any, texts: list[str]) -> list[list[int]]:
    values, splits = split(texts)
    return [values[start:end].tolist() for start, end in pairwise(splits)]


def test_of_added_tokens_that_overlap_the_first_one_is_taken() -> None:
    from studio.engine.tokenizing.splitting import make_splitter

    tokenizer, reference = make({"lowercase": True}, added=True)
    texts = ["abcd", "xbcd", "defg", "Defgh efg", "abcdefg"]
    assert rows(make_splitter(tokenizer), texts) == right(reference, texts)
    assert reference.encode("abcd", add_special_tokens=False).tokens[0] == "ab"


def test_hard_strings_give_the_ids_of_the_package(pair):
    split, reference, _ = pair
    texts = [*PROBE, "[URL] a[URL]b", "Covid covid COVID", "xé水y É水", "[U\u200bRL]", "[URL" + "]" * 120]
    assert rows(split, texts) == right(reference, texts)


def test_outside_of_a_graph_the_ids_are_the_same(pair):
    _, reference, tokenizer = pair
    texts = list(PROBE)
    assert tokenizer(texts) == right(reference, texts)
    assert tokenizer(texts[0]).tolist() == right(reference, texts[:1])[0]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(HARD, min_size=20, max_size=40))
def test_any_text_gives_the_ids_of_the_package(pair, texts):
    split, reference, _ = pair
    assert rows(split, texts) == right(reference, texts)


@pytest.mark.parametrize("rules", FLAGS[:2], ids=str)
def test_every_character_is_taken_as_the_package_takes_it(rules):
    import tensorflow as tf

    tokenizer, reference = make(rules)
    normalizer, before = reference.normalizer, reference.pre_tokenizer
    split = tf.function(tokenizer.split_words, input_signature=[tf.TensorSpec([None], tf.string)])
    private = range(0xE0000, 0x110000, 0x61)
    codes = [*range(0xD800), *range(0xE000, 0x33480), *range(0xE0000, 0xE0200), *private]
    texts = [f"a{chr(code)}b {chr(code)}" for code in codes if code not in NEWER]
    for start in range(0, len(texts), 20_000):
        group = texts[start : start + 20_000]
        words = [[word.decode() for word in row] for row in split(tf.constant(group)).to_list()]
        expected = [[word for word, _ in before.pre_tokenize_str(normalizer.normalize_str(text))] for text in group]
        assert words == expected


# What transformers 5.24 gives for the bundled backbone.
BUNDLED = {
    "a good\u00a0film": [1037, 2204, 2143],
    "25\u202f000\u3000m": [2423, 2199, 1049],
    "a\u200bb so\xadft": [11113, 3730],
    "！？好，": [1986, 1994, 100, 1989],
    "Straße ΣΟΦΌΣ İstanbul": [2358, 27807, 1173, 29730, 29736, 29730, 29733, 9960],
    "café [MASK] ok": [7668, 103, 7929],
    "nul\x00ends nothing": [16371, 7770, 5104, 2498],
    "สวัสดี" * 30: [100],
    "é" * 100: [25212, *[4402] * 49],
}


def test_the_bundled_backbone_reads_hard_texts_as_transformers_does():
    from studio import catalogue
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    split = make_splitter(load_tokenizer(str(catalogue.bundled_folder())))
    assert rows(split, list(BUNDLED)) == list(BUNDLED.values())


def test_a_saved_tokenizer_reads_texts_as_before(tmp_path):
    import keras_hub

    from studio.engine.tokenizing.splitting import make_splitter

    tokenizer, reference = make({"lowercase": True}, added=True)
    backbone = keras_hub.models.BertBackbone(tokenizer.vocabulary_size(), 1, 2, 8, 16, max_sequence_length=32)
    preprocessor = keras_hub.models.BertTextClassifierPreprocessor(tokenizer)
    keras_hub.models.BertTextClassifier(backbone, num_classes=2, preprocessor=preprocessor).save_to_preset(
        str(tmp_path)
    )
    loaded = keras_hub.models.TextClassifier.from_preset(str(tmp_path)).preprocessor.tokenizer
    assert loaded.rules == tokenizer.rules
    texts = [*PROBE, "[URL] Covid"]
    assert rows(make_splitter(loaded), texts) == right(reference, texts)
    saved = json.loads((tmp_path / "tokenizer.json").read_text())
    assert saved["registered_name"] == "fettle>FaithfulBertTokenizer"


def test_a_kerashub_preset_of_bert_reads_texts_as_bert_does(tiny_preset, tmp_path):
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    split = make_splitter(load_tokenizer(str(tiny_preset)))
    bright, film = rows(split, ["bright", "film"])
    assert rows(split, ["Bright\u00a0FILM", "bri\u0301ght\u3000film", "bright\u200b film"]) == [bright + film] * 3


def test_the_fingerprint_changes_with_the_rules(tmp_path):
    from studio import tasks
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.tokens import fingerprint

    class Classifier:
        def __init__(self, tokenizer: Any) -> None:
            self.preprocessor = type("Preprocessor", (), {"tokenizer": tokenizer})

    info = ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), 32, {}, "0")
    prints = {fingerprint(TextModel(Classifier(make(rules)[0]), info)) for rules in FLAGS}
    assert len(prints) == len(FLAGS)

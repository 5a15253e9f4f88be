"""What every kind of tokenizer promises."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.architecture import TokenizerKind
from studio.errors import DataError
from studio.processes import child_environment
from studio.schema import Schema

pytestmark = pytest.mark.engine

KINDS = sorted(get_args(TokenizerKind))
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# Scripts with and without spaces, marks, ligatures, a digit that KerasHub's byte pairs lose, nothing at all.
TEXTS = [
    "",
    "   \t\n",
    "The film was CLEVER, and bright!",
    "这本书很好，mixed with English。",
    "ไม่มีปัญหาเลยครับ",
    "こんにちは ワールド 東京ー",
    "한국어 문장",
    "हिन्दी में ६ अक्षर",
    "می‌خواهم بخوانم",
    "soft\u00adhyphen a\u0301 \u00e1 ﬁne Straße İstanbul ΑΣ",
    "tabs\tand\nlines\u00a0and\u200bspaces\u3000",
    "emoji 🎉❤️ 𝕌𝕟𝕚",
    "。" * 40,
    "x" * 150,
    "\u3164 \ue000 \U000f0000 \x00",
]

LEARN_AND_PRINT = """
import json, sys
from studio.engine.tokenizing import TOKENIZERS, learn_tokenizer
from studio.engine.tokenizing.storing import fingerprint
texts = json.load(open(sys.argv[1], encoding="utf-8"))
for kind in sorted(TOKENIZERS):
    print(kind, fingerprint(learn_tokenizer(kind, texts, 400, is_lowercase=True)))
"""


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def in_graph(tokenizer: Any) -> Callable[[list[str]], list[list[int]]]:
    import tensorflow as tf

    split = tf.function(lambda texts: tokenizer(texts), input_signature=[tf.TensorSpec([None], tf.string)])
    return lambda texts: split(tf.constant(texts, tf.string)).to_list()


def ids_of(tokenizer: Any, texts: list[str]) -> list[list[int]]:
    return [[int(token_id) for token_id in row] for row in tokenizer(texts)]


def test_the_table_has_all_kinds_that_a_specification_can_name() -> None:
    from studio.engine.tokenizing import TOKENIZERS

    assert sorted(TOKENIZERS) == KINDS


def test_the_special_tokens_come_first(kind: str, learn: Callable[..., Any]) -> None:
    tokenizer = learn(kind)
    assert tuple(tokenizer.id_to_token(index) for index in range(5)) == SPECIAL
    assert (tokenizer.pad_token_id, tokenizer.unk_token_id) == (0, 1)
    assert (tokenizer.start_token_id, tokenizer.end_token_id, tokenizer.mask_token_id) == (2, 3, 4)


def test_no_more_is_learned_than_was_asked_for_and_no_token_twice(kind: str, learn: Callable[..., Any]) -> None:
    vocabulary = learn(kind).get_vocabulary()
    assert 5 < len(vocabulary) <= 400
    assert len(set(vocabulary)) == len(vocabulary)


def test_no_text_gives_a_special_token(kind: str, learn: Callable[..., Any]) -> None:
    tokenizer = learn(kind)
    special = {0, *range(2, 5)}
    for row in ids_of(tokenizer, ["".join(SPECIAL), *SPECIAL, "<s> </s> <pad> <unk> <mask>"]):
        assert row
        assert not special & set(row)


def test_a_graph_gives_the_same_ids(kind: str, learn: Callable[..., Any], corpus: list[str]) -> None:
    for is_lowercase in (True, False):
        tokenizer = learn(kind, is_lowercase)
        assert in_graph(tokenizer)(TEXTS + corpus) == ids_of(tokenizer, TEXTS + corpus)


@pytest.mark.parametrize("is_lowercase", [True, False])
def test_words_are_cut_in_the_same_way_inside_and_outside_of_a_graph(is_lowercase: bool) -> None:
    from studio.engine.tokenizing.word_piece import LearnedWordPieceTokenizer

    # Each character is a token, so that nothing hides behind the unknown one.
    letters = "abcßİıσςé0٣éक़்我ไあ한!。«"
    vocabulary = [*SPECIAL, *dict.fromkeys(letters), *(f"##{letter}" for letter in dict.fromkeys(letters))]
    tokenizer = LearnedWordPieceTokenizer(vocabulary, lowercase=is_lowercase)
    split = in_graph(tokenizer)

    @settings(max_examples=300)
    @given(
        text=st.text(st.one_of(st.sampled_from(letters), st.characters(exclude_categories=["Cn", "Cs"])), max_size=9)
    )
    def check(text: str) -> None:
        assert split([text]) == ids_of(tokenizer, [text])

    check()


def test_a_string_a_list_and_a_tensor_are_taken_alike(kind: str, learn: Callable[..., Any]) -> None:
    import tensorflow as tf

    tokenizer, text = learn(kind), "这本书 was clever"
    (expected,) = ids_of(tokenizer, [text])
    assert [int(token_id) for token_id in tokenizer(text)] == expected
    assert ids_of(tokenizer, (text,)) == [expected]  # type: ignore[arg-type]
    assert ids_of(tokenizer, tf.constant([text])) == [expected]
    assert in_graph(tokenizer)([]) == []


def test_odd_characters_in_the_corpus_do_no_harm(kind: str) -> None:
    from studio.engine.tokenizing import learn_tokenizer

    texts = ["a\x00b", "a ▁ b", "▅", "a\ue000\U000f0000b", "[MASK] [PAD] <0x41> ##a", "\ufeffa", "a\u2028b", "𝕌 ﷽"]
    tokenizer = learn_tokenizer(kind, texts * 3, 400, is_lowercase=True)
    assert in_graph(tokenizer)(texts) == ids_of(tokenizer, texts)
    assert not {0, 2, 3, 4} & {token_id for row in ids_of(tokenizer, texts) for token_id in row}


def test_chinese_text_survives_the_way_there_and_back(kind: str, learn: Callable[..., Any]) -> None:
    tokenizer = learn(kind)
    text = "这本书很好,非常喜欢。"
    found = tokenizer.detokenize(ids_of(tokenizer, [text]))[0]
    assert str(found).replace(" ", "") == text
    assert tokenizer.unk_token_id not in ids_of(tokenizer, [text])[0]


def test_characters_that_were_never_seen_are_unknown_or_bytes(kind: str, learn: Callable[..., Any]) -> None:
    tokenizer = learn(kind)
    row = ids_of(tokenizer, ["鑫"])[0]
    if kind == "bpe":
        assert str(tokenizer.detokenize([row])[0]).strip() == "鑫"
        assert tokenizer.unk_token_id not in row
    else:
        assert tokenizer.unk_token_id in row


def test_capital_letters_are_small_ones_only_where_that_was_asked_for(kind: str, learn: Callable[..., Any]) -> None:
    texts = ["THE FILM WAS CLEVER", "the film was clever"]
    first, second = ids_of(learn(kind, True), texts)
    assert first == second
    first, second = ids_of(learn(kind, False), texts)
    assert first != second


def test_the_same_texts_give_the_same_tokenizer_in_every_process(kind: str, corpus: list[str], tmp_path: Path) -> None:
    import json

    (tmp_path / "texts.json").write_text(json.dumps(corpus), encoding="utf-8")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", LEARN_AND_PRINT, str(tmp_path / "texts.json")],
            check=True, capture_output=True, env=child_environment() | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_saved_tokenizer_is_read_back_with_the_same_ids(
    kind: str, learn: Callable[..., Any], corpus: list[str], tmp_path: Path
) -> None:
    from studio.engine.tokenizing.storing import fingerprint, load_tokenizer, save_tokenizer

    for is_lowercase in (True, False):
        tokenizer = learn(kind, is_lowercase)
        save_tokenizer(tokenizer, tmp_path / "tokenizer")
        loaded = load_tokenizer(tmp_path / "tokenizer")
        assert type(loaded) is type(tokenizer)
        assert ids_of(loaded, TEXTS + corpus) == ids_of(tokenizer, TEXTS + corpus)
        assert fingerprint(loaded) == fingerprint(tokenizer)
    assert [path.name for path in tmp_path.iterdir()] == ["tokenizer"]
    assert fingerprint(learn(kind, True)) != fingerprint(learn(kind, False))


@pytest.mark.parametrize("texts", [["a"], ["你好"], ["a b c"], ["hello hello hello", "world"]])
def test_few_texts_give_few_tokens(kind: str, texts: list[str]) -> None:
    from studio.engine.tokenizing import learn_tokenizer

    tokenizer = learn_tokenizer(kind, texts, 50_000, is_lowercase=True)
    assert tokenizer.vocabulary_size() < 300
    assert tokenizer.unk_token_id not in ids_of(tokenizer, texts)[0]


@pytest.mark.parametrize("texts", [[], [""], [" ", "\n\t"]])
def test_texts_without_anything_to_learn_from_are_refused(kind: str, texts: list[str]) -> None:
    from studio.engine.tokenizing import learn_tokenizer

    with pytest.raises(DataError, match=f"that a tokenizer can be learned from. Received: {len(texts)} texts?;"):
        learn_tokenizer(kind, texts, 500, is_lowercase=True)


def test_an_alphabet_that_is_larger_than_the_vocabulary_keeps_its_most_frequent_characters(kind: str) -> None:
    from studio.engine.tokenizing import learn_tokenizer

    texts = [chr(0x4E00 + index) * (500 - index) for index in range(500)]
    tokenizer = learn_tokenizer(kind, texts, 300, is_lowercase=True)
    assert tokenizer.vocabulary_size() <= 300
    frequent, rare = ids_of(tokenizer, [texts[0][0], texts[-1][0]])
    assert tokenizer.id_to_token(frequent[-1]) == texts[0][0]
    # Byte-pair encoding falls back on the three bytes of the character.
    assert [tokenizer.id_to_token(token_id) for token_id in rare][-1] == ("<0xB3>" if kind == "bpe" else "[UNK]")


def test_a_tokenizer_outlives_the_building_of_a_model(kind: str, learn: Callable[..., Any], corpus: list[str]) -> None:
    from studio.engine.building.model import build_model
    from studio.spec import RunSpec

    tokenizer = learn(kind)
    split = in_graph(tokenizer)
    before = split(corpus)
    architecture = {"num_layers": 1, "hidden_dim": 8, "intermediate_dim": 8}
    spec = {"task": "text_classification", "backbone": {"architecture": architecture}, "data": {"train": "a.csv"}}
    build_model(RunSpec.parse(spec), Schema(("a", "b")), tokenizer=tokenizer)
    assert split(corpus) == before

"""What a folder says of its tokenizer is honoured, or refused by name when the folder is opened."""

import json

import pytest

from studio.catalogue import describe_folder
from studio.catalogue.own_tokens import WordPieceRules, read_own_tokenizer
from studio.errors import PresetError

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def say(folder, **settings):
    (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": True} | settings))


def write_definition(folder, **changed):
    """Write a `tokenizer.json` with the folder's vocabulary, as transformers 5 does."""
    tokens = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    definition = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "lowercase": False, "strip_accents": None},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "vocab": {token: number for number, token in enumerate(tokens)}},
    }
    (folder / "tokenizer.json").write_text(json.dumps(definition | changed))
    (folder / "vocab.txt").unlink()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"tokenizer_class": "BertJapaneseTokenizer"}, "with BertJapaneseTokenizer, which the studio does not have"),
        ({"word_tokenizer_type": "mecab"}, r"word_tokenizer_type is not supported.*Received: mecab"),
        ({"subword_tokenizer_type": "character"}, r"subword_tokenizer_type.*Received: character"),
        ({"do_basic_tokenize": False}, r"do_basic_tokenize.*Received: False"),
        ({"never_split": ["[X]"]}, r"never_split.*Received: \['\[X\]'\]"),
        (
            {"added_tokens_decoder": {"5": {"content": "hello", "single_word": True}}},
            r"single_word \(hello\).*Received: True",
        ),
        (
            {"added_tokens_decoder": {"5": {"content": "\u2060", "normalized": True}}},
            r"added_tokens is not supported.*Received: '\\u2060'",
        ),
        ({"extra_special_tokens": ["[URL]"]}, r"the token \[URL\] has the id 13, but the weights know only 13 tokens"),
    ],
)
def test_a_setting_that_would_change_the_tokens_is_refused_by_name(bert_folder, settings, message):
    say(bert_folder, **settings)
    with pytest.raises(PresetError, match=message):
        describe_folder(bert_folder)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, WordPieceRules(lowercase=True, strip_accents=True)),
        ({"strip_accents": False}, WordPieceRules(lowercase=True, strip_accents=False)),
        ({"do_lower_case": False}, WordPieceRules()),
        ({"do_lower_case": False, "strip_accents": True}, WordPieceRules(strip_accents=True)),
        (
            {"tokenize_chinese_chars": False},
            WordPieceRules(lowercase=True, strip_accents=True, handle_chinese_chars=False),
        ),
    ],
)
def test_the_settings_of_a_folder_are_honoured(bert_folder, settings, expected):
    say(bert_folder, **settings)
    rules = read_own_tokenizer(bert_folder).rules
    assert rules.to_json() | {"added_tokens": ()} == expected.to_json()
    assert [token.content for token in rules.added_tokens] == SPECIAL


def test_a_folder_with_nothing_but_a_tokenizer_json_is_read(bert_folder):
    write_definition(bert_folder)
    (bert_folder / "tokenizer_config.json").unlink()
    own = read_own_tokenizer(bert_folder)
    assert own.rules.lowercase is False
    assert own.tokens()[5:7] == ["hello", "world"]
    assert describe_folder(bert_folder).family == "BERT"


def test_the_settings_have_the_last_word_over_tokenizer_json(bert_folder):
    write_definition(bert_folder)
    say(bert_folder, do_lower_case=True)
    assert read_own_tokenizer(bert_folder).rules.lowercase is True


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"normalizer": {"type": "NFKC"}}, r"normalizer is not supported.*BertNormalizer.*Received: NFKC"),
        ({"pre_tokenizer": {"type": "Whitespace"}}, r"pre_tokenizer.*Received: Whitespace"),
        ({"model": {"type": "BPE", "vocab": {}, "merges": []}}, r"model.*WordPiece.*Received: BPE"),
        ({"model": None}, "expected a model with a vocabulary"),
        ({"model": {"type": "WordPiece", "vocab": {"a": 0}}}, r"lacks the tokens \[PAD\], \[UNK\]"),
    ],
)
def test_a_tokenizer_json_of_another_kind_is_refused_by_name(bert_folder, changed, message):
    write_definition(bert_folder, **changed)
    with pytest.raises(PresetError, match=message):
        describe_folder(bert_folder)


def test_added_tokens_get_the_ids_that_their_files_name(bert_folder, set_config):
    set_config(vocab_size=16)
    say(bert_folder, extra_special_tokens=["[URL]"])
    (bert_folder / "added_tokens.json").write_text('{"covid": 13}')
    own = read_own_tokenizer(bert_folder)
    added = {token.content: token for token in own.rules.added_tokens}
    assert (added["covid"].token_id, added["covid"].is_normalized) == (13, True)
    assert (added["[URL]"].token_id, added["[URL]"].is_normalized) == (14, False)
    assert own.reference().encode("hello [URL] Covid", add_special_tokens=False).ids == [5, 14, 13]


def write_keras(folder, is_of_a_run=False, **config):
    """Write a preset in KerasHub's layout with BERT's tokenizer, as KerasHub or an earlier version saves it."""
    (folder / "assets" / "tokenizer").mkdir(parents=True)
    (folder / "config.json").write_text('{"registered_name": "keras_hub>BertBackbone"}')
    (folder / "assets" / "tokenizer" / "vocabulary.txt").write_text("\n".join([*SPECIAL, "cafe", ""]))
    saved = {"registered_name": "keras_hub>BertTokenizer", "config": config}
    (folder / "tokenizer.json").write_text(json.dumps(saved))
    if is_of_a_run:
        (folder / "fettle.json").write_text("{}")
    return folder


@pytest.mark.parametrize("is_of_a_run", [False, True])
@pytest.mark.parametrize("lowercase", [False, True])
@pytest.mark.parametrize("strip_accents", [False, True])
def test_accents_of_a_keras_hub_tokenizer_follow_its_original_or_the_run_that_saved_it(
    tmp_path, is_of_a_run, lowercase, strip_accents
):
    folder = write_keras(tmp_path, is_of_a_run, lowercase=lowercase, strip_accents=strip_accents)
    rules = read_own_tokenizer(folder).rules
    assert rules.lowercase == lowercase
    assert rules.strip_accents == (strip_accents if is_of_a_run else strip_accents or lowercase)


def test_what_a_keras_hub_tokenizer_calls_unknown_is_honoured(tmp_path):
    assert read_own_tokenizer(write_keras(tmp_path, oov_token="[MASK]")).rules.unk_token == "[MASK]"


@pytest.mark.parametrize("config", [{"suffix_indicator": "@@"}, {"split": False}])
def test_a_keras_hub_tokenizer_that_is_none_of_berts_is_refused_by_name(tmp_path, config):
    folder = write_keras(tmp_path, **config)
    (folder / "model.weights.h5").touch()
    with pytest.raises(PresetError, match=rf"setting {next(iter(config))} is not supported"):
        describe_folder(folder)

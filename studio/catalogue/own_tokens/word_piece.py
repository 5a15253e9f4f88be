"""WordPiece, as BERT and DistilBERT read texts, out of the files that tell of it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.catalogue.own_tokens.added import Entry, read_added, read_entries, write_entries
from studio.catalogue.own_tokens.definition import OwnTokenizer, WordPieceRules, placeholder
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.errors import PresetError

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
VOCABULARY, KERAS_VOCABULARY = "vocab.txt", "vocabulary.txt"
# How a folder's settings are called, and how the normalizer calls them.
_SETTINGS = {
    "do_lower_case": "lowercase",
    "strip_accents": "strip_accents",
    "tokenize_chinese_chars": "handle_chinese_chars",
}
_SUFFIX_INDICATOR = "##"
_NORMALIZER, _PRE_TOKENIZER = "BertNormalizer", "BertPreTokenizer"


def read_vocabulary(path: Path) -> list[str]:
    """Return the lines of a vocabulary; nothing but the end of a line is cut off."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise PresetError("{file} cannot be read: {reason}.", file=path, reason=str(error).rstrip(".")) from None
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def from_vocabulary(folder: Path, settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read a folder with `vocab.txt` but no `tokenizer.json`.

    Args:
        folder: The folder.
        settings: What its `tokenizer_config.json` says.

    Raises:
        PresetError: if it does not say whether texts are lowercased, or says what is not supported.
    """
    _check_settings(folder, settings)
    if not isinstance(settings.get("do_lower_case"), bool):
        raise PresetError(
            "{folder} does not say whether its vocabulary is lowercased: expected a tokenizer_config.json with "
            "do_lower_case, or a tokenizer.json.",
            folder=folder,
        )
    tokens = read_vocabulary(folder / VOCABULARY)
    vocabulary = {token: token_id for token_id, token in enumerate(tokens)}
    rules = {name: settings.get(setting) for setting, name in _SETTINGS.items() if settings.get(setting) is not None}
    definition = define(tokens, rules, read_added(folder, settings, vocabulary, SPECIAL))
    return from_definition(folder / VOCABULARY, definition, {})


def from_definition(file: Path, definition: dict[str, Any], settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read what `tokenizer.json` says.

    Args:
        file: The file.
        definition: Its content.
        settings: What `tokenizer_config.json` says; it has the last word, as in transformers.

    Raises:
        PresetError: if it says what is not supported.
    """
    _check_settings(file.parent, settings)
    model, normalizer = definition["model"], definition.get("normalizer") or {}
    for name, expected, part in (
        ("normalizer", _NORMALIZER, normalizer),
        ("pre_tokenizer", _PRE_TOKENIZER, definition.get("pre_tokenizer") or {}),
    ):
        if part.get("type") != expected:
            raise refuse_setting(file, name, part.get("type"), expected)
    if model.get("continuing_subword_prefix", _SUFFIX_INDICATOR) != _SUFFIX_INDICATOR:
        raise refuse_setting(file, "continuing_subword_prefix", model["continuing_subword_prefix"], _SUFFIX_INDICATOR)
    changed = {name: settings[setting] for setting, name in _SETTINGS.items() if settings.get(setting) is not None}
    definition = {**definition, "normalizer": {**normalizer, **changed}}
    vocabulary = model["vocab"]
    _check_special(file, vocabulary)
    rules = _rules(file, definition)
    _check_added(file, rules)
    return OwnTokenizer(file.name, rules, definition)


def from_saved(assets: Path, saved: Mapping[str, Any]) -> OwnTokenizer:
    """Read what the studio's own tokenizer kept with a model: its files, and its rules."""
    file = assets / KERAS_VOCABULARY
    return from_definition(file, of_rules(read_vocabulary(file), WordPieceRules.of(saved)), {})


def define(tokens: Sequence[str], rules: Mapping[str, Any], added_tokens: Sequence[Entry]) -> dict[str, Any]:
    """Return a tokenizer as `tokenizer.json` would have it.

    Args:
        tokens: The tokens in the order of their ids.
        rules: The normalizer's settings that differ from its defaults.
        added_tokens: The added tokens.
    """
    vocabulary = {token: token_id for token_id, token in enumerate(tokens)}
    # A token that stands twice has its last id; the first one is nobody's.
    vocabulary |= {placeholder(n): n for n, token in enumerate(tokens) if vocabulary[token] != n}
    defaults = {"clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": False}
    names = [*defaults, "max_characters", "unk_token"]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": list(added_tokens),
        "normalizer": {"type": _NORMALIZER, **defaults, **{n: v for n, v in rules.items() if n in names[:4]}},
        "pre_tokenizer": {"type": _PRE_TOKENIZER},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": rules.get("unk_token", "[UNK]"),
            "continuing_subword_prefix": _SUFFIX_INDICATOR,
            "max_input_chars_per_word": rules.get("max_characters", 100),
            "vocab": vocabulary,
        },
    }


def of_rules(tokens: Sequence[str], rules: WordPieceRules) -> dict[str, Any]:
    """Return the definition of what a model's folder keeps: its tokens and its rules."""
    base = [placeholder(n) for n in range(len(tokens))]
    only_added = {token.token_id for token in rules.added_tokens if not token.is_in_model}
    for token_id, token in enumerate(tokens):
        if token_id not in only_added:
            base[token_id] = token
    # Those that follow the vocabulary get their ids by following it.
    while base and len(base) - 1 in only_added:
        base.pop()
    return define(base, rules.to_json(), write_entries(rules.added_tokens))


def _rules(file: Path, definition: Mapping[str, Any]) -> WordPieceRules:
    model, normalizer = definition["model"], definition["normalizer"]
    lowercase = bool(normalizer.get("lowercase", True))
    strip_accents = normalizer.get("strip_accents")
    return WordPieceRules(
        added_tokens=read_entries(file, definition.get("added_tokens") or (), model["vocab"]),
        lowercase=lowercase,
        # As the original BERT does it: accents follow the case unless it is said.
        strip_accents=lowercase if strip_accents is None else bool(strip_accents),
        handle_chinese_chars=bool(normalizer.get("handle_chinese_chars", True)),
        clean_text=bool(normalizer.get("clean_text", True)),
        max_characters=int(model.get("max_input_chars_per_word", 100)),
        unk_token=str(model.get("unk_token", "[UNK]")),
    )


def _check_settings(folder: Path, settings: Mapping[str, Any]) -> None:
    file = folder / "tokenizer_config.json"
    for name, expected in (("word_tokenizer_type", "basic"), ("subword_tokenizer_type", "wordpiece")):
        if settings.get(name) not in (None, expected):
            raise refuse_setting(file, name, settings[name], expected)
    if settings.get("do_basic_tokenize") is False:
        raise refuse_setting(file, "do_basic_tokenize", False, "true")
    if settings.get("never_split"):
        raise refuse_setting(file, "never_split", settings["never_split"], "none")


def _check_added(file: Path, rules: WordPieceRules) -> None:
    if not any(token.is_normalized for token in rules.added_tokens):
        return
    from tokenizers.normalizers import BertNormalizer

    normalizer = BertNormalizer(rules.clean_text, rules.handle_chinese_chars, rules.strip_accents, rules.lowercase)
    for token in rules.added_tokens:
        # WORKAROUND: the package `tokenizers` 0.23 finds it everywhere, until there is no memory left.
        if token.is_normalized and not normalizer.normalize_str(token.content):
            raise refuse_setting(file, "added_tokens", ascii(token.content), "tokens that normalization leaves")


def _check_special(file: Path, vocabulary: Mapping[str, int]) -> None:
    missing = [token for token in SPECIAL if token not in vocabulary]
    if missing:
        raise PresetError(
            "{file} lacks the tokens {missing}, which a text is put between and padded with.",
            file=file,
            missing=", ".join(missing),
        )


def dump(definition: Mapping[str, Any]) -> str:
    """Return a definition as the text of a `tokenizer.json`."""
    return json.dumps(definition, ensure_ascii=False)

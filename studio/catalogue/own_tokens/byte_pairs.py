"""Byte-level pairs, as RoBERTa reads texts, out of the files that tell of them."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from studio.catalogue.layout import read_object
from studio.catalogue.own_tokens.added import Entry, check_ids, read_added, read_entries, write_entries
from studio.catalogue.own_tokens.definition import BytePairRules, OwnTokenizer
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.errors import PresetError

SPECIAL: tuple[str | dict[str, Any], ...] = ("<s>", "</s>", "<unk>", "<pad>", {"content": "<mask>", "lstrip": True})
VOCABULARY, MERGES = "vocab.json", "merges.txt"
KERAS_VOCABULARY = "vocabulary.json"
_NEEDED = ("<s>", "<pad>", "</s>", "<mask>")
_UNUSED = ("dropout", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "ignore_merges")


def from_vocabulary(folder: Path, settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read a folder with `vocab.json` and `merges.txt` but no `tokenizer.json`.

    Raises:
        PresetError: if a file cannot be read, or something is not supported.
    """
    file = folder / VOCABULARY
    return _define(file, read_pairs(file), read_merges(folder / MERGES), settings)


def from_definition(file: Path, definition: dict[str, Any], settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read what `tokenizer.json` says.

    Raises:
        PresetError: if it says what is not supported.
    """
    model, before = definition["model"], definition.get("pre_tokenizer") or {}
    if definition.get("normalizer"):
        raise refuse_setting(file, "normalizer", definition["normalizer"].get("type"), "none")
    if before.get("type") != "ByteLevel" or not before.get("use_regex", True):
        raise refuse_setting(file, "pre_tokenizer", before.get("type"), "ByteLevel")
    for name in _UNUSED:
        if model.get(name):
            raise refuse_setting(file, name, model[name], "none")
    if settings.get("add_prefix_space") is not None:
        before = {**before, "add_prefix_space": bool(settings["add_prefix_space"])}
        definition = {**definition, "pre_tokenizer": before}
    vocabulary = model["vocab"]
    added = read_entries(file, definition.get("added_tokens") or (), vocabulary)
    for token in added:
        if " " in token.content or (token.is_normalized and not token.content.isascii()):
            raise refuse_setting(file, "added_tokens", token.content, "tokens without spaces")
    known = {*vocabulary, *(token.content for token in added)}
    missing = [token for token in _NEEDED if token not in known]
    if missing:
        raise PresetError(
            "{file} lacks the tokens {missing}, which a text is put between and padded with.",
            file=file,
            missing=", ".join(missing),
        )
    unk_token = model.get("unk_token")
    if unk_token is not None and (unk_token not in vocabulary or model.get("fuse_unk")):
        raise refuse_setting(file, "unk_token", unk_token, "a token of the vocabulary, one for each unknown byte")
    rules = BytePairRules(added, bool(before.get("add_prefix_space", False)), unk_token)
    return OwnTokenizer(file.name, rules, definition)


def of_rules(vocabulary: Mapping[str, int], merges: Sequence[str], rules: BytePairRules) -> dict[str, Any]:
    """Return the definition of what a model's folder keeps: its tokens, its pairs and its rules."""
    pairs_ = [merge.split(" ") for merge in merges if not merge.startswith("#version")]
    definition = _definition(
        dict(vocabulary), pairs_, write_entries(rules.added_tokens), is_prefixed=rules.add_prefix_space
    )
    definition["model"]["unk_token"] = rules.unk_token
    return definition


def missing_bytes(vocabulary: Collection[str]) -> list[int]:
    """Return the bytes that byte-level pairs have no token for: all that holds one is unknown in part."""
    return sorted(byte for character, byte in byte_of_character().items() if character not in vocabulary)


@cache
def byte_of_character() -> dict[str, int]:
    """Return the bytes that the characters of byte-level BPE stand for (Radford et al., GPT-2, section 2.2).

    Printable characters of Latin-1 stand for themselves, the other bytes for the characters from U+0100 on.
    """
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in set(printable)]
    return {chr(byte): byte for byte in printable} | {chr(256 + place): byte for place, byte in enumerate(others)}


def pairs(definition: Mapping[str, Any]) -> list[str]:
    """Return the pairs of a definition, the first ones first, each as `a b`."""
    merges = definition["model"]["merges"]
    return [merge if isinstance(merge, str) else " ".join(merge) for merge in merges]


def read_pairs(file: Path) -> dict[str, int]:
    """Return the ids by token out of a `vocab.json`."""
    vocabulary = read_object(file)
    check_ids(file, vocabulary.values())
    return vocabulary


def read_merges(file: Path) -> list[list[str]]:
    """Return the pairs out of a `merges.txt`."""
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise PresetError("{file} cannot be read: {reason}.", file=file, reason=str(error).rstrip(".")) from None
    return [line.rstrip("\r").split(" ") for line in lines if line.strip() and not line.startswith("#version")]


def from_keras(assets: Path) -> OwnTokenizer:
    """Read the files of a KerasHub preset.

    Raises:
        PresetError: as `from_vocabulary`.
    """
    file = assets / KERAS_VOCABULARY
    return _define(file, read_pairs(file), read_merges(assets / MERGES), {})


def from_saved(assets: Path, saved: Mapping[str, Any]) -> OwnTokenizer:
    """Read what the studio's own tokenizer kept with a model: its files, and its rules."""
    file = assets / KERAS_VOCABULARY
    merges = [" ".join(pair) for pair in read_merges(assets / MERGES)]
    return from_definition(file, of_rules(read_pairs(file), merges, BytePairRules.of(saved)), {})


def _define(
    file: Path, vocabulary: dict[str, int], merges: list[list[str]], settings: Mapping[str, Any]
) -> OwnTokenizer:
    added = read_added(file.parent, settings, vocabulary, SPECIAL)
    is_prefixed = bool(settings.get("add_prefix_space", False))
    return from_definition(file, _definition(vocabulary, merges, added, is_prefixed=is_prefixed), {})


def _definition(
    vocabulary: dict[str, int], merges: list[list[str]], added: list[Entry], *, is_prefixed: bool
) -> dict[str, Any]:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": {
            "type": "ByteLevel",
            "add_prefix_space": is_prefixed,
            "trim_offsets": True,
            "use_regex": True,
        },
        "post_processor": None,
        "decoder": None,
        "model": {"type": "BPE", "vocab": vocabulary, "merges": merges},
    }

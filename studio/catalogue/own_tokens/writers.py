"""The tokenizers of model types that write text, out of a folder in Hugging Face's layout."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from studio.catalogue.layout import CONFIG, read_object
from studio.catalogue.own_tokens.added import check_ids, read_added, read_entries
from studio.catalogue.own_tokens.byte_pairs import MERGES, VOCABULARY, read_merges, read_pairs
from studio.catalogue.own_tokens.definition import (
    AddedToken,
    OwnTokenizer,
    WriterBytePairRules,
    WriterPieceRules,
    placeholder,
)
from studio.catalogue.own_tokens.gguf_tokens import TURN_ENDS, of_byte_pairs, of_pieces
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.catalogue.own_tokens.sentence_pieces import read_proto
from studio.catalogue.own_tokens.splits import SPLITS
from studio.errors import PresetError
from studio.files import read_json

DEFINITION = "tokenizer.json"
_SETTINGS, _SPECIAL, _PIECES = "tokenizer_config.json", "special_tokens_map.json", "tokenizer.model"
# Of byte pairs, but for the first one also of SentencePiece's.
_UNUSED = ("byte_fallback", "dropout", "continuing_subword_prefix", "end_of_word_suffix")
_SPACE = "▁"
_PREPEND = {"type": "Prepend", "prepend": _SPACE}
_REPLACE = {"type": "Replace", "pattern": {"String": " "}, "content": _SPACE}
# It finds nothing any more where spaces were replaced.
_NO_SPLIT = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious", "invert": False}
_CONTROL = 3
_PAIRS = 2
# Llama's tokenizer begins each text with a token where its files do not say otherwise.
_BEGINNING = ("gemma", "gemma2", "gemma3_text", "llama", "mistral", "phi3")


def read_writer(folder: Path, family: str) -> OwnTokenizer:
    """Read the tokenizer of a model that writes text.

    Args:
        folder: The checkpoint's folder.
        family: Its `model_type`.

    Raises:
        PresetError: if there is none, or if it reads texts in a way that is not supported.
    """
    settings = dict(read_json(folder / _SPECIAL) or {}) | dict(read_json(folder / _SETTINGS) or {})
    if (folder / DEFINITION).is_file():
        return _from_definition(folder / DEFINITION, family, settings)
    if (folder / VOCABULARY).is_file() and (folder / MERGES).is_file():
        vocabulary = read_pairs(folder / VOCABULARY)
        added = read_entries(folder / VOCABULARY, read_added(folder, settings, vocabulary), vocabulary)
        rules = WriterBytePairRules(added, **_frame(folder, family, settings, _by_id(vocabulary, added), {}))
        merges = [" ".join(pair) for pair in read_merges(folder / MERGES)]
        return _byte_pairs(folder / VOCABULARY, rules, of_byte_pairs(vocabulary, merges, rules))
    if (folder / _PIECES).is_file():
        return _from_pieces(folder / _PIECES, family, settings)
    raise PresetError(
        "{folder} has no vocabulary: expected {missing} or tokenizer.json. Received: {received}.",
        folder=folder,
        missing=f"{_PIECES} or {VOCABULARY} and {MERGES}",
        received=", ".join(sorted(entry.name for entry in folder.iterdir())[:8]),
    )


def _from_definition(file: Path, family: str, settings: Mapping[str, Any]) -> OwnTokenizer:
    definition = read_object(file)
    model = definition.get("model")
    if not isinstance(model, dict) or not isinstance(model.get("vocab"), dict):
        raise PresetError("{file}: expected a model with a vocabulary. Received: none.", file=file)
    check_ids(file, model["vocab"].values())
    if model.get("type", "BPE") != "BPE":
        raise refuse_setting(file, "model", model["type"], "BPE")
    for name in _UNUSED[1:] if model.get("byte_fallback") else _UNUSED:
        if model.get(name):
            raise refuse_setting(file, name, model[name], "none")
    added = read_entries(file, definition.get("added_tokens") or (), model["vocab"])
    after = definition.get("post_processor") or {}
    frame = _frame(file.parent, family, settings, _by_id(model["vocab"], added), after)
    if model.get("byte_fallback"):
        return _pieces(file, definition, added, frame)
    composed = definition.get("normalizer")
    if composed not in (None, {"type": "NFC"}):
        raise refuse_setting(file, "normalizer", composed.get("type"), "NFC")
    rules = WriterBytePairRules(
        added,
        **frame,
        split=_find_split(file, definition.get("pre_tokenizer") or {}),
        takes_whole_words=bool(model.get("ignore_merges")),
        composes=composed is not None,
    )
    return _byte_pairs(file, rules, definition)


def _byte_pairs(file: Path, rules: WriterBytePairRules, definition: Mapping[str, Any]) -> OwnTokenizer:
    for token in rules.added_tokens:
        if " " in token.content or (token.is_normalized and not token.content.isascii()):
            raise refuse_setting(file, "added_tokens", token.content, "tokens without spaces")
    return OwnTokenizer(file.name, rules, definition)


def _find_split(file: Path, before: Mapping[str, Any]) -> str:
    found = next((name for name, split in SPLITS.items() if _bare(split) == _bare(before)), None)
    if found is None:
        raise refuse_setting(file, "pre_tokenizer", before, ", ".join(SPLITS))
    return found


def _bare(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a step of splitting without what changes no token."""
    if part.get("type") == "Sequence":
        return {"type": "Sequence", "pretokenizers": [_bare(entry) for entry in part["pretokenizers"]]}
    kept = {name: value for name, value in part.items() if name != "trim_offsets"}
    return {"use_regex": True} | kept if part.get("type") == "ByteLevel" else kept


# === SentencePiece's pairs ===


def _pieces(
    file: Path, definition: Mapping[str, Any], added: tuple[AddedToken, ...], frame: Mapping[str, Any]
) -> OwnTokenizer:
    steps, before = definition.get("normalizer") or {}, definition.get("pre_tokenizer")
    normalizers = list(steps.get("normalizers", [steps]))
    if normalizers not in ([_PREPEND, _REPLACE], [_REPLACE]):
        raise refuse_setting(file, "normalizer", steps, "Prepend, Replace")
    if before not in (None, _NO_SPLIT):
        raise refuse_setting(file, "pre_tokenizer", before, "none")
    for token in added:
        if token.takes_left or token.takes_right or token.is_normalized:
            raise refuse_setting(file, "added_tokens", token.content, "tokens without the white space around them")
    rules = WriterPieceRules(added, **frame, add_prefix_space=_PREPEND in normalizers)
    by_id = _by_id(definition["model"]["vocab"], added)
    vocabulary = {by_id.get(token_id, placeholder(token_id)): token_id for token_id in range(max(by_id) + 1)}
    return OwnTokenizer(file.name, rules, {**definition, "model": {**definition["model"], "vocab": vocabulary}})


def _from_pieces(file: Path, family: str, settings: Mapping[str, Any]) -> OwnTokenizer:
    proto = read_proto(file)
    spec = proto.normalizer_spec
    if proto.trainer_spec.model_type != _PAIRS:
        raise refuse_setting(file, "model_type", proto.trainer_spec.model_type, "BPE")
    if spec.precompiled_charsmap or spec.remove_extra_whitespaces:
        raise refuse_setting(file, "normalizer_spec", spec.name, "identity")
    pieces = [(piece.piece, float(piece.score), int(piece.type)) for piece in proto.pieces]
    vocabulary = {token: token_id for token_id, (token, _, _) in enumerate(pieces)}
    more = read_entries(file, read_added(file.parent, settings, vocabulary), vocabulary)
    for token in more:
        if token.takes_left or token.takes_right:
            raise refuse_setting(file, "added_tokens", token.content, "tokens without the white space around them")
        pieces += [(placeholder(n), 0.0, _CONTROL) for n in range(len(pieces), token.token_id)]
        if token.token_id == len(pieces):
            pieces.append((token.content, 0.0, _CONTROL))
    added = tuple(AddedToken(token, n) for n, (token, _, kind) in enumerate(pieces) if kind in (2, _CONTROL, 4))
    by_id = {token_id: token for token_id, (token, _, _) in enumerate(pieces)}
    frame = _frame(file.parent, family, settings, by_id, {})
    rules = WriterPieceRules(added, **frame, add_prefix_space=bool(spec.add_dummy_prefix))
    return OwnTokenizer(file.name, rules, of_pieces(file, pieces, rules))


# === What frames a text ===


def _by_id(vocabulary: Mapping[str, int], added: tuple[AddedToken, ...]) -> dict[int, str]:
    by_id = {int(token_id): token for token, token_id in vocabulary.items()}
    return by_id | {token.token_id: token.content for token in added}


def _frame(
    folder: Path, family: str, settings: Mapping[str, Any], tokens: Mapping[int, str], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the tokens that frame a text, as the arguments of `WriterRules`."""
    config = read_object(folder / CONFIG)
    numbers = config.get("eos_token_id")
    ends = [
        tokens[n] for n in (numbers if isinstance(numbers, list) else [numbers]) if isinstance(n, int) and n in tokens
    ]
    start = _named(settings, "bos_token") or tokens.get(config.get("bos_token_id", -1))
    end = _named(settings, "eos_token") or next(iter(ends), None)
    known = set(tokens.values())
    if end not in known or start not in (None, *known):
        raise refuse_setting(
            folder / _SETTINGS, "eos_token" if end not in known else "bos_token", end, "a token of the vocabulary"
        )
    begins = settings.get("add_bos_token")
    if begins is None:
        begins = start in list(_before(after)) if after else family in _BEGINNING
    pad = _named(settings, "pad_token")
    more = [token for token in (*ends, *(name for name in TURN_ENDS if name in known)) if token != end]
    return {
        "start_token": start,
        "end_token": end,
        "pad_token": pad if pad in known else end,
        "more_end_tokens": tuple(dict.fromkeys(more)),
        "adds_start": bool(begins) and start is not None,
    }


def _named(settings: Mapping[str, Any], name: str) -> str | None:
    token = settings.get(name)
    token = token.get("content") if isinstance(token, Mapping) else token
    return str(token) if token else None


def _before(after: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tokens that are put before a text."""
    for part in after.get("processors", [after]):
        for entry in part.get("single", ()):
            if "SpecialToken" not in entry:
                break
            yield str(entry["SpecialToken"]["id"])

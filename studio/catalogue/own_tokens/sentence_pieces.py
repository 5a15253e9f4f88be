"""SentencePiece, as ALBERT and XLM-RoBERTa read texts, out of the files that tell of it."""

import base64
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from studio.catalogue.own_tokens.added import Entry, read_added, read_entries, write_entries
from studio.catalogue.own_tokens.definition import OwnTokenizer, SentencePieceRules
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.errors import PresetError

Family = Literal["albert", "xlm-roberta"]
Step = dict[str, Any]

VOCABULARY: dict[Family, str] = {"albert": "spiece.model", "xlm-roberta": "sentencepiece.bpe.model"}
KERAS_PIECES = "vocabulary.spm"
_ALBERT_SPECIAL = ("<unk>", "[SEP]", "<pad>", "[CLS]", "[MASK]")
_XLM_SPECIAL = ("<s>", "</s>", "<unk>", "<pad>", {"content": "<mask>", "lstrip": True})
# XLM-RoBERTa's ids begin otherwise than its SentencePiece model's, and end with one more.
_XLM_FIRST, _XLM_LAST = ("<s>", "<pad>", "</s>", "<unk>"), "<mask>"
_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
_UNIGRAM = 1
_SPACE = "▁"
_QUOTES = ("``", "''")


def from_model(folder: Path, family: Family, settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read a folder with a SentencePiece model but no `tokenizer.json`.

    Raises:
        PresetError: if the file cannot be read, or something is not supported.
    """
    file = folder / VOCABULARY[family]
    proto = read_proto(file)
    if proto.trainer_spec.model_type != _UNIGRAM:
        raise refuse_setting(file, "model_type", proto.trainer_spec.model_type, "unigram")
    pieces, special = _pieces(proto, family), _XLM_SPECIAL if family == "xlm-roberta" else _ALBERT_SPECIAL
    vocabulary = {str(name): token_id for token_id, (name, _) in enumerate(pieces)}
    added = read_added(folder, settings, vocabulary, special)
    steps = _normalizer_steps(family, settings)
    return from_definition(file, _define(proto, pieces, steps, added), {})


def from_saved(assets: Path, saved: Mapping[str, Any], family: Family) -> OwnTokenizer:
    """Read what the studio's own tokenizer kept with a model: its files, and its rules, for the ids of a family."""
    file, rules = assets / KERAS_PIECES, SentencePieceRules.of(saved)
    proto = read_proto(file)
    kinds = (("NFKD", rules.decompose), ("StripAccents", rules.strip_accents), ("Lowercase", rules.lowercase))
    steps = [*(_quotes() if rules.quotes else ()), *({"type": kind} for kind, is_taken in kinds if is_taken)]
    added = write_entries(rules.added_tokens)
    return from_definition(file, _define(proto, _pieces(proto, family), steps, added), {})


def from_definition(file: Path, definition: dict[str, Any], settings: Mapping[str, Any]) -> OwnTokenizer:
    """Read what `tokenizer.json` says.

    Raises:
        PresetError: if it says what is not supported.
    """
    model = definition["model"]
    if model.get("byte_fallback"):
        raise refuse_setting(file, "byte_fallback", True, "false")
    steps = _steps(definition.get("normalizer"), "normalizers")
    rules = _read_steps(file, steps)
    before = [str(part.get("type")) for part in _steps(definition.get("pre_tokenizer"), "pretokenizers")]
    if before not in (["WhitespaceSplit", "Metaspace"], ["Metaspace"]):
        raise refuse_setting(file, "pre_tokenizer", ", ".join(before), "WhitespaceSplit, Metaspace")
    vocabulary = {str(entry[0]): token_id for token_id, entry in enumerate(model["vocab"])}
    for name, wanted in (("do_lower_case", rules["lowercase"]), ("keep_accents", not rules["strip_accents"])):
        if settings.get(name) is not None and bool(settings[name]) != wanted and file.name == "tokenizer.json":
            raise refuse_setting(file.parent / "tokenizer_config.json", name, settings[name], f"{wanted}".lower())
    added = read_entries(file, definition.get("added_tokens") or (), vocabulary)
    for token in added:
        if not token.is_in_model or token.is_normalized:
            raise refuse_setting(file, "added_tokens", token.content, "special tokens of the vocabulary")
    return OwnTokenizer(file.name, SentencePieceRules(added, **rules), definition)


def build_proto(own: OwnTokenizer) -> bytes:
    """Return a SentencePiece model with the pieces, their scores and the characters' map of a definition."""
    model = own.definition["model"]
    pieces, unknown = list(model["vocab"]), int(model["unk_id"])
    special = {token.content for token in own.rules.added_tokens}
    proto = new_proto()
    if starts_like_xlm(own.definition):
        pieces = [["<unk>", 0.0], ["<s>", 0.0], ["</s>", 0.0], *pieces[len(_XLM_FIRST) :]]
        unknown = 0
        if pieces[-1][0] == _XLM_LAST:
            pieces.pop()
    for number, (name, score) in enumerate(pieces):
        kind = _UNKNOWN if number == unknown else _CONTROL if name in special else _NORMAL
        proto.pieces.add(piece=name, score=score, type=kind)
    _fill_specs(proto, pieces, unknown)
    for step in _steps(own.definition.get("normalizer"), "normalizers"):
        if step.get("type") == "Precompiled":
            proto.normalizer_spec.precompiled_charsmap = base64.b64decode(step["precompiled_charsmap"])
    return bytes(proto.SerializeToString())


def read_proto(file: Path) -> Any:
    """Return the SentencePiece model in a file.

    Raises:
        PresetError: if it cannot be read.
    """
    try:
        return parse_proto(file.read_bytes())
    except Exception as error:  # The package's own kinds have no common name.
        raise PresetError("{file} cannot be read: {reason}.", file=file, reason=str(error).rstrip(".")) from None


def parse_proto(content: bytes) -> Any:
    """Return a SentencePiece model out of its bytes."""
    proto = new_proto()
    proto.ParseFromString(content)
    return proto


def starts_like_xlm(definition: Mapping[str, Any]) -> bool:
    """Return whether the ids begin as XLM-RoBERTa's do."""
    return tuple(entry[0] for entry in definition["model"]["vocab"][: len(_XLM_FIRST)]) == _XLM_FIRST


def new_proto() -> Any:
    """Return an empty SentencePiece model."""
    return import_module("sentencepiece.sentencepiece_model_pb2").ModelProto()


def _fill_specs(proto: Any, pieces: Sequence[Any], unknown: int) -> None:
    names = [entry[0] for entry in pieces]
    spec = proto.trainer_spec
    spec.model_type = _UNIGRAM
    spec.vocab_size = len(pieces)
    spec.unk_id, spec.unk_piece = unknown, names[unknown]
    for field, choices in (("bos", ("[CLS]", "<s>")), ("eos", ("[SEP]", "</s>")), ("pad", ("<pad>",))):
        found = next((name for name in choices if name in names), None)
        setattr(spec, f"{field}_id", names.index(found) if found else -1)
        if found:
            setattr(spec, f"{field}_piece", found)
    proto.normalizer_spec.name = "from tokenizer.json"
    proto.normalizer_spec.add_dummy_prefix = True
    proto.normalizer_spec.remove_extra_whitespaces = True
    proto.normalizer_spec.escape_whitespaces = True


def _pieces(proto: Any, family: Family) -> list[list[Any]]:
    """Return the tokens with their scores, in the order of the ids."""
    pieces = [[piece.piece, piece.score] for piece in proto.pieces]
    if family == "albert":
        return pieces
    last = [] if any(name == _XLM_LAST for name, _ in pieces) else [[_XLM_LAST, 0.0]]
    return [*([piece, 0.0] for piece in _XLM_FIRST), *pieces[3:], *last]


def _define(
    proto: Any, pieces: Sequence[Sequence[Any]], steps: Sequence[Step], added: Sequence[Entry]
) -> dict[str, Any]:
    """Return a tokenizer as `tokenizer.json` would have it."""
    characters = bytes(proto.normalizer_spec.precompiled_charsmap)
    encoded = base64.b64encode(characters).decode()
    last = [{"type": "Precompiled", "precompiled_charsmap": encoded}] if characters else []
    before = [
        {"type": "WhitespaceSplit"},
        {"type": "Metaspace", "replacement": _SPACE, "prepend_scheme": "always", "split": True},
    ]
    unknown = [str(name) for name, _ in pieces].index("<unk>")
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": list(added),
        "normalizer": {"type": "Sequence", "normalizers": [*steps, *last]},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": before},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": unknown, "vocab": list(pieces), "byte_fallback": False},
    }


def _normalizer_steps(family: Family, settings: Mapping[str, Any]) -> list[Step]:
    if family != "albert":
        return []
    steps = _quotes()
    if not settings.get("keep_accents", False):
        steps += [{"type": "NFKD"}, {"type": "StripAccents"}]
    return [*steps, *([{"type": "Lowercase"}] if settings.get("do_lower_case", True) else [])]


def _quotes() -> list[Step]:
    return [{"type": "Replace", "pattern": {"String": quote}, "content": '"'} for quote in _QUOTES]


def _read_steps(file: Path, steps: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """Return which of the known steps there are; they must come in the known order."""
    left = list(steps)
    rules = {"quotes": left[:2] == _quotes()}
    left = left[2:] if rules["quotes"] else left
    for name, kind in (("decompose", "NFKD"), ("strip_accents", "StripAccents"), ("lowercase", "Lowercase")):
        rules[name] = bool(left) and left[0].get("type") == kind
        left = left[1:] if rules[name] else left
    if left and left[0].get("type") == "Precompiled":
        left = left[1:]
    # SentencePiece joins runs of spaces by itself.
    left = [step for step in left if not (step.get("type") == "Replace" and step.get("content") in (" ", _SPACE))]
    if left:
        expected = "Replace, NFKD, StripAccents, Lowercase, Precompiled"
        raise refuse_setting(file, "normalizer", ", ".join(str(step.get("type")) for step in steps), expected)
    return rules


def _steps(part: Mapping[str, Any] | None, name: str) -> list[Mapping[str, Any]]:
    if not part:
        return []
    return list(part[name]) if part.get("type") == "Sequence" else [part]


__all__ = [
    "KERAS_PIECES",
    "VOCABULARY",
    "Entry",
    "Family",
    "build_proto",
    "from_definition",
    "from_model",
    "new_proto",
    "read_proto",
]

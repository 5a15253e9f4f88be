"""SentencePiece, as ALBERT and XLM-RoBERTa read texts, out of the files that tell of it."""

import base64
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from studio.catalogue.own_tokens.added import Entry, read_added, read_entries
from studio.catalogue.own_tokens.definition import OwnTokenizer, SentencePieceRules
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.errors import PresetError

Family = Literal["albert", "xlm-roberta"]

VOCABULARY: dict[Family, str] = {"albert": "spiece.model", "xlm-roberta": "sentencepiece.bpe.model"}
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
    pieces = [[piece.piece, piece.score] for piece in proto.pieces]
    special: Sequence[Any] = _ALBERT_SPECIAL
    if family == "xlm-roberta":
        pieces = [*([piece, 0.0] for piece in _XLM_FIRST), *pieces[3:], [_XLM_LAST, 0.0]]
        special = _XLM_SPECIAL
    names = [str(piece[0]) for piece in pieces]
    vocabulary = {name: token_id for token_id, name in enumerate(names)}
    definition = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": read_added(folder, settings, vocabulary, special),
        "normalizer": _normalizer(family, settings, bytes(proto.normalizer_spec.precompiled_charsmap)),
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "WhitespaceSplit"},
                {"type": "Metaspace", "replacement": _SPACE, "prepend_scheme": "always", "split": True},
            ],
        },
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": names.index("<unk>"), "vocab": pieces, "byte_fallback": False},
    }
    return from_definition(file, definition, {})


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
    proto = _new_proto()
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
    proto = _new_proto()
    proto.ParseFromString(content)
    return proto


def starts_like_xlm(definition: Mapping[str, Any]) -> bool:
    """Return whether the ids begin as XLM-RoBERTa's do."""
    return tuple(entry[0] for entry in definition["model"]["vocab"][: len(_XLM_FIRST)]) == _XLM_FIRST


def _new_proto() -> Any:
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


def _normalizer(family: Family, settings: Mapping[str, Any], characters: bytes) -> dict[str, Any]:
    steps: list[dict[str, Any]] = []
    if family == "albert":
        steps = [{"type": "Replace", "pattern": {"String": quote}, "content": '"'} for quote in _QUOTES]
        if not settings.get("keep_accents", False):
            steps += [{"type": "NFKD"}, {"type": "StripAccents"}]
        if settings.get("do_lower_case", True):
            steps.append({"type": "Lowercase"})
    if characters:
        steps.append({"type": "Precompiled", "precompiled_charsmap": base64.b64encode(characters).decode()})
    return {"type": "Sequence", "normalizers": steps}


def _read_steps(file: Path, steps: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """Return which of the known steps there are; they must come in the known order."""
    left = list(steps)
    quotes = [{"type": "Replace", "pattern": {"String": quote}, "content": '"'} for quote in _QUOTES]
    rules = {"quotes": left[:2] == quotes}
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


__all__ = ["VOCABULARY", "Entry", "Family", "build_proto", "from_definition", "from_model", "read_proto"]

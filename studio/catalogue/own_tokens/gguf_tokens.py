"""The tokenizer that a GGUF file keeps, as llama.cpp reads texts with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.catalogue.gguf_files.header import GgufHeader, read_header
from studio.catalogue.own_tokens.added import write_entries
from studio.catalogue.own_tokens.byte_pairs import KERAS_VOCABULARY, MERGES, read_merges, read_pairs
from studio.catalogue.own_tokens.definition import (
    AddedToken,
    OwnTokenizer,
    Rules,
    WriterBytePairRules,
    WriterPieceRules,
    placeholder,
)
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.catalogue.own_tokens.sentence_pieces import KERAS_PIECES, new_proto, read_proto
from studio.catalogue.own_tokens.splits import SPLITS
from studio.errors import PresetError

_PREFIX = "tokenizer.ggml."
_BYTE_PAIRS, _PIECES = "gpt2", "llama"
# llama.cpp's names for a split (`tokenizer.ggml.pre`), by the one that is meant.
_SPLIT_NAMES = {
    **dict.fromkeys(("gpt-2", "mpt", "olmo", "jais"), "gpt-2"),
    **dict.fromkeys(("smollm", "starcoder", "refact", "command-r", "codeshell", "exaone"), "smollm"),
    **dict.fromkeys(("llama-bpe", "llama3", "llama-v3", "falcon3"), "llama-3"),
    **dict.fromkeys(("qwen2", "deepseek-r1-qwen", "stablelm2"), "qwen2"),
}
# Their tokenizers take words of the vocabulary whole, and begin each text with a token, if the file does not say.
_TAKING_WHOLE = ("llama-bpe", "llama3", "llama-v3", "falcon3")
_SPACE = "▁"
_BYTE_TOKEN = re.compile("<0x[0-9A-F]{2}>")
# SentencePiece's number for pairs.
_PAIRS_MODEL = 2
_NORMAL, _UNKNOWN, _CONTROL, _USER_DEFINED, _UNUSED, _BYTE = range(1, 7)
# What ends a turn, where it is a control token of the vocabulary; llama.cpp goes by the names, too.
TURN_ENDS = ("<|im_end|>", "<|eot_id|>", "<|eom_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "<|end_of_text|>")


def from_gguf(file: Path) -> OwnTokenizer:
    """Read the tokenizer of a GGUF file.

    Raises:
        PresetError: if there is none, or it reads texts in a way that is not supported.
    """
    header = read_header(file)
    kind = header.metadata.get(f"{_PREFIX}model")
    if kind == _BYTE_PAIRS:
        return _read_byte_pairs(header)
    if kind == _PIECES:
        return _read_pieces(header)
    raise refuse_setting(file, f"{_PREFIX}model", kind or "–", f"{_BYTE_PAIRS} or {_PIECES}")


def from_saved_byte_pairs(assets: Path, saved: Mapping[str, Any]) -> OwnTokenizer:
    """Read what the studio's own tokenizer kept with a model: its files, and its rules."""
    rules, file = WriterBytePairRules.of(saved), assets / KERAS_VOCABULARY
    merges = [" ".join(pair) for pair in read_merges(assets / MERGES)]
    return OwnTokenizer(file.name, rules, of_byte_pairs(read_pairs(file), merges, rules))


def from_saved_pieces(assets: Path, saved: Mapping[str, Any]) -> OwnTokenizer:
    """Read what the studio's own tokenizer kept with a model: its SentencePiece model, and its rules."""
    rules, file = WriterPieceRules.of(saved), assets / KERAS_PIECES
    pieces = tuple((piece.piece, piece.score, piece.type) for piece in read_proto(file).pieces)
    return OwnTokenizer(file.name, rules, of_pieces(file, pieces, rules))


def describe_tokenizer(rules: Rules) -> str:
    """Return what a tokenizer is, in a few words."""
    return f"byte pairs, {rules.split}" if isinstance(rules, WriterBytePairRules) else "SentencePiece"


def of_byte_pairs(vocabulary: Mapping[str, int], merges: Sequence[str], rules: WriterBytePairRules) -> dict[str, Any]:
    """Return the definition of what a model's folder keeps: its tokens, its pairs and its rules."""
    pairs = [merge.split(" ") for merge in merges if not merge.startswith("#version")]
    model = {"type": "BPE", "vocab": dict(vocabulary), "merges": pairs, "ignore_merges": rules.takes_whole_words}
    definition = _definition(rules, SPLITS[rules.split], model)
    return definition | {"normalizer": {"type": "NFC"} if rules.composes else None}


def _read_byte_pairs(header: GgufHeader) -> OwnTokenizer:
    file, pre = header.file, header.metadata.get(f"{_PREFIX}pre")
    if pre not in _SPLIT_NAMES:
        raise refuse_setting(file, f"{_PREFIX}pre", pre or "–", ", ".join(_SPLIT_NAMES))
    tokens, types = _tokens(header)
    merges = header.metadata.get(f"{_PREFIX}merges")
    if not isinstance(merges, tuple) or not merges:
        raise refuse_setting(file, f"{_PREFIX}merges", "–", "the pairs that are merged")
    vocabulary = _vocabulary(tokens)
    _check_merges(header, merges, vocabulary)
    added = _added(tokens, types)
    for token in added:
        if " " in token.content:
            raise refuse_setting(file, "added_tokens", token.content, "tokens without spaces")
    is_whole = pre in _TAKING_WHOLE
    rules = WriterBytePairRules(
        added,
        **_frame(header, tokens, types, adds_start=is_whole),
        split=_SPLIT_NAMES[pre],
        takes_whole_words=is_whole,
    )
    return OwnTokenizer(file.name, rules, of_byte_pairs(vocabulary, merges, rules))


def _read_pieces(header: GgufHeader) -> OwnTokenizer:
    tokens, types = _tokens(header)
    scores = header.metadata.get(f"{_PREFIX}scores")
    if not isinstance(scores, tuple) or len(scores) != len(tokens):
        raise refuse_setting(header.file, f"{_PREFIX}scores", "–", "a number for each token")
    if header.metadata.get(f"{_PREFIX}remove_extra_whitespaces", False):
        raise refuse_setting(header.file, f"{_PREFIX}remove_extra_whitespaces", True, "false")
    if header.metadata.get(f"{_PREFIX}precompiled_charsmap"):
        raise refuse_setting(header.file, f"{_PREFIX}precompiled_charsmap", "–", "none")
    rules = WriterPieceRules(
        _added(tokens, types),
        **_frame(header, tokens, types, adds_start=True),
        add_prefix_space=bool(header.metadata.get(f"{_PREFIX}add_space_prefix", True)),
    )
    return OwnTokenizer(
        header.file.name, rules, of_pieces(header.file, tuple(zip(tokens, scores, types, strict=True)), rules)
    )


def of_pieces(file: Path, pieces: Sequence[tuple[str, float, int]], rules: WriterPieceRules) -> dict[str, Any]:
    """Return the definition of pieces that are joined in the order of their scores, as SentencePiece's pairs are.

    Args:
        file: For messages.
        pieces: The tokens with their scores and types, in the order of their ids.
        rules: How a text is read.

    Raises:
        PresetError: if bytes have no tokens, or two tokens are the same.
    """
    vocabulary = {token: token_id for token_id, (token, _, _) in enumerate(pieces)}
    bytes_ = [token for token, _, kind in pieces if kind == _BYTE]
    if sorted(bytes_) != [f"<0x{byte:02X}>" for byte in range(256)] or len(vocabulary) != len(pieces):
        raise refuse_setting(file, f"{_PREFIX}tokens", len(bytes_), "a token for each of the 256 bytes, and none twice")
    unknown = next((token for token, _, kind in pieces if kind == _UNKNOWN), None)
    if unknown is None:
        raise refuse_setting(file, f"{_PREFIX}unknown_token_id", "–", "a token of the vocabulary")
    joined = [(score, token_id, token) for token_id, (token, score, kind) in enumerate(pieces) if kind == _NORMAL]
    merges = [
        pair
        for _, _, token in sorted(joined, key=lambda entry: (-entry[0], entry[1]))
        for pair in _cuts(token, vocabulary)
    ]
    model = {
        "type": "BPE",
        "unk_token": unknown,
        "fuse_unk": True,
        "byte_fallback": True,
        "vocab": vocabulary,
        "merges": merges,
    }
    prefix = [{"type": "Prepend", "prepend": _SPACE}] if rules.add_prefix_space else []
    spaces = {"type": "Replace", "pattern": {"String": " "}, "content": _SPACE}
    return {**_definition(rules, None, model), "normalizer": {"type": "Sequence", "normalizers": [*prefix, spaces]}}


def build_piece_proto(own: OwnTokenizer) -> bytes:
    """Return a SentencePiece model that reads texts as a definition of `of_pieces` does.

    Args:
        own: What was read from a GGUF file.
    """
    assert isinstance(own.rules, WriterPieceRules)
    proto, model = new_proto(), own.definition["model"]
    for token, score, kind in _ranked(model, own.rules):
        proto.pieces.add(piece=token, score=score, type=kind)
    names = list(model["vocab"])
    proto.trainer_spec.model_type = _PAIRS_MODEL
    proto.trainer_spec.byte_fallback = True
    proto.trainer_spec.vocab_size = len(names)
    ends = {"unk": model["unk_token"], "bos": own.rules.start_token, "eos": own.rules.end_token}
    for field, token in ends.items():
        setattr(proto.trainer_spec, f"{field}_id", -1 if token is None else names.index(token))
        if token is not None:
            setattr(proto.trainer_spec, f"{field}_piece", token)
    proto.trainer_spec.pad_id = -1
    proto.normalizer_spec.name = "identity"
    proto.normalizer_spec.add_dummy_prefix = own.rules.add_prefix_space
    proto.normalizer_spec.remove_extra_whitespaces = False
    proto.normalizer_spec.escape_whitespaces = True
    return bytes(proto.SerializeToString())


def _ranked(model: Mapping[str, Any], rules: WriterPieceRules) -> Iterator[tuple[str, float, int]]:
    """Yield the tokens with scores that put the pairs into their order, and their types."""
    ranks = {"".join(pair): rank for rank, pair in reversed(list(enumerate(model["merges"])))}
    added = {token.content for token in rules.added_tokens}
    for token in model["vocab"]:
        if token == model["unk_token"]:
            yield token, 0.0, _UNKNOWN
        elif _BYTE_TOKEN.fullmatch(token):
            yield token, 0.0, _BYTE
        elif token in added:
            yield token, 0.0, _USER_DEFINED
        else:
            # What no pairs make must not be made by SentencePiece, which looks for nothing but the whole.
            is_made = token in ranks or len(token) == 1
            yield token, -float(ranks.get(token, len(ranks))), _NORMAL if is_made else _UNUSED


def _cuts(token: str, vocabulary: Mapping[str, int]) -> list[list[str]]:
    """Return the pairs of tokens that a token can be joined from."""
    pairs = ((token[:place], token[place:]) for place in range(1, len(token)))
    known = [pair for pair in pairs if pair[0] in vocabulary and pair[1] in vocabulary]
    return [list(pair) for pair in sorted(known, key=lambda pair: (vocabulary[pair[0]], vocabulary[pair[1]]))]


def _definition(rules: Rules, pre_tokenizer: dict[str, Any] | None, model: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": write_entries(rules.added_tokens),
        "normalizer": None,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "model": model,
    }


def _tokens(header: GgufHeader) -> tuple[tuple[str, ...], tuple[int, ...]]:
    tokens = header.metadata.get(f"{_PREFIX}tokens")
    if not isinstance(tokens, tuple) or not all(isinstance(token, str) for token in tokens) or not tokens:
        raise PresetError(
            "{file} has no vocabulary: expected {key}. Received: none.", file=header.file, key=f"{_PREFIX}tokens"
        )
    types = header.metadata.get(f"{_PREFIX}token_type", (_NORMAL,) * len(tokens))
    table = header.tensors.get("token_embd.weight")
    if len(types) != len(tokens) or (table is not None and len(tokens) > table.shape[0]):
        raise PresetError(
            "{folder}: the token {token} has the id {token_id}, but the weights know only {count} "
            "{count:token|tokens}: they belong to another tokenizer.",
            folder=header.file,
            token=tokens[-1],
            token_id=len(tokens) - 1,
            count=min(len(types), len(tokens) if table is None else table.shape[0]),
        )
    return tokens, types


def _vocabulary(tokens: Sequence[str]) -> dict[str, int]:
    vocabulary = {token: token_id for token_id, token in enumerate(tokens)}
    # A token that stands twice has its last id; the first one is nobody's.
    return vocabulary | {placeholder(n): n for n, token in enumerate(tokens) if vocabulary[token] != n}


def _check_merges(header: GgufHeader, merges: Sequence[str], vocabulary: Mapping[str, int]) -> None:
    for merge in merges:
        parts = merge.split(" ")
        if len(parts) != 2 or any(part not in vocabulary for part in (*parts, "".join(parts))):
            raise refuse_setting(header.file, f"{_PREFIX}merges", merge, "pairs of tokens of the vocabulary")


def _added(tokens: Sequence[str], types: Sequence[int]) -> tuple[AddedToken, ...]:
    """Return the tokens that are found in a text first: control tokens and those that somebody added."""
    found = {token: n for n, token in enumerate(tokens) if types[n] in (_CONTROL, _USER_DEFINED, _UNKNOWN) and token}
    return tuple(AddedToken(token, token_id) for token, token_id in found.items())


def _frame(header: GgufHeader, tokens: Sequence[str], types: Sequence[int], *, adds_start: bool) -> dict[str, Any]:
    """Return the tokens that frame a text, as the arguments of `WriterRules`."""
    start, end, turn = (_named(header, tokens, name) for name in ("bos", "eos", "eot"))
    known = {tokens[n] for n in range(len(tokens)) if types[n] in (_CONTROL, _USER_DEFINED)}
    more = [token for token in (turn, *(name for name in TURN_ENDS if name in known)) if token not in (None, end)]
    adds_start = bool(header.metadata.get(f"{_PREFIX}add_bos_token", adds_start))
    if end is None or (adds_start and start is None):
        raise refuse_setting(
            header.file, f"{_PREFIX}{'bos' if end else 'eos'}_token_id", "–", "a token of the vocabulary"
        )
    if header.metadata.get(f"{_PREFIX}add_eos_token", False):
        raise refuse_setting(header.file, f"{_PREFIX}add_eos_token", True, "false")
    return {
        "start_token": start,
        "end_token": end,
        "pad_token": _named(header, tokens, "padding") or end,
        "more_end_tokens": tuple(dict.fromkeys(more)),
        "adds_start": adds_start,
    }


def _named(header: GgufHeader, tokens: Sequence[str], name: str) -> str | None:
    token_id = header.metadata.get(f"{_PREFIX}{name}_token_id")
    if token_id is None:
        return None
    if not isinstance(token_id, int) or not 0 <= token_id < len(tokens):
        raise refuse_setting(header.file, f"{_PREFIX}{name}_token_id", token_id, "a token of the vocabulary")
    return tokens[token_id]

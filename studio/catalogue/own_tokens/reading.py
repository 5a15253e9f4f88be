"""A folder's own tokenizer, out of whichever of its files tell of it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from studio.catalogue.gguf_files import find_gguf
from studio.catalogue.layout import CONFIG, KERAS_ASSETS, KERAS_TOKENIZER, RUN_MODEL, read_object, readable
from studio.catalogue.own_tokens import byte_pairs, gguf_tokens, sentence_pieces, word_piece
from studio.catalogue.own_tokens.added import check_ids
from studio.catalogue.own_tokens.definition import OwnTokenizer, WordPieceRules
from studio.catalogue.own_tokens.refusals import refuse_class, refuse_setting
from studio.catalogue.own_tokens.writers import read_writer
from studio.errors import PresetError

DEFINITION = "tokenizer.json"
_SETTINGS = "tokenizer_config.json"
# Classes that say nothing: the file does.
_ANY_CLASS = ("PreTrainedTokenizerFast", "PreTrainedTokenizer", "TokenizersBackend")
_CLASSES = {
    "WordPiece": ("BertTokenizer", "DistilBertTokenizer"),
    "BPE": ("RobertaTokenizer", "BartTokenizer"),
    "Unigram": ("AlbertTokenizer", "XLMRobertaTokenizer"),
}
_KINDS = {
    "albert": "Unigram",
    "bart": "BPE",
    "bert": "WordPiece",
    "distilbert": "WordPiece",
    "roberta": "BPE",
    "xlm-roberta": "Unigram",
}
# Those that write text, and read it as GPT-2 or SentencePiece's pairs do.
_WRITERS = (
    *("gemma", "gemma2", "gemma3_text", "gpt2", "llama", "mistral", "opt", "phi3", "qwen2", "qwen3", "smollm3"),
)
# T5's own tokenizer is SentencePiece's model, which KerasHub reads as it is.
_T5_MODEL = "spiece.model"
_FILES = {
    "albert": ("spiece.model",),
    "bart": ("vocab.json", "merges.txt"),
    "bert": ("vocab.txt",),
    "distilbert": ("vocab.txt",),
    "roberta": ("vocab.json", "merges.txt"),
    "xlm-roberta": ("sentencepiece.bpe.model",),
}
# KerasHub's tokenizers whose original is BERT's or GPT-2's: what that does counts, whatever KerasHub leaves out.
_KERAS_WORD_PIECE = ("keras_hub>BertTokenizer", "keras_hub>DistilBertTokenizer")
# Settings of theirs that BERT's tokenizer has no other value for.
_KERAS_ONLY = {"suffix_indicator": "##", "split": True}
_KERAS_BYTE_PAIRS = ("keras_hub>RobertaTokenizer",)
# What the studio's own tokenizers keep with a model, read by the name that Keras knows them by.
_SAVED: dict[str, Callable[[Path, Mapping[str, Any]], OwnTokenizer]] = {
    "fettle>FaithfulBertTokenizer": word_piece.from_saved,
    "fettle>FaithfulDistilBertTokenizer": word_piece.from_saved,
    "fettle>FaithfulRobertaTokenizer": byte_pairs.from_saved,
    "fettle>FaithfulBytePairTokenizer": gguf_tokens.from_saved_byte_pairs,
    "fettle>FaithfulPieceTokenizer": gguf_tokens.from_saved_pieces,
    "fettle>FaithfulAlbertTokenizer": partial(sentence_pieces.from_saved, family="albert"),
    "fettle>FaithfulXLMRobertaTokenizer": partial(sentence_pieces.from_saved, family="xlm-roberta"),
}


def read_own_tokenizer(folder: Path) -> OwnTokenizer | None:
    """Read the tokenizer that a backbone was trained with.

    Args:
        folder: A folder in KerasHub's or in Hugging Face's layout, or a GGUF file.

    Returns:
        The tokenizer; `None` for those that KerasHub reads by itself: some of its own layout, and all of model types
        that only generate text.

    Raises:
        PresetError: if there is none, or if it reads texts in a way that is not supported.
    """
    with readable(folder):
        return _read(folder)


def _read(folder: Path) -> OwnTokenizer | None:
    file = find_gguf(folder)
    if file is not None:
        return gguf_tokens.from_gguf(file)
    config = read_object(folder / CONFIG)
    if "registered_name" in config:
        return _from_keras(folder)
    family = str(config.get("model_type"))
    if family == "t5":
        _check_t5(folder)
    if family not in (*_KINDS, *_WRITERS):
        return None
    own = read_writer(folder, family) if family in _WRITERS else _from_hugging_face(folder, family)
    _check_size(folder, own, config)
    return own


def _from_hugging_face(folder: Path, family: str) -> OwnTokenizer:
    settings = read_object(folder / _SETTINGS) if (folder / _SETTINGS).is_file() else {}
    if family in ("bert", "distilbert") and "XLMRoberta" in str(settings.get("tokenizer_class", "")):
        # For instance multilingual E5: BERT's weights on XLM-RoBERTa's tokens.
        family = "xlm-roberta"
    kind = _KINDS[family]
    _check_class(folder, kind, settings)
    if (folder / DEFINITION).is_file():
        return _from_definition(folder, kind, settings)
    missing = [name for name in _FILES[family] if not (folder / name).is_file()]
    if missing:
        raise PresetError(
            "{folder} has no vocabulary: expected {missing} or tokenizer.json. Received: {received}.",
            folder=folder,
            missing=" and ".join(missing),
            received=", ".join(sorted(entry.name for entry in folder.iterdir())[:8]),
        )
    if kind == "WordPiece":
        return word_piece.from_vocabulary(folder, settings)
    if kind == "BPE":
        return byte_pairs.from_vocabulary(folder, settings)
    return sentence_pieces.from_model(folder, "albert" if family == "albert" else "xlm-roberta", settings)


def _check_t5(folder: Path) -> None:
    if not (folder / _T5_MODEL).is_file():
        raise PresetError(
            "{folder} has no vocabulary: expected {missing}. Received: {received}.",
            folder=folder,
            missing=_T5_MODEL,
            received=", ".join(sorted(entry.name for entry in folder.iterdir())[:8]),
        )


def _from_definition(folder: Path, kind: str, settings: Mapping[str, Any]) -> OwnTokenizer:
    file = folder / DEFINITION
    definition = read_object(file)
    model = definition.get("model")
    if not isinstance(model, dict) or "vocab" not in model:
        raise PresetError("{file}: expected a model with a vocabulary. Received: none.", file=file)
    if isinstance(model["vocab"], dict):
        check_ids(file, model["vocab"].values())
    # Older files name no type.
    received = str(model.get("type") or kind)
    if received != kind:
        raise refuse_setting(file, "model", received, kind)
    read = {
        "WordPiece": word_piece.from_definition,
        "BPE": byte_pairs.from_definition,
        "Unigram": sentence_pieces.from_definition,
    }[kind]
    return read(file, definition, settings)


def _from_keras(folder: Path) -> OwnTokenizer | None:
    saved = read_object(folder / KERAS_TOKENIZER)
    name, config = str(saved.get("registered_name")), saved.get("config") or {}
    assets = folder / KERAS_ASSETS
    if name in _SAVED:
        return _SAVED[name](assets, config.get("rules") or {})
    if name in _KERAS_WORD_PIECE:
        file = assets / word_piece.KERAS_VOCABULARY
        tokens = word_piece.read_vocabulary(file)
        definition = word_piece.define(tokens, _keras_rules(folder, config), _special_entries(tokens))
        return word_piece.from_definition(file, definition, {})
    return byte_pairs.from_keras(assets) if name in _KERAS_BYTE_PAIRS else None


def _keras_rules(folder: Path, config: Mapping[str, Any]) -> dict[str, Any]:
    for setting, expected in _KERAS_ONLY.items():
        if config.get(setting, expected) != expected:
            raise refuse_setting(folder / KERAS_TOKENIZER, setting, config[setting], str(expected))
    lowercase, strip_accents = bool(config.get("lowercase")), bool(config.get("strip_accents"))
    # KerasHub's presets keep the accents that their originals leave out. What a run of an earlier version saved was
    # trained as it says.
    if not (folder / RUN_MODEL).is_file():
        strip_accents = strip_accents or lowercase
    unk_token = config.get("oov_token") or WordPieceRules().unk_token
    return {"lowercase": lowercase, "strip_accents": strip_accents, "unk_token": unk_token}


def _special_entries(tokens: list[str]) -> list[dict[str, Any]]:
    numbers = {token: number for number, token in enumerate(tokens)}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return [{"id": numbers[token], "content": token, **flags} for token in word_piece.SPECIAL if token in numbers]


def _check_class(folder: Path, kind: str, settings: Mapping[str, Any]) -> None:
    received = str(settings.get("tokenizer_class") or "")
    if not received or received.removesuffix("Fast") in _CLASSES[kind] or received in _ANY_CLASS:
        return
    raise refuse_class(folder / _SETTINGS, received, _CLASSES[kind])


def _check_size(folder: Path, own: OwnTokenizer, config: Mapping[str, Any]) -> None:
    size, highest = config.get("vocab_size"), len(own.tokens()) - 1
    if isinstance(size, int) and highest >= size:
        raise PresetError(
            "{folder}: the token {token} has the id {token_id}, but the weights know only {count} "
            "{count:token|tokens}: they belong to another tokenizer.",
            folder=folder,
            token=own.tokens()[highest],
            token_id=highest,
            count=size,
        )

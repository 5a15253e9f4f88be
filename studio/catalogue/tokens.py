"""Count tokens as a model's preprocessor would, without TensorFlow."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.catalogue.layout import KERAS_ASSETS, KERAS_TOKENIZER
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.resolving import resolve
from studio.errors import PresetError
from studio.files import read_json
from studio.words import split_words

# The start and the end token that a classifier's preprocessor adds.
_NUM_SPECIAL_TOKENS = 2
_UNKNOWN = "[UNK]"
_LEARNED_WORD_PIECE = "fettle>LearnedWordPieceTokenizer"

_Encode = Callable[[list[str]], list[int]]


def count_tokens(preset: str, texts: Iterable[str]) -> list[int] | None:
    """Count the tokens of texts, with the start and end token that a classifier adds.

    Args:
        preset: What a run's `backbone.preset` holds.
        texts: The texts.

    Returns:
        One number for each text; `None` if it cannot be known, because the preset is not on this computer or its
        vocabulary has a form that is not understood.

    Raises:
        PresetError: if there is no such preset.
    """
    resolved = resolve(preset)
    if not resolved.is_local:
        return None
    encode = _encoder(Path(resolved.path_or_handle))
    return None if encode is None else [count + _NUM_SPECIAL_TOKENS for count in encode(list(texts))]


@lru_cache(maxsize=4)
def _encoder(folder: Path) -> _Encode | None:
    assets = folder / KERAS_ASSETS
    if assets.is_dir() and _class_name(folder / KERAS_TOKENIZER) == _LEARNED_WORD_PIECE:
        settings = _settings(folder / KERAS_TOKENIZER)
        return _learned_word_pieces(assets / "vocabulary.txt", bool(settings.get("lowercase", False)))
    if own := read_own_tokenizer(folder):
        reference = own.reference()
        return lambda texts: [
            len(encoding.ids) for encoding in reference.encode_batch_fast(texts, add_special_tokens=False)
        ]
    model = assets / "vocabulary.spm"
    return _sentence_pieces(model) if model.is_file() else None


def _settings(path: Path) -> dict[str, Any]:
    data = read_json(path)
    config = data.get("config", data) if isinstance(data, dict) else {}
    return config if isinstance(config, dict) else {}


def _class_name(path: Path) -> str:
    data = read_json(path)
    return str(data.get("registered_name", "")) if isinstance(data, dict) else ""


def _read_word_pieces(vocabulary: Path) -> Any:
    from tokenizers import Tokenizer, models

    try:
        model = models.WordPiece.from_file(str(vocabulary), unk_token=_UNKNOWN, max_input_chars_per_word=100)
    except Exception as error:  # The package raises plain exceptions from Rust.
        raise PresetError("{file} cannot be read: {reason}.", file=vocabulary, reason=str(error)) from None
    return Tokenizer(model)


def _learned_word_pieces(vocabulary: Path, lowercase: bool) -> _Encode:
    from tokenizers import pre_tokenizers

    tokenizer = _read_word_pieces(vocabulary)
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()

    def encode(texts: list[str]) -> list[int]:
        words = [" ".join(split_words(text, is_lowercase=lowercase)) for text in texts]
        return [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(words)]

    return encode


def _sentence_pieces(model: Path) -> _Encode:
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_file=str(model))
    except (OSError, RuntimeError) as error:
        raise PresetError("{file} cannot be read: {reason}.", file=model, reason=str(error)) from None
    return lambda texts: [len(ids) for ids in processor.encode(texts)]

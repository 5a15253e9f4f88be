"""Count tokens as KerasHub's preprocessors would, without TensorFlow."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.catalogue.layout import KERAS_ASSETS, KERAS_TOKENIZER
from studio.catalogue.resolving import resolve
from studio.errors import PresetError
from studio.files import read_json
from studio.words import split_words

# The start and the end token that a classifier's preprocessor adds.
_NUM_SPECIAL_TOKENS = 2
_UNKNOWN = "[UNK]"
_LEARNED_WORD_PIECE = "fettle>LearnedWordPieceTokenizer"
_WHITE_SPACE = r"[ \t\n\r\f]|\p{Cc}|\p{Cf}"
_PUNCTUATION_OR_CJK = (
    r"[!-/:-@\[-`{-~]|\p{P}|[\x{4E00}-\x{9FFF}\x{3400}-\x{4DBF}\x{20000}-\x{2A6DF}\x{2A700}-\x{2B73F}"
    r"\x{2B740}-\x{2B81F}\x{2B820}-\x{2CEAF}\x{F900}-\x{FAFF}\x{2F800}-\x{2FA1F}]"
)

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
    is_keras = assets.is_dir()
    settings = _settings(folder / (KERAS_TOKENIZER if is_keras else "tokenizer_config.json"))
    base = assets if is_keras else folder
    word_piece, bytes_, merges = (
        ("vocabulary.txt", "vocabulary.json", "merges.txt") if is_keras else ("vocab.txt", "vocab.json", "merges.txt")
    )
    if is_keras and _class_name(folder / KERAS_TOKENIZER) == _LEARNED_WORD_PIECE:
        return _learned_word_pieces(base / word_piece, bool(settings.get("lowercase", False)))
    if (base / word_piece).is_file():
        lowercase = bool(settings.get("lowercase" if is_keras else "do_lower_case", False))
        return _word_pieces(base / word_piece, lowercase, bool(settings.get("strip_accents")) and is_keras)
    if (base / bytes_).is_file() and (base / merges).is_file():
        return _byte_pairs(base / bytes_, base / merges)
    names = ("vocabulary.spm", "spiece.model", "sentencepiece.bpe.model")
    model = next((base / name for name in names if (base / name).is_file()), None)
    return None if model is None else _sentence_pieces(model)


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


def _word_pieces(vocabulary: Path, lowercase: bool, strip_accents: bool) -> _Encode:
    from tokenizers import Regex, normalizers, pre_tokenizers

    tokenizer = _read_word_pieces(vocabulary)
    # Not the package's own BERT parts: KerasHub keeps accents unless asked, and knows fewer kinds of white space.
    if strip_accents:
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_WHITE_SPACE), "removed"),
            pre_tokenizers.Split(Regex(_PUNCTUATION_OR_CJK), "isolated"),
        ]
    )

    def encode(texts: list[str]) -> list[int]:
        folded = [text.casefold() for text in texts] if lowercase else texts
        return [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(folded)]

    return encode


def _byte_pairs(vocabulary: Path, merges: Path) -> _Encode:
    from tokenizers import Tokenizer, models, pre_tokenizers

    try:
        model = models.BPE.from_file(str(vocabulary), str(merges))
    except Exception as error:  # The package raises plain exceptions from Rust.
        raise PresetError("{file} cannot be read: {reason}.", file=vocabulary, reason=str(error)) from None
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return lambda texts: [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(texts)]


def _sentence_pieces(model: Path) -> _Encode:
    from sentencepiece import SentencePieceProcessor

    try:
        processor = SentencePieceProcessor(model_file=str(model))
    except (OSError, RuntimeError) as error:
        raise PresetError("{file} cannot be read: {reason}.", file=model, reason=str(error)) from None
    return lambda texts: [len(ids) for ids in processor.encode(texts)]

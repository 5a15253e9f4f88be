"""WordPiece (Schuster and Nakajima, Japanese and Korean Voice Search, 2012): rare words in pieces."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import keras
import keras_hub
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from studio.engine.tokenizing.alphabet import choose_alphabet
from studio.engine.tokenizing.special_tokens import SPECIAL_TOKENS, UNKNOWN, add_special_tokens
from studio.layers import TransformerBackbone
from studio.words import IGNORED, UNSPACED, split_words

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system; the plain Python below gives the same ids.
    tensorflow_text = None

_SUFFIX_INDICATOR = "##"
_MIN_FREQUENCY = 2
# Unicode's supplementary private use area A: no text that was split into words holds any of it.
_FIRST_PRIVATE, _NUM_PRIVATE = 0xF0000, 0xFFFD
_WORDS_A_LINE = 1000


@keras.saving.register_keras_serializable(package="fettle")
class LearnedWordPieceTokenizer(keras_hub.tokenizers.WordPieceTokenizer):
    """A WordPiece tokenizer for every script: see `studio.words`.

    Args:
        vocabulary: The tokens in the order of their ids, or a file with one token a line.
        lowercase: bool. Whether capital and small letters are the same.
    """

    backbone_cls = TransformerBackbone

    def __init__(self, vocabulary: Any = None, lowercase: bool = False, **kwargs: Any) -> None:
        add_special_tokens(self)
        super().__init__(vocabulary=vocabulary, lowercase=lowercase, split_on_cjk=False, oov_token=UNKNOWN, **kwargs)

    def tokenize(self, inputs: Any) -> Any:
        """Return the token ids of texts: a string, a list of strings or a string tensor."""
        # Whether a graph is being traced is KerasHub's to know.
        is_in_graph = self._use_tf_workflow()
        return super().tokenize(_separate_in_graph(inputs) if is_in_graph else _separate(inputs))

    def get_config(self) -> dict[str, Any]:
        """Return the configuration; the vocabulary is an asset."""
        config: dict[str, Any] = super().get_config()
        # It is always the same here, so the constructor does not take it.
        del config["oov_token"]
        return config


def learn(texts: Sequence[str], vocabulary_size: int, *, is_lowercase: bool) -> LearnedWordPieceTokenizer:
    """Learn a tokenizer from texts; with few texts it has fewer tokens."""
    counts = Counter(word for text in texts for word in split_words(text, is_lowercase=is_lowercase))
    return LearnedWordPieceTokenizer(learn_vocabulary(counts, vocabulary_size), lowercase=is_lowercase)


def learn_vocabulary(counts: Mapping[str, int], vocabulary_size: int) -> list[str]:
    """Return the tokens in the order of their ids, the same for the same counts.

    WORKAROUND: the trainer for WordPiece in tokenizers 0.23 numbers the pieces that go on with a word in an order that
    changes from process to process (huggingface/tokenizers, issue 1794). So the symbols inside of words are given
    characters of their own beforehand, and it is asked for plain byte-pair merges: those are the merges of WordPiece.

    Args:
        counts: How often each word occurs.
        vocabulary_size: int. The most tokens, the special ones counted.
    """
    symbols: Counter[str] = Counter()
    for word, count in counts.items():
        for symbol in _symbols(word):
            symbols[symbol] += count
    alphabet = choose_alphabet(symbols, min(vocabulary_size - len(SPECIAL_TOKENS), _NUM_PRIVATE))
    private = {symbol: chr(_FIRST_PRIVATE + index) for index, symbol in enumerate(sorted(alphabet))}
    plain = {character: symbol for symbol, character in private.items()}
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size - len(SPECIAL_TOKENS), min_frequency=_MIN_FREQUENCY, show_progress=False
    )
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.train_from_iterator(_private_lines(counts, private), trainer)
    tokens = (token for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1]))
    return [*SPECIAL_TOKENS, *(_join(plain[character] for character in token) for token in tokens)]


def _symbols(word: str) -> list[str]:
    return [word[0], *(_SUFFIX_INDICATOR + character for character in word[1:])]


def _join(symbols: Iterable[str]) -> str:
    first, *others = symbols
    return first + "".join(symbol.removeprefix(_SUFFIX_INDICATOR) for symbol in others)


def _private_lines(counts: Mapping[str, int], private: Mapping[str, str]) -> Iterator[str]:
    """Yield each word as often as it occurs, in private characters; words outside the alphabet are left out."""
    for word in sorted(counts):
        symbols = _symbols(word)
        if all(symbol in private for symbol in symbols):
            encoded = "".join(private[symbol] for symbol in symbols)
            for start in range(0, counts[word], _WORDS_A_LINE):
                yield " ".join([encoded] * min(_WORDS_A_LINE, counts[word] - start))


# === Texts to words ===


def _separate(inputs: Any) -> Any:
    if isinstance(inputs, str):
        return " ".join(split_words(inputs, is_lowercase=False))
    if isinstance(inputs, bytes):
        return _separate(inputs.decode("utf-8", "replace"))
    if isinstance(inputs, list | tuple):
        return [_separate(part) for part in inputs]
    values = inputs.numpy() if hasattr(inputs, "numpy") else inputs
    return _separate(values.tolist() if hasattr(values, "tolist") else values)


def _separate_in_graph(text: Any) -> Any:
    # TensorFlow Text takes a NUL for the end of a text.
    text = tf.strings.regex_replace(text, r"\x00", " ")
    text = tensorflow_text.normalize_utf8(text, "NFKC")
    text = tf.strings.regex_replace(text, _class_of(IGNORED), "")
    # KerasHub's own split knows the other white space.
    text = tf.strings.regex_replace(text, r"[\p{Z}\p{Co}]", " ")
    return tf.strings.regex_replace(text, _class_of(UNSPACED), r" \0 ")


def _class_of(ranges: Iterable[tuple[int, int]]) -> str:
    return "[" + "".join(rf"\x{{{first:X}}}-\x{{{last:X}}}" for first, last in ranges) + "]"

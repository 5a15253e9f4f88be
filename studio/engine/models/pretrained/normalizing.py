"""Steps that a text goes through inside a graph, each as the package `tokenizers` takes it.

They are regular expressions over its own sets of characters, and operations that TensorFlow has had for long: decoding
texts to code points and encoding them again would take three times as long.
"""

from collections.abc import Callable, Sequence
from typing import Any

from studio.catalogue.own_tokens import AddedToken
from studio.engine.models.pretrained import characters

try:
    import tensorflow as tf
    import tensorflow_text
except ImportError:
    # tensorflow-text has no wheel for every system: then the package itself is asked.
    tensorflow_text = None

# The end of Unicode's last private use area: they stand for added tokens while a text is worked on.
FIRST_PRIVATE = 0x10F000
MAX_NUM_PRIVATE = 0xEFF
PRIVATE = rf"\x{{{FIRST_PRIVATE:X}}}-\x{{{FIRST_PRIVATE + MAX_NUM_PRIVATE:X}}}"
# The last two of them frame a token before it gets its own.
_OPEN, _CLOSE = (chr(FIRST_PRIVATE + MAX_NUM_PRIVATE - n) for n in (1, 0))
_MAX_NUM_ADDED = MAX_NUM_PRIVATE - 1
_ASCII_ESCAPED = frozenset("\\.+*?()|[]{}^$")
# TensorFlow lowercases by the rules of the machine's language, and Σ by its place in a word.
_BY_HAND = (("Σ", "σ"), ("İ", "i̇"), ("Ì", "ì"), ("Í", "í"), ("Ĩ", "ĩ"), ("Į", "į"))


def in_batches(tokenize: Callable[[Any], Any], inputs: Any) -> Any:
    """Tokenize a single text or several.

    Args:
        tokenize: Takes a tf.string tensor of shape `(batch,)`.
        inputs: A string, a list of strings or a string tensor.
    """
    texts = tf.convert_to_tensor(inputs)
    is_single = texts.shape.rank == 0
    tokens = tokenize(texts[None] if is_single else texts)
    return tokens[0] if is_single else tokens


def replace(text: Any, characters_of: str, by: str) -> Any:
    """Put something in the place of each character of a set."""
    return tf.strings.regex_replace(text, f"[{characters_of}]", by)


def decompose(text: Any, form: str) -> Any:
    """Return Unicode's decomposed form, `"NFD"` or `"NFKD"`."""
    return tensorflow_text.normalize_utf8(text, form)


def lowercase(text: Any, *, has_accents: bool) -> Any:
    """Lowercase each character by itself, on every machine alike.

    Args:
        text: tf.string tensor.
        has_accents: bool. Whether there may be accents.
    """
    for capital, small in _BY_HAND if has_accents else _BY_HAND[:1]:
        text = tf.strings.regex_replace(text, capital, small)
    # Without capital I and J the languages' rules have nothing left to differ in.
    return tf.strings.lower(tf.strings.lower(text), encoding="utf-8")


def has_any(text: Any, tokens: Sequence[tuple[int, AddedToken]]) -> Any:
    """Return whether any of the texts holds any of the tokens."""
    any_of = "|".join(escape(token.content) for _, token in tokens)
    return tf.reduce_any(tf.strings.regex_full_match(text, f"(?s).*(?:{any_of}).*"))


def mark_added(text: Any, tokens: Sequence[tuple[int, AddedToken]], before: str = "", after: str = "") -> Any:
    """Put a private character in the place of each added token.

    Args:
        text: tf.string tensor of shape `(batch,)`.
        tokens: The tokens with the numbers of their private characters.
        before: What else is put before it.
        after: What else is put behind it.
    """
    # The first one counts, and of two that begin at the same place the longer one. All are framed at once, so that none
    # takes a part of one that begins before it.
    ordered = sorted(tokens, key=lambda pair: -len(pair[1].content))
    any_of = "|".join(escape(token.content) for _, token in ordered)
    text = tf.strings.regex_replace(text, any_of, rf"{_OPEN}\0{_CLOSE}")
    for number, token in ordered:
        space = f"[{characters.SPACES}]*"
        framed = f"{_OPEN}{escape(token.content)}{_CLOSE}"
        pattern = (space if token.takes_left else "") + framed + (space if token.takes_right else "")
        text = tf.strings.regex_replace(text, pattern, f"{before}{private(number)}{after}")
    return text


def private(number: int) -> str:
    """Return a private character."""
    if number >= _MAX_NUM_ADDED:
        raise ValueError(f"Expected at most {_MAX_NUM_ADDED} added tokens. Received: more than {number}.")
    return chr(FIRST_PRIVATE + number)


def escape(text: str) -> str:
    """Return a regular expression for a text and nothing else, as TensorFlow understands it."""
    return "".join(f"\\{character}" if character in _ASCII_ESCAPED else character for character in text)

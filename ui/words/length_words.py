"""What becomes of texts that are longer than a model reads at once, in words."""

from typing import NamedTuple

from studio.messages import Detail, Message
from studio.tasks.base import LongTexts

_WORDS: dict[LongTexts, str] = {
    "cut": "{part} of the texts are cut at {length} {length:token|tokens}.",
    "windows": "{part} of the texts are longer than {length} {length:token|tokens}: they are read in windows that "
    "overlap.",
    "apart": "In {part} of the rows the texts have more than {length} {length:token|tokens} together; each is cut by "
    "itself.",
    "pairs": "{part} of the texts are longer than {length} {length:token|tokens}: pairs of passages are made of them.",
    "continued": "{part} of the texts are longer than {length} {length:token|tokens}: they go on in the next example.",
    "shortened": "{part} of the conversations are longer than {length} {length:token|tokens}: they lose what was said "
    "first.",
}
_LOSING: tuple[LongTexts, ...] = ("cut", "shortened")
_UNCUT_WORDS = "No text is longer than {length} {length:token|tokens}: nothing is cut."


class LengthWords(NamedTuple):
    """What is said of the lengths.

    Attributes:
        is_cut: Whether some of the texts are lost on the model.
    """

    message: Message
    is_cut: bool


def length_words(fraction: float, part: str, length: int, long_texts: LongTexts) -> LengthWords:
    """Return what is said of the lengths of texts.

    Args:
        fraction: How many of the rows have longer texts, 0 to 1.
        part: The same in words.
        length: The most tokens that a model reads at once.
        long_texts: What the task does with longer ones.
    """
    details: dict[str, Detail] = {"part": part, "length": length}
    if not fraction:
        return LengthWords(Message(_UNCUT_WORDS, {"length": length}), is_cut=False)
    return LengthWords(Message(_WORDS[long_texts], details), is_cut=long_texts in _LOSING)

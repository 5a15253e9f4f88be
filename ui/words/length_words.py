"""What becomes of texts that are longer than a model reads at once, in words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from studio.messages import Detail, Message
from studio.settings import SpecPart
from studio.tasks import Task
from studio.tasks.base import LongTexts
from ui.text import format_percent

if TYPE_CHECKING:
    from ui.reading.data_reading import TokenLengths

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
_UNCUT_WORDS = "No text is longer than {length} {length:token|tokens}: nothing is cut."
# Where each column has a length of its own.
_COLUMN_WORDS = "{part} of the texts in the column {column} are cut at {length} {length:token|tokens}."
_UNCUT_COLUMN_WORDS = "No text in the column {column} is longer than {length} {length:token|tokens}: nothing is cut."
_LOSING: tuple[LongTexts, ...] = ("cut", "shortened")


class LengthWords(NamedTuple):
    """What is said of the lengths.

    Attributes:
        is_cut: Whether some of the texts are lost on the model.
    """

    message: Message
    is_cut: bool


@dataclass(frozen=True, slots=True)
class ReadLengths:
    """How long texts are that a model reads, and how many of their tokens it reads.

    Attributes:
        tokens: How long they are.
        length: The most tokens that are read at once.
        long_texts: What the task does with longer ones.
        column: The column that has this length to itself; empty where all that is read of a row has one.
    """

    tokens: "TokenLengths"
    length: int
    long_texts: LongTexts
    column: str = ""

    @property
    def is_parted(self) -> bool:
        """Whether longer texts are read in several parts."""
        return self.long_texts in ("windows", "pairs", "continued")

    def words(self) -> LengthWords:
        """Return what is said of them."""
        fraction = self.tokens.cut_fraction(self.length)
        return length_words(fraction, format_percent(fraction), self.length, self.long_texts, self.column)

    def long_rows(self) -> tuple[int, ...]:
        """Return the rows with longer texts, in the order of the file."""
        return self.tokens.cut_rows(self.length)


def read_lengths(
    tokens: "TokenLengths | None", task: Task, settings: SpecPart, sequence_length: int
) -> tuple[ReadLengths, ...]:
    """Return each length that a task reads texts with; nothing where tokens were not counted.

    Args:
        tokens: How long the texts are.
        task: The task.
        settings: Its own settings, which may say how long its inputs and targets are.
        sequence_length: How long a sequence is where they do not.
    """
    if tokens is None:
        return ()
    long_texts = task.long_texts_with(settings)
    if not task.own_lengths:
        return (ReadLengths(tokens, sequence_length, long_texts),)
    counted = {"input": tokens, "target": tokens.target}
    return tuple(
        ReadLengths(found, int(settings.value_of(name)), long_texts, found.column)
        for name, side in task.own_lengths.items()
        if (found := counted[side]) is not None
    )


def length_words(fraction: float, part: str, length: int, long_texts: LongTexts, column: str = "") -> LengthWords:
    """Return what is said of the lengths of texts.

    Args:
        fraction: How many of the rows have longer texts, 0 to 1.
        part: The same in words.
        length: The most tokens that a model reads at once.
        long_texts: What the task does with longer ones.
        column: The column that has this length to itself; empty where there is none.
    """
    details: dict[str, Detail] = {"part": part, "length": length, "column": column}
    if not fraction:
        return LengthWords(Message(_UNCUT_COLUMN_WORDS if column else _UNCUT_WORDS, details), is_cut=False)
    words = _COLUMN_WORDS if column else _WORDS[long_texts]
    return LengthWords(Message(words, details), is_cut=long_texts in _LOSING)

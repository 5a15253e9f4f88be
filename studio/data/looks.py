"""What a column looks like, for guesses: its name in words, and its first values."""

import re
from dataclasses import dataclass

from studio.data.answers import TOOLS
from studio.data.reading import Preview
from studio.data.source import Column
from studio.tasks.names import TITLE_NAMES

_LONG_LABEL = 40
# A text is taken for the whole of what a title names if it is so many times as long.
_TIMES_A_TITLE = 2.0
# A column such as `review_id` tells rows apart and says nothing about them.
_KEY_WORDS = {"id", "index", "uuid", "编号"}
# Whether a review was verified or found helpful tells of its writer or its readers.
_FLAG_WORDS = {"verified", "helpful", "vine", "purchase", "is", "has", "votes", "vote", "flag", "recommended"}
_NUMBER = re.compile(r"[+\-−]?\d[\d.,'\s]*([eE][+-]?\d+)?")
_FLAG_VALUES = ({"y", "n"}, {"yes", "no"}, {"true", "false"}, {"t", "f"})


@dataclass(frozen=True, slots=True)
class Look:
    """A column with the first of its values, those that are there.

    Attributes:
        words: The parts of its name, in lower case.
        place: Its place in the data set, from 0.
    """

    column: Column
    words: tuple[str, ...]
    values: tuple[str, ...]
    place: int

    @property
    def name(self) -> str:
        """The column's name."""
        return self.column.name

    def is_called(self, guess: str) -> bool:
        """Return whether the column bears just this name."""
        return self.column.name.strip().lower() == guess

    def is_about(self, guess: str) -> bool:
        """Return whether the column's name holds this word and does not stand for a key."""
        return self.is_called(guess) or (len(guess) > 1 and guess in self.words and not _KEY_WORDS & {*self.words})

    @property
    def is_like_labels(self) -> bool:
        """Whether values are short and come again: at most half as many distinct ones as rows."""
        distinct = {*self.values}
        return 1 < len(distinct) <= max(2, len(self.values) // 2) and all(
            len(value) <= _LONG_LABEL for value in distinct
        )

    @property
    def is_answer(self) -> bool:
        """Whether an annotation tool says here what became of each row."""
        values = {value.strip().lower() for value in self.values}
        return any(tool.has_column(self.name) and tool.knows(values) for tool in TOOLS)

    @property
    def is_like_numbers(self) -> bool:
        """Whether most values hold digits and next to nothing else."""
        num_numbers = sum(bool(_NUMBER.fullmatch(value.strip())) for value in self.values)
        return 2 * num_numbers > len(self.values)

    @property
    def is_written_list(self) -> bool:
        """Whether all values are written as lists, in a format that has none."""
        return bool(self.values) and all(value.lstrip().startswith("[") for value in self.values)

    @property
    def is_key(self) -> bool:
        """Whether its name says that it tells rows apart."""
        return bool(_KEY_WORDS & {*self.words})

    @property
    def label_rank(self) -> tuple[bool, bool, int, int]:
        """What sorts labels, the likeliest first."""
        distinct = {value.strip().lower() for value in self.values}
        is_flag = bool(_FLAG_WORDS & {*self.words}) or any(distinct <= values for values in _FLAG_VALUES if distinct)
        return not self.is_like_labels, is_flag, len(distinct), self.place

    @property
    def is_title(self) -> bool:
        """Whether its name says that it holds texts in short."""
        return bool({*TITLE_NAMES} & {*self.words})

    @property
    def is_prose(self) -> bool:
        """Whether most values are several words, or in a script that parts none: no links, names of files or keys."""
        num_prose = sum(" " in value.strip() or not value.isascii() for value in self.values)
        return 2 * num_prose > len(self.values)

    @property
    def mean_length(self) -> float:
        """How many characters a value has."""
        return sum(len(value) for value in self.values) / max(1, len(self.values))

    @property
    def text_rank(self) -> tuple[bool, bool, bool, float, int]:
        """What sorts texts, the likeliest last: labels and numbers, titles, what is no prose, then the shorter ones."""
        is_text = not self.is_like_labels and not self.is_like_numbers
        return is_text, not self.is_title, self.is_prose, self.mean_length, -self.place

    def is_whole_of(self, title: "Look") -> bool:
        """Return whether these look like the texts that the titles stand for, whatever the column is called."""
        is_text = self.column.kind == "text" and not self.is_title and not self.is_like_labels
        return is_text and self.is_prose and self.mean_length >= _TIMES_A_TITLE * title.mean_length


def looks_of(preview: Preview) -> list[Look]:
    """Return what the columns of a preview look like."""
    return [
        Look(column, _words(column.name), tuple(value for row in preview.rows if (value := row[index])), index)
        for index, column in enumerate(preview.columns)
    ]


def _words(name: str) -> tuple[str, ...]:
    """Return the parts of a name such as `review_text`, and a Chinese name's endings, such as 标签 of 情感标签."""
    lower = name.strip().lower()
    words = "".join(character if character.isalnum() else " " for character in lower).split()
    return (*words, *(lower[start:] for start in range(1, len(lower)) if not lower[start].isascii()))

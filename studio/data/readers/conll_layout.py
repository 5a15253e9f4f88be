"""How a file in CoNLL's style is laid out, as its first lines tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.data.tag_schemes import OUTSIDE, has_prefix

# It parts documents, and is no token.
_DOCUMENT = "-DOCSTART-"
COMMENT = "#"
_TAB = "\t"
# Universal Dependencies' ten columns, of which these are of use: https://universaldependencies.org/format.html
_UNIVERSAL = "conllu"
_UNIVERSAL_COLUMNS = {"tokens": 1, "tags": 3, "lemmas": 2, "xpos": 4}
_NUM_UNIVERSAL = 10
# So large a part of the lines may be wrong before a file with another ending is taken for another format.
_MOST_WRONG = 0.25


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines are made.

    Attributes:
        num_columns: How many values each has.
        has_tabs: Whether tabs part them, else blanks.
        is_universal: Whether the columns are those of Universal Dependencies.
    """

    num_columns: int
    has_tabs: bool
    is_universal: bool = False

    @property
    def places(self) -> dict[str, int]:
        """Where the values of each column of the data set stand: the last one of a line is taken for the tag."""
        if self.is_universal:
            return _UNIVERSAL_COLUMNS
        others = {f"column_{place + 1}": place for place in range(1, self.num_columns - 1)}
        return {"tokens": 0, "tags": self.num_columns - 1, **others}

    def to_text(self) -> str:
        """Return it as a text, as a data source keeps it."""
        return f"{self.num_columns}:{'tab' if self.has_tabs else 'blank'}:{_UNIVERSAL if self.is_universal else ''}"

    @classmethod
    def of(cls, text: str) -> "Layout":
        """Return what `to_text` wrote."""
        num_columns, parted, kind = text.split(":")
        return cls(int(num_columns), parted == "tab", kind == _UNIVERSAL)

    def split(self, line: str) -> list[str]:
        """Return the values of a line."""
        return line.split(_TAB) if self.has_tabs else line.split()


def is_conll(lines: Iterable[str]) -> bool:
    """Return whether the first lines of a file with another ending hold a token and a tag each.

    There must be an empty line between sentences, and on other lines the same number of values, with a tag as the last
    of them, of which some have prefixes. A few lines may be otherwise: whoever reads the file names them.
    """
    found = [line.strip("\r\n") for line in lines]
    layout = find_layout(found)
    if layout is None or layout.is_universal or not any(not line.strip() for line in found):
        return False
    rows = [layout.split(line) for line in found if line.strip() and not is_document(line)]
    rows = [values for values in rows if not values[0].startswith(COMMENT)]
    tags = [values[-1] for values in rows if len(values) == layout.num_columns and is_tag(values[-1])]
    return len(rows) - len(tags) <= _MOST_WRONG * len(rows) and any(tag != OUTSIDE for tag in tags)


def find_layout(lines: Sequence[str]) -> Layout | None:
    """Return how lines are made; `None` where they are not in CoNLL's style."""
    kept = [line for line in lines if line.strip() and not is_document(line) and not line.startswith(COMMENT)]
    has_tabs = sum(_TAB in line for line in kept) * 2 > len(kept)
    counts = Counter(len(line.split(_TAB) if has_tabs else line.split()) for line in kept)
    num_columns = counts.most_common(1)[0][0] if counts else 0
    if num_columns < 2:
        return None
    is_universal = (
        has_tabs and num_columns == _NUM_UNIVERSAL and all(line.split(_TAB)[0][:1].isdigit() for line in kept)
    )
    return Layout(num_columns, has_tabs, is_universal)


def is_document(line: str) -> bool:
    """Return whether a line parts documents."""
    return line.startswith(_DOCUMENT)


def is_tag(value: str) -> bool:
    """Return whether a value is a tag of a scheme with prefixes."""
    return value == OUTSIDE or has_prefix(value)

"""Which lines of a text belong together: those of a paragraph that were cut at a width, and those of a document."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

# So many lines that go on in the next one have to be seen, and so many of a hundred have to be as full as they can be.
_MIN_LINES = 20
_FULL_PART = 0.8
_WIDTHS = (40, 120)
# In scripts without spaces nothing says where a line could have been cut.
_MIN_WORDS = 3


def is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether lines were cut at a width: the first word of each would not have fitted on the line before.

    Args:
        lines: The first lines of a text. An empty one parts paragraphs.
    """
    inner = [
        (line, after)
        for line, after in pairwise(lines)
        if line.strip() and after.strip() and len(line.split()) >= _MIN_WORDS
    ]
    width = max((len(line) for line, _ in inner), default=0)
    num_full = sum(len(line) + 1 + len(after.split()[0]) > width for line, after in inner)
    has_paragraphs = any(not line.strip() for line in lines)
    is_cut = _WIDTHS[0] <= width <= _WIDTHS[1] and len(inner) >= _MIN_LINES
    return has_paragraphs and is_cut and num_full >= _FULL_PART * len(inner)


def join_paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield the paragraphs of a text, each on one line.

    Args:
        lines: Its lines; an empty one parts paragraphs.
    """
    return (" ".join(group) for group in _groups(lines))


def join_documents(lines: Iterable[str]) -> Iterator[str]:
    """Yield the documents of a text, their lines parted by line breaks.

    Args:
        lines: Its lines; an empty one parts documents.
    """
    return ("\n".join(group) for group in _groups(lines))


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    waiting: list[str] = []
    for line in lines:
        if line.strip():
            waiting.append(line.strip())
        elif waiting:
            yield waiting
            waiting = []
    if waiting:
        yield waiting

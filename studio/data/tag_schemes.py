"""Tags in step with tokens, and the spans that they stand for.

Four ways to write spans as tags are known. Three part a tag into a prefix and a type:

- `bio` (IOB2): `B-` begins a span, `I-` goes on with it (Tjong Kim Sang and Veenstra, Representing Text Chunks, 1999).
- `iob1`: `B-` stands only where a span follows one of its type without a gap; else a span begins with `I-` (Ramshaw
  and Marcus, Text Chunking using Transformation-Based Learning, 1995).
- `bilou`: `B-` begins, `I-` goes on, `L-` ends a span of several tokens, `U-` is a span of one (Ratinov and Roth,
  Design Challenges and Misconceptions in Named Entity Recognition, 2009); also written BIOES, BMES or BMEWO.
- `plain`: a tag is the type of its token, which is a span of its own, as word classes are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Scheme = Literal["bio", "iob1", "bilou", "plain"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)

OUTSIDE = "O"
# What `B` and `I` without a type are spans of.
UNNAMED = "span"
_TAG = re.compile(r"([BIMLEUSW])(?:[-_](.+))?", re.DOTALL)
_PREFIXES = {"B": "B", "I": "I", "M": "I", "L": "L", "E": "L", "U": "U", "S": "U", "W": "U"}
# Of so many tags that are no `O` a prefix makes out a scheme; the others are mistakes.
_MOST = 0.9


class TokenSpan(NamedTuple):
    """A span of tokens; the end is exclusive."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class IllegalTag:
    """A tag that cannot stand where it does.

    Attributes:
        token: The position of its token, from 0.
        expected: The tags that could.
    """

    token: int
    tag: str
    expected: str


@dataclass(slots=True)
class SchemeFinder:
    """Finds out the scheme of a column of tags, row by row."""

    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, tags: Sequence[str]) -> None:
        """Count the tags of a row."""
        last = ("", "")
        for tag in tags:
            prefix, type_name = current = _split(tag)
            self._counts[OUTSIDE if tag == OUTSIDE else prefix] += 1
            is_begun = last[0] in ("B", "I") and last[1] == type_name
            if prefix == "I" and not is_begun:
                self._counts["not bio"] += 1
            if prefix == "B" and not is_begun:
                self._counts["not iob1"] += 1
            last = current

    @property
    def scheme(self) -> Scheme:
        """The scheme that the tags so far are most likely written in."""
        counts = self._counts
        num_prefixed = sum(counts[prefix] for prefix in "BILU")
        if num_prefixed < _MOST * (num_prefixed + counts[""]):
            return "plain"
        if counts["L"] or counts["U"]:
            return "bilou"
        return "iob1" if counts["not iob1"] < counts["not bio"] else "bio"


def find_scheme(rows: Iterable[Sequence[str]]) -> Scheme:
    """Return the scheme that rows of tags are most likely written in."""
    finder = SchemeFinder()
    for tags in rows:
        finder.add(tags)
    return finder.scheme


def read_tags(tags: Sequence[str], scheme: Scheme) -> tuple[list[TokenSpan], list[IllegalTag]]:
    """Return the spans that tags stand for, and the tags that cannot stand where they do.

    Where a sequence is illegal, it is read as it was most likely meant: a tag that should go on with a span and finds
    none begins one.

    Args:
        tags: The tags of a row, one for each token.
        scheme: How they are written.
    """
    if scheme == "plain":
        return [TokenSpan(i, i + 1, tag) for i, tag in enumerate(tags) if tag != OUTSIDE], []
    spans: list[TokenSpan] = []
    illegal: list[IllegalTag] = []
    opened: TokenSpan | None = None
    for token, tag in enumerate(tags):
        prefix, type_name = _split(tag)
        if (expected := _expected(tag, opened, scheme)) is not None:
            illegal.append(IllegalTag(token, tag, expected))
        goes_on = opened is not None and opened.type == type_name and prefix in ("I", "L")
        if opened is not None and not goes_on:
            spans.append(opened)
            opened = None
        if not prefix:
            continue
        opened = TokenSpan(opened.start if opened is not None and goes_on else token, token + 1, type_name)
        if prefix in ("L", "U"):
            spans.append(opened)
            opened = None
    if opened is not None:
        spans.append(opened)
        if scheme == "bilou":
            illegal.append(IllegalTag(len(tags) - 1, tags[-1], f"L-{opened.type}, U-{opened.type}"))
    return spans, illegal


def write_tags(spans: Iterable[tuple[int, int, str]], num_tokens: int) -> list[str]:
    """Return spans that do not overlap as tags of the scheme `bio`."""
    tags = [OUTSIDE] * num_tokens
    for start, end, type_name in spans:
        tags[start:end] = [f"B-{type_name}", *[f"I-{type_name}"] * (end - start - 1)]
    return tags


def has_prefix(tag: str) -> bool:
    """Return whether a tag has the form of a scheme with prefixes."""
    return _TAG.fullmatch(tag) is not None


def _split(tag: str) -> tuple[str, str]:
    """Return the prefix, of BILU, and the type; twice nothing for what has no prefix."""
    found = _TAG.fullmatch(tag)
    return ("", "") if found is None else (_PREFIXES[found[1]], found[2] or UNNAMED)


def _expected(tag: str, opened: TokenSpan | None, scheme: Scheme) -> str | None:
    """Return what could stand in a tag's place; `None` where it is legal."""
    prefix, type_name = _split(tag)
    if not prefix:
        if tag != OUTSIDE:
            return "O, B-TYPE, I-TYPE" if scheme != "bilou" else "O, B-TYPE, I-TYPE, L-TYPE, U-TYPE"
        return _inside(opened) if scheme == "bilou" and opened is not None else None
    if scheme == "bilou":
        if opened is not None:
            return None if prefix in ("I", "L") and opened.type == type_name else _inside(opened)
        return None if prefix in ("B", "U") else f"O, B-{type_name}, U-{type_name}"
    if prefix in ("L", "U"):
        return f"O, B-{type_name}, I-{type_name}"
    goes_on = opened is not None and opened.type == type_name
    if scheme == "bio":
        return f"O, B-{type_name}" if prefix == "I" and not goes_on else None
    return f"O, I-{type_name}" if prefix == "B" and not goes_on else None


def _inside(opened: TokenSpan) -> str:
    return f"I-{opened.type}, L-{opened.type}"

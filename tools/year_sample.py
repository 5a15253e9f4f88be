"""The earliest year that an encyclopedia article's introduction names, and the introduction without any number.

The year is real text, taken out of the introduction: the number to be found. All words with digits, and the names of
centuries, are replaced by a mark, so that the year is not simply read off.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

TOPICS = ("Arts", "History", "People", "Technology")
MARK = "…"
_MIN_WORDS = 20
_MAX_WORDS = 120
_YEAR = re.compile(r"(?<![\w.,])(1[0-9]{3}|20[0-2][0-9])(?!\d|,\d| (?:BC|km|m|people|miles|metres|feet)\b)")
_BEFORE_CHRIST = re.compile(r"\bBCE?\b")
_NUMBER = re.compile(r"\S*\d\S*")
_CENTURY = re.compile(
    r"\b(?:tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    r"twenty-first)(?= century|-century| and )",
    re.IGNORECASE,
)


def write(path: Path, articles: Iterable[Mapping[str, str]]) -> int:
    """Write a row for each article that names a year and return how many there are."""
    found = [(article["title"], row) for article in articles if (row := _row(article)) is not None]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("title", "text", "year"))
        writer.writerows((title, *row) for title, row in sorted(found))
    return len(found)


def _row(article: Mapping[str, str]) -> tuple[str, int] | None:
    text = " ".join(article["extract"].split())
    years = [int(year) for year in _YEAR.findall(text)]
    if article["topic"] not in TOPICS or not years or _BEFORE_CHRIST.search(text):
        return None
    words = _CENTURY.sub(MARK, _NUMBER.sub(MARK, text)).split()[:_MAX_WORDS]
    return (" ".join(words), min(years)) if len(words) >= _MIN_WORDS else None

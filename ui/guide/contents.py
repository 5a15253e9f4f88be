"""The guide: its pages, in the window's language where there is one, else in English."""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale

import resources

FIRST_PAGE = "index"
_SOURCE = "en"
_CHINESE = "zh_CN"
_HEADING = re.compile(r"^##+ (.+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((\w[\w-]*)\.md\)")


@dataclass(frozen=True, slots=True)
class GuidePlace:
    """A place in the guide.

    Attributes:
        page: The name of its file, without the ending.
        words: The words to look for on the page, in English: a heading, or what a setting is called; empty for its
            top.
    """

    page: str
    words: str = ""

    @property
    def path(self) -> Path:
        """The page's file, in English."""
        return _folder(_SOURCE) / f"{self.page}.md"


def has_guide(place: GuidePlace) -> bool:
    """Whether the page of a place is there."""
    return place.path.is_file()


def page_path(page: str) -> Path:
    """Return the file of a page: in the window's language, or in English where it is there in no other."""
    own = _folder(guide_language()) / f"{page}.md"
    return own if own.is_file() else _folder(_SOURCE) / f"{page}.md"


def is_in_own_language(path: Path) -> bool:
    """Whether a page is in the window's language."""
    return path.parent.name == guide_language()


def guide_language() -> str:
    """Return the language in which the guide is looked for: the window's."""
    return _CHINESE if QLocale().language() is QLocale.Language.Chinese else _SOURCE


def contents() -> tuple[tuple[str, str], ...]:
    """Return the pages as the first one lists them: name and title of each, the first page before them."""
    text = page_path(FIRST_PAGE).read_text(encoding="utf-8")
    title = text.partition("\n")[0].lstrip("# ").strip()
    return ((FIRST_PAGE, title), *((name, words) for words, name in _LINK.findall(text)))


def heading_number(place: GuidePlace) -> int | None:
    """Return which heading of its page a place names, from 0; they stand in the same order in every language."""
    headings = _HEADING.findall(place.path.read_text(encoding="utf-8"))
    return headings.index(place.words) if place.words in headings else None


def slug(heading: str) -> str:
    """Return the name that a link within the guide calls a heading by."""
    kept = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", kept.strip())


def _folder(language: str) -> Path:
    return resources.path("guide", language)

"""The guide: what it takes from the code is up to date, and its links lead somewhere."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import guide  # noqa: E402

GUIDE = ROOT / "resources" / "guide"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(GUIDE.rglob("*.md")), ROOT / "README.md"]


@pytest.mark.parametrize("page", guide.PAGES, ids=lambda page: page.name)
def test_the_table_of_settings_is_that_of_the_specification(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert guide.updated(text, guide.PAGES[page]) == text, "call: python tools/guide.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_to_a_file(page: Path) -> None:
    assert [link for link in links(page) if not any(place.exists() for place in places(page, link))] == []


@pytest.mark.parametrize("page", sorted(GUIDE.rglob("*.md")), ids=lambda page: str(page.relative_to(GUIDE)))
def test_the_guide_leads_to_nothing_that_an_installed_package_does_not_carry(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).resolve().is_relative_to(GUIDE)] == []


def test_the_guide_s_first_page_leads_to_every_other_page() -> None:
    pages = {page.name for page in (GUIDE / "en").glob("*.md")}
    assert pages - set(links(GUIDE / "en" / "index.md")) == {"index.md"}


def places(page: Path, link: str) -> tuple[Path, ...]:
    """Return where a link may lead: a page of the guide that is not there in its language is shown in English."""
    place = (page.parent / link).resolve()
    return (place, GUIDE / "en" / place.name) if place.parent.parent == GUIDE else (place,)


def links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]

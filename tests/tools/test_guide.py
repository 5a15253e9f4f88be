"""The guide: what it takes from the code is up to date, and its links lead somewhere."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import guide  # noqa: E402

from studio.spec import setting_infos  # noqa: E402

GUIDE = ROOT / "resources" / "guide"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(GUIDE.rglob("*.md")), ROOT / "README.md"]


@pytest.mark.parametrize("page", guide.PAGES, ids=lambda page: str(page.relative_to(GUIDE)))
def test_the_table_of_settings_is_that_of_the_specification(page: Path) -> None:
    assert guide.updated(page) == page.read_text(encoding="utf-8"), "call: python tools/guide.py"


@pytest.mark.parametrize("language", guide.WORDS)
def test_a_table_of_settings_is_in_the_words_of_the_window(language: str) -> None:
    (rate,) = [info for info in setting_infos() if info.path == "fit.learning_rate"]
    (passes,) = [info for info in setting_infos() if info.path == "fit.epochs"]
    table = guide.settings_table((rate, passes), language).splitlines()
    assert [row.split(" | ")[:4] for row in table[2:]] == {
        "en": [
            ["| Learning rate", "`fit.learning_rate`", "5e-05", "above 0.0 to 1.0"],
            ["| Epochs", "`fit.epochs`", "3", "1 to 10,000 passes"],
        ],
        "zh_CN": [
            ["| 学习率", "`fit.learning_rate`", "5e-05", "0.0（不含）～1.0"],
            ["| 轮数", "`fit.epochs`", "3", "1～10,000 轮"],
        ],
    }[language]


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

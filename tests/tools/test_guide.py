"""The guide: what it takes from the code is up to date, its links lead somewhere, and it says the same in Chinese."""

import itertools
import re
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import guide  # noqa: E402

from studio.spec import setting_infos  # noqa: E402
from ui.guide.contents import slug  # noqa: E402

GUIDE = ROOT / "resources" / "guide"
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(GUIDE.rglob("*.md")), ROOT / "README.md"]
NAMES = sorted(page.name for page in (GUIDE / "en").glob("*.md"))
CODE = "    "
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A line that begins something of its own: a heading, an item, a row, code, a comment or a picture.
BEGINNING = re.compile(r"#|- |\d+\. |\||    |<!--|!\[")
MOST_ENGLISH_WORDS = 3


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
    assert [link for link in links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted(GUIDE.rglob("*.md")), ids=lambda page: str(page.relative_to(GUIDE)))
def test_the_guide_leads_to_nothing_that_an_installed_package_does_not_carry(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link).resolve().is_relative_to(GUIDE)] == []


def test_the_guide_s_first_page_leads_to_every_other_page() -> None:
    pages = {page.name for page in (GUIDE / "en").glob("*.md")}
    assert pages - set(links(GUIDE / "en" / "index.md")) == {"index.md"}


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_page_is_there_in_both_languages() -> None:
    assert sorted(page.name for page in (GUIDE / "zh_CN").glob("*.md")) == NAMES


def test_the_headings_stand_on_the_same_levels(page: str) -> None:
    assert levels(read("zh_CN", page)) == levels(read("en", page))


def test_code_is_the_same_but_for_what_is_said_of_it(page: str) -> None:
    assert code(read("zh_CN", page)) == code(read("en", page))


def test_links_lead_to_the_same_places(page: str) -> None:
    assert destinations("zh_CN", page) == destinations("en", page)


def test_links_out_of_the_guide_are_the_same(page: str) -> None:
    assert addresses(read("zh_CN", page)) == addresses(read("en", page))


def test_pictures_are_the_same_in_each_language(page: str) -> None:
    pictures = [name.replace("-light-en.", "-light-zh_CN.") for name in images(read("en", page))]
    assert images(read("zh_CN", page)) == pictures


def test_tables_and_lists_have_as_many_rows_and_items(page: str) -> None:
    assert rows(read("zh_CN", page)) == rows(read("en", page))
    assert len(items(read("zh_CN", page))) == len(items(read("en", page)))


def test_nothing_was_left_in_english(page: str) -> None:
    assert [words for words in prose(read("zh_CN", page)) if is_english(words)] == []


def test_no_line_of_a_chinese_paragraph_is_broken(page: str) -> None:
    """A line break is shown as a space, which Chinese does not have."""
    pairs = itertools.pairwise(read("zh_CN", page).splitlines())
    assert [line for before, line in pairs if before and line and not BEGINNING.match(line)] == []


def test_emphasis_is_marked_where_markdown_takes_it(page: str) -> None:
    """Punctuation within the marks and a word right outside, as in Chinese, leave the marks as plain text."""
    text = re.sub(r"`[^`\n]*`", "`x`", read("zh_CN", page))
    marked = re.finditer(r"(\*+)([^*\n]+)\1", text)
    sides = [(text[match.start() - 1], match.group(2), text[match.end()]) for match in marked]
    assert [side for side in sides if not is_emphasis(*side)] == []


def links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    return [link for link in found if "://" not in link]


def read(language: str, page: str) -> str:
    return (GUIDE / language / page).read_text(encoding="utf-8")


def headings(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^(#+) (.+)$", text, re.MULTILINE)


def levels(text: str) -> list[int]:
    return [len(signs) for signs, _ in headings(text)]


def code(text: str) -> list[str]:
    """Return the lines of code; what stands behind two spaces explains them."""
    lines = (line.strip() for line in text.splitlines() if line.startswith(CODE))
    return [re.split(r" {2,}", line)[0] for line in lines]


def destinations(language: str, page: str) -> list[tuple[str, int]]:
    """Return where links lead: the page, and which of its headings; the title is the first one."""
    found = []
    for name, heading in re.findall(r"\]\((?:([\w-]+)\.md)?(?:#([^)]+))?\)", read(language, page)):
        target = f"{name}.md" if name else page
        slugs = [slug(words) for _, words in headings(read(language, target))]
        found.append((target, slugs.index(heading) if heading else 0))
    return sorted(found)


def addresses(text: str) -> set[str]:
    return {address.rstrip(".") for address in re.findall(r"https?://[a-zA-Z0-9./:_-]+", text)}


def images(text: str) -> list[str]:
    return re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text)


def rows(text: str) -> list[int]:
    """Return the number of cells of each row of a table."""
    return [len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")]


def items(text: str) -> list[str]:
    return re.findall(r"^(?:- |\d+\. ).+$", text, re.MULTILINE)


def prose(text: str) -> list[str]:
    """Return what is not code: paragraphs, headings, items and the cells of tables, a line each."""
    lines = [line for line in text.splitlines() if line and not line.startswith((CODE, "<!--"))]
    return [part.strip() for line in lines for part in (line.split("|") if line.startswith("|") else [line])]


def is_english(words: str) -> bool:
    """Whether words are a sentence and no name: more than a few of them, and no Chinese sign."""
    plain = re.sub(r"`[^`]*`|\w+://\S+", "", words)
    return not CHINESE.search(words) and len(re.findall(r"[A-Za-z]{2,}", plain)) > MOST_ENGLISH_WORDS


def is_emphasis(before: str, words: str, after: str) -> bool:
    """Whether marks around words open and close; CommonMark calls it left-flanking and right-flanking."""
    return (not is_punctuation(words[0]) or is_apart(before)) and (not is_punctuation(words[-1]) or is_apart(after))


def is_apart(sign: str) -> bool:
    return not sign.strip() or is_punctuation(sign)


def is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign).startswith("P")

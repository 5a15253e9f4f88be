"""The table of the guide says what the studio says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import download_failures
import translations

from studio import plurals

GUIDE = Path(__file__).parents[2] / "resources" / "guide"
CHINESE = translations.read(translations.FOLDER / "fettle_zh_CN.ts")


@pytest.mark.parametrize("case", download_failures.CASES, ids=lambda case: case.title)
def test_a_failure_of_a_download_is_shown_as_the_guide_has_it(case):
    row = f"| {case.title} | {' | '.join(download_failures.run(case))} |"
    assert row in (GUIDE / "en" / "troubleshooting.md").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("number", range(len(download_failures.CASES)))
def test_the_chinese_guide_has_it_in_the_window_s_words(number):
    lines = (GUIDE / "zh_CN" / "troubleshooting.md").read_text(encoding="utf-8").splitlines()
    first = lines.index("| 发生了什么 | 显示什么 | 保留什么 |") + 2
    shown, _ = download_failures.run(download_failures.CASES[number], tell=in_chinese)
    _, cell, _ = lines[first + number].strip("| ").split(" | ")
    assert cell == ("（预设完整）" if shown == "(the preset is whole)" else shown)


def in_chinese(error):
    (words,) = [forms[0] for text, forms in CHINESE.items() if text.source == error.message.template]
    return plurals.fill(words, error.message.details)

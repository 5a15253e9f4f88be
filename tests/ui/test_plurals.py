"""Texts that follow a number, in English for one and for two."""

import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from strings import STUDIO, find_texts

from ui.language import LanguageSwitch
from ui.text import fill

WINDOW_TEXTS = [text for text in find_texts() if text.is_plural and text.context != STUDIO]


def test_no_text_leaves_the_choice_to_the_reader():
    assert [text for text in find_texts() if re.search(r"\w\((s|es|ies)\)", text.source)] == []


@pytest.mark.parametrize("text", WINDOW_TEXTS, ids=lambda text: f"{text.context}-{text.source[:30]}")
def test_one_reads_otherwise_than_two(qapp, text):
    one, two = (QCoreApplication.translate(text.context, text.source, None, count) for count in (1, 2))
    assert one.replace("1", "2") != two or not re.search(r"s\b", two)
    assert "%L" not in one + two
    assert not re.search(r"\b1 (\w+ )?(rows|classes|tokens|examples|runs|masks|texts|layers|heads|steps|cores)\b", one)


def test_a_number_has_its_thousands_parted(qapp):
    assert QCoreApplication.translate("DataCard", "%Ln rows", None, 8484) == "8,484 rows"


def test_a_template_of_the_studio_is_translated_by_its_number(qapp):
    template = "{count} {count:row has|rows have} no label."
    assert fill(template, {"count": 1}) == "1 row has no label."
    assert fill(template, {"count": 2000}) == "2,000 rows have no label."


def test_chinese_has_one_form_for_all_numbers(qapp):
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    try:
        assert QCoreApplication.translate("DataCard", "%Ln rows", None, 1) == "1 行"
        assert QCoreApplication.translate("DataCard", "%Ln rows", None, 8484) == "8,484 行"
    finally:
        switch.show("en")
        QLocale.setDefault(QLocale("en"))

import string
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QFileIconProvider

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from strings import find_texts
from translations import FOLDER, LANGUAGES, find_problems, read, texts_of

from ui.language import LanguageSwitch


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def translations(language):
    return read(FOLDER / f"fettle_{language}.ts")


@pytest.fixture(scope="module")
def texts():
    return find_texts()


def fields(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


def test_every_text_is_translated_and_none_is_left_over(language, translations):
    assert find_problems(texts_of(language), translations) == []


def test_a_translation_has_the_details_of_its_text(translations):
    pairs = [(text.source, form) for text, forms in translations.items() for form in forms]
    assert [pair for pair in pairs if fields(pair[0]) != fields(pair[1])] == []


def test_a_text_that_follows_a_number_shows_it_where_it_may_be_any(translations):
    last_forms = [(text, forms[-1]) for text, forms in translations.items() if text.is_plural]
    assert [text for text, form in last_forms if "%Ln" in text.source and "%Ln" not in form] == []


def test_a_text_that_follows_a_number_has_the_forms_of_its_language(language, translations):
    wrong = [
        text for text, forms in translations.items() if len(forms) != (LANGUAGES[language] if text.is_plural else 1)
    ]
    assert wrong == []


def test_the_compiled_translations_are_those_of_the_source(qapp, language, translations):
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load(f"fettle_{language}", str(FOLDER))
    counts = (1, 2)
    compiled = {
        text: tuple(
            translator.translate(text.context, text.source, None, counts[place] if text.is_plural else -1)
            for place in range(len(forms))
        )
        for text, forms in translations.items()
    }
    assert compiled == translations


def test_texts_of_the_window_and_of_the_studio_are_found(texts):
    found = {(text.context, text.source) for text in texts}
    assert ("FineTunePage", "Fine-tune") in found
    assert ("run states", "Running") in found
    assert ("pages", "Data") in found
    assert ("studio", "Learning rate") in found
    assert ("studio", "{file} cannot be read: {reason}.") in found


def test_the_kinds_of_files_in_qts_file_dialog_are_chinese(qapp, tmp_path):
    switch = LanguageSwitch(qapp)
    switch.show("zh_CN")
    try:
        icons = QFileIconProvider()
        assert icons.type(QFileInfo(str(tmp_path))) == "文件夹"
    finally:
        switch.show("en")


def test_words_of_two_meanings_are_told_apart():
    found = {(text.context, text.source): forms for text, forms in read(FOLDER / "fettle_zh_CN.ts").items()}
    assert found["ClassesTable", "Precision"] == ("精确率",)
    assert found["studio", "Precision"] == ("数值精度",)

import string
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from strings import find_texts
from translations import FOLDER, LANGUAGES, find_problems, read


@pytest.fixture(scope="module", params=LANGUAGES)
def translations(request):
    return read(FOLDER / f"fettle_{request.param}.ts")


@pytest.fixture(scope="module")
def texts():
    return find_texts()


def fields(text):
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


def test_every_text_is_translated_and_none_is_left_over(texts, translations):
    assert find_problems(texts, translations) == []


def test_a_translation_has_the_details_of_its_text(translations):
    assert {text: words for text, words in translations.items() if fields(text.source) != fields(words)} == {}


def test_the_compiled_translations_are_those_of_the_source(qapp, translations):
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load("fettle_zh_CN", str(FOLDER))
    assert {text: translator.translate(text.context, text.source) for text in translations} == translations


def test_texts_of_the_window_and_of_the_studio_are_found(texts):
    found = {(text.context, text.source) for text in texts}
    assert ("FineTunePage", "Fine-tune") in found
    assert ("run states", "Running") in found
    assert ("pages", "Data") in found
    assert ("studio", "Learning rate") in found
    assert ("studio", "{file} cannot be read: {reason}.") in found

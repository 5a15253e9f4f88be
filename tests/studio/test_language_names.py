import pytest

from studio.language_names import is_language


@pytest.mark.parametrize(
    "name", ["en", "EN", " es ", "zh-Hans", "pt_BR", "es-419", "cmn", "English", "中文", "Español"]
)
def test_codes_with_and_without_regions_and_words_are_languages(name):
    assert is_language(name)


@pytest.mark.parametrize("name", ["", "text", "xx", "en1", "en-", "en-english", "label", "english_text", "e"])
def test_other_names_are_none(name):
    assert not is_language(name)

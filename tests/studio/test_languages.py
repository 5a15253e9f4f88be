import pytest

from studio.languages import guess_language

ENGLISH = ["The film was a delight from the first scene to the last.", "It is not what I would have expected of them."]
GERMAN = ["Der Film war von der ersten bis zur letzten Szene ein Genuss.", "Das hätte ich von ihnen nicht erwartet."]
FRENCH = ["Le film était un délice de la première à la dernière scène.", "Ce n'est pas ce que j'aurais attendu d'eux."]
CHINESE = ["这部电影从第一幕到最后一幕都很精彩。", "买了 iPhone 手机,快递很快,质量不错。"]
JAPANESE = ["この映画は最初の場面から最後まで楽しかった。", "東京都"]
KOREAN = ["이 영화는 처음부터 끝까지 즐거웠다."]
RUSSIAN = ["Фильм был прекрасен от первой до последней сцены."]
THAI = ["ภาพยนตร์เรื่องนี้สนุกตั้งแต่ต้นจนจบ"]


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "latin"),
        (FRENCH, "latin"),
        (CHINESE, "zh"),
        (JAPANESE, "ja"),
        (KOREAN, "ko"),
        (RUSSIAN, "other"),
        (THAI, "other"),
        (ENGLISH + CHINESE, "mixed"),
        (ENGLISH * 9 + CHINESE, "en"),
        (CHINESE * 9 + ENGLISH, "zh"),
    ],
)
def test_the_language_of_texts_is_told(texts, language):
    assert guess_language(texts).language == language


@pytest.mark.parametrize("texts", [[], ["", "  "], ["12,5 %", "→ 3"]])
def test_texts_without_letters_are_in_no_language(texts):
    assert guess_language(texts) is None


def test_few_words_make_no_sure_guess():
    assert not guess_language(ENGLISH).is_sure
    assert guess_language(ENGLISH * 20).is_sure
    assert guess_language(CHINESE).is_sure


def test_names_of_things_in_latin_letters_are_not_surely_english():
    guess = guess_language(["red leather shoes size forty", "oak table with drawer"] * 50)
    assert (guess.language, guess.is_sure) == ("latin", False) or guess.language == "en"


def test_shares_add_up_to_one():
    guess = guess_language(ENGLISH + CHINESE + KOREAN + [""])
    assert sum(share for _, share in guess.shares) == pytest.approx(1)


@pytest.mark.parametrize("texts", [GERMAN, FRENCH])
def test_another_language_in_latin_letters_is_sure_by_its_own_words_and_letters(texts):
    guess = guess_language(texts * 20)
    assert (guess.language, guess.is_sure) == ("latin", True)


@pytest.mark.parametrize(
    "text", ["red leather shoes size forty two", "sku 4711 blue xl cotton tshirt", "lorem foo bar"]
)
def test_keywords_and_codes_are_surely_in_no_other_language(text):
    guess = guess_language([text] * 100)
    assert guess.language == "en" or not guess.is_sure

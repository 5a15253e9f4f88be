import pytest

from studio.words import split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\n\u3000", []),
        ("The film, was clever!", ["the", "film", ",", "was", "clever", "!"]),
        ("这本书很好。", ["这", "本", "书", "很", "好", "。"]),
        ("mixed中文text", ["mixed", "中", "文", "text"]),
        ("こんにちは", ["こ", "ん", "に", "ち", "は"]),
        ("ครับ", ["ค", "ร", "ั", "บ"]),
        ("한국어 문장", ["한국어", "문장"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("e\u0301 É", ["é", "é"]),
        ("ﬁne Straße ＡＢＣ ①", ["fine", "strasse", "abc", "1"]),
        ("a\x00b\ue000c", ["a", "b", "c"]),
        ("$5 3.14", ["$", "5", "3", ".", "14"]),
    ],
)
def test_texts_fall_into_words_without_losing_marks_or_characters(text, words):
    assert split_words(text, is_lowercase=True) == words


def test_capital_letters_stay_where_they_count():
    assert split_words("The FILM Straße", is_lowercase=False) == ["The", "FILM", "Straße"]

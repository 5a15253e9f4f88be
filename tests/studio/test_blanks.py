import pytest

from studio.blanks import is_blank


@pytest.mark.parametrize("text", [None, "", "  ", "\t\n", "\u00a0", "\u200b\u200b", "\u00ad", "\ufeff", " \u3000 "])
def test_there_is_nothing_to_read_in_blanks(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\u200ba", "好", "0", "🙂"])
def test_a_character_that_can_be_seen_is_something_to_read(text):
    assert not is_blank(text)

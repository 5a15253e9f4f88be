import pytest

from studio.engine.tokenizing.alphabet import choose_alphabet

pytestmark = pytest.mark.engine


def test_a_small_alphabet_is_kept_whole():
    assert choose_alphabet({"a": 5, "b": 1}, room=100) == {"a", "b"}


def test_the_rarest_characters_go_that_hardly_occur():
    counts = {"a": 9996, "b": 2, "c": 1, "d": 1}
    assert choose_alphabet(counts, room=100) == {"a"}


def test_a_quarter_of_the_room_is_left_to_longer_pieces_and_ties_are_settled_by_the_character():
    counts = dict.fromkeys("hgfedcba", 10)
    assert choose_alphabet(counts, room=8) == set("abcdef")


def test_one_character_is_kept_in_the_smallest_room():
    assert choose_alphabet({"a": 2, "b": 1}, room=1) == {"a"}
    assert choose_alphabet({}, room=1) == frozenset()

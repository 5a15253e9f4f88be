import pytest

from studio import plurals
from studio.errors import StudioError

TEMPLATE = "{count} {count:row has|rows have} no label in {file}."


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 rows have no label in a.csv."),
        (1, "1 row has no label in a.csv."),
        (2, "2 rows have no label in a.csv."),
    ],
)
def test_words_follow_their_number(count, text):
    assert plurals.fill(TEMPLATE, {"count": count, "file": "a.csv"}) == text
    assert str(StudioError(TEMPLATE, count=count, file="a.csv")) == text


def test_each_word_follows_its_own_number():
    template = "{rows} {rows:row|rows} in {files} {files:file|files}"
    assert plurals.fill(template, {"rows": 1, "files": 3}) == "1 row in 3 files"


def test_words_follow_the_number_and_not_the_way_it_is_written():
    shown = plurals.fill(TEMPLATE, {"count": 1, "file": "a.csv"}, lambda value: f"<{value}>")
    assert shown == "<1> row has no label in <a.csv>."


def test_the_first_choice_of_words_decides_the_translation():
    assert plurals.deciding_count(TEMPLATE, {"count": 7, "file": "a.csv"}) == 7
    assert plurals.deciding_count("{count} rows", {"count": 7}) is None


def test_braces_and_bars_in_a_detail_are_left_alone():
    assert plurals.fill("Received: {received}.", {"received": "{a|b}"}) == "Received: {a|b}."

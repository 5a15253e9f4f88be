"""The card of the lengths shows each length that a task has."""

import pytest

from studio import tasks
from ui.data.cards import LengthsCard
from ui.reading.data_reading import TokenLengths
from ui.words.length_words import read_lengths

TOKENS = TokenLengths((10, 20, 30, 40), (4, 3, 2, 1), "english", TokenLengths((5, 60), (1, 2), "spanish"))


@pytest.fixture
def card(qtbot):
    card = LengthsCard()
    qtbot.addWidget(card)
    card.resize(360, 400)
    return card


def show(card, name, **settings):
    task = tasks.get(name)
    card.show_lengths(None, read_lengths(TOKENS, task, task.settings(**settings), 25))


def summaries(card):
    return [summary.text() for summary in card._summaries if not summary.isHidden()]


def test_both_lengths_of_a_translation_are_told_and_each_can_be_looked_at(qtbot, card):
    show(card, "translation", source_length=25, target_length=50)
    assert summaries(card) == [
        "50\u2009% of the texts in the column english are cut at 25 tokens.",
        "50\u2009% of the texts in the column spanish are cut at 50 tokens.",
    ]
    assert [card._input.itemText(place) for place in range(card._input.count())] == ["english", "spanish"]
    assert not card._input.isHidden()
    with qtbot.waitSignal(card.rows_asked) as asked:
        card._show_rows.click()
    assert asked.args[0].rows == (1, 2)
    card._input.setCurrentIndex(1)
    card.retranslate()
    with qtbot.waitSignal(card.rows_asked) as asked:
        card._show_rows.click()
    assert asked.args[0].rows == (2,)


def test_texts_to_go_on_with_are_parted_and_not_cut(card):
    show(card, "text_generation")
    assert summaries(card) == ["50\u2009% of the texts are longer than 25 tokens: they go on in the next example."]
    assert card._input.isHidden()
    assert [mark.label for mark in card._plot.marks][-1] == "parts of 25"


def test_without_lengths_it_is_said_why_instead_of_an_empty_picture(card):
    card.show_lengths(None, (), is_reading=True)
    assert not card._plot.isHidden()
    assert card._hover.text() == "Being counted…"
    card.show_lengths(None, ())
    assert card._plot.isHidden()
    assert card._hover.text() == "Not counted."
    show(card, "text_generation")
    assert not card._plot.isHidden()

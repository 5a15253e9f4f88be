import pytest
from PySide6.QtCore import QPointF, Qt

from tests.ui.attention.conftest import WORDS
from ui.attention.chips import Chip, ChipFlow
from ui.attention.choice import Choice, Scope
from ui.attention.token_card import Direction, TokenCard
from ui.attention.token_strip import TokenStrip

CHOICE = Choice(Scope.HEAD, 0, 1)


@pytest.fixture
def card(qtbot, read_map):
    card = TokenCard()
    qtbot.addWidget(card)
    card.retranslate()
    card.show_map(read_map, CHOICE, 1, ())
    card.resize(600, 460)
    card.show()
    return card


def center(strip, index):
    return (strip.flow().rects[index].center() + QPointF(2, 2)).toPoint()


def test_the_followed_token_shades_all_others_by_how_much_it_looks_at_them(card, read_map):
    row = read_map.map.weights[0, 1, 1]
    chips = card.queries.chips()
    assert [chip.text for chip in chips] == list(WORDS)
    assert [chip.shade for chip in chips] == pytest.approx((row / row.max()).tolist())
    assert card.queries.marked() == 1
    assert chips[int(row.argmax())].note == f"{row.max():.2f}"
    assert card.reading().startswith("“the” looks at: ")


def test_hovering_another_token_follows_it(qtbot, card, read_map):
    with qtbot.waitSignal(card.query_chosen) as chosen:
        qtbot.mouseMove(card.queries, center(card.queries, 4))
    assert chosen.args == [4]
    row = read_map.map.weights[0, 1, 4]
    assert [chip.shade for chip in card.queries.chips()] == pytest.approx((row / row.max()).tolist())


def test_the_arrow_keys_point_at_the_next_token(qtbot, card):
    qtbot.keyClick(card.queries, Qt.Key.Key_Right)
    assert card.reading().startswith("“film” looks at")
    qtbot.keyClick(card.queries, Qt.Key.Key_End)
    assert card.reading().startswith("“[SEP]” looks at")
    qtbot.keyClick(card.queries, Qt.Key.Key_Right)
    qtbot.keyClick(card.queries, Qt.Key.Key_Home)
    assert card.reading().startswith("“[CLS]” looks at")


def test_the_other_direction_shows_who_looks_at_the_token(card, read_map):
    card.direction._buttons[Direction.IS_LOOKED_AT.value].click()
    column = read_map.map.weights[0, 1, :, 1]
    assert [chip.shade for chip in card.queries.chips()] == pytest.approx((column / column.max()).tolist())
    assert card.reading().startswith("“the” is looked at by: ")


def test_special_tokens_are_told_apart(card):
    assert [chip.is_special for chip in card.queries.chips()] == [True, False, False, False, False, True]


def test_the_bars_name_the_strongest_tokens_first(card, read_map):
    row = read_map.map.weights[0, 1, 1]
    bars = card.bars.bars()
    assert bars[0].name == WORDS[int(row.argmax())]
    assert bars[0].fraction == pytest.approx(1)
    assert [bar.fraction for bar in bars] == sorted((bar.fraction for bar in bars), reverse=True)


def test_two_texts_stand_below_each_other_and_each_shades_the_other(qtbot, card, crossed):
    card.show_map(crossed, Choice(), 1, ())
    assert card.keys.isVisible()
    row = crossed.map.weights[0, 0, 1]
    assert [chip.shade for chip in card.keys.chips()] == pytest.approx((row / row.max()).tolist())
    assert all(chip.shade is None for chip in card.queries.chips())

    qtbot.mouseMove(card.keys, center(card.keys, 3))
    assert card.direction.choice() == Direction.IS_LOOKED_AT.value
    column = crossed.map.weights[0, 0, :, 3]
    assert [chip.shade for chip in card.queries.chips()] == pytest.approx((column / column.max()).tolist())
    assert card.reading().startswith("“good” is looked at by")

    qtbot.mouseMove(card.queries, center(card.queries, 2))
    assert card.reading().startswith("“Film” looks at")


def test_chips_flow_from_line_to_line_and_never_leave_their_width(card):
    chips = [Chip("word" * (1 + index % 7)) for index in range(60)] + [Chip("x" * 400)]
    narrow, wide = (ChipFlow(chips, width, card.font()) for width in (200, 2000))
    assert all(rect.right() <= 200 for rect in narrow.rects)
    assert narrow.height > wide.height
    for index, rect in enumerate(narrow.rects):
        assert narrow.index_at(rect.center()) == index
    assert narrow.index_at(QPointF(199, narrow.height + 50)) is None


def test_a_strip_is_as_high_as_its_lines(qtbot):
    strip = TokenStrip()
    qtbot.addWidget(strip)
    strip.set_chips([Chip(f"word{index}") for index in range(30)])
    strip.resize(600, 300)
    strip.show()
    before = strip.minimumHeight()
    strip.resize(200, 600)
    qtbot.waitUntil(lambda: strip.minimumHeight() > before)
    assert strip.minimumHeight() == strip.heightForWidth(200)
    strip.set_chips([Chip("word")])
    assert strip.minimumHeight() < before

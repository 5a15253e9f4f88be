from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPointF, Qt

from studio.data import Histogram
from studio.data.kinds import ProfileTable, TargetProfile
from ui.data.target_card import TargetCard
from ui.data.targets import content_of
from ui.data.together_view import TogetherView

_SPANS = Histogram((0, 1, 2, 3), (0, 700, 72), 1.1, 1.0, 2.0, 2)
_ANSWERS = Histogram((0, 5, 10, 15, 20), (20, 5, 0, 5), 6.0, 4.0, 18.0, 18)


@dataclass(frozen=True)
class Numbers(TargetProfile):
    kind: str = "number"
    mean: float = 3.5
    deviation: float = 1.25
    minimum: float = 1.0
    median: float = 4.0
    maximum: float = 5.0
    edges: tuple[float, ...] = (1.0, 3.0, 5.0)
    counts: tuple[int, ...] = (10, 30)
    decimal_mark: str = ","

    def tables(self):
        return ()


@dataclass(frozen=True)
class Tags(TargetProfile):
    kind: str = "tags"
    types: tuple[tuple[str, int], ...] = tuple((f"type {number}", 100 - number) for number in range(8))
    num_spans: int = 772
    num_bare: int = 3
    words: Histogram = _SPANS

    def tables(self):
        return ()


@dataclass(frozen=True)
class Answers(TargetProfile):
    kind: str = "span"
    num_answerable: int = 30
    num_unanswerable: int = 10
    num_several: int = 0
    characters: Histogram = _ANSWERS

    def tables(self):
        return ()


@dataclass(frozen=True)
class Label:
    label: str
    count: int


@dataclass(frozen=True)
class Labels(TargetProfile):
    kind: str = "classes"
    labels: tuple[Label, ...] = (Label("war", 40), Label("history", 30))
    num_rows: int = 50
    num_without: int = 5
    mean_labels: float = 1.4
    together: tuple[str, ...] = ("war", "history")
    counts: tuple[tuple[int, ...], ...] = ((40, 20), (20, 30))

    def tables(self):
        return ()


LENGTHS = Histogram((0, 10, 20), (30, 10), 8.0, 7.0, 18.0, 19)


@dataclass(frozen=True)
class Texts(TargetProfile):
    kind: str = "text"
    count: int = 40
    characters: Histogram = LENGTHS
    source_characters: Histogram = LENGTHS
    length_ratio: float = 0.5

    def tables(self):
        return ()


@dataclass(frozen=True)
class Conversations(TargetProfile):
    kind: str = "messages"
    count: int = 25
    num_with_system: int = 5
    turns: tuple[tuple[int, int], ...] = ((1, 20), (2, 5))
    answer_characters: Histogram = LENGTHS
    characters: Histogram = LENGTHS

    def tables(self):
        return ()


@dataclass(frozen=True)
class Other(TargetProfile):
    kind: str = "other"

    def tables(self):
        return (ProfileTable(("name", "rows"), (("one", 3), ("two", 1))),)


@pytest.fixture
def card(qtbot):
    card = TargetCard()
    qtbot.addWidget(card)
    return card


def test_numbers_show_how_they_lie_and_how_their_decimals_are_parted(card):
    card.show_profile(Numbers())

    assert card.accessibleName() == "Numbers"
    assert card._plot.bars.counts == (10, 30)
    assert card._notes.text().splitlines() == [
        "mean 3.50, standard deviation 1.25",
        "from 1.00 to 5.00",
        "A comma parts the decimals.",
    ]
    assert card._bars.isHidden()
    card._on_plot_hovered(1)
    assert card._hover.text() == "3.00 to 5.00: 30"


def test_a_whole_number_with_a_bar_of_its_own_is_told_alone(card):
    card.show_profile(Numbers(edges=(0.5, 1.5, 2.5), counts=(10, 30)))
    card._on_plot_hovered(1)
    assert card._hover.text() == "2: 30"


def test_texts_to_be_written_show_their_lengths_beside_those_of_what_is_given(card):
    card.show_profile(Texts())

    assert card.accessibleName() == "Texts to be written"
    assert card._plot.bars.counts == (30, 10)
    assert card._notes.text().splitlines() == [
        "characters given: 7 in the median, 19 at most",
        "characters to be written: 7 in the median, 19 at most",
        "a text to be written is 50\u2009% as long as what is given, in the median",
    ]


def test_conversations_show_how_many_answers_they_have_and_how_long_these_are(card):
    card.show_profile(Conversations())

    assert [(bar.name, bar.value) for bar in card._bars._bars] == [
        ("answers: 1", "20 · 80\u2009%"),
        ("answers: 2", "5 · 20\u2009%"),
    ]
    assert card._plot.bars.edges == (0.0, 10.0, 20.0)
    assert card._notes.text().splitlines() == [
        "characters of a whole conversation: 7 in the median, 19 at most",
        "with a system message: 5",
    ]


def test_tags_show_the_most_frequent_types_first_and_the_rest_on_demand(card, qtbot):
    card.show_profile(Tags())
    card.show()

    assert [bar.name for bar in card._bars._bars] == [f"type {number}" for number in range(6)]
    assert card._more.text() == "2 more"
    qtbot.mouseClick(card._more, Qt.MouseButton.LeftButton)
    assert len(card._bars._bars) == 8
    assert card._plot.bars.edges == (0.0, 1.0, 2.0, 3.0)
    card._on_plot_hovered(1)
    assert card._hover.text() == "1: 700"


def test_answers_show_how_many_questions_have_none(card):
    card.show_profile(Answers())

    assert [(bar.name, bar.value) for bar in card._bars._bars] == [
        ("with an answer", "30 · 75\u2009%"),
        ("without an answer", "10 · 25\u2009%"),
    ]
    assert card._notes.isHidden()
    card._on_plot_hovered(0)
    assert card._hover.text() == "0 to 4: 20"


def test_labels_are_parts_of_the_rows_and_show_which_come_together(card):
    card.show_profile(Labels())

    assert [bar.value for bar in card._bars._bars] == ["40 · 80\u2009%", "30 · 60\u2009%"]
    assert card._together.cell_text(1, 0) == "history with war: 20 (67\u2009% of history)"
    assert card._together.cell_text(0, 0) == "war: 40"
    assert card._together_title.text() == "How often a label (row) comes with another (column)"


def test_labels_of_which_some_are_not_in_the_map_are_said_to_be_the_most_frequent(card):
    card.show_profile(Labels(labels=(Label("war", 40), Label("history", 30), Label("art", 2))))
    assert card._together_title.text().endswith(": the 2 most frequent ones")


def test_a_kind_without_a_view_of_its_own_shows_its_first_table():
    assert [(bar.name, bar.value) for bar in content_of(Other()).bars] == [
        ("one", "3 · 75\u2009%"),
        ("two", "1 · 25\u2009%"),
    ]


def test_the_card_is_hidden_while_there_is_nothing_to_say(card):
    card.show_profile(None)
    assert card.isHidden()


def test_a_cell_is_found_by_its_place(qtbot):
    view = TogetherView()
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show_counts(("a", "b"), ((2, 1), (1, 3)))
    view.grab()

    assert view.cell_at(QPointF(10, 5)) is None
    assert view.cell_at(QPointF(81, 1)) == (0, 0)
    assert view.cell_at(QPointF(81 + 26, 27)) == (1, 1)
    assert view.cell_at(QPointF(199, 99)) is None

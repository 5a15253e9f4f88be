import pytest
from PySide6.QtCore import Qt

from studio import tasks
from studio.data import open_source, read_profile
from ui.data.cards import ClassesCard


@pytest.fixture
def card(qtbot):
    card = ClassesCard()
    qtbot.addWidget(card)
    return card


def profile_of(tmp_path, counts):
    path = tmp_path / "data.csv"
    rows = [f"{label} text {row},{label}" for label, count in counts.items() for row in range(count)]
    path.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    return read_profile(open_source(path), tasks.get("text_classification"), {"text": "text", "label": "label"})


def shown(card):
    return [bar.name for bar in card._bars._bars]


def test_what_always_answering_the_most_frequent_class_would_score_is_told(card, tmp_path):
    card.show_profile(profile_of(tmp_path, {"Category 00": 63, "Category 01": 37}), is_reading=False)
    assert card._majority.text() == "Always “Category 00” would be right in 63\u2009% of the rows."
    assert card._rare.isHidden()


def test_rare_classes_are_counted_and_listed_on_demand(card, qtbot, tmp_path):
    counts = {"common": 100, "other": 50} | {f"rare {number}": number for number in range(2, 9)}
    card.show_profile(profile_of(tmp_path, counts), is_reading=False)
    card.show()
    assert card._rare.text() == "7 classes have fewer than 10 rows"
    assert card._list_rare.text() == "List them"
    assert shown(card)[:2] == ["common", "other"]
    qtbot.mouseClick(card._list_rare, Qt.MouseButton.LeftButton)
    assert shown(card) == [f"rare {number}" for number in range(2, 9)]
    assert card._list_rare.text() == "Show all classes"
    qtbot.mouseClick(card._list_rare, Qt.MouseButton.LeftButton)
    assert shown(card)[0] == "common"


def test_a_single_rare_class_is_told_in_the_singular(card, tmp_path):
    card.show_profile(profile_of(tmp_path, {"common": 50, "rare": 3}), is_reading=False)
    assert card._rare.text() == "1 class has fewer than 10 rows"


def test_nothing_is_told_before_there_are_classes(card):
    card.show_profile(None, is_reading=True)
    assert card._majority.isHidden()
    assert card._rare.isHidden()

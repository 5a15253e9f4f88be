import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QFileDialog

from studio.attention import Attribution, ReadPart, TextWindow
from studio.errors import InputError
from tests.ui.attention.conftest import WORDS, make_map
from ui.attention import grid_card
from ui.attention.attribution_card import AttributionCard
from ui.attention.choice import Choice, Scope, prepare
from ui.attention.grid_card import GridCard
from ui.attention.map_card import MapCard
from ui.attention.token_card import TokenCard
from ui.inference.requests import AttributionAnswer, AttributionRequest, ModelText

NOTES = ("minilm", "the film was good")
SCORES = np.array([0.0, 0.1, 0.4, -0.05, 1.6, 0.0], np.float32)


def make_answer(**changes):
    found = Attribution("integrated_gradients", "good", WORDS, SCORES, -0.5, 1.55, 0.002, (0, 5))
    request = AttributionRequest(ModelText("the film was good"), "integrated_gradients")
    values = {"probability_changes": None, "num_steps": 64, "part": ReadPart(), "seconds": 1.0}
    return AttributionAnswer(**{"request": request, "attribution": found, "probability": 0.91} | values | changes)


def make_card(kind, read):
    card = kind()
    card.retranslate()
    if kind is AttributionCard:
        card.show_answer(make_answer(), NOTES)
    elif kind is TokenCard:
        card.show_map(read, Choice(Scope.HEAD, 1, 2), 2, NOTES)
    else:
        card.show_map(read, Choice(Scope.HEAD, 1, 2), NOTES)
    return card


@pytest.fixture(params=[GridCard, MapCard, TokenCard, AttributionCard])
def card(qtbot, request, read_map):
    card = make_card(request.param, read_map)
    qtbot.addWidget(card)
    card.resize(600, 420)
    card.show()
    return card


def read_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_card_saves_a_picture_as_pixels(card, tmp_path):
    card.save(tmp_path / "view.png")
    image = QImage(str(tmp_path / "view.png"))
    assert image.width() >= 2 * 320
    colors = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colors) > 8


def test_every_card_saves_a_picture_as_lines_and_letters(card, tmp_path):
    card.save(tmp_path / "view.svg")
    assert QSvgRenderer(str(tmp_path / "view.svg")).isValid()
    text = (tmp_path / "view.svg").read_text(encoding="utf-8")
    assert "minilm" in text
    assert "the film was good" in text


def test_a_saved_map_has_a_rectangle_for_each_weight(qtbot, read_map, tmp_path):
    card = make_card(MapCard, read_map)
    qtbot.addWidget(card)
    card.save(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert text.count("<rect") >= len(WORDS) ** 2
    assert all(f">{word}</text>" in text for word in WORDS)


def test_a_large_map_is_saved_as_an_image_inside_of_the_drawing(qtbot, tmp_path):
    words = tuple(f"w{index}" for index in range(140))
    card = make_card(MapCard, prepare(make_map(num_layers=2, num_heads=3, queries=words)))
    qtbot.addWidget(card)
    card.save(tmp_path / "map.svg")
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert "<image" in text
    assert text.count("<rect") < 1000


def test_the_numbers_of_a_map_are_saved_with_their_tokens(qtbot, read_map, tmp_path):
    card = make_card(MapCard, read_map)
    qtbot.addWidget(card)
    card.save(tmp_path / "map.csv")
    rows = read_rows(tmp_path / "map.csv")
    assert len(rows) == len(WORDS) ** 2
    row = rows[2 * len(WORDS) + 4]
    assert (row["query_token"], row["key_token"]) == ("film", "good")
    assert float(row["weight"]) == read_map.map.weights[1, 2, 2, 4]


def test_the_numbers_of_all_heads_are_saved(qtbot, read_map, tmp_path):
    card = make_card(GridCard, read_map)
    qtbot.addWidget(card)
    card.save(tmp_path / "heads.csv")
    rows = read_rows(tmp_path / "heads.csv")
    assert len(rows) == read_map.map.weights.size
    last = rows[-1]
    assert (last["layer"], last["head"], last["query_token"]) == ("2", "3", "[SEP]")


def test_more_rows_than_a_table_takes_are_refused_in_words(qtbot, read_map, tmp_path, monkeypatch):
    monkeypatch.setattr(grid_card, "_MOST_ROWS", 10)
    card = make_card(GridCard, read_map)
    qtbot.addWidget(card)
    with pytest.raises(InputError, match="a table takes 10 at most"):
        card.save(tmp_path / "heads.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_tokens_are_saved_with_the_weights_of_the_one_that_is_pointed_at(qtbot, read_map, tmp_path):
    card = make_card(TokenCard, read_map)
    qtbot.addWidget(card)
    card.save(tmp_path / "tokens.csv")
    rows = read_rows(tmp_path / "tokens.csv")
    assert [row["token"] for row in rows] == list(WORDS)
    assert [float(row["weight"]) for row in rows] == read_map.map.weights[1, 2, 2].tolist()


def test_scores_are_saved_with_their_tokens(qtbot, read_map, tmp_path):
    card = make_card(AttributionCard, read_map)
    qtbot.addWidget(card)
    card.save(tmp_path / "scores.csv")
    rows = read_rows(tmp_path / "scores.csv")
    assert [row["token"] for row in rows] == list(WORDS)
    assert [float(row["score"]) for row in rows] == SCORES.tolist()


def test_a_file_that_cannot_be_written_and_another_ending_are_told(card, tmp_path):
    for ending in ("png", "svg", "csv"):
        with pytest.raises(InputError, match="cannot be written"):
            card.save(tmp_path / "absent" / f"view.{ending}")
    with pytest.raises(InputError, match="expected one of the endings"):
        card.save(tmp_path / "view.txt")


def test_a_card_that_shows_nothing_says_so(qtbot, tmp_path):
    for kind in (GridCard, MapCard, TokenCard, AttributionCard):
        card = kind()
        qtbot.addWidget(card)
        card.retranslate()
        assert not card.menu().isEnabled()
        with pytest.raises(InputError, match="nothing to save"):
            card.save(tmp_path / "view.png")


def test_the_menu_saves_a_table_in_a_thread_and_adds_the_ending(qtbot, read_map, tmp_path, monkeypatch):
    card = make_card(MapCard, read_map)
    qtbot.addWidget(card)
    asked = []

    def answer(parent, title, name, pattern):
        asked.append((name, pattern))
        return str(tmp_path / "mine"), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    actions = card.menu().actions()
    actions[2].trigger()
    qtbot.waitUntil((tmp_path / "mine.csv").is_file)
    actions[0].trigger()
    assert (tmp_path / "mine.png").is_file()
    assert [(Path(name).name, pattern) for name, pattern in asked] == [
        ("Layer 2 · Head 3.csv", "*.csv"),
        ("Layer 2 · Head 3.png", "*.png"),
    ]


def test_special_tokens_can_be_left_out_of_a_map_and_of_its_files(qtbot, read_map, tmp_path):
    card = make_card(MapCard, read_map)
    qtbot.addWidget(card)
    leave_out = card.menu().actions()[-1]
    assert (leave_out.text(), leave_out.isChecked()) == ("Leave special tokens out", False)

    leave_out.trigger()

    weights, queries, keys = card.view._content
    assert queries == keys == WORDS[1:-1]
    np.testing.assert_array_equal(weights, read_map.map.weights[1, 2, 1:-1, 1:-1])
    card.save(tmp_path / "map.csv")
    assert {row["query_token"] for row in read_rows(tmp_path / "map.csv")} == set(WORDS[1:-1])
    with qtbot.waitSignal(card.query_chosen) as chosen:
        card.view.query_chosen.emit(0)
    assert chosen.args == [1]
    card.menu().actions()[-1].trigger()
    assert card.view._content[1] == WORDS


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (ReadPart(), ""),
        (
            ReadPart((0, 0), TextWindow(2, 5, 312, 830)),
            "The second text is read in 5 windows. Window 2 is shown, which gives the answer: characters 312 to 830.",
        ),
        (ReadPart((3,)), "The text is longer than this model takes: the last 3 tokens were left out."),
        (
            ReadPart((2, 3)),
            "Of the first text the last 2 tokens were left out: the model does not take them. "
            "Of the second text the last 3 tokens were left out: the model does not take them.",
        ),
    ],
)
def test_an_attribution_says_which_part_of_the_texts_it_explains(qapp, part, expected):
    card = make_card(AttributionCard, None)
    card.show_answer(make_answer(part=part), NOTES)
    assert card.part() == expected

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from studio import tasks
from tests.saved_answers import make_answered_run
from ui import jobs
from ui.monitor.results import ResultsCard
from ui.plots.heat_map import HeatMap

CLASSES = ("bad", "good", "mixed")


@pytest.fixture
def rows():
    return [(f"text {number * 7 % 90}", CLASSES[number % 3]) for number in range(90)]


@pytest.fixture
def run(tmp_path, workspace, rows):
    path = tmp_path / "data.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    return make_answered_run(workspace, path, wrong=(2, 4, 5))


@pytest.fixture
def card(qtbot, run):
    card = ResultsCard()
    qtbot.addWidget(card)
    card.resize(1200, 800)
    card.show_reports(tasks.get("text_classification"), run.metrics(), run)
    card.show()
    qtbot.waitExposed(card)
    yield card
    card.end()
    settle(qtbot)


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=20_000)


def shown(card):
    """The rows of the table as they stand: number, text, label, probability, prediction, probability."""
    model = card.answers.table.model()
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def click_cell(qtbot, card, row, column):
    matrix = card.matrix
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix._rect_of((row, column)).center())
    settle(qtbot)


def test_a_cell_of_the_matrix_opens_the_texts_behind_it(card, qtbot, run, rows):
    counts = run.metrics()["test"]["confusion_matrix"]["counts"]
    row, column = next((r, c) for r in range(3) for c in range(3) if r != c and counts[r][c])
    click_cell(qtbot, card, row, column)
    assert card._overview.isHidden()
    assert card.answers._title.text() == f"“{CLASSES[row]}” taken for “{CLASSES[column]}”"
    found = shown(card)
    assert len(found) == counts[row][column]
    for number, text, label, _, prediction, _ in found:
        # The right text stands beside the wrong answer.
        assert (text, label) == rows[int(number) - 1]
        assert (label, prediction) == (CLASSES[row], CLASSES[column])
    assert card.answers.text.text() == found[0][1]
    assert f"Right: {CLASSES[row]}" in card.answers._verdict.text()


def test_an_empty_cell_opens_nothing(card, qtbot, run):
    counts = run.metrics()["test"]["confusion_matrix"]["counts"]
    row, column = next((r, c) for r in range(3) for c in range(3) if not counts[r][c])
    click_cell(qtbot, card, row, column)
    assert card.answers.isHidden()


def test_cells_are_reached_and_opened_by_the_keyboard(card, qtbot):
    card.matrix.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(card.matrix, key)
    assert card.matrix.accessibleDescription().startswith("good → good: ")
    assert card._pointed.text() == card.matrix.accessibleDescription()
    qtbot.keyClick(card.matrix, Qt.Key.Key_Return)
    settle(qtbot)
    assert card.answers._title.text() == "Right: “good”"
    assert {row[2] for row in shown(card)} == {row[4] for row in shown(card)} == {"good"}
    qtbot.keyClick(card.answers.table, Qt.Key.Key_Escape)
    assert card.answers.isHidden()
    assert not card._overview.isHidden()
    assert card.matrix.hasFocus() or not card.isActiveWindow()


def test_a_class_opens_what_was_missed_what_was_wrongly_given_and_what_was_right(card, qtbot):
    wrong = card.answers
    card._open_class(0)
    settle(qtbot)
    missed = shown(card)
    assert all(row[2] == "bad" != row[4] for row in missed)
    wrong.parts.set_choice(1)
    wrong.parts.chosen.emit(1)
    settle(qtbot)
    given = shown(card)
    assert all(row[4] == "bad" != row[2] for row in given)
    wrong.parts.set_choice(2)
    wrong.parts.chosen.emit(2)
    settle(qtbot)
    assert all(row[2] == row[4] == "bad" for row in shown(card))
    assert len(missed) + len(given) > 0


def test_all_mistakes_come_with_the_surest_first_and_are_sorted_and_searched(card, qtbot):
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert [row[5] for row in shown(card)] == ["0.800", "0.750", "0.700"]
    header = card.answers.table.horizontalHeader()
    header.sectionClicked.emit(5)
    settle(qtbot)
    assert [row[5] for row in shown(card)] == ["0.700", "0.750", "0.800"]
    header.sectionClicked.emit(0)
    settle(qtbot)
    numbers = [int(row[0]) for row in shown(card)]
    assert numbers == sorted(numbers, reverse=True)
    word = shown(card)[0][1].split()[1]
    qtbot.keyClicks(card.answers.search, word)
    qtbot.waitUntil(lambda: card.answers._typing.isActive() is False)
    settle(qtbot)
    assert all(word in row[1] for row in shown(card))
    qtbot.keyClicks(card.answers.search, " nowhere")
    qtbot.waitUntil(lambda: card.answers._count.text() == "No text has these words.")


def test_what_is_shown_is_copied_as_a_table(card, qtbot):
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    qtbot.mouseClick(card.answers.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t") == ["Row", "Text", "Label", "Its probability", "Prediction", "Probability"]
    assert [tuple(line.split("\t")) for line in lines[1:]] == shown(card)


def test_texts_stay_when_the_file_is_gone_and_it_is_said(card, qtbot, tmp_path):
    (tmp_path / "data.csv").unlink()
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert len(shown(card)) == 3
    assert card.answers._note.text() == "data.csv is no longer there. The texts here are those that the run kept."
    assert not card.answers._note.isHidden()


def test_answers_that_cannot_be_read_are_told_in_place_with_a_way_back(card, qtbot, run):
    run.predictions_path.unlink()
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert not card.answers._error.isHidden()
    assert shown(card) == []
    qtbot.mouseClick(card.answers.back, Qt.MouseButton.LeftButton)
    assert not card._overview.isHidden()


def test_another_split_goes_back_to_its_results(card, qtbot):
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    card._choice.set_choice(1)
    card._choice.chosen.emit(1)
    assert card.answers.isHidden()
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert shown(card) == []
    assert card.answers._count.text() == "There is no such text: nothing went wrong here."


@pytest.mark.parametrize("number", [2, 6, 30, 50])
def test_every_class_has_a_cell_within_the_room(qtbot, number):
    matrix = HeatMap()
    qtbot.addWidget(matrix)
    matrix.set_room(1000)
    names = [f"a class with a long name {index}" for index in range(number)]
    matrix.show_counts(names, [[int(row == column) for column in range(number)] for row in range(number)])
    matrix.resize(matrix.sizeHint())
    assert matrix.sizeHint().width() <= 1000
    last = matrix._rect_of((number - 1, number - 1))
    assert matrix.rect().contains(last)
    assert matrix._cell_at(last.center()) == (number - 1, number - 1)
    assert matrix._cell_at(QPoint(0, 0)) is None
    matrix.grab()


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_what_the_most_frequent_class_would_score_stands_below_the_accuracy(card, run):
    baseline = run.metrics()["test"]["baseline"]
    shown_rows = cells(card._metrics)
    place = [row[0] for row in shown_rows].index("Accuracy")
    assert shown_rows[place + 1] == [f"Always “{baseline['label']}”", f"{baseline['accuracy']:.3f}"]


def test_scores_that_cannot_be_said_are_dashes_with_the_reason(qtbot):
    report = {
        "examples": 4,
        "metrics": {"accuracy": 0.75},
        "per_class": {
            "a": {"precision": 0.75, "recall": 1.0, "f1": 0.857, "support": 3},
            "never answered": {"precision": None, "recall": 0.0, "f1": 0.0, "support": 1},
            "not there": {"precision": None, "recall": None, "f1": None, "support": 0},
            # As earlier versions wrote it.
            "not there either": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0},
        },
    }
    card = ResultsCard()
    qtbot.addWidget(card)
    card.show_reports(tasks.get("text_classification"), {"test": report})
    assert [row[1:] for row in cells(card.classes)] == [
        ["0.750", "1.00", "0.857", "3"],
        ["–", "0", "0", "1"],
        ["–", "–", "–", "0"],
        ["–", "–", "–", "0"],
    ]
    tips = [card.classes.model().index(row, 1).data(Qt.ItemDataRole.ToolTipRole) for row in (1, 2)]
    assert tips == ["The model never answered with this class.", "No example of this split has this class."]
    # Without a run there is nothing to open.
    card._open_class(0)
    assert card.answers.isHidden()
    assert card.mistakes.isHidden()

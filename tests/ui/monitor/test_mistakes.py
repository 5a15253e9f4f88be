"""The rows behind the results of tasks whose answers are no single classes."""

import pytest
from PySide6.QtCore import Qt

from studio import tasks
from studio.mistakes import JUDGES
from tests.judged_runs import JUDGED, make_judged_run
from ui import jobs
from ui.monitor.answers.comparisons import COMPARISONS
from ui.monitor.answers.mistakes_view import ALL, RIGHT, WRONG
from ui.monitor.results import ResultsCard
from ui.theme import Tone


@pytest.fixture
def open_card(qtbot, workspace):
    cards = []

    def open_card(task):
        run = make_judged_run(workspace, task, *JUDGED[task])
        card = ResultsCard()
        qtbot.addWidget(card)
        card.resize(1200, 800)
        card.show_reports(tasks.get(task), run.metrics(), run)
        card.show()
        qtbot.waitExposed(card)
        cards.append(card)
        return card

    yield open_card
    for card in cards:
        card.end()
    settle(qtbot)


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.num_running(), timeout=20_000)


def open_rows(qtbot, card):
    qtbot.mouseClick(card.mistakes, Qt.MouseButton.LeftButton)
    settle(qtbot)
    return card.wrong_rows


def cells(table):
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def rows_of(view):
    return [int(row[0]) for row in cells(view.table)]


def test_every_judge_has_a_comparison():
    assert set(COMPARISONS) == set(JUDGES.values())


@pytest.mark.parametrize("task", JUDGED)
def test_the_worst_rows_come_first_and_each_is_looked_at(qtbot, open_card, task):
    card = open_card(task)
    assert card.mistakes.isVisible()
    view = open_rows(qtbot, card)
    assert view.isVisible()
    assert card._overview.isHidden()
    wrong = rows_of(view)
    assert view.chips[WRONG].text() == f"With mistakes {len(wrong)}"
    for row in range(len(wrong)):
        view.table.selectRow(row)
        assert view.comparison.isVisible()
        assert not view.comparison.grab().isNull()
    view.chips[ALL].click()
    settle(qtbot)
    assert len(rows_of(view)) > len(wrong)
    qtbot.keyClick(view.table, Qt.Key.Key_Escape)
    assert view.isHidden()
    assert not card._overview.isHidden()


def test_chips_count_the_mistakes_of_each_kind_and_filter(qtbot, open_card):
    view = open_rows(qtbot, open_card("token_classification"))
    assert [chip.text() for chip in view.chips.values()] == [
        "With mistakes 2",
        "Boundary 1",
        "Type 1",
        "Missing 2",
        "Spurious 1",
        "Right 1",
        "All 3",
    ]
    assert cells(view.table)[0] == [
        "4",
        "Ada Lovelace met Bob in Rome",
        "Boundary, Spurious, Missing, Type",
        "4",
        "0.900",
    ]
    view.chips["type"].click()
    settle(qtbot)
    assert rows_of(view) == [4]
    assert [name for name, chip in view.chips.items() if chip.isChecked()] == ["type"]
    view.chips[RIGHT].click()
    settle(qtbot)
    assert [row[2] for row in cells(view.table)] == ["none"]


def test_wrong_spans_are_underlined_and_named_over_the_true_ones(qtbot, open_card):
    view = open_rows(qtbot, open_card("token_classification"))
    right, said = view.comparison.right._marks, view.comparison.said._marks
    assert [(mark.name, mark.is_wrong) for mark in right] == [("PER", False), ("PER · Missing", True), ("LOC", False)]
    assert [(mark.name, mark.is_wrong) for mark in said] == [
        ("PER · Boundary", True),
        ("LOC · Spurious", True),
        ("PER · Type", True),
    ]
    # A type has one colour on both sides.
    assert right[0].color_index == said[0].color_index != said[1].color_index
    assert "met LOC" in view.comparison.said.editor.toPlainText().replace("\u00a0", " ")
    assert cells(view.comparison.mistakes) == [
        ["Boundary", "Ada · PER", "Ada Lovelace · PER", "0.900"],
        ["Spurious", "met · LOC", "–", "0.400"],
        ["Missing", "–", "Bob · PER", "–"],
        ["Type", "Rome · PER", "Rome · LOC", "0.700"],
    ]


def test_a_type_and_a_kind_open_their_rows(qtbot, open_card):
    card = open_card("token_classification")
    assert [row[:2] for row in cells(card.kinds)] == [
        ["Boundary", "1"],
        ["Type", "1"],
        ["Missing", "2"],
        ["Spurious", "1"],
    ]
    card.kinds.clicked.emit(card.kinds.model().index(2, 0))
    settle(qtbot)
    assert rows_of(card.wrong_rows) == [4, 2]
    assert card.wrong_rows.chips["missing"].isChecked()
    card.wrong_rows.back.click()
    card.classes.clicked.emit(card.classes.model().index(1, 0))
    settle(qtbot)
    assert card.wrong_rows._title.text() == "Mistakes about “LOC”"
    assert card.wrong_rows.chips["missing"].text() == "Missing 1"


def test_the_answer_and_the_right_ones_are_marked_in_their_context(qtbot, open_card):
    view = open_rows(qtbot, open_card("extractive_qa"))
    shown = view.comparison
    view.table.selectRow(0)
    assert shown.question.text() == "Where exactly?"
    assert shown.given.text() == "The model says: in London in 1815 (0.800)"
    assert shown.right.text() == "Right: London"
    assert shown.scores.text() == "F1 0.400 · Exact match 0"
    # The shorter one lies over the longer one.
    assert [(mark.name, mark.start, mark.end) for mark in shown.context._marks] == [
        ("right", 16, 22),
        ("answer", 13, 30),
    ]
    view.table.selectRow(2)
    assert shown.given.text() == "The model says that the text does not answer the question (0.250)."
    assert [mark.name for mark in shown.context._marks] == ["right"]
    view.table.selectRow(3)
    assert shown.right.text() == "Right: the text does not answer the question."
    view.chips[RIGHT].click()
    settle(qtbot)
    assert [mark.name for mark in shown.context._marks] == ["answer, right"]


def test_a_number_says_how_far_off_it_is(qtbot, open_card):
    view = open_rows(qtbot, open_card("text_regression"))
    assert cells(view.table)[0] == ["2", "text 2", "5", "2", "Too low", "3"]
    assert view.comparison.verdict.text() == "Row 2. In the data: 5.000. Predicted: 2.000, too low by 3.00."


def test_labels_are_coloured_by_what_is_right(qtbot, open_card):
    view = open_rows(qtbot, open_card("multilabel_classification"))
    bars = {bar.name: (bar.value.split(" · ")[0], bar.tone) for bar in view.comparison.bars._bars}
    assert bars == {
        "art": ("missed", Tone.BAD),
        "Art": ("wrongly given", Tone.BAD),
        "war": ("missed", Tone.BAD),
    }
    view.chips[RIGHT].click()
    settle(qtbot)
    assert [(bar.name, bar.tone) for bar in view.comparison.bars._bars] == [
        ("art", Tone.GOOD),
        ("Art", Tone.MUTED),
        ("war", Tone.MUTED),
    ]


def test_a_pair_shows_what_came_before_its_second_text(qtbot, open_card):
    view = open_rows(qtbot, open_card("text_embedding"))
    assert view.comparison.text.text() == "question 3"
    assert view.comparison.verdict.text() == "The right text is that of row 3. It was found at place 12.5."
    assert [row.passage.text() for row in view.comparison.hits.rows[:2]] == ["another passage", "passage 3"]


def test_rows_that_cannot_be_read_are_told_in_place(qtbot, open_card, workspace):
    card = open_card("text_regression")
    card._run.predictions_path.unlink()
    view = open_rows(qtbot, card)
    assert not view._error.isHidden()
    assert not view.comparison.isVisible()

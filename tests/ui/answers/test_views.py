from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from studio import answers, tasks
from studio.answers import Classes, Fills, Hit, Hits, Number, Span, Spans, Vector, Written
from ui import theme
from ui.answers import VIEWS
from ui.answers.marked_text import Mark, MarkedText, pieces
from ui.inference.questions import Answer, Question
from ui.playground.input_boxes import InputBoxes
from ui.playground.text_panel import TextPanel
from ui.theme import ThemeChoice

TEXT = "Anna 去了 東京 with Bob."
TAGS = Spans(TEXT, (Span(0, 4, "PER", "Anna", 0.5), Span(8, 10, "LOC", "東京", 0.75), Span(16, 19, "PER", "Bob", 0.9)))
CONTEXT = "Ada was born in 1815 in London."
CANDIDATES = (Span(16, 20, "", "1815", 0.75), Span(13, 20, "", "in 1815", 0.125))
ANSWERS = {
    "classes": Classes(("bad", "good"), (0.25, 0.75)),
    "number": Number(3.5, 0.25, 1.0, 5.0),
    "spans": TAGS,
    "text": Written("東京は\n大きい。", 5, is_ended=False),
    "fills": Fills("a film", ((("film", 0.75), ("book", 0.25)),)),
    "vector": Vector(tuple(place / 384 - 0.5 for place in range(384))),
    "hits": Hits((Hit(7, "the sea", 0.75), Hit(2, "a lake", 0.5))),
}


@pytest.fixture
def show(qtbot):
    def call(answer):
        view = VIEWS[answer.KIND]()
        qtbot.addWidget(view)
        view.resize(420, 500)
        view.show_answer(answer)
        view.show()
        return view

    return call


def test_each_kind_of_answer_has_a_view(show):
    assert list(VIEWS) == list(answers.names())
    for answer in ANSWERS.values():
        show(answer).retranslate()


def test_a_label_that_is_given_has_a_bar_however_unlikely_it_is(show):
    names = tuple(f"label {number}" for number in range(13))
    probabilities = tuple(0.5 - number / 100 for number in range(13))
    view = show(Classes(names, probabilities, (0.9,) * 12 + (0.1,)))
    assert view.label.text() == "label 12"
    assert [bar.name for bar in view.bars._bars] == [*names[:10], "label 12"]
    assert view.note() == "2 more labels, less likely"


def test_labels_have_bars_with_their_thresholds(show):
    view = show(Classes(("war", "art", "sea"), (0.5, 0.25, 0.75), (0.5, 0.5, 0.25)))
    assert view.label.text() == "war, sea"
    assert [(bar.name, bar.tick) for bar in view.bars._bars] == [("sea", 0.25), ("war", 0.5), ("art", 0.5)]
    view.show_answer(Classes(("war", "art"), (0.25, 0.25), (0.5, 0.5)))
    assert view.label.text() == "No label"


def test_a_probability_and_its_threshold_are_rounded_alike(show):
    view = show(Classes(("war", "art"), (0.188, 0.185), (0.187, 0.19)))
    thin = "\u2009"
    assert [bar.value for bar in view.bars._bars] == [
        f"18.8{thin}% · given from 18.7{thin}%",
        f"18.5{thin}% · given from 19.0{thin}%",
    ]


def test_a_number_stands_on_a_scale_of_the_training_data_with_its_error(show):
    view = show(ANSWERS["number"])
    assert view.value.text() == "3.5"
    assert view.error.text().startswith("± 0.25")
    assert (view.scale.fraction(3.5), view.scale.fraction(9.0), view.note()) == (0.625, 1.0, "")
    view.show_answer(Number(7.0, None, 1.0, 5.0))
    assert view.error.isHidden()
    assert view.note() == "beyond the numbers of the training data"
    view.show_answer(Number(7.0))
    assert view.scale.isHidden()


def test_tags_are_coloured_in_the_text_with_their_names_behind_them(show):
    view = show(TAGS)
    shown = view.text.editor.toPlainText()
    assert shown == "Anna PER 去了 東京 LOC with Bob PER."
    assert [chip.text() for chip in view.chips.values()] == ["PER 2", "LOC 1"]
    assert view.text._marks[1].help.startswith("LOC · 75.0")


def test_the_legend_filters(show):
    view = show(TAGS)
    view.chips["PER"].click()
    assert view.text.editor.toPlainText() == "Anna 去了 東京 LOC with Bob."
    assert not view.chips["PER"].isChecked()
    view.chips["PER"].click()
    assert view.text.editor.toPlainText().startswith("Anna PER")


def test_an_answer_is_marked_in_its_context_beside_others_and_none(show):
    view = show(Spans(CONTEXT, CANDIDATES, 0.0625))
    assert view.label.text() == "1815"
    assert view.text.editor.toPlainText() == CONTEXT
    assert [bar.name for bar in view.candidates._bars] == ["1815", "in 1815", "No answer"]
    view.show_answer(Spans(CONTEXT, CANDIDATES, 0.875, has_answer=False))
    assert view.label.text() == "No answer in the text"
    assert [bar.name for bar in view.candidates._bars] == ["No answer", "1815", "in 1815"]
    assert not view.note()


@pytest.mark.parametrize(("no_answer_score", "has_answer"), [(0.875, True), (0.0625, False)])
def test_what_is_said_beside_a_higher_probability_is_explained(show, no_answer_score, has_answer):
    view = show(Spans(CONTEXT, CANDIDATES, no_answer_score, has_answer=has_answer))
    assert "validation data" in view.note()


def test_of_marks_over_each_other_the_first_is_seen():
    first, second = Mark(16, 20, 0), Mark(13, 20, -1)
    assert pieces(22, (first, second)) == [(0, 13, None), (13, 16, second), (16, 20, first), (20, 22, None)]


def test_a_text_stands_in_full_with_its_length_and_whether_it_came_to_an_end(show):
    view = show(ANSWERS["text"])
    assert view.text.editor.toPlainText() == "東京は\n大きい。"
    assert view.note() == "5 tokens · ended before the text came to an end"
    view.show_answer(Written("", 0))
    assert view.text.isHidden()
    assert view.note() == ""


def test_hits_are_listed_with_score_and_row(show):
    view = show(ANSWERS["hits"])
    shown = [row for row in view.rows if not row.isHidden()]
    assert [(row.bar._bars[0].name, row.passage.text()) for row in shown] == [("Row 7", "the sea"), ("Row 2", "a lake")]


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.HIGH_CONTRAST])
def test_twelve_colours_of_spans_are_distinct_and_words_on_them_are_legible(qapp, choice):
    try:
        theme.apply_theme(QApplication.instance(), choice)
        colors = [theme.span_color(index) for index in range(12)]
        assert len({color.name() for color in colors}) == 12
        assert min(theme.contrast(theme.color("text"), color) for color in colors) >= 4.5
    finally:
        theme.apply_theme(QApplication.instance(), ThemeChoice.LIGHT)


# === What is asked ===

CLASSES = tasks.get("text_classification")
PAIR = replace(CLASSES, inputs=("text", "second_text"))
QUESTION = replace(CLASSES, inputs=("question", "context"), groups=("context",))


def test_a_task_with_two_texts_gets_a_box_for_each(qtbot):
    boxes = InputBoxes()
    qtbot.addWidget(boxes)
    boxes.set_task(CLASSES)
    boxes.first.setPlainText("one")
    boxes.set_task(PAIR)
    assert boxes.inputs() == (("text", "one"), ("second_text", ""))
    assert not boxes.is_filled
    boxes.editor("second_text").setPlainText("two")
    assert boxes.is_filled
    boxes.set_inputs({"text": "three", "other": "x"})
    assert boxes.inputs() == (("text", "three"), ("second_text", "two"))


def test_a_context_gets_a_tall_box_below_the_question(qtbot):
    boxes = InputBoxes()
    qtbot.addWidget(boxes)
    boxes.set_task(QUESTION)
    boxes.resize(500, 400)
    boxes.show()
    question, context = boxes.editor("question"), boxes.editor("context")
    assert context.height() > 2 * question.height()


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_the_playground_shows_an_answer_by_its_kind_and_keeps_it(qtbot, kind):
    panel = TextPanel()
    qtbot.addWidget(panel)
    panel.set_task(CLASSES)
    panel.show()
    panel.text.setPlainText("a")
    panel.ask_and_keep()
    panel.show_answer(Answer(Question.of_text("a", is_kept=True), ANSWERS[kind], 0.01))
    assert [name for name, view in panel.views.items() if view.isVisible()] == [kind]
    assert panel.history.rowCount() == 1
    assert panel.history.data(panel.history.index(0, 1)) == ANSWERS[kind].headline().text
    assert panel.table.isColumnHidden(2) is (ANSWERS[kind].headline().number is None)
    panel.clear_answer()
    assert not panel.view(kind).isVisible()


def test_a_marked_text_takes_no_more_height_than_it_needs(qtbot):
    text = MarkedText()
    qtbot.addWidget(text)
    text.resize(400, 800)
    text.show()
    text.show_text("A few words.", ())
    qtbot.waitUntil(lambda: text.maximumHeight() == text.minimumHeight())
    text.show_text("Many more words. " * 200, ())
    qtbot.waitUntil(lambda: 5 * text.minimumHeight() < text.maximumHeight() < 5000)

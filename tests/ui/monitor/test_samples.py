import pytest
from PySide6.QtCore import Qt

from studio import tasks
from studio.answers import Span, Spans, Written
from studio.chat import Message, dump_conversation
from studio.runs.events import SampleEvent, SampleRow
from studio.tasks import chat, summarization
from ui.monitor.samples import SamplesCard

ANSWER = {"kind": "number", "value": 1.5}


@pytest.mark.parametrize(
    ("task", "title"),
    [
        ("text_classification", "Label"),
        ("text_pair_classification", "Label"),
        ("multilabel_classification", "Labels"),
        ("text_regression", "Value"),
        ("token_classification", "Tags"),
        ("extractive_qa", "Answer"),
        ("text_embedding", "Belongs to it"),
        ("masked_lm", "Hidden word"),
    ],
)
def test_what_is_right_is_called_as_the_data_calls_it(qtbot, task, title):
    card = SamplesCard()
    qtbot.addWidget(card)
    card.show_samples(SampleEvent(10, (SampleRow({"text": "a text"}, ANSWER, ANSWER),)), tasks.get(task))
    assert card._table.model().headerData(1, Qt.Orientation.Horizontal) == title


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ANSWER, ["Text", "Value", "Prediction"]),
        (
            {"kind": "classes", "prediction": "good", "probabilities": {"good": 0.9, "bad": 0.1}},
            ["Text", "Value", "Prediction", "Probability"],
        ),
        (
            {"kind": "hits", "hits": [{"row": 3, "text": "a passage", "score": 0.8}]},
            ["Text", "Value", "Prediction", "Similarity"],
        ),
    ],
)
def test_the_last_column_is_what_the_answers_have_a_number_for(qtbot, answer, expected):
    card = SamplesCard()
    qtbot.addWidget(card)
    card.show_samples(SampleEvent(10, (SampleRow({"text": "a text"}, answer, answer),)), tasks.get("text_regression"))
    model = card._table.model()
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert titles == expected


def test_both_texts_of_a_pair_stand_apart(qtbot):
    card = SamplesCard()
    qtbot.addWidget(card)
    answer = {"kind": "classes", "prediction": "same", "probabilities": {"same": 0.9, "different": 0.1}}
    row = SampleRow({"text": "one\nline", "second_text": "another"}, answer, answer)
    card.show_samples(SampleEvent(10, (row,)), tasks.get("text_pair_classification"))
    assert card._table.model().index(0, 0).data() == "one line · another"


def test_no_answer_is_told_by_a_dash_on_both_sides(qtbot):
    card = SamplesCard()
    qtbot.addWidget(card)
    answer = Spans("Zürich", (Span(0, 6, "", "Zürich", 0.75),), 0.25)
    none = Spans("Zürich", (), 1.0, has_answer=False)
    rows = [SampleRow.of({"question": "Where?"}, *sides) for sides in ((none, answer), (answer, none))]
    card.show_samples(SampleEvent(10, tuple(rows)), tasks.get("extractive_qa"))
    model = card._table.model()
    assert [[model.index(row, column).data() for column in (1, 2)] for row in range(2)] == [
        ["–", "Zürich"],
        ["Zürich", "–"],
    ]


LONG = "word " * 100


def show_written(qtbot, task, *rows):
    card = SamplesCard()
    qtbot.addWidget(card)
    card.resize(600, 400)
    card.show_samples(SampleEvent(10, rows), task)
    card.show()
    return card


def written_row(text, expected, answer):
    return SampleRow.of({"text": text}, Written(expected), Written(answer, 3))


def test_written_texts_stand_in_full_lines_below_what_was_to_be_written(qtbot):
    rows = (written_row("the source", "the target", "what was\nwritten"), written_row("a", "same", "same"))
    card = show_written(qtbot, summarization.TASK, *rows)
    assert card._table.isHidden()
    assert [label.text() for label in card.written.texts] == [
        "the source",
        "the target",
        "what was\nwritten",
        "a",
        "same",
        "same",
    ]
    assert card.written.all_button.isHidden()


def test_a_long_text_is_cut_until_all_is_wanted(qtbot):
    card = show_written(qtbot, summarization.TASK, written_row(LONG, "short", "short"))
    assert len(card.written.texts[0].text()) < 300
    assert card.written.texts[0].toolTip() == LONG
    card.written.all_button.click()
    assert card.written.texts[0].text() == LONG
    card.written.all_button.click()
    assert len(card.written.texts[0].text()) < 300


def test_of_a_conversation_it_is_said_who_said_what(qtbot):
    asked = dump_conversation([Message(role="system", content="Be short."), Message(role="user", content="Hello?")])
    card = show_written(qtbot, chat.TASK, written_row(asked, "Hi.", ""))
    assert [label.text() for label in card.written.texts] == ["System: Be short.\nUser: Hello?", "Hi.", "nothing"]

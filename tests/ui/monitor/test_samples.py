import pytest
from PySide6.QtCore import Qt

from studio import tasks
from studio.runs.events import SampleEvent, SampleRow
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

import pytest
from PySide6.QtCore import Qt

from studio import tasks
from studio.runs.events import SampleEvent, SampleRow
from ui.monitor.samples import SamplesCard

ANSWER = {"kind": "number", "value": 1.5}


@pytest.mark.parametrize("task", tasks.names())
def test_only_what_was_masked_is_called_a_hidden_word(qtbot, task):
    card = SamplesCard()
    qtbot.addWidget(card)
    card.show_samples(SampleEvent(10, (SampleRow({"text": "a text"}, ANSWER, ANSWER),)), tasks.get(task))
    expected = "Hidden word" if task == "masked_lm" else "Label"
    assert card._table.model().headerData(1, Qt.Orientation.Horizontal) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ANSWER, ["Text", "Label", "Prediction"]),
        (
            {"kind": "classes", "prediction": "good", "probabilities": {"good": 0.9, "bad": 0.1}},
            ["Text", "Label", "Prediction", "Probability"],
        ),
        (
            {"kind": "hits", "hits": [{"row": 3, "text": "a passage", "score": 0.8}]},
            ["Text", "Label", "Prediction", "Similarity"],
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

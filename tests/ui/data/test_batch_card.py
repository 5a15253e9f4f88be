import pytest
from PySide6.QtCore import QObject, Signal

from studio.errors import DataError
from studio.jobs import Progress, Result
from studio.spec import BackboneSpec, DataSpec
from ui.data import batch_card
from ui.data.batch_card import BatchCard
from ui.data.example_view import ExampleView, chips_of
from ui.draft import Draft
from ui.widgets import progress_line

EXAMPLE = {
    "rows": [12],
    "num_cut": 3,
    "targets": ["good"],
    "under": {"1": "B-FOOD"},
    "streams": [
        {
            "name": "text",
            "tokens": ["[CLS]", "soup", "[SEP]", "warm", "[SEP]"],
            "segments": [0, 0, 0, 1, 1],
            "specials": [0, 2, 4],
            "num_padding": 2,
        }
    ],
}
FOUND = {"examples": [EXAMPLE] * 8, "num_tokens": 40, "num_padding": 16}


class Job(QObject):
    """Stands in for the process."""

    progressed, finished, failed = Signal(object), Signal(object), Signal(object)
    started = None

    def __init__(self, name, arguments, parent):
        super().__init__(parent)
        self.name, self.arguments, self.is_cancelled = name, arguments, False

    def start(self):
        Job.started = self

    def cancel(self):
        self.is_cancelled = True


@pytest.fixture
def card(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(batch_card, "ProcessJob", Job)
    card = BatchCard(tmp_path)
    qtbot.addWidget(card)
    return card


def draft(**parts):
    return Draft(data=DataSpec(train="reviews.csv"), **parts)


def test_a_batch_is_made_when_it_is_asked_for_and_a_few_of_its_examples_are_shown(card, tmp_path):
    card.show_draft(draft(), has_backbone=True)
    card.show_button.click()

    assert Job.started.name == "first_batch"
    assert Job.started.arguments["spec"] == draft().spec().to_json()
    assert Job.started.arguments["cache"] == str(tmp_path)
    assert not card.show_button.isEnabled()
    Job.started.progressed.emit(Progress("Making tokens", 1, 4))
    Job.started.finished.emit(Result(FOUND))
    assert len(card.examples) == 6
    assert card.examples[0].title.text() == "Row 12 · Label: good · 3 cut off · 2 padding"
    assert card._note.text() == "8 examples, 40 tokens, 16 of padding"
    assert card.show_button.isEnabled()


def test_what_is_at_work_is_told_in_the_language_that_is_shown(card, monkeypatch):
    card.show_draft(draft(), has_backbone=True)
    card.show_button.click()
    Job.started.progressed.emit(Progress("Making tokens", 1, 4))

    monkeypatch.setattr(progress_line, "studio_text", lambda text: f"«{text}»")
    card.retranslate()

    assert card._progress._label.text() == "«Making tokens» · 1 / 4"


def test_other_settings_take_what_was_shown_away(card):
    card.show_draft(draft(), has_backbone=True)
    card.show_button.click()
    Job.started.finished.emit(Result(FOUND))

    card.show_draft(draft(name="another"), has_backbone=True)

    assert card.examples == []


def test_what_keeps_a_batch_from_being_made_is_told(card):
    card.show_draft(draft(), has_backbone=True)
    card.show_button.click()
    Job.started.failed.emit(DataError("Row {row} is empty.", row=2))

    assert card._problem.text() == "Row 2 is empty."
    assert card.show_button.isEnabled()


def test_a_job_at_work_ends_with_the_page(card):
    card.show_draft(draft(), has_backbone=True)
    card.show_button.click()
    card.end()

    assert Job.started.is_cancelled
    assert card.show_button.isEnabled()


@pytest.mark.parametrize(
    ("backbone", "words"),
    [
        (BackboneSpec(preset="bert_tiny_en_uncased"), "Choose a backbone that is on this computer to see its tokens."),
        (
            BackboneSpec(architecture={"kind": "encoder"}),
            "A backbone from scratch learns its tokens when the run starts.",
        ),
    ],
)
def test_without_tokens_the_card_says_why(card, backbone, words):
    card.show_draft(draft(backbone=backbone), has_backbone=False)

    assert card._note.text() == words
    assert not card.show_button.isEnabled()


def test_targets_stand_under_tokens_and_the_second_segment_is_shaded(qtbot):
    (chips,) = chips_of(EXAMPLE)

    assert [chip.note for chip in chips] == ["", "B-FOOD", "", "", ""]
    assert [chip.shade is None for chip in chips] == [True, True, True, False, False]
    assert [chip.is_special for chip in chips] == [True, False, True, False, True]


def test_chips_take_as_many_lines_as_they_need(qtbot):
    view = ExampleView(EXAMPLE, None)
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    wide = view.flows[0].height()
    view.resize(120, 100)
    qtbot.waitUntil(lambda: view.flows[0].height() > wide)


def test_what_nothing_in_the_data_says_has_no_name(qtbot):
    view = ExampleView(EXAMPLE, None)
    qtbot.addWidget(view)
    assert view.title.text() == "Row 12 · good · 3 cut off · 2 padding"


def test_several_labels_stand_behind_their_name(qtbot):
    view = ExampleView({**EXAMPLE, "targets": ["art", "music"]}, "Labels")
    qtbot.addWidget(view)
    assert view.title.text() == "Row 12 · Labels: art, music · 3 cut off · 2 padding"


def test_texts_that_share_a_row_are_named_and_shaded_in_turn(qtbot):
    stream = {**EXAMPLE["streams"][0], "tokens": list("abcde"), "segments": [1, 1, 2, 3, 3], "specials": []}
    example = {**EXAMPLE, "rows": [3, 1200], "targets": [], "num_cut": 0, "streams": [stream]}
    view = ExampleView(example, "Label")
    qtbot.addWidget(view)
    assert view.title.text() == "Rows 3, 1,200 · 2 padding"
    (chips,) = chips_of(example)
    assert [chip.shade is not None for chip in chips] == [False, False, True, False, False]

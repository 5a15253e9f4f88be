import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from studio.errors import InputError
from studio.spec import RunSpec
from ui.attention.tip import Tip
from ui.playground.token_tip import is_same
from ui.words.model_words import model_name

WAIT_MS = 20_000


@pytest.fixture
def page(writing_page):
    return writing_page("summarization", max_new_tokens=20)


@pytest.fixture
def panel(page):
    return page.writing_panel


def write(qtbot, panel, text):
    panel.boxes.first.setPlainText(text)
    panel.write()
    # The worker may be looking into the text before.
    qtbot.waitUntil(lambda: not panel._waiting, timeout=WAIT_MS)


def put_cursor(editor, place):
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


def test_a_task_that_writes_has_a_panel_of_its_own(page, panel):
    assert panel.isVisible()
    assert not page.text_panel.isVisible()
    assert not page.chat_panel.isVisible()
    assert panel.generation.settings.max_new_tokens == 20
    assert not panel.write_button.isEnabled()
    assert not panel.stop_button.isEnabled()


def test_a_text_stands_beside_its_source_with_its_speed_and_is_kept(qtbot, panel):
    write(qtbot, panel, "one two three")
    box = panel.writings[False]
    assert box.text.editor.toPlainText() == "one two three"
    assert box.note.text() == "3 tokens · 8.00 tokens/s · first token after 250 ms"
    assert panel.history_card.model.rowCount() == 1
    assert panel.history_card.model.entry(0).words == "one two three"


def test_a_text_that_grows_has_a_caret_and_can_be_stopped(qtbot, panel):
    panel.boxes.first.setPlainText("for ever")
    panel.write()
    box = panel.writings[False]
    qtbot.waitUntil(lambda: box.text.editor.toPlainText().endswith("more▌"))
    assert panel.stop_button.isEnabled()
    panel.stop_button.click()
    qtbot.waitUntil(lambda: not panel._waiting)
    assert box.text.editor.toPlainText().startswith("for ever more")
    assert not box.text.editor.toPlainText().endswith("▌")
    assert box.note.text().endswith("cut short")
    assert not panel.stop_button.isEnabled()


def test_what_waits_for_its_turn_goes_with_what_is_stopped(qtbot, panel):
    panel.when._buttons[2].click()
    panel.boxes.first.setPlainText("for ever")
    panel.write()
    qtbot.waitUntil(lambda: not panel.writings[False].is_empty)
    assert len(panel._waiting) == 2
    panel.stop()
    qtbot.waitUntil(lambda: not panel._waiting)
    assert panel.writings[True].is_empty
    assert panel.history_card.model.rowCount() == 1


def test_a_token_shows_what_could_have_stood_in_its_place(qtbot, panel):
    write(qtbot, panel, "one two three")
    assert panel.candidates.isHidden()
    put_cursor(panel.writings[False].text.editor, 5)
    assert panel.candidates.isVisible()
    assert [(bar.name, bar.value) for bar in panel.candidates.bars._bars] == [
        ("“▁two”", "75.0\u2009%"),
        ("“▁other”", "25.0\u2009%"),
    ]
    write(qtbot, panel, "one")
    assert panel.candidates.isHidden()


def test_without_candidates_a_click_shows_none(qtbot, panel):
    panel.generation.keeps_candidates.setChecked(False)
    write(qtbot, panel, "one two three")
    put_cursor(panel.writings[False].text.editor, 5)
    assert panel.candidates.isHidden()


def hover(qtbot, editor, place):
    """Put the mouse on a character; on nothing for `None`."""
    cursor = editor.textCursor()
    cursor.setPosition(place or 0)
    point = editor.cursorRect(cursor).center() + QPoint(3, 0)
    if place is None:
        point = QPoint(editor.viewport().width() - 2, editor.viewport().height() - 2)
    at = editor.viewport().mapToGlobal(point)
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), QPointF(at), none, none, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(editor.viewport(), move)


def marked(panel):
    """Return the marked words of the source, the strongest first."""
    text = panel.boxes.first.toPlainText()
    parts = sorted(panel.source_view.marks.parts, key=lambda part: -part.weight)
    return [(text[part.start : part.end], round(part.weight, 3)) for part in parts]


def test_the_token_below_the_mouse_shows_its_candidates_and_nothing_moves(qtbot, panel):
    write(qtbot, panel, "one two three")
    editor = panel.writings[False].text.editor
    before = [widget.geometry() for widget in panel.findChildren(QWidget) if not isinstance(widget, Tip)]
    hover(qtbot, editor, 5)
    assert panel.tip.isVisible()
    assert panel.tip.words() == "“▁two” “▁two” 75.0\u2009%; “▁other” 25.0\u2009%"
    hover(qtbot, editor, None)
    assert not panel.tip.isVisible()
    assert before == [widget.geometry() for widget in panel.findChildren(QWidget) if not isinstance(widget, Tip)]
    assert panel.candidates.isHidden()


def test_what_was_looked_at_is_marked_in_the_source(qtbot, panel):
    write(qtbot, panel, "one two three")
    qtbot.waitUntil(panel.source_view.card.isVisible, timeout=WAIT_MS)
    editor, card = panel.writings[False].text.editor, panel.source_view.card
    assert marked(panel) == []
    hover(qtbot, editor, 5)
    # Half of it from the first layer, an eighth from the second one, which looks everywhere.
    assert marked(panel) == [("two", 0.625), ("one", 0.125), ("three", 0.125)]
    assert len(panel.boxes.first.extraSelections()) == 3
    hover(qtbot, panel.boxes.first, 5)
    assert panel.source_view.marks.tip.words() == "two Attention 62.5\u2009%"
    hover(qtbot, editor, None)
    assert marked(panel) == []
    # The text cursor does the same without a mouse, and what it chose stays.
    put_cursor(editor, 9)
    assert marked(panel)[0] == ("three", 0.625)
    assert [bar.name for bar in card.bars._bars] == ["“three”", "“one”", "“two”", "</s>"]
    card.layers.setCurrentIndex(1)
    card.layers.activated.emit(1)
    assert marked(panel)[0] == ("three", 1.0)
    panel.boxes.first.setPlainText("one two three four")
    assert marked(panel) == []
    assert panel.boxes.first.extraSelections() == []


def test_both_models_have_marks_of_their_own(qtbot, panel):
    panel.when._buttons[2].click()
    write(qtbot, panel, "one two three")
    qtbot.waitUntil(lambda: len(panel.source_view._found) == 2, timeout=WAIT_MS)
    put_cursor(panel.writings[False].text.editor, 5)
    assert marked(panel)[0] == ("two", 0.625)
    put_cursor(panel.writings[True].text.editor, 1)
    assert marked(panel)[0] == ("one", 0.625)
    assert panel.writings[False].text.chosen is None


def test_a_model_that_cannot_be_looked_into_says_why(qtbot, page, panel):
    write(qtbot, panel, "one blind")
    qtbot.waitUntil(panel.source_view.card.isVisible, timeout=WAIT_MS)
    assert panel.source_view.card.note.text() == "It cannot be looked into."
    assert panel.source_view.card.layers.isHidden()
    assert not page._error_card.isVisible()
    write(qtbot, panel, "one two")
    qtbot.waitUntil(panel.source_view.card.layers.isVisible, timeout=WAIT_MS)


def test_tokens_of_a_beam_search_can_be_chosen_for_what_was_looked_at(qtbot, panel):
    panel.generation.keeps_candidates.setChecked(False)
    write(qtbot, panel, "one two three")
    qtbot.waitUntil(panel.source_view.card.isVisible, timeout=WAIT_MS)
    put_cursor(panel.writings[False].text.editor, 5)
    assert marked(panel)[0] == ("two", 0.625)
    assert panel.candidates.isHidden()


def test_a_row_of_the_history_is_looked_into_again(qtbot, panel):
    write(qtbot, panel, "one two three")
    write(qtbot, panel, "four")
    panel.history_card.table.clicked.emit(panel.history_card.model.index(1, 0))
    qtbot.waitUntil(panel.source_view.card.isVisible, timeout=WAIT_MS)
    put_cursor(panel.writings[False].text.editor, 5)
    assert marked(panel)[0] == ("two", 0.625)


def test_both_models_write_side_by_side(qtbot, panel):
    panel.when._buttons[2].click()
    write(qtbot, panel, "one two")
    assert [panel.writings[way].text.editor.toPlainText() for way in (False, True)] == ["one two", "??"]
    assert [panel.writings[way].name.text() for way in (False, True)] == ["After fine-tuning", "Before fine-tuning"]
    panel.when._buttons[1].click()
    assert panel.writings[True].name.text() == "Before fine-tuning"
    panel.when._buttons[0].click()
    assert panel.writings[True].isHidden()
    assert panel.writings[False].name.isHidden()


def test_a_model_from_scratch_knew_nothing_before():
    data = {"train": "texts.csv", "columns": {"text": "text", "summary": "summary"}}
    scratch = {"architecture": {"kind": "encoder_decoder"}}
    spec = RunSpec.parse({"task": "summarization", "backbone": scratch, "data": data})
    assert model_name(spec, is_before=True) == "Before: random weights"
    assert model_name(spec, is_before=False) == "After fine-tuning"


@pytest.mark.parametrize(
    ("candidate", "written"),
    [("▁two", " two"), ("▁two", "two"), ("##ing", "ing"), ("↵", "\n"), ("two", " two")],
)
def test_a_token_is_found_among_its_candidates_however_it_is_read(candidate, written):
    assert is_same(candidate, written)
    assert not is_same(candidate, "other")


def test_the_same_once_more_is_drawn_with_another_seed(qtbot, page, panel):
    asked = []
    panel.asked.connect(asked.append)
    sampler = panel.generation.rows.fields["settings.generation.sampler"].control
    sampler.setCurrentIndex(2)
    write(qtbot, panel, "one two")
    write(qtbot, panel, "one two")
    assert [question.generation.settings.seed for question in asked] == [0, 1]
    assert panel.generation.reset_button.isEnabled()
    panel.generation.reset_button.click()
    assert panel.generation.settings.sampler == "greedy"


def test_a_row_of_the_history_is_shown_again_as_it_was_written(qtbot, panel):
    write(qtbot, panel, "one two three")
    write(qtbot, panel, "four")
    panel.history_card.table.clicked.emit(panel.history_card.model.index(1, 0))
    assert panel.boxes.first.toPlainText() == "one two three"
    assert panel.writings[False].text.editor.toPlainText() == "one two three"
    put_cursor(panel.writings[False].text.editor, 1)
    assert panel.candidates.isVisible()


def test_a_text_that_is_refused_is_told(qtbot, page, panel):
    write(qtbot, panel, "fail")
    assert page._error_card.isVisible()
    assert isinstance(page._error_card._error, InputError)
    assert panel.writings[False].note.text() == ""


def test_only_what_the_sampler_uses_is_shown(panel):
    fields = {path.rpartition(".")[2]: field for path, field in panel.generation.rows.fields.items()}
    assert fields["temperature"].control.isHidden()
    fields["sampler"].control.setCurrentIndex(1)
    assert not fields["num_beams"].control.isHidden()
    assert panel.generation.settings.num_beams == 4
    fields["sampler"].control.setCurrentIndex(2)
    assert not fields["temperature"].control.isHidden()
    assert fields["num_beams"].control.isHidden()


def test_what_is_marked_stays_while_the_text_grows(qtbot, panel):
    text = panel.writings[False].text
    text.show_text("one two", is_growing=True)
    cursor = text.editor.textCursor()
    cursor.setPosition(0)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord, QTextCursor.MoveMode.KeepAnchor)
    text.editor.setTextCursor(cursor)
    text.show_text("one two 三 four", is_growing=False)
    assert text.editor.toPlainText() == "one two 三 four"
    assert text.editor.textCursor().selectedText() == "one"


def test_places_of_tokens_are_right_behind_characters_beyond_the_first_plane(panel):
    text, chosen = panel.writings[False].text, []
    text.token_chosen.connect(chosen.append)
    text.show_text("😀 a b", (1, 3, 5))
    put_cursor(text.editor, 5)
    assert chosen == [2]
    assert text.bounds(2) == (3, 5)

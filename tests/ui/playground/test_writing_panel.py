import pytest
from PySide6.QtGui import QTextCursor

from studio.errors import InputError


@pytest.fixture
def page(writing_page):
    return writing_page("summarization", max_new_tokens=20)


@pytest.fixture
def panel(page):
    return page.writing_panel


def write(qtbot, panel, text):
    panel.boxes.first.setPlainText(text)
    panel.write()
    qtbot.waitUntil(lambda: not panel._waiting)


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
        ("“ two”", "75.0\u2009%"),
        ("“ other”", "25.0\u2009%"),
    ]
    write(qtbot, panel, "one")
    assert panel.candidates.isHidden()


def test_without_candidates_a_click_shows_none(qtbot, panel):
    panel.generation.keeps_candidates.setChecked(False)
    write(qtbot, panel, "one two three")
    put_cursor(panel.writings[False].text.editor, 5)
    assert panel.candidates.isHidden()


def test_both_models_write_side_by_side(qtbot, panel):
    panel.when._buttons[2].click()
    write(qtbot, panel, "one two")
    assert [panel.writings[way].text.editor.toPlainText() for way in (False, True)] == ["one two", "??"]
    assert [panel.writings[way].name.text() for way in (False, True)] == ["After fine-tuning", "Before fine-tuning"]
    panel.when._buttons[0].click()
    assert panel.writings[True].isHidden()
    assert panel.writings[False].name.isHidden()


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

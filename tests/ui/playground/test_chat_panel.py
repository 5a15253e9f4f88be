import json

import pytest
from PySide6.QtCore import Qt


@pytest.fixture
def page(writing_page):
    return writing_page("chat")


@pytest.fixture
def panel(page):
    return page.chat_panel


@pytest.fixture
def asked(panel):
    """The conversations that the model was given."""
    asked = []
    panel.asked.connect(lambda question: asked.append(json.loads(dict(question.inputs)["text"])))
    return asked


def say(qtbot, panel, text):
    panel.input.editor.setPlainText(text)
    panel.send_button.click()
    qtbot.waitUntil(lambda: not panel._waiting)


def answers(panel):
    return [view.boxes[False].text.editor.toPlainText() for view in panel.views]


def test_each_answer_knows_what_was_said(qtbot, page, panel, asked):
    assert panel.isVisible()
    assert not page.writing_panel.isVisible()
    panel.system.editor.setPlainText("Be short.")
    say(qtbot, panel, "hello")
    say(qtbot, panel, "go on")
    assert answers(panel) == ["turn 2: hello", "turn 4: go on"]
    assert asked[1] == [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": "hello"},
        {"role": "assistant", "content": "turn 2: hello"},
        {"role": "user", "content": "go on"},
    ]


def test_enter_sends_and_with_shift_begins_another_line(qtbot, panel, asked):
    editor = panel.input.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "b")
    assert asked == []
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert asked == [[{"role": "user", "content": "a\nb"}]]
    assert editor.toPlainText() == ""
    qtbot.waitUntil(lambda: not panel._waiting)


def test_nothing_is_not_sent(panel, asked):
    panel.input.editor.setPlainText("  \n")
    panel.send()
    assert asked == []
    assert not panel.send_button.isEnabled()


def test_a_message_that_is_changed_takes_what_follows_it_away(qtbot, panel, asked):
    for text in ("one", "two", "three"):
        say(qtbot, panel, text)
    panel.views[1].edit_button.click()
    assert panel.input.editor.toPlainText() == "two"
    assert panel.leave_button.isVisible()
    say(qtbot, panel, "other")
    assert answers(panel) == ["turn 1: one", "turn 3: other"]
    assert [message["content"] for message in asked[-1]] == ["one", "turn 1: one", "other"]
    assert panel.leave_button.isHidden()


def test_a_change_can_be_left(qtbot, panel):
    say(qtbot, panel, "one")
    panel.views[0].edit_button.click()
    panel.leave_button.click()
    assert panel.input.editor.toPlainText() == ""
    assert answers(panel) == ["turn 1: one"]


def test_an_answer_is_drawn_anew_with_another_seed(qtbot, panel):
    panel.generation.rows.fields["settings.generation.sampler"].control.setCurrentIndex(2)
    seeds = []
    panel.asked.connect(lambda question: seeds.append(question.generation.settings.seed))
    say(qtbot, panel, "one")
    say(qtbot, panel, "two")
    panel.views[0].anew_button.click()
    qtbot.waitUntil(lambda: not panel._waiting)
    assert seeds == [0, 0, 1]
    assert answers(panel) == ["turn 1: one"]


def test_an_answer_that_is_stopped_stays_and_belongs_to_the_conversation(qtbot, panel, asked):
    panel.input.editor.setPlainText("for ever")
    panel.send()
    qtbot.waitUntil(lambda: "more" in panel.views[0].boxes[False].text.editor.toPlainText())
    panel.stop_button.click()
    qtbot.waitUntil(lambda: not panel._waiting)
    say(qtbot, panel, "go on")
    assert asked[-1][1]["content"].startswith("turn 1: for ever more")


def test_both_models_answer_each_by_its_own_conversation(qtbot, panel, asked):
    panel.when._buttons[2].click()
    say(qtbot, panel, "one")
    say(qtbot, panel, "two")
    after, before = asked[2:]
    assert (after[1]["content"], before[1]["content"]) == ("turn 1: one", "???")
    assert [box.name.text() for box in panel.views[1].boxes.values()] == ["After fine-tuning", "Before fine-tuning"]


def test_a_new_conversation_keeps_the_system_s_words_and_the_last_one_comes_back(qtbot, panel):
    panel.system.editor.setPlainText("Be short.")
    say(qtbot, panel, "one")
    panel.new_button.click()
    assert panel.views == []
    assert panel.system.editor.toPlainText() == "Be short."
    say(qtbot, panel, "two")
    panel.last_button.click()
    assert answers(panel) == ["turn 2: one"]
    panel.last_button.click()
    assert answers(panel) == ["turn 2: two"]


def test_a_message_that_gets_no_answer_can_be_asked_anew(qtbot, page, panel):
    panel.input.editor.setPlainText("one")
    panel.send()
    page.client.close()
    assert panel.views[0].boxes[False].note.text() == "No answer. It can be asked for anew."
    page.client.open(page.picker.run.model_path)
    panel.views[0].anew_button.click()
    qtbot.waitUntil(lambda: not panel._waiting)
    assert answers(panel) == ["turn 1: one"]


def test_tokens_of_answers_show_their_candidates(qtbot, panel):
    say(qtbot, panel, "one")
    say(qtbot, panel, "two")
    for view in panel.views:
        editor = view.boxes[False].text.editor
        cursor = editor.textCursor()
        cursor.setPosition(6)
        editor.setTextCursor(cursor)
    assert panel.candidates.isVisible()
    assert panel.views[0].boxes[False].text.editor.extraSelections() == []
    assert len(panel.views[1].boxes[False].text.editor.extraSelections()) == 1


def test_the_token_below_the_mouse_shows_its_candidates(qtbot, panel):
    say(qtbot, panel, "hello")
    box = panel.views[0].boxes[False]
    box.text.token_hovered.emit(1)
    assert panel.tip.isVisible()
    assert panel.tip.words() == "“▁1:” “▁1:” 75.0\u2009%; “▁other” 25.0\u2009%"
    assert panel.candidates.isHidden()
    # It goes with the text that it belongs to.
    panel.begin_anew()
    assert not panel.tip.isVisible()


def test_all_lines_of_an_answer_are_in_sight_at_each_width(qtbot, page, panel):
    say(qtbot, panel, "word " * 60)
    text = panel.views[0].boxes[False].text

    def is_whole():
        block = text.editor.document().firstBlock()
        height = text.editor.document().documentLayout().blockBoundingRect(block).height()
        room = text.editor.viewport().height() - height
        return block.layout().lineCount() > 1 and 0 <= room < text.editor.fontMetrics().height()

    for width in (1000, 1500, 900):
        page.resize(width, 700)
        qtbot.waitUntil(is_whole)
    # Out of sight as well.
    page.hide()
    page.resize(1500, 700)
    page.show()
    qtbot.waitUntil(is_whole)

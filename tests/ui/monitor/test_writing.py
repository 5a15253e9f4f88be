import pytest
from PySide6.QtWidgets import QProgressBar

from studio.runs.events import WritingEvent
from ui.monitor.writing import WritingProgress


@pytest.fixture
def line(qtbot):
    line = WritingProgress()
    qtbot.addWidget(line)
    line.resize(600, 60)
    return line


def writing(num_written, number=2, step=40):
    return WritingEvent(step, "validation", number, num_written, 64)


def test_it_is_there_only_while_texts_are_written(line):
    assert line.isHidden()
    line.show_writing(writing(12.5))
    assert not line.isHidden()
    assert line._label.text() == "Writing texts for the evaluation · 12 / 64"
    assert line.findChild(QProgressBar).value() == round(1000 * 12 / 64)
    line.show_writing(None)
    assert line.isHidden()


def test_skipping_asks_for_the_evaluation_that_is_shown_and_only_once(qtbot, line):
    line.show_writing(writing(12.5))
    with qtbot.waitSignal(line.skipped) as asked:
        line._button.click()
    assert asked.args == [2]
    assert not line._button.isEnabled()
    assert line._button.text() == "Skipping…"
    # How far it is may be told once more before it ends.
    line.show_writing(writing(14.0))
    assert not line._button.isEnabled()


def test_the_next_evaluation_can_be_skipped_again(line):
    line.show_writing(writing(12.5))
    line._button.click()
    line.show_writing(writing(0.0, number=3, step=80))
    assert line._button.isEnabled()
    assert line._button.text() == "Skip"


def test_a_resumed_run_counts_its_evaluations_anew(line):
    line.show_writing(writing(12.5))
    line._button.click()
    line.show_writing(None)
    line.show_writing(writing(3.0))
    assert line._button.isEnabled()

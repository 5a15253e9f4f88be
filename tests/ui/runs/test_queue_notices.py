import pytest
from PySide6.QtWidgets import QWidget

from studio.errors import InputError
from studio.queue import RunQueue
from studio.queue.journal import NoteKind, note_now, write_note
from ui.runs.queue_notices import QueueNotices


class Window(QWidget):
    """A window that says whether it is looked at."""

    is_active = False

    def isActiveWindow(self):  # noqa: N802
        return self.is_active


@pytest.fixture
def window(qtbot):
    window = Window()
    window.setWindowTitle("Fettle Studio")
    qtbot.addWidget(window)
    return window


@pytest.fixture
def told(session, window, workspace):
    """What was told, as `(text, is_trouble)`."""
    told = []
    QueueNotices(session, window, lambda title, text, is_trouble: told.append((text, is_trouble)))
    RunQueue(workspace).path.mkdir()
    return told


def note(session, workspace, kind, name="", error=None):
    write_note(RunQueue(workspace).journal_path, note_now(kind, name, name, error=error))
    session.queue.look()


def test_ends_and_trouble_are_told(session, workspace, told):
    note(session, workspace, NoteKind.STARTED, "Reviews")
    note(session, workspace, NoteKind.FINISHED, "Reviews")
    note(session, workspace, NoteKind.FAILED, "Mails", InputError("{file} is damaged.", file="mails.csv"))
    note(session, workspace, NoteKind.TAKEN_UP, "Mails")
    note(session, workspace, NoteKind.EMPTY)
    assert told == [
        ("“Reviews” is finished.", False),
        ("“Mails” failed. mails.csv is damaged.", True),
        ("The queue is empty.", False),
    ]


def test_nothing_is_told_to_whoever_looks_at_the_window(session, workspace, window, told):
    window.is_active = True
    note(session, workspace, NoteKind.FINISHED, "Reviews")
    assert told == []


def test_a_desktop_without_messages_is_no_fault(session, workspace, window, qtbot):
    QueueNotices(session, window)
    RunQueue(workspace).path.mkdir()
    note(session, workspace, NoteKind.EMPTY)
    assert session.queue.notes[-1].kind is NoteKind.EMPTY


def test_what_happened_before_the_window_was_opened_is_not_called_out(session, workspace, window):
    told = []
    RunQueue(workspace).path.mkdir()
    write_note(RunQueue(workspace).journal_path, note_now(NoteKind.EMPTY))
    QueueNotices(session, window, lambda *message: told.append(message))
    session.queue.begin()
    session.queue.look()
    assert told == []
    assert len(session.queue.notes) == 1

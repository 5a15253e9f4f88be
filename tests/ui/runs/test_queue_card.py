import pytest
from PySide6.QtCore import Qt

from studio.errors import InputError
from studio.queue import AfterFailure, RunQueue
from studio.queue.journal import NoteKind, note_now, write_note
from studio.runs import RunState, RunStatus
from tests.opened_page import opened
from tests.synthetic_run import make_spec
from ui.following import queue_follower
from ui.pages.runs import RunsPage


@pytest.fixture(autouse=True)
def kept_going(monkeypatch):
    """The workspaces whose queue would have been worked off."""
    asked = []
    monkeypatch.setattr(queue_follower, "keep_going", asked.append)
    return asked


@pytest.fixture
def runs(workspace):
    return [workspace.create_run(make_spec(name)) for name in ("first", "second", "third")]


@pytest.fixture
def queue(workspace):
    return RunQueue(workspace)


@pytest.fixture
def page(qtbot, session, runs):
    session.begin()
    with opened(qtbot, RunsPage(session), 1084, 860) as page:
        qtbot.waitUntil(lambda: len(session.runs) == 3)
        yield page


@pytest.fixture
def card(page, session, runs):
    for run in runs:
        session.queue.add(run)
    return page._queue


def shown(card):
    return [card.rows.item(place).data(Qt.ItemDataRole.UserRole).name for place in range(card.rows.count())]


def test_without_a_queue_there_is_no_card(page):
    assert not page._queue.isVisible()


def test_what_a_terminal_adds_is_seen(qtbot, page, queue, runs, kept_going):
    queue.add(runs[1])
    qtbot.waitUntil(lambda: shown(page._queue) == ["second"], timeout=10_000)
    assert page._queue.isVisible()
    qtbot.waitUntil(lambda: bool(kept_going), timeout=10_000)


def test_keys_and_buttons_change_the_order(qtbot, card, queue, runs):
    assert shown(card) == ["first", "second", "third"]
    card.rows.setCurrentRow(2)
    qtbot.keyClick(card.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown(card) == ["first", "third", "second"]
    assert card.rows.marked() == runs[2].id
    qtbot.mouseClick(card.up, Qt.MouseButton.LeftButton)
    assert shown(card) == ["third", "first", "second"]
    assert not card.up.isEnabled()
    assert [entry.run_id for entry in queue.entries()] == [runs[2].id, runs[0].id, runs[1].id]
    qtbot.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert shown(card) == ["first", "second"]


def test_a_dragged_run_has_its_new_place_in_the_queue(card, queue, runs):
    model = card.rows.model()
    assert model.moveRow(model.index(0, 0).parent(), 0, model.index(0, 0).parent(), 3)
    assert [entry.run_id for entry in queue.entries()] == [runs[1].id, runs[2].id, runs[0].id]


def test_pausing_and_starting_now(qtbot, card, queue, runs):
    qtbot.mouseClick(card.pause, Qt.MouseButton.LeftButton)
    assert queue.settings().is_paused
    assert "Paused" in card.state.text()
    assert card.pause.text() == "Go on"
    card.rows.setCurrentRow(1)
    qtbot.mouseClick(card.now, Qt.MouseButton.LeftButton)
    assert [entry.is_asked_now for entry in queue.entries()] == [False, True, False]
    qtbot.mouseClick(card.pause, Qt.MouseButton.LeftButton)
    assert not queue.settings().is_paused


def test_how_it_is_worked_off_is_set_and_what_cannot_be_is_said(qtbot, card, queue):
    card.options.set_open(True)
    card.retries.setValue(7)
    card.after_failure.setCurrentIndex(1)
    card.after_failure.activated.emit(1)
    card.command.setText("tell-me 'now")
    card.command.editingFinished.emit()
    settings = queue.settings()
    assert (settings.retries, settings.after_failure, settings.command) == (7, AfterFailure.PAUSE, "")
    assert card._error.isVisible()
    card.command.setText("tell-me now")
    card.command.editingFinished.emit()
    assert queue.settings().command == "tell-me now"
    assert not card._error.isVisible()


def test_what_happened_is_read_in_the_morning(qtbot, card, queue, runs):
    error = InputError("{file} is not there.", file="reviews.csv")
    write_note(queue.journal_path, note_now(NoteKind.FAILED, runs[0].id, "first", error=error))
    queue.discard(runs[0].id)
    qtbot.waitUntil(lambda: "“first” failed. reviews.csv is not there." in card.notes.text(), timeout=10_000)
    assert shown(card) == ["second", "third"]


def test_a_run_that_waits_to_be_taken_up_says_from_where(qtbot, page, session, runs, queue):
    runs[0].write_status(RunStatus(RunState.STOPPED, step=40, num_steps=90))
    session.refresh_runs()
    qtbot.waitUntil(lambda: any(run.state is RunState.STOPPED for run in session.runs))
    page._on_table_queued(next(run for run in session.runs if run.id == runs[0].id))
    assert page._queue.rows.item(0).data(Qt.ItemDataRole.UserRole).detail == "goes on from step 40"
    # Once more: it is there already, and that is said.
    page._on_table_queued(next(run for run in session.runs if run.id == runs[0].id))
    assert page._error.isVisible()


def test_a_run_that_goes_to_the_trash_leaves_the_queue(qtbot, page, card, queue, runs, session, monkeypatch):
    monkeypatch.setattr("ui.pages.runs.move_to_trash", lambda folder: None)
    page._on_table_deleted(tuple(run for run in session.runs if run.id == runs[1].id))
    qtbot.mouseClick(page._confirm, Qt.MouseButton.LeftButton)
    assert shown(card) == ["first", "third"]
    qtbot.waitUntil(lambda: page._trash_job is None)

import json
import os
import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from studio.files import write_json
from studio.runs import EventWriter, RunState
from tests.opened_page import opened
from tests.synthetic_run import STEPS, make_run, step_events, write_status
from ui.pages.runs import RunsPage
from ui.tables.cells import CELL_ROLE


@pytest.fixture
def page(qtbot, session):
    with opened(qtbot, RunsPage(session), 1084, 860) as page:
        yield page


@pytest.fixture
def runs(workspace):
    return {
        "first": make_run(workspace, steps=STEPS, state=RunState.FINISHED, name="first"),
        "second": make_run(workspace, steps=STEPS, state=RunState.FINISHED, name="second", seed=2, learning_rate=3e-5),
        "stopped": make_run(workspace, steps=90, state=RunState.STOPPED, name="stopped"),
        "busy": make_run(workspace, steps=60, name="busy"),
    }


def load(qtbot, page):
    count = len(page.session.runs)
    page.session.refresh_runs()
    qtbot.waitUntil(lambda: not page.session._run_list.is_refreshing() and len(page.session.runs) >= count)


def names(page):
    model = page._table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def mark(page, *wanted):
    table = page._table
    table.clearSelection()
    flags = table.selectionModel().SelectionFlag
    for row, name in enumerate(names(page)):
        if name in wanted:
            table.selectionModel().select(table.model().index(row, 0), flags.Select | flags.Rows)


def section(page, key):
    return [column.key for column in page._table._columns].index(key)


def test_all_columns_of_the_start_fit_into_the_smallest_window(qtbot, page, runs):
    page.resize(1024 - 60, 700)
    load(qtbot, page)
    qtbot.waitUntil(lambda: page._table.model().rowCount() == len(runs))
    assert page._table.horizontalScrollBar().maximum() == 0


def test_without_a_run_the_page_says_what_to_do_next(page):
    assert page._empty.isVisible()
    assert not page._card.isVisible()


def test_all_runs_are_listed_with_state_metrics_and_time(qtbot, page, runs):
    load(qtbot, page)
    assert sorted(names(page)) == ["busy", "first", "second", "stopped"]
    row = names(page).index("first")
    cells = {
        column.column.title: page._table.model().index(row, number).data()
        for number, column in enumerate(page._table._columns)
    }
    assert cells["State"] == "Finished"
    assert cells["Test accuracy"] == "0.846"
    assert cells["Steps"] == "795 / 795"
    assert cells["Time"] == "7\u2009min 1\u2009s"


def test_the_table_sorts_by_meaning_not_by_letters(qtbot, page, runs):
    load(qtbot, page)
    page._table.sortByColumn(section(page, "steps"), Qt.SortOrder.AscendingOrder)
    assert names(page)[:2] == ["busy", "stopped"]
    page._table.sortByColumn(section(page, "test/accuracy"), Qt.SortOrder.DescendingOrder)
    assert set(names(page)[2:]) == {"busy", "stopped"}


def test_a_search_keeps_the_runs_that_have_every_word(qtbot, page, runs):
    load(qtbot, page)
    page._search.setText("FINISHED sec")
    assert names(page) == ["second"]
    page._search.clear()
    assert len(names(page)) == 4


def test_columns_can_be_chosen(qtbot, page, runs):
    load(qtbot, page)
    task = section(page, "task")
    assert page._table.isColumnHidden(task)
    menu = page._table.columns_menu()
    next(action for action in menu.actions() if action.text() == "Task").trigger()
    menu.deleteLater()
    assert not page._table.isColumnHidden(task)


def test_marked_rows_are_copied_with_their_titles(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "first")
    qtbot.keyClick(page._table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["Name", "State"]
    assert lines[1][:2] == ["first", "Finished"]
    assert len(lines) == 2


def test_enter_opens_the_run_on_the_monitor(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "stopped")
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert page.session.page == "monitor"
    assert page.session.run.path == runs["stopped"].path


def test_a_run_of_another_version_is_listed_and_says_why_it_does_not_open(qtbot, page, runs):
    run = make_run(page.session.workspace, steps=STEPS, state=RunState.STOPPED, name="later")
    spec = json.loads(run.spec_path.read_text(encoding="utf-8"))
    write_json(run.spec_path, spec | {"task": "speech_synthesis"})
    load(qtbot, page)
    qtbot.waitUntil(lambda: "later" in names(page))
    task = section(page, "task")
    assert not page._table.isColumnHidden(task)
    row = names(page).index("later")
    assert page._table.model().index(row, task).data() == "Unknown task: speech_synthesis"
    before = page.session.run
    mark(page, "later")
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    assert page._error.isVisible()
    assert "speech_synthesis" in page._error.accessibleName()
    assert (page.session.run, page.session.page) == (before, "")
    menu = page._table.row_menu()
    assert "Resume" not in {action.text() for action in menu.actions() if action.isEnabled()}
    menu.deleteLater()
    mark(page, "later", "first")
    assert len(page._comparable()) == 1


def test_the_menu_forbids_what_the_state_forbids(qtbot, page, runs):
    load(qtbot, page)
    allowed = {}
    for name in ("busy", "stopped", "first"):
        mark(page, name)
        menu = page._table.row_menu()
        allowed[name] = {action.text() for action in menu.actions() if action.isEnabled() and action.text()}
        menu.deleteLater()
    assert "Resume" in allowed["stopped"]
    assert "Resume" not in allowed["first"]
    assert "Delete…" in allowed["first"]
    assert "Delete…" not in allowed["busy"]


def test_a_run_that_would_fail_again_is_not_offered_to_be_resumed(qtbot, page, runs, workspace):
    make_run(workspace, steps=90, state=RunState.FAILED, name="failed")
    load(qtbot, page)
    offered = {}
    for name in ("failed", "stopped"):
        mark(page, name)
        (run,) = page._table.marked()
        page._table._actions.show_for(run, QPoint(500, 0), 30)
        menu = page._table.row_menu()
        (resume,) = [action for action in menu.actions() if action.text() == "Resume"]
        offered[name] = (resume.isEnabled(), not page._table._actions._buttons["resume"].isHidden())
        menu.deleteLater()
    assert offered == {"failed": (False, False), "stopped": (True, True)}


@pytest.mark.skipif(sys.platform != "linux", reason="the place of the trash is known on Linux only")
def test_a_deleted_run_lies_in_the_trash(qtbot, page, runs, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    trash = tmp_path / "data" / "Trash"
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH", str(trash), raising=False)
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", str(trash).encode(), raising=False)
    load(qtbot, page)
    mark(page, "stopped")
    qtbot.keyClick(page._table, Qt.Key.Key_Delete)
    assert page._question.isVisible()
    assert "“stopped”" in page._question_text.text()
    page._confirm.click()
    qtbot.waitUntil(lambda: "stopped" not in names(page))
    assert not runs["stopped"].path.exists()
    assert (trash / "files" / runs["stopped"].id / "run.json").is_file()
    assert not page._question.isVisible()


def test_a_run_is_kept_when_the_question_is_answered_so(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "stopped")
    qtbot.keyClick(page._table, Qt.Key.Key_Delete)
    page._cancel.click()
    assert not page._question.isVisible()
    assert runs["stopped"].path.exists()


def test_a_run_at_work_is_not_even_asked_about(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "busy")
    qtbot.keyClick(page._table, Qt.Key.Key_Delete)
    assert not page._question.isVisible()


def test_marked_runs_are_compared(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "first", "second", "stopped")
    qtbot.waitUntil(page._compare.isVisible)
    compare = page._compare
    lines = {line.label: line.series for line in compare._plot.model.lines.values()}
    assert len(lines["first"]) == STEPS
    assert len(lines["stopped"]) == 90
    settings = compare._settings.model()
    order = [run.name for run in compare._shown.runs]
    values = [settings.index(0, number + 1).data() for number in range(3)]
    assert settings.rowCount() == 1
    assert settings.index(0, 0).data() == "Learning rate"
    assert dict(zip(order, values, strict=True)) == {"first": "5e-5", "second": "3e-5", "stopped": "5e-5"}
    metrics = compare._metrics.model()
    titles = [metrics.index(row, 0).data() for row in range(metrics.rowCount())]
    assert "Test accuracy" in titles
    compare._choice._buttons[1].click()
    assert lines["first"].x.tolist() == list(range(50, 800, 50))
    mark(page, "first")
    assert not compare.isVisible()


def test_what_is_marked_stays_when_the_list_comes_anew(qtbot, page, runs, workspace):
    load(qtbot, page)
    mark(page, "first")
    make_run(workspace, steps=10, name="late")
    page.session.refresh_runs()
    qtbot.waitUntil(lambda: "late" in names(page))
    assert [run.name for run in page._table.marked()] == ["first"]


def cell(page, name, key):
    return page._table.model().index(names(page).index(name), section(page, key)).data()


def test_the_newest_run_stands_first(qtbot, page, workspace):
    old, new = make_run(workspace, name="old", state=RunState.FINISHED), make_run(workspace, name="new", steps=9)
    os.utime(old.spec_path, (1e9, 1e9))
    os.utime(new.spec_path, (2e9, 2e9))
    load(qtbot, page)
    qtbot.waitUntil(lambda: names(page) == ["new", "old"])


def test_a_run_at_work_is_as_fresh_as_its_monitor(qtbot, page, runs):
    load(qtbot, page)
    qtbot.waitUntil(lambda: cell(page, "busy", "validation/accuracy") != "–")
    assert cell(page, "busy", "state") == "Running · 8\u2009%"
    assert cell(page, "busy", "left").startswith("≈ ")
    bodies = [body for _, found in step_events(100, first=61) for body in found]
    with EventWriter(runs["busy"].events_path) as writer:
        for body in bodies:
            writer.write(body)
    qtbot.waitUntil(lambda: cell(page, "busy", "steps") == "100 / 795")
    assert cell(page, "stopped", "validation/accuracy") != "–"


def test_what_is_marked_and_chosen_stays_while_numbers_come(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "busy")
    write_status(runs["busy"], RunState.RUNNING, 77)
    qtbot.waitUntil(lambda: cell(page, "busy", "steps") == "77 / 795")
    assert [run.name for run in page._table.marked()] == ["busy"]


def editor(page):
    return next(edit for edit in page._table.findChildren(QLineEdit) if edit.isVisible())


def test_f2_renames_the_marked_run_in_its_row(qtbot, page, runs):
    load(qtbot, page)
    mark(page, "first")
    qtbot.keyClick(page._table, Qt.Key.Key_F2)
    edit = editor(page)
    assert edit.text() == "first"
    edit.setText("  The best\tone ")
    opened = []
    page._table.opened.connect(opened.append)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "The best one" in names(page))
    assert runs["first"].name() == "The best one"
    assert opened == []
    assert [run.name for run in page._table.marked()] == ["The best one"]


def test_escape_leaves_the_name_and_shows_what_came_meanwhile(qtbot, page, runs, workspace):
    load(qtbot, page)
    mark(page, "first")
    qtbot.keyClick(page._table, Qt.Key.Key_F2)
    edit = editor(page)
    edit.setText("other")
    make_run(workspace, name="late", steps=5)
    page.session.refresh_runs()
    qtbot.waitUntil(lambda: len(page.session.runs) == 5)
    assert "late" not in names(page)
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "late" in names(page))
    assert runs["first"].name() == "first"


def test_a_name_that_cannot_be_written_is_told_in_place(qtbot, page, runs):
    load(qtbot, page)
    runs["first"].label_path.mkdir()
    (runs["first"].label_path / "in the way").touch()
    page._table.renamed.emit(next(run for run in page.session.runs if run.name == "first"), "other")
    assert page._error.isVisible()
    assert "first" in names(page)


def test_runs_on_other_data_are_compared_with_a_warning_and_no_best(qtbot, page, workspace):
    runs = [
        make_run(workspace, steps=STEPS, state=RunState.FINISHED, name=name, seed=seed)
        for seed, name in enumerate(("one", "two"))
    ]
    for run, test in zip(runs, "ab", strict=True):
        splits = {name: {"fingerprint": name} for name in ("train", "validation")} | {"test": {"fingerprint": test}}
        write_json(run.passport_path, {"data": {"splits": splits, "class_names": ["bad", "good"]}})
    load(qtbot, page)
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    mark(page, "one", "two")
    compare = page._compare
    qtbot.waitUntil(compare.isVisible)
    assert compare._warning.isVisible()
    assert "Their test data differ" in compare._warnings.accessibleName()
    metrics = compare._metrics.model()
    signs = {
        metrics.index(row, 0).data(): [metrics.index(row, section).data(CELL_ROLE).sign for section in (1, 2)]
        for row in range(metrics.rowCount())
    }
    assert signs["Test accuracy"] == ["", ""]
    assert sorted(signs["Validation accuracy"]) == ["", "star"]


def test_runs_of_one_name_are_told_apart_where_they_stand_side_by_side(qtbot, page, workspace):
    runs = [make_run(workspace, steps=90, state=RunState.STOPPED, name="same", seed=seed) for seed in (0, 1)]
    runs.append(make_run(workspace, steps=90, state=RunState.STOPPED, name="same"))
    os.utime(runs[0].spec_path, (1e9, 1e9))
    for run in runs[1:]:
        os.utime(run.spec_path, (2e9, 2e9))
    load(qtbot, page)
    qtbot.waitUntil(lambda: len(names(page)) == 3)
    mark(page, "same")
    qtbot.waitUntil(page._compare.isVisible)
    titles = [line.label for line in page._compare._plot.model.lines.values()]
    assert len(set(titles)) == 3
    assert all(title.startswith("same · ") for title in titles)
    assert not page._compare._warning.isVisible()

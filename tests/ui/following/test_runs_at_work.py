"""The rail, the notice and the question of a second start: what is at work is never out of sight."""

import pytest
from PySide6.QtCore import Qt

from studio.runs import RunState
from studio.spec import DataSpec
from tests.synthetic_run import STEPS, make_run, write_reports, write_status
from ui import session as session_module
from ui.pages.fine_tune import FineTunePage
from ui.pages.monitor import MonitorPage
from ui.pages.runs import RunsPage
from ui.runs.run_cards import RunCards
from ui.runs.run_notice import RunNotice


@pytest.fixture
def cards(qtbot, session):
    cards = RunCards(session)
    qtbot.addWidget(cards)
    return cards


@pytest.fixture
def notice(qtbot, session):
    notice = RunNotice(session)
    qtbot.addWidget(notice)
    return notice


@pytest.fixture
def page(qtbot, session):
    page = FineTunePage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    yield page
    page.end()


def load(qtbot, session, num_live=0):
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs) and not session._run_list.is_refreshing())
    qtbot.waitUntil(lambda: len(session.live) >= num_live)


def finish(run):
    write_reports(run)
    write_status(run, RunState.FINISHED, STEPS)


def names(cards):
    return [card.content.name for card in cards.cards()]


def test_every_run_at_work_has_a_card(qtbot, session, workspace, cards):
    for name in ("one", "two", "three"):
        make_run(workspace, name=name, steps=60)
    make_run(workspace, name="over", state=RunState.FINISHED)
    load(qtbot, session, 3)
    assert sorted(names(cards)) == ["one", "three", "two"]
    assert all("Running · " in card.accessibleName() and " left" in card.accessibleName() for card in cards.cards())


def test_a_click_on_a_card_shows_that_run(qtbot, session, workspace, cards):
    runs = {name: make_run(workspace, name=name, steps=60) for name in ("one", "two")}
    load(qtbot, session, 2)
    for card in cards.cards():
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        assert session.run.path == runs[card.content.name].path
        assert session.page == "monitor"


def test_what_does_not_fit_is_counted_and_leads_to_the_table(qtbot, session, workspace, cards):
    for number in range(6):
        make_run(workspace, name=str(number), steps=10)
    load(qtbot, session, 6)
    assert len(cards.cards()) == 3
    assert cards._more.text() == "3 more at work"
    cards.set_folded(True)
    assert cards._more.text() == "+3"
    cards._more.click()
    assert session.page == "runs"


def test_without_a_run_at_work_the_one_that_is_looked_at_stays(qtbot, session, workspace, cards):
    make_run(workspace, name="over", state=RunState.FINISHED)
    load(qtbot, session)
    qtbot.waitUntil(lambda: names(cards) == ["over"])
    assert cards.cards()[0].accessibleName() == "over: Finished"


def test_a_card_follows_its_run_and_a_new_name(qtbot, session, workspace, cards):
    run = make_run(workspace, name="one", steps=60)
    load(qtbot, session, 1)
    write_status(run, RunState.RUNNING, 400)
    qtbot.waitUntil(lambda: cards.cards()[0].content.fraction > 0.5)
    session.rename_run(run, "other")
    assert names(cards) == ["other"]


def test_a_run_that_ends_leaves_the_rail_with_a_notice(qtbot, session, workspace, cards, notice):
    first, second = make_run(workspace, name="one", steps=60), make_run(workspace, name="two", steps=60)
    load(qtbot, session, 2)
    assert notice.isHidden()
    session.choose_run(second)
    session.show_page("monitor")
    finish(first)
    qtbot.waitUntil(lambda: names(cards) == ["two"])
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert notice.text() == "“one” is finished after 7\u2009min 1\u2009s. Test accuracy: 0.846."
    notice._show.click()
    assert session.run.path == first.path
    assert notice.isHidden()


def test_no_notice_tells_of_the_run_whose_page_is_shown(qtbot, session, workspace, notice):
    run = make_run(workspace, name="one", steps=60)
    load(qtbot, session, 1)
    session.choose_run(run)
    session.show_page("monitor")
    finish(run)
    qtbot.waitUntil(lambda: session.runs[0].state is RunState.FINISHED)
    assert notice.isHidden()


def test_several_endings_are_one_notice_that_leads_to_the_table(qtbot, session, workspace, notice):
    runs = [make_run(workspace, name=name, steps=60) for name in ("one", "two")]
    load(qtbot, session, 2)
    write_status(runs[0], RunState.RUNNING, 60, is_dead=True)
    qtbot.waitUntil(lambda: "“one” crashed" in notice.text())
    finish(runs[1])
    qtbot.waitUntil(lambda: notice._words.text() == "2 runs have ended.")
    notice._show.click()
    assert session.page == "runs"
    assert notice.isHidden()


def test_a_run_whose_folder_is_renamed_under_it_is_told_of_on_any_page(qtbot, session, workspace, notice):
    run = make_run(workspace, name="one", steps=60)
    load(qtbot, session, 1)
    session.choose_run(run)
    session.show_page("monitor")
    run.path.rename(run.path.with_name("elsewhere"))
    session.refresh_runs()
    qtbot.waitUntil(lambda: "was deleted or renamed" in notice.text())
    assert "“one”" in notice.text()
    notice._show.click()
    assert session.page == "runs"
    assert notice.isHidden()


def test_a_second_start_says_what_goes_on_and_waits_for_an_answer(
    qtbot, session, workspace, reviews, page, monkeypatch
):
    started = []
    monkeypatch.setattr(session_module, "start_worker", lambda run, spare: started.append(run.name()))
    session.set_data(DataSpec(train=str(reviews)))
    run = make_run(workspace, name="reviews", steps=120)
    load(qtbot, session, 1)
    qtbot.waitUntil(page._start.isEnabled)
    page._start.click()
    assert started == []
    assert page._beside.what() == "“reviews” is running (step 120 of 795, about 6\u2009min left)."
    page._beside._not_now.click()
    assert not page._beside.isVisible()
    page._start.click()
    page._beside._look.click()
    assert (session.page, session.run.path) == ("monitor", run.path)
    page._start.click()
    page._beside.start.click()
    assert started == ["Movie reviews"]


@pytest.fixture(params=[MonitorPage, RunsPage])
def resuming_page(request, qtbot, session):
    page = request.param(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    yield page
    page.end()


def test_a_run_that_is_taken_up_beside_another_asks_as_a_second_start_does(
    qtbot, session, workspace, resuming_page, monkeypatch
):
    resumed = []
    monkeypatch.setattr(session, "resume_run", lambda run: resumed.append(run.id))
    busy = make_run(workspace, name="reviews", steps=120)
    stopped = make_run(workspace, name="stopped", steps=90, state=RunState.STOPPED)
    session.choose_run(stopped)
    load(qtbot, session, 1)
    is_monitor = isinstance(resuming_page, MonitorPage)
    card = resuming_page._beside if is_monitor else resuming_page._resume

    def resume():
        if is_monitor:
            resuming_page._on_resume_clicked()
        else:
            (run,) = [run for run in session.runs if run.id == stopped.id]
            resuming_page._table.resumed.emit(run)

    resume()
    assert resumed == []
    assert card.isVisible()
    assert card.what() == "“reviews” is running (step 120 of 795, about 6\u2009min left)."
    card._look.click()
    assert (session.page, session.run.path) == ("monitor", busy.path)
    session.choose_run(stopped)
    resume()
    card.start.click()
    assert resumed == [stopped.id]
    assert not card.isVisible()
    finish(busy)
    qtbot.waitUntil(lambda: not session.runs_at_work())
    resume()
    assert resumed == [stopped.id, stopped.id]


def test_the_question_goes_when_nothing_is_at_work_any_more(qtbot, session, workspace, reviews, page):
    session.set_data(DataSpec(train=str(reviews)))
    run = make_run(workspace, name="reviews", steps=120)
    load(qtbot, session, 1)
    qtbot.waitUntil(page._start.isEnabled)
    page._start.click()
    assert page._beside.isVisible()
    finish(run)
    qtbot.waitUntil(lambda: not page._beside.isVisible())


def test_an_empty_name_field_shows_what_the_run_will_be_called(qtbot, session, workspace, reviews, page):
    make_run(workspace, name="Movie reviews", state=RunState.FINISHED)
    session.set_data(DataSpec(train=str(reviews)))
    load(qtbot, session)
    assert page._form.field("name").control.placeholderText() == "Movie reviews 2"


def test_a_name_longer_than_a_run_may_have_cannot_be_typed(qtbot, session, reviews, page):
    line = page._form.field("name").control
    line.clear()
    qtbot.keyClicks(line, "n" * 210)
    assert session.draft.name == "n" * 200

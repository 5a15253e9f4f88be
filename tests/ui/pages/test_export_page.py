import shutil
from dataclasses import replace

import pytest

from studio import exports
from studio.errors import DamagedFolderError, ExportError
from studio.exports import ExportReport
from tests.opened_page import opened
from ui.export.places import default_place, find_exports, remember_place
from ui.pages.export import ExportPage

WAIT_MS = 180_000


@pytest.fixture
def page(qtbot, trained_session, trained_run):
    shutil.rmtree(trained_run.exports_path, ignore_errors=True)
    with opened(qtbot, ExportPage(trained_session)) as page:
        yield page


def make_report(run_id: str) -> ExportReport:
    return ExportReport(
        format="savedmodel",
        run=run_id,
        rows=512,
        held_out_rows=300,
        label_mismatches=0,
        max_difference=2.4e-7,
        tolerance=1e-5,
        latency_ms=4.2,
        texts_per_second=230.0,
        batch_size=32,
        size_bytes=91_000_000,
    )


def test_without_a_run_the_page_says_what_to_do_next(qtbot, session):
    page = ExportPage(session)
    qtbot.addWidget(page)
    page.begin()
    page.show()

    assert page._empty.isVisible()


@pytest.mark.engine
def test_earlier_exports_are_shown_when_the_page_is_opened(qtbot, page, trained_run):
    folder = default_place(trained_run, "savedmodel")
    folder.mkdir(parents=True)
    make_report(trained_run.id).write(folder)

    page.hide()
    page.show()

    assert page.cards[0].outcome.isVisible()
    assert [figure._value.text() for figure in page.cards[0].outcome._figures][:3] == ["512", "0", "2.4e-7"]
    assert str(folder) in page.cards[0].outcome.codes()[0].code()


@pytest.mark.engine
def test_exports_in_other_folders_are_found_again_and_gone_ones_left_out(trained_run, tmp_path):
    shutil.rmtree(trained_run.exports_path, ignore_errors=True)
    for name in ("first", "second", "foreign"):
        (tmp_path / name).mkdir()
        report = make_report(trained_run.id)
        report = replace(report, run="another") if name == "foreign" else report
        report.write(tmp_path / name)
        remember_place(trained_run, tmp_path / name)
    shutil.rmtree(tmp_path / "first")

    assert [entry.path for entry in find_exports(trained_run, "savedmodel")] == [tmp_path / "second"]


@pytest.mark.engine
def test_a_damaged_model_is_offered_to_be_written_anew(page, trained_run):
    card, offered = page.cards[0], []
    page.session.resume_offered.connect(offered.append)
    card._out = default_place(trained_run, "savedmodel")
    card._on_job_failed(DamagedFolderError("{file} is missing.", file="model.weights.h5"))
    card.error_card.activated.emit()
    assert [run.path for run in offered] == [trained_run.path]


@pytest.mark.engine
def test_a_model_is_exported_checked_and_shown(qtbot, page, trained_run, qapp):
    card = page.cards[0]

    card.export_button.click()
    assert card.is_busy
    assert card._progress.isVisible()

    qtbot.waitUntil(lambda: not card.is_busy, timeout=WAIT_MS)
    assert card.error_card._error is None
    report = exports.read_report(default_place(trained_run, "savedmodel"))
    assert report is not None
    assert report.label_mismatches == 0
    assert card.outcome.isVisible()
    card.outcome.codes()[0]._copy.click()
    assert "tensorflow_text" in qapp.clipboard().text()


@pytest.mark.engine
def test_a_cancelled_export_leaves_nothing_behind(qtbot, page, trained_run):
    card = page.cards[0]
    card.export_button.click()
    job = card._job
    qtbot.waitUntil(lambda: len(card._steps.texts()) > 1, timeout=WAIT_MS)

    card._progress.cancelled.emit()

    assert not card.is_busy
    qtbot.waitUntil(job.is_over, timeout=WAIT_MS)
    left = list(trained_run.exports_path.iterdir()) if trained_run.exports_path.is_dir() else []
    assert left == []


@pytest.mark.engine
def test_an_export_that_fails_says_why_and_keeps_nothing(qtbot, page, trained_run):
    card = page.cards[0]
    data = trained_run.path.parent.parent.parent / "reviews.csv"
    hidden = data.with_name("hidden.csv")
    data.rename(hidden)
    try:
        card.export_button.click()
        qtbot.waitUntil(lambda: not card.is_busy, timeout=WAIT_MS)
    finally:
        hidden.rename(data)

    assert isinstance(card.error_card._error, ExportError)
    assert card.error_card.isVisible()
    assert not default_place(trained_run, "savedmodel").exists()
    assert card.export_button.isEnabled()


@pytest.mark.engine
def test_a_folder_that_is_taken_is_kept_and_another_one_is_offered(qtbot, page, trained_run, tmp_path):
    card = page.cards[0]
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "notes.txt").write_text("mine", encoding="utf-8")
    card.export(tmp_path / "taken")
    qtbot.waitUntil(lambda: not card.is_busy, timeout=WAIT_MS)

    assert card.error_card.isVisible()
    assert card.error_card._next.text() == "Into another folder…"
    assert (tmp_path / "taken" / "notes.txt").read_text(encoding="utf-8") == "mine"

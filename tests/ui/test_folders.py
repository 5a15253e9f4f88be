from PySide6.QtWidgets import QFileDialog

from studio.samples import sample
from ui.folders import data_folder, home_folder
from ui.pages.data import DataPage
from ui.reading import recent


def test_a_dialog_for_data_begins_at_home_and_then_where_data_was_opened_last(tmp_path):
    workspace, downloads = tmp_path / "workspace", tmp_path / "downloads"
    workspace.mkdir()
    downloads.mkdir()
    assert data_folder(workspace) == home_folder()

    recent.add_recent(workspace, downloads / "reviews.csv")
    recent.add_recent(workspace, tmp_path / "gone" / "reviews.csv")

    assert data_folder(workspace) == str(downloads)


def test_a_sample_is_not_among_what_was_used_last(tmp_path):
    assert recent.add_recent(tmp_path, sample("text_classification").path) == ()
    assert recent.read_recent(tmp_path) == ()


def test_the_dialogs_of_a_first_start_do_not_begin_in_the_samples_or_the_programs_folder(qtbot, session, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *arguments: asked.append(arguments[2]) or ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *arguments: asked.append(arguments[2]) or "")
    page = DataPage(session)
    qtbot.addWidget(page)
    page.begin()
    page.open_path(sample("text_classification").path)
    qtbot.waitUntil(lambda: session.draft.data is not None and page.opener.jobs.is_over(), timeout=60_000)

    page.choose_file()
    page.choose_folder()

    assert asked == [home_folder(), home_folder()]

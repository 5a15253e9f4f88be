"""The playground of a run that makes vectors: a file is indexed once, then searched."""

import json

import pytest

from studio.runs import Workspace
from studio.spec import ReadingSpec
from tests.untrained_run import make_untrained_run
from ui.pages.playground import PlaygroundPage
from ui.session import Session

WAIT_MS = 240_000


@pytest.fixture(scope="module")
def passages(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "pairs.jsonl"
    rows = [("good film", "the film was good"), ("bad film", "the film was bad"), ("number", "")]
    path.write_text("".join(json.dumps({"text": text, "second_text": second}) + "\n" for text, second in rows))
    return path


@pytest.fixture(scope="module")
def embedding_run(tmp_path_factory, passages):
    folder = tmp_path_factory.mktemp("embedding")
    part = {"train": str(passages), "columns": {"text": "text", "second_text": "second_text"}}
    return make_untrained_run(folder, "Pairs", "text_embedding", part)


@pytest.fixture
def page(qtbot, embedding_run):
    session = Session(Workspace(embedding_run.workspace_path))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    page = PlaygroundPage(session)
    qtbot.addWidget(page)
    page.retranslate()
    page.show()
    page.picker.refresh()
    yield page
    page.end()
    session.close()


def test_a_file_is_indexed_once_and_searched(qtbot, page, passages):
    panel = page.search_panel
    assert not panel.isHidden()
    assert page.text_panel.isHidden()
    assert page.client.process_id == 0
    panel.open_path(passages)
    qtbot.waitUntil(lambda: panel.column.count() == 2)
    assert panel.column.currentText() == "second_text"
    assert panel.query.isHidden()
    panel.index_button.click()
    qtbot.waitUntil(lambda: not panel.query.isHidden(), timeout=WAIT_MS)
    panel.query.setText("the film was bad")
    panel.search_button.click()
    with qtbot.waitSignal(panel.client.found, timeout=WAIT_MS) as asked:
        pass
    hits = asked.args[0].hits.hits
    # The third row has no passage.
    assert [hit.row for hit in hits] == [2, 1]
    assert hits[0].score == pytest.approx(1, abs=1e-5)
    shown = [row.passage.text() for row in panel.hits_card.views[False].rows if not row.isHidden()]
    assert shown == ["the film was bad", "the film was good"]
    assert panel.hits_card._sides[True].isHidden()

    # The model before fine-tuning searches an index of its own, and its hits stand beside.
    panel.before.click()
    assert panel._progress.isVisible()
    qtbot.waitUntil(lambda: not panel.hits_card._sides[True].isHidden(), timeout=WAIT_MS)
    assert panel.hits_card.isVisible()
    before = [row.passage.text() for row in panel.hits_card.views[True].rows if not row.isHidden()]
    assert sorted(before) == sorted(shown)
    assert not panel.hits_card._sides[False].isHidden()
    panel.before.click()
    qtbot.waitUntil(lambda: panel.hits_card._sides[True].isHidden(), timeout=WAIT_MS)


def test_the_encoding_is_asked_for_and_how_the_file_is_read_can_be_changed(qtbot, page, tmp_path):
    panel = page.search_panel
    path = tmp_path / "passages.csv"
    path.write_bytes("second_text;n\nun été;1\n".encode("utf-16"))
    panel.open_path(path)
    qtbot.waitUntil(lambda: panel.column.count() == 2)
    assert not panel.reading.isHidden()
    panel.reading.reading_changed.emit(ReadingSpec(header="none"))
    qtbot.waitUntil(lambda: panel._opening.reading.header == "none")
    panel._opener.encoding_choice.chosen.emit("utf-8")
    assert panel._error_card.isHidden()

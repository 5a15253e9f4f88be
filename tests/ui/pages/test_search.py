"""The playground of a run that makes vectors: a file is indexed once, then searched."""

import json
import subprocess
import sys

import pytest

from studio.processes import child_environment
from studio.runs import RunState, Workspace
from studio.spec import ReadingSpec, RunSpec
from ui.pages.playground import PlaygroundPage
from ui.session import Session

WAIT_MS = 240_000
_MAKE_MODEL = """
import sys
from pathlib import Path

import studio.engine  # isort: skip
import keras
import keras_hub

from studio.engine.building.model import build_model, save_model
from studio.schema import Schema
from studio.spec import ReadingSpec, RunSpec

preset, spec, model = map(Path, sys.argv[1:])
keras.utils.set_random_seed(1)
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "film", "was", "good", "bad", "number"]
sizes = dict(num_layers=2, num_heads=2, hidden_dim=32, intermediate_dim=64, max_sequence_length=64)
keras_hub.models.BertBackbone(vocabulary_size=len(words), **sizes).save_to_preset(str(preset))
keras_hub.models.BertTokenizer(vocabulary=words, lowercase=True).save_to_preset(str(preset))
columns = {"text": "text", "second_text": "second_text"}
save_model(build_model(RunSpec.read(spec), Schema(), columns=columns), model)
"""


@pytest.fixture(scope="module")
def passages(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "pairs.jsonl"
    rows = [("good film", "the film was good"), ("bad film", "the film was bad"), ("number", "")]
    path.write_text("".join(json.dumps({"text": text, "second_text": second}) + "\n" for text, second in rows))
    return path


@pytest.fixture(scope="module")
def embedding_run(tmp_path_factory, passages):
    folder = tmp_path_factory.mktemp("embedding")
    spec = RunSpec.parse(
        {
            "name": "Pairs",
            "task": "text_embedding",
            "backbone": {"preset": str(folder / "preset")},
            "data": {"train": str(passages), "sequence_length": 16},
        }
    )
    run = Workspace(folder / "workspace").create_run(spec)
    arguments = [str(folder / "preset"), str(run.spec_path), str(run.model_path)]
    subprocess.run([sys.executable, "-c", _MAKE_MODEL, *arguments], env=child_environment(), check=True)
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run


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

"""A first start, a workbook with blank cells, a backbone from a folder, a run and its answers: all by the window."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog, QSpinBox

from studio.runs import RunState
from tests.tiny_presets import save_keras_hub
from tools.journey_files import TOPICS, write_workbook
from ui.draft import Draft

PATIENCE_MS = 900_000

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.fixture
def draft():
    return replace(Draft.first(), name="")


def test_a_workbook_is_learned_from_and_the_rows_left_out_are_told_to_the_end(
    open_window, click, qtbot, tmp_path, monkeypatch
):
    backbone, book = tmp_path / "tiny", write_workbook(tmp_path)
    save_keras_hub("Bert", backbone)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(book), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(backbone))
    window = open_window()
    session = window.session
    window.page("data").choose_file()
    qtbot.waitUntil(lambda: session.draft.data.train == str(book), timeout=PATIENCE_MS)
    click(window, "Next: backbone")
    window.page("backbone")._folder_action.trigger()
    click(window, "Use this backbone")
    qtbot.waitUntil(lambda: session.draft.backbone.preset == str(backbone), timeout=PATIENCE_MS)
    click(window, "Next: fine-tune")
    epochs = next(
        box for box in window.findChildren(QSpinBox) if box.accessibleName().startswith("Epochs") and box.isVisible()
    )
    epochs.setValue(1)

    click(window, "Start")

    run = session.run
    qtbot.waitUntil(lambda: run.status().state.is_over, timeout=PATIENCE_MS)
    assert run.status().state is RunState.FINISHED, run.log_path.read_text()
    data = run.passport()["data"]
    assert data["class_names"] == list(TOPICS)
    assert data["left_out"]["train"] == {"not_accepted": 0, "no_text": 6, "no_label": 8, "faulty": 0}
    assert [data["splits"][part]["examples"] for part in ("train", "validation", "test")] == [276, 35, 35]

    click(window, "Try it out")
    page = window.page("playground")
    answers = []
    page.client.answered.connect(answers.append)
    assert window.focusWidget() is page.text_panel.text
    qtbot.keyClicks(window.focusWidget(), "a good film")
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE_MS)
    assert sum(answers[-1].said.probabilities) == pytest.approx(1.0, abs=1e-5)

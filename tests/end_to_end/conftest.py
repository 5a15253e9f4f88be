"""The real window, real workers, the bundled backbone and a part of the shipped sample."""

import csv
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QAbstractButton

from studio.samples import sample
from studio.spec import DataSpec, FitSpec
from ui.app import open_studio
from ui.draft import Draft
from ui.preferences import Preferences

NUM_ROWS = 480
PATIENCE_MS = 900_000


@pytest.fixture(scope="module", autouse=True)
def garbage_as_in_the_application(collected_in_main_thread):
    pass


@pytest.fixture
def topics(tmp_path):
    """Every n-th row of the shipped sample, so that all its classes are there."""
    with sample("text_classification").path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    path = tmp_path / "topics.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([rows[0], *rows[1 :: len(rows) // NUM_ROWS]])
    return path


@pytest.fixture
def draft(topics):
    """A run of 26 steps with the bundled backbone."""
    first = Draft.first()
    data = DataSpec(
        train=str(topics),
        validation_fraction=0.1,
        test_fraction=0.1,
        columns={"text": "text", "label": "label"},
        # What the topic is stands at the beginning: longer texts would only take longer.
        sequence_length=64,
    )
    return replace(first, name="Topics", data=data, fit=FitSpec(epochs=2, learning_rate=2e-4))


@pytest.fixture
def open_window(qapp, qtbot, tmp_path, draft):
    """Open the window on the workspace of the test, as often as it is called."""
    opened = []

    def open_again():
        workspace = tmp_path / "workspace"
        workspace.mkdir(exist_ok=True)
        if not opened:
            draft.write(workspace)
        studio = open_studio(qapp, Preferences(tmp_path / "preferences.ini"), workspace)
        studio.show()
        opened.append(studio)
        return studio.window

    yield open_again
    for studio in opened:
        studio.window.close()
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()


@pytest.fixture
def click(qtbot):
    """Wait until a button with this text can be clicked, and click it."""

    def click_when_ready(widget, text):
        def is_ready():
            return any(is_named(button, text) and button.isEnabled() for button in widget.findChildren(QAbstractButton))

        qtbot.waitUntil(is_ready, timeout=PATIENCE_MS)
        found = [button for button in widget.findChildren(QAbstractButton) if is_named(button, text)]
        qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    return click_when_ready


def is_named(button, text):
    return button.isVisible() and text in (button.text(), button.accessibleName())

import os

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QGuiApplication

from studio.runs import Workspace
from ui import theme
from ui.app import open_studio
from ui.draft import Draft
from ui.preferences import Preferences
from ui.session import Session

ROWS = 40

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="module", autouse=True)
def garbage_as_in_the_application(collected_in_main_thread):
    pass


@pytest.fixture
def reviews(tmp_path):
    path = tmp_path / "movie_reviews.csv"
    lines = [f"a film that is number {row} of its kind,{'positive' if row % 2 else 'negative'}" for row in range(ROWS)]
    path.write_text("\n".join(["text,label", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def session(qapp, workspace):
    session = Session(workspace, Draft())
    yield session
    session.close()
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()


@pytest.fixture
def studio(qapp, qtbot, tmp_path):
    studio = open_studio(qapp, Preferences(tmp_path / "preferences.ini"), tmp_path / "workspace")
    qtbot.addWidget(studio.window)
    look = studio.window.session.look
    yield studio
    studio.window.close()
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    look.set_language("en")
    look.set_theme(theme.ThemeChoice.LIGHT)


@pytest.fixture(autouse=True)
def mouse_is_let_go(qapp):
    """Fail the test that leaves a mouse button down: a later test in the same process would be told of it."""
    yield
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton

"""A run with a model, made once, in a process of its own: TensorFlow never gets into the window's."""

import pytest

from studio.runs import RunFolder, Workspace
from tests.untrained_run import make_untrained_run
from ui.session import Session


@pytest.fixture(scope="session")
def trained_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A finished run with a tiny model of random weights, in a workspace of its own."""
    folder = tmp_path_factory.mktemp("trained")
    data = folder / "reviews.csv"
    rows = [
        f"the film was {'good' if row % 2 else 'bad'} number {row},{['bad', 'good'][row % 2]}" for row in range(300)
    ]
    data.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    part = {"train": str(data), "columns": {"text": "text", "label": "label"}}
    return make_untrained_run(folder, "Tiny reviews", "text_classification", part, ("bad", "good"))


@pytest.fixture
def trained_session(qtbot, trained_run: RunFolder):
    """A session on the workspace of the trained run, which it looks at."""
    session = Session(Workspace(trained_run.workspace_path))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    yield session
    session.close()

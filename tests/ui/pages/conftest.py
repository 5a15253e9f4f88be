"""What the tests of pages share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.runs import Workspace
from ui.session import Session


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Iterator[Session]:
    """A session on an empty workspace, closed at the end."""
    session = Session(Workspace.open(tmp_path / "workspace"))
    yield session
    session.close()
    qtbot.waitUntil(lambda: session._profile_job is None or session._profile_job.is_over())


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """A small, sound data set: 60 texts in two classes, and a column that nobody needs."""
    lines = ["id,text,label"]
    lines += [
        f"{row},the {row}th film was {'wonderful' if row % 2 else 'dreadful'},{'ab'[row % 2]}" for row in range(60)
    ]
    path = tmp_path / "reviews.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

from pathlib import Path

import pytest

from studio.queue import RunQueue
from studio.runs import RunFolder, Workspace
from tests.synthetic_run import make_spec


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def queue(workspace: Workspace) -> RunQueue:
    return RunQueue(workspace)


@pytest.fixture
def runs(workspace: Workspace) -> list[RunFolder]:
    """Four runs that were never started."""
    return [workspace.create_run(make_spec(f"Run {number}")) for number in range(4)]

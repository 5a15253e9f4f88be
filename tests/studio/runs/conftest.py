import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from studio.runs import RunFolder, Workspace
from studio.spec import RunSpec

SPEC = {"name": "My reviews", "task": "text_classification", "backbone": {"preset": "x"}, "data": {"train": "/a.csv"}}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def spec() -> RunSpec:
    return RunSpec.parse(SPEC)


@pytest.fixture
def run(workspace: Workspace, spec: RunSpec) -> RunFolder:
    return workspace.create_run(spec)


@pytest.fixture
def process() -> Iterator["subprocess.Popen[bytes]"]:
    """A process that lives until its input is closed."""
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        yield process
        if process.poll() is None:
            process.kill()


@pytest.fixture
def own_process() -> dict[str, float]:
    """What a status says of a worker that is this process."""
    return {"pid": os.getpid(), "process_started": psutil.Process().create_time()}

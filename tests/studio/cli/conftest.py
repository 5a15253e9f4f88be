import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main
from studio.processes import process_started
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """An empty workspace, named by the environment."""
    monkeypatch.setenv("FETTLE_WORKSPACE", str(tmp_path / "workspace"))
    return Workspace.open()


@pytest.fixture
def spec() -> RunSpec:
    return RunSpec.parse(
        {
            "name": "reviews",
            "task": "text_classification",
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": "/nowhere/reviews.csv"},
        }
    )


@pytest.fixture
def active_run(workspace: Workspace, spec: RunSpec) -> RunFolder:
    """A run whose worker is this very process."""
    run = workspace.create_run(spec)
    run.enter(RunState.STARTING, pid=os.getpid(), process_started=process_started(os.getpid()))
    run.enter(RunState.RUNNING, num_steps=10)
    return run


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Calls a command with --json and returns its exit status and its object."""

    def run_command(*arguments: str) -> tuple[int, dict[str, Any]]:
        status = main([*arguments, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run_command


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    def wait(is_true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 20
        while not is_true():
            assert time.monotonic() < deadline, "the condition never came true"
            time.sleep(0.01)

    return wait

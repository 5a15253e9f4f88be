"""Runs from their start to their end, as processes."""

from pathlib import Path
from typing import Any, TypeVar

from studio.runs import RunFolder, RunState, Workspace, read_events, start, wait_until_over
from studio.spec import RunSpec

Body = TypeVar("Body")


def run_to_the_end(spec: RunSpec, workspace: Path) -> RunFolder:
    """Make a run and wait until it has finished."""
    return finish(Workspace(workspace).create_run(spec))


def finish(run: RunFolder) -> RunFolder:
    """Start a run, or take it up again, and wait until it has finished."""
    start(run)
    assert wait_until_over(run) is RunState.FINISHED, run.log_path.read_text()
    return run


def bodies(run: RunFolder, kind: type[Body]) -> list[Body]:
    """Return what the events of one kind say."""
    found: list[Any] = [event.body for event in read_events(run.events_path)]
    return [body for body in found if isinstance(body, kind)]

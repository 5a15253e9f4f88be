"""A playground on runs that write, with a stand-in for the worker."""

import sys
from pathlib import Path

import pytest

from studio import tasks
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec
from studio.tasks import chat, summarization
from tests.opened_page import opened
from tests.writing_worker import WORKER
from ui.inference import client as inference
from ui.inference.client import WorkerState
from ui.pages.playground import PlaygroundPage
from ui.session import Session

COLUMNS = {"summarization": {"text": "text", "summary": "summary"}, "chat": {"prompt": "text", "response": "summary"}}


def make_run(folder: Path, task: str, settings: dict[str, object]) -> RunFolder:
    data = folder / "texts.csv"
    data.write_text("text,summary\n" + "".join(f"text {row},short {row}\n" for row in range(20)), encoding="utf-8")
    spec = RunSpec.parse(
        {
            "name": "Texts",
            "task": task,
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": str(data), "columns": COLUMNS[task]},
            "settings": {"generation": settings},
        }
    )
    run = Workspace(folder / "workspace").create_run(spec)
    run.model_path.mkdir()
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run


@pytest.fixture
def writing_page(qtbot, tmp_path, monkeypatch):
    """Return a function that opens the playground on a run of a task that writes; its worker is ready."""
    for task in (chat.TASK, summarization.TASK):
        monkeypatch.setitem(tasks._TASKS, task.name, task)
    monkeypatch.setattr(inference, "module_command", lambda module, *arguments: [sys.executable, "-c", WORKER])
    opening = []

    def open_page(task: str, **settings: object) -> PlaygroundPage:
        run = make_run(tmp_path, task, settings)
        session = Session(Workspace(run.workspace_path))
        session.refresh_runs()
        qtbot.waitUntil(lambda: bool(session.runs))
        page = opened(qtbot, PlaygroundPage(session), 1200, 800)
        opening.append((page, session))
        shown = page.__enter__()
        qtbot.waitUntil(lambda: shown.client.state is WorkerState.READY)
        return shown

    yield open_page
    for page, session in opening:
        page.__exit__(None, None, None)
        session.close()

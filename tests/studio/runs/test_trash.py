import pytest

from studio.errors import RunError, StateError
from studio.runs import RunState, Workspace
from studio.runs.trash import move_to_trash
from tests.synthetic_run import make_run


def test_a_run_at_work_is_not_deleted(tmp_path):
    run = make_run(Workspace(tmp_path), steps=5)
    with pytest.raises(StateError, match="Stop it before you delete it"):
        move_to_trash(run)
    assert run.path.is_dir()


def test_a_trash_that_refuses_leaves_the_run(tmp_path, monkeypatch):
    run = make_run(Workspace(tmp_path), steps=5, state=RunState.STOPPED)

    def refuse(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("send2trash.send2trash", refuse)
    with pytest.raises(RunError, match="No space left on device"):
        move_to_trash(run)
    assert run.path.is_dir()

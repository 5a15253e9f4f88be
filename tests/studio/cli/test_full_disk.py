"""A disk that has no room left, wherever a command finds out."""

import errno
import json

import pytest

from studio.cli import main
from studio.runs import Workspace


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    def fail(_: Workspace) -> None:
        raise OSError(number, "No room")

    monkeypatch.setattr(Workspace, "runs", fail)
    assert main(["runs", "--json"]) == 1
    written = capsys.readouterr()
    assert "The disk is full" in written.err
    assert json.loads(written.out)["error"]["type"] == "RoomError"

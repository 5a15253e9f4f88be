from pathlib import Path

import pytest

from studio.errors import InputError, NotFoundError
from studio.runs import Workspace
from studio.runs.workspace import WORKSPACE_VARIABLE
from studio.spec import RunSpec


def test_the_folder_given_comes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "named"))
    assert Workspace.open(tmp_path / "given").path == tmp_path / "given"
    assert Workspace.open().path == tmp_path / "named"
    assert (tmp_path / "named" / "runs").is_dir()
    assert (tmp_path / "named" / "cache").is_dir()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="file"):
        Workspace(tmp_path / "file" / "workspace")


def test_runs_of_the_same_name_and_second_get_folders_of_their_own(workspace: Workspace, spec: RunSpec) -> None:
    runs = [workspace.create_run(spec) for _ in range(3)]
    assert len({run.id for run in runs}) == 3
    assert all("my-reviews" in run.id for run in runs)


@pytest.mark.parametrize("name", ["", "???", "../up", "影評", "a" * 200])
def test_any_name_gives_a_folder_inside_the_workspace(workspace: Workspace, spec: RunSpec, name: str) -> None:
    run = workspace.create_run(spec.model_copy(update={"name": name}))
    assert run.path.parent == workspace.runs_path
    assert run.spec().name == name


def test_a_run_is_found_by_id_part_and_folder(workspace: Workspace, spec: RunSpec) -> None:
    run = workspace.create_run(spec.model_copy(update={"name": "first"}))
    workspace.create_run(spec.model_copy(update={"name": "second"}))
    assert workspace.run(run.id).path == run.path
    assert workspace.run("first").path == run.path
    assert workspace.run(str(run.path)).path == run.path
    assert run.workspace_path == workspace.path


@pytest.mark.parametrize("name", ["nothing", "reviews"])
def test_a_name_that_fits_no_run_or_several_is_refused(workspace: Workspace, spec: RunSpec, name: str) -> None:
    workspace.create_run(spec)
    workspace.create_run(spec)
    with pytest.raises(NotFoundError, match=name):
        workspace.run(name)


def test_a_run_that_cannot_be_written_is_one_clear_error(workspace: Workspace, spec: RunSpec) -> None:
    workspace.runs_path.rmdir()
    workspace.runs_path.write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be used"):
        workspace.create_run(spec)


def test_a_run_is_found_by_the_name_it_has_now(workspace: Workspace, spec: RunSpec) -> None:
    run, other = workspace.create_run(spec), workspace.create_run(spec)
    run.rename("The good one")
    assert workspace.run("The good one").path == run.path
    other.rename("The good one")
    with pytest.raises(NotFoundError, match="fits 2 runs"):
        workspace.run("The good one")


def test_a_name_that_is_another_run_s_id_does_not_hide_that_run(workspace: Workspace, spec: RunSpec) -> None:
    run, other = workspace.create_run(spec), workspace.create_run(spec)
    other.rename(run.id)
    assert workspace.run(run.id).path == run.path

from pathlib import Path

import pytest

from studio.files import complete_file, complete_folder, read_json, write_atomically, write_json


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "state.json"
    write_json(path, {"state": "运行中"})
    write_json(path, {"state": "over"})
    assert read_json(path) == {"state": "over"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_failed_write_leaves_the_old_content(tmp_path):
    path = tmp_path / "state.json"
    write_json(path, {"step": 1})
    with pytest.raises(TypeError):
        write_json(path, {"step": object()})
    with pytest.raises(TypeError):
        write_atomically(path, "text")
    assert read_json(path) == {"step": 1}
    assert [entry.name for entry in tmp_path.iterdir()] == ["state.json"]


def test_a_file_takes_its_name_once_all_is_written(tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"earlier")
    with complete_file(path) as unfinished:
        unfinished.write_bytes(b"new")
        assert path.read_bytes() == b"earlier"
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["weights.npz"]


def test_a_file_that_nobody_wrote_leaves_the_earlier_one(tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(b"earlier")
    with pytest.raises(FileNotFoundError), complete_file(path):
        pass
    assert path.read_bytes() == b"earlier"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe"])
def test_what_is_no_json_reads_as_none(tmp_path, content):
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    assert read_json(path) is None
    assert read_json(tmp_path / "absent.json") is None


def test_a_file_that_another_process_holds_open_for_a_moment_is_replaced_after_it(tmp_path, monkeypatch):
    replace, refusals = Path.replace, [PermissionError(13, "in use"), PermissionError(13, "in use")]

    def refuse_twice(self, target):
        if refusals:
            raise refusals.pop()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    write_json(tmp_path / "state.json", {"step": 1})
    assert refusals == []
    assert read_json(tmp_path / "state.json") == {"step": 1}


def test_a_file_that_may_never_be_replaced_is_told(tmp_path, monkeypatch):
    def refuse(self, target):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        write_json(tmp_path / "state.json", {"step": 1})
    assert list(tmp_path.iterdir()) == []


def test_below_a_file_there_is_no_json(tmp_path):
    (tmp_path / "file").write_text("{}")
    assert read_json(tmp_path / "file" / "parity.json") is None
    assert read_json(tmp_path) is None


def test_a_folder_takes_its_name_once_all_is_written(tmp_path):
    folder = tmp_path / "new" / "model"
    folder.parent.mkdir()

    with complete_folder(folder) as unfinished:
        (unfinished / "weights").write_text("1")
        assert not folder.exists()

    assert (folder / "weights").read_text() == "1"
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_folder_whose_place_was_deleted_is_not_made_anew(tmp_path):
    with pytest.raises(FileNotFoundError), complete_folder(tmp_path / "gone" / "model"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_folder_gives_way_whole(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "old").touch()

    with complete_folder(folder) as unfinished:
        (unfinished / "new").touch()

    assert [path.name for path in folder.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


@pytest.mark.parametrize("is_there_from_the_beginning", [True, False])
def test_the_first_folder_can_be_kept(tmp_path, is_there_from_the_beginning):
    folder = tmp_path / "key"
    if is_there_from_the_beginning:
        folder.mkdir()
        (folder / "first").touch()

    with complete_folder(folder, keeps_first=True) as unfinished:
        (unfinished / "second").touch()
        if not is_there_from_the_beginning:
            with complete_folder(folder, keeps_first=True) as quicker:
                (quicker / "first").touch()

    assert [path.name for path in folder.iterdir()] == ["first"]
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_where_the_first_is_to_be_kept_a_folder_that_can_have_no_name_is_told(tmp_path):
    (tmp_path / "key").write_text("a file")
    with pytest.raises(OSError, match="key"), complete_folder(tmp_path / "key", keeps_first=True):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_what_fails_while_a_folder_is_written_leaves_the_earlier_one(tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "old").touch()

    with pytest.raises(FileNotFoundError), complete_folder(folder) as unfinished:
        (unfinished / "missing" / "new").touch()

    assert [path.name for path in folder.iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_an_earlier_folder_comes_back_where_the_new_one_cannot_take_its_place(tmp_path, monkeypatch):
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "old").touch()
    rename = Path.rename

    def refuse(path, target):
        if path.suffix == ".tmp":
            raise OSError("the disk is gone")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="the disk is gone"), complete_folder(folder) as unfinished:
        (unfinished / "new").touch()

    assert [path.name for path in folder.iterdir()] == ["old"]
    assert [path.name for path in tmp_path.iterdir()] == ["model"]

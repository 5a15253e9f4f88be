import json
import random
from pathlib import Path

import pytest

from studio.errors import DamagedFolderError
from studio.manifest import MANIFEST_NAME, check_files, has_manifest, is_whole, sealed_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with sealed_folder(tmp_path / "model") as unfinished:
        (unfinished / "weights.h5").write_bytes(bytes(range(256)) * 40)
        (unfinished / "assets").mkdir()
        (unfinished / "assets" / "词表.txt").write_text("[PAD]\n[UNK]\n", encoding="utf-8")
        (unfinished / "empty").touch()
    return tmp_path / "model"


def test_a_manifest_names_all_files_with_size_and_checksum(folder: Path) -> None:
    check_files(folder)
    assert has_manifest(folder)
    assert is_whole(folder)
    files = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))["files"]
    assert [(entry["path"], entry["num_bytes"]) for entry in files] == [
        ("assets/词表.txt", 12),
        ("empty", 0),
        ("weights.h5", 10240),
    ]


@pytest.mark.parametrize("name", ["weights.h5", "assets/词表.txt", "empty"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DamagedFolderError, match=f"{name} is missing"):
        check_files(folder)
    assert not is_whole(folder)


def test_a_cut_file_is_told_with_both_sizes(folder: Path) -> None:
    (folder / "weights.h5").write_bytes(b"abc")
    with pytest.raises(DamagedFolderError, match=r"weights.h5: expected 10240 bytes.*Received: 3\."):
        check_files(folder)


def test_every_flipped_bit_is_noticed(folder: Path) -> None:
    path = folder / "weights.h5"
    content = path.read_bytes()
    chance = random.Random(0)
    for place in [0, len(content) * 8 - 1, *(chance.randrange(len(content) * 8) for _ in range(200))]:
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        with pytest.raises(DamagedFolderError, match=r"weights.h5 is damaged"):
            check_files(folder)
    path.write_bytes(content)
    check_files(folder)


def test_a_flipped_bit_in_the_manifest_never_lets_another_error_through(folder: Path) -> None:
    path = folder / MANIFEST_NAME
    content = path.read_bytes()
    chance = random.Random(0)
    num_noticed = 0
    for _ in range(300):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        num_noticed += not is_whole(folder)
    # A space for another one, or a name of a field with a default, changes nothing.
    assert num_noticed > 150


@pytest.mark.parametrize("path", ["/etc/hostname", "../model/weights.h5", "assets/../../model/empty"])
def test_a_manifest_reads_nothing_outside_its_folder(folder: Path, path: str) -> None:
    manifest = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    manifest["files"][0]["path"] = path
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(DamagedFolderError, match=MANIFEST_NAME):
        check_files(folder)


def test_a_manifest_of_a_later_form_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    (folder / MANIFEST_NAME).write_text(json.dumps(manifest | {"format": 2}), encoding="utf-8")
    with pytest.raises(DamagedFolderError, match="later version"):
        check_files(folder)


def test_a_folder_of_an_earlier_version_and_files_that_were_added_are_taken_as_they_are(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    check_files(folder)
    (folder / MANIFEST_NAME).unlink()
    (folder / "weights.h5").write_bytes(b"abc")
    check_files(folder)
    assert is_whole(folder)
    assert not has_manifest(folder)
    assert not is_whole(folder / "absent")

"""A model is fetched out of a Python package by pip, and checked before it counts: here from a folder of wheels."""

import hashlib
import importlib.util
import zipfile
from dataclasses import replace

import pytest

from studio import catalogue, downloads
from studio.catalogue import packages
from studio.catalogue.caches import cached_folder
from studio.downloads.fetching import fetch_preset
from studio.errors import DownloadError, PresetError
from tests.tiny_gguf import write_gguf

PACKAGE = "tiny-model"


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A packaged model whose wheel lies in a folder that pip looks into."""
    file = write_gguf(tmp_path / "tiny.gguf")
    index = tmp_path / "wheels"
    index.mkdir()
    wheel = index / "tiny_model-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(file, "tiny_model/tiny.gguf")
        archive.writestr("tiny_model-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n")
        archive.writestr(
            "tiny_model-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("tiny_model-1.0.dist-info/RECORD", "")
    known = replace(
        next(iter(packages.PACKAGED_MODELS.values())),
        name="tiny_packaged",
        package=PACKAGE,
        version="1.0",
        wheel_bytes=wheel.stat().st_size,
        wheel_sha256=sha256(wheel),
        member="tiny_model/tiny.gguf",
        file_bytes=file.stat().st_size,
        file_sha256=sha256(file),
    )
    monkeypatch.setenv("FETTLE_PACKAGES", str(tmp_path / "kept"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    use(monkeypatch, known)
    return known


def use(monkeypatch, model):
    monkeypatch.setattr(packages, "PACKAGED_MODELS", {model.handle: model})


def kept(tmp_path):
    return sorted(file.name for file in (tmp_path / "kept").rglob("*") if file.is_file() and file.suffix != ".lock")


def test_the_file_is_fetched_checked_and_kept(model, tmp_path):
    seen = []
    assert not downloads.is_downloaded(model.handle)
    file = fetch_preset(model.handle, seen.append)
    assert file == model.file == cached_folder(model.handle)
    assert kept(tmp_path) == ["tiny.gguf"]
    assert downloads.is_downloaded(model.handle)
    assert downloads.require(model.handle) == file
    assert catalogue.resolve(model.handle).kind == "gguf"
    assert catalogue.describe(model.handle).chat_template is not None
    words = [progress.what for progress in seen]
    assert [words[0], words[-1]] == ["Asking the hub", "Checking what came"]
    assert {progress.total for progress in seen if progress.what == "Downloading"} <= {model.wheel_bytes}
    assert downloads.partial_bytes(model.handle) == 0


@pytest.mark.parametrize("name", ["wheel_sha256", "file_sha256"])
def test_another_content_is_not_kept(model, tmp_path, monkeypatch, name):
    use(monkeypatch, replace(model, **{name: "0" * 64}))
    with pytest.raises(DownloadError, match=r"came damaged, or is another one: expected the SHA-256 0000"):
        fetch_preset(model.handle, lambda _: None)
    assert kept(tmp_path) == []


def test_a_package_without_the_file_is_told(model, tmp_path, monkeypatch):
    use(monkeypatch, replace(model, member="tiny_model/other.gguf"))
    with pytest.raises(DownloadError, match="does not hold what it should"):
        fetch_preset(model.handle, lambda _: None)
    assert kept(tmp_path) == []


def test_what_pip_says_is_told(model, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nowhere"))
    with pytest.raises(DownloadError, match=r"pip could not fetch the package tiny-model==1\.0: ERROR: .*satisfies"):
        fetch_preset(model.handle, lambda _: None)
    assert kept(tmp_path) == []


def test_a_python_without_pip_is_told_with_the_way_to_one(model, monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "pip" else find_spec(name))
    with pytest.raises(DownloadError, match=r"has no pip to fetch it with.*-m ensurepip"):
        fetch_preset(model.handle, lambda _: None)


def test_an_unknown_package_is_refused(model):
    with pytest.raises(PresetError, match=r"knows no model in the package of package://other==1\. Expected"):
        fetch_preset("package://other==1", lambda _: None)
    with pytest.raises(PresetError, match="knows no model"):
        catalogue.resolve("package://other==1")


def test_every_packaged_model_says_what_a_card_shows():
    for handle, known in packages.PACKAGED_MODELS.items():
        assert handle == known.handle == f"package://{known.package}=={known.version}"
        assert len(known.wheel_sha256) == len(known.file_sha256) == 64
        assert known.member.endswith(".gguf")

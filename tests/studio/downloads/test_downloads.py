import socket
import threading
import time
from pathlib import Path

import pytest

from studio import catalogue, downloads, jobs
from studio.errors import DownloadError, PresetError
from studio.jobs import CancelledError

KAGGLE = "kaggle://owner/tiny/keras/tiny_bert/2"
HUGGING_FACE = "hf://owner/tiny"
WEIGHTS = "model.weights.h5"
PIECE = 64 * 1024
HALF = 1_500_000
both_hubs = pytest.mark.parametrize("handle", [KAGGLE, HUGGING_FACE])


def files_in(folder):
    return sorted(file.relative_to(folder).as_posix() for file in Path(folder).rglob("*") if file.is_file())


def is_half_here(handle):
    """Whether all came that the hub sends before it halts."""
    return downloads.partial_bytes(handle) >= HALF


@both_hubs
def test_a_preset_is_downloaded_and_then_found_without_the_hub(hub, handle):
    assert not downloads.is_downloaded(handle)
    folder = downloads.download(handle)
    hub.faults.status = 500
    assert downloads.is_downloaded(handle)
    assert catalogue.resolve(handle) == catalogue.ResolvedPreset(str(folder), "keras_hub", is_local=True)
    assert downloads.download(handle) == folder


@both_hubs
def test_only_the_files_that_a_backbone_needs_are_fetched(hub, handle):
    folder = downloads.download(handle)
    expected = ["assets/tokenizer/vocabulary.txt", "config.json", WEIGHTS, "tokenizer.json"]
    assert files_in(folder) == expected
    for name in expected:
        assert (folder / name).read_bytes() == (hub.folder / name).read_bytes()


@both_hubs
def test_progress_goes_up_to_the_size_in_bytes(hub, handle):
    seen = []
    folder = downloads.download(handle, on_progress=seen.append)
    sizes = [progress for progress in seen if progress.what == "Downloading"]
    total = sum((folder / name).stat().st_size for name in files_in(folder))
    assert {progress.total for progress in sizes} == {total}
    assert [progress.done for progress in sizes] == sorted({progress.done for progress in sizes})
    assert sizes[-1].done == total


def test_progress_is_told_while_a_file_is_still_on_its_way(hub):
    hub.faults.hold_at = HALF
    seen = []
    with pytest.raises(CancelledError):
        downloads.download(KAGGLE, on_progress=seen.append, is_cancelled=lambda: bool(seen) and seen[-1].done >= 2**20)
    assert hub.is_holding.is_set()
    assert seen[-1].done < seen[-1].total


@both_hubs
def test_a_cancelled_download_leaves_nothing_that_would_be_taken_for_whole(hub, handle, tmp_path):
    hub.faults.hold_at = HALF
    with pytest.raises(CancelledError):
        downloads.download(handle, is_cancelled=lambda: is_half_here(handle))
    assert not downloads.is_downloaded(handle)
    cache = tmp_path / ("kagglehub" if handle is KAGGLE else "hf/hub")
    large = [file for file in cache.rglob("*") if file.is_file() and file.stat().st_size > 10_000]
    assert [file.parent.name if handle is HUGGING_FACE else file.parent.parent.name for file in large] == [
        ".incomplete"
    ]
    assert "config.json" in {Path(name).name for name in files_in(cache)}


@both_hubs
def test_a_cancelled_download_is_taken_up_where_it_stopped(hub, handle):
    hub.faults.hold_at = HALF
    with pytest.raises(CancelledError):
        downloads.download(handle, is_cancelled=lambda: is_half_here(handle))
    kept = downloads.partial_bytes(handle)
    assert kept < HALF + PIECE
    hub.recover()
    folder = downloads.download(handle)
    size = (hub.folder / WEIGHTS).stat().st_size
    # Kaggle tells where the content is only by beginning to send all of it; that answer is closed at once.
    before = [(0, size)] * (2 if handle is KAGGLE else 1)
    assert hub.served == [*before, (kept, size - kept)]
    assert (folder / WEIGHTS).read_bytes() == (hub.folder / WEIGHTS).read_bytes()
    assert downloads.partial_bytes(handle) == 0


@both_hubs
def test_progress_of_a_download_that_is_taken_up_begins_where_it_stopped(hub, handle):
    hub.faults.hold_at = HALF
    with pytest.raises(CancelledError):
        downloads.download(handle, is_cancelled=lambda: is_half_here(handle))
    kept = downloads.partial_bytes(handle)
    hub.recover()
    seen = []
    downloads.download(handle, on_progress=seen.append)
    assert min(progress.done for progress in seen if progress.what == "Downloading") >= kept


@both_hubs
def test_what_a_cancelled_download_left_can_be_deleted(hub, handle):
    hub.faults.hold_at = HALF
    with pytest.raises(CancelledError):
        downloads.download(handle, is_cancelled=lambda: is_half_here(handle))
    downloads.discard_partial(handle)
    assert downloads.partial_bytes(handle) == 0
    hub.recover()
    downloads.download(handle)
    assert [begin for begin, _ in hub.served] == [0, 0]


@both_hubs
def test_a_file_that_a_kill_left_half_is_not_taken_for_whole(hub, handle):
    hub.faults.hold_at = HALF
    with pytest.raises(CancelledError):
        jobs.run("download", {"preset": handle}, None, lambda: is_half_here(handle))
    assert not downloads.is_downloaded(handle)
    hub.recover()
    folder = downloads.download(handle)
    assert (folder / WEIGHTS).read_bytes() == (hub.folder / WEIGHTS).read_bytes()


@both_hubs
def test_the_same_preset_is_downloaded_by_one_at_a_time(hub, handle):
    hub.faults.hold_at = HALF
    first = threading.Thread(target=lambda: downloads.download(handle))
    first.start()
    assert hub.is_holding.wait(60)
    with pytest.raises(DownloadError, match="is being downloaded already, in another window or terminal"):
        downloads.download(handle)
    with pytest.raises(DownloadError, match="is being downloaded already"):
        downloads.discard_partial(handle)
    hub.recover()
    first.join()
    assert downloads.is_downloaded(handle)


def test_without_a_version_the_present_one_is_downloaded(hub):
    seen = []
    folder = downloads.download(KAGGLE.removesuffix("/2"), on_progress=seen.append)
    assert folder.name == "2"
    assert seen[-1].done == seen[-1].total
    assert downloads.is_downloaded(KAGGLE)


def test_what_another_program_left_half_beside_the_files_does_no_harm(hub, tmp_path):
    folder = tmp_path / "kagglehub/models/owner/tiny/keras/tiny_bert/2"
    folder.mkdir(parents=True)
    (folder / "task.weights.h5").write_bytes(b"half")
    (folder / WEIGHTS).write_bytes(b"half as well")
    assert downloads.download(KAGGLE) == folder
    assert downloads.is_downloaded(KAGGLE)
    assert "task.weights.h5" not in files_in(folder)


@both_hubs
def test_a_hub_that_cannot_be_reached_is_told_at_once(hub, handle, monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    monkeypatch.setenv("HF_ENDPOINT", address)
    monkeypatch.setenv("http_proxy", address)
    begun = time.monotonic()
    with pytest.raises(DownloadError, match=r"cannot be reached: .*minilm_l6_en_uncased and local folders"):
        downloads.download(handle)
    assert time.monotonic() - begun < 10


def test_presets_downloaded_before_are_named_when_the_hub_cannot_be_reached(hub, monkeypatch):
    handle = catalogue.find("bert_tiny_en_uncased").handle
    downloads.download(handle)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with pytest.raises(DownloadError, match=r"presets downloaded before \(bert_tiny_en_uncased\)"):
        downloads.download(KAGGLE)


def test_the_hub_can_be_asked_without_a_download(hub):
    assert jobs.run("check_hub", {"preset": KAGGLE}) == {"hub": "Kaggle"}
    assert jobs.run("check_hub", {"preset": "bert_tiny_en_uncased"}) == {"hub": "Kaggle"}
    assert jobs.run("check_hub", {"preset": HUGGING_FACE}) == {"hub": "Hugging Face"}


@both_hubs
def test_weights_in_other_formats_only_are_refused_before_anything_is_fetched(hub, handle, tmp_path):
    (hub.folder / WEIGHTS).rename(hub.folder / "tf_model.h5")
    with pytest.raises(PresetError, match=r"no weights that can be read: expected one of model\.weights\.h5"):
        downloads.download(handle)
    assert not any(file.name == "config.json" for file in tmp_path.joinpath("kagglehub").rglob("*"))


@both_hubs
def test_a_preset_that_no_task_can_use_is_refused(hub, handle):
    (hub.folder / "config.json").write_text('{"registered_name": "keras_hub>RWKV7Backbone", "config": {}}')
    with pytest.raises(PresetError, match="only generates text"):
        downloads.download(handle)


@both_hubs
def test_what_is_required_is_downloaded_once(hub, handle):
    folder = downloads.require(handle)
    num_requests = len(hub.requests)
    assert downloads.require(handle) == folder
    assert downloads.require(str(folder)).resolve() == folder.resolve()
    assert len(hub.requests) == num_requests


@pytest.mark.parametrize("preset", [catalogue.BUNDLED_NAME, "/some/folder"])
def test_what_is_here_is_not_downloaded(preset):
    with pytest.raises(PresetError, match="There is nothing to download"):
        downloads.download(preset)


def test_the_bundled_backbone_counts_as_downloaded():
    assert downloads.is_downloaded(catalogue.BUNDLED_NAME)

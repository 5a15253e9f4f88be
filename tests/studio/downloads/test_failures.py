"""A hub that is slow, broken, busy or refuses: one clear message each, and nothing half is left that would count.

The cases are those of `tools/download_failures.py`, which prints them with their messages for the guide.
"""

import errno
import shutil
import threading
import time
from collections import namedtuple
from pathlib import Path

import pytest

from studio import downloads, jobs
from studio.downloads import fetching, hubs, patience, transfer
from studio.errors import AccessError, DownloadError
from tests.local_hub import HUGGING_FACE, KAGGLE, SIGNATURE

WEIGHTS = "model.weights.h5"
PIECE = 64 * 1024
MIB = 2**20
both_hubs = pytest.mark.parametrize("handle", [KAGGLE, HUGGING_FACE])


@pytest.fixture(autouse=True)
def here(hub, monkeypatch):
    """Download in this process, and without long waits."""
    monkeypatch.setattr(patience, "_FIRST_WAIT_S", 0.01)
    monkeypatch.setattr(fetching, "_REPORT_S", 0.02)


def fetch(handle, seen=None):
    return fetching.fetch_preset(handle, (lambda progress: None) if seen is None else seen.append)


def assert_same(folder, hub):
    assert (Path(folder) / WEIGHTS).read_bytes() == (hub.folder / WEIGHTS).read_bytes()


@both_hubs
def test_a_slow_hub_is_followed_byte_by_byte(hub, handle):
    hub.faults.bytes_per_s = 2 * MIB
    seen = []
    assert_same(fetch(handle, seen), hub)
    done = [progress.done for progress in seen if progress.what == "Downloading"]
    assert done == sorted(done)
    assert len(set(done)) > 5


@both_hubs
def test_a_connection_that_breaks_is_taken_up_where_it_broke(hub, handle):
    hub.faults.breaks = [MIB, MIB // 2]
    assert_same(fetch(handle), hub)
    size = (hub.folder / WEIGHTS).stat().st_size
    begins = [begin for begin, _ in hub.served if begin]
    assert begins[0] == MIB
    assert begins == sorted(begins)
    assert hub.served[-1] == (begins[-1], size - begins[-1])


@both_hubs
def test_a_hub_that_knows_no_ranges_gives_the_whole_file_again(hub, handle):
    hub.faults.breaks, hub.faults.has_ranges = [MIB], False
    assert_same(fetch(handle), hub)
    assert {begin for begin, _ in hub.served} == {0}


@both_hubs
def test_an_answer_that_always_ends_too_early_is_told_and_kept(hub, handle):
    hub.faults.always_breaks_at = MIB
    with pytest.raises(DownloadError, match=r"model\.weights\.h5 of .* breaks off after 1048576 of \d+ bytes"):
        fetch(handle)
    assert not downloads.is_downloaded(handle)
    assert downloads.partial_bytes(handle) == MIB
    hub.recover()
    assert_same(fetch(handle), hub)


@both_hubs
def test_a_file_that_is_shorter_than_listed_is_told_and_deleted(hub, handle):
    hub.faults.missing_bytes = 1000
    with pytest.raises(
        DownloadError, match=r"came damaged from .*: expected \d+ bytes\. Received: \d+\. It is deleted"
    ):
        fetch(handle)
    assert not downloads.is_downloaded(handle)
    assert downloads.partial_bytes(handle) == 0


@both_hubs
def test_content_that_is_not_what_the_hub_lists_is_told_and_deleted(hub, handle):
    hub.faults.is_garbled = True
    with pytest.raises(DownloadError, match=r"came damaged from .*: expected the (sha256|md5) [0-9a-f]+\. Received"):
        fetch(handle)
    assert not downloads.is_downloaded(handle)
    assert downloads.partial_bytes(handle) == 0
    hub.recover()
    assert_same(fetch(handle), hub)


@both_hubs
def test_a_part_that_is_bad_is_found_out_and_fetched_anew(hub, handle):
    hub.faults.always_breaks_at = MIB
    with pytest.raises(DownloadError):
        fetch(handle)
    (part,) = (path for folder in caches(handle) for path in folder.rglob("*") if path.is_file())
    part.write_bytes(b"\0" * MIB)
    hub.recover()
    assert_same(fetch(handle), hub)
    assert [begin for begin, _ in hub.served][-1] == 0


@both_hubs
def test_a_part_that_is_longer_than_the_file_is_fetched_anew(hub, handle):
    hub.faults.always_breaks_at = MIB
    with pytest.raises(DownloadError):
        fetch(handle)
    (part,) = (path for folder in caches(handle) for path in folder.rglob("*") if path.is_file())
    part.write_bytes(b"\0" * 4 * MIB)
    hub.recover()
    assert_same(fetch(handle), hub)


@both_hubs
def test_a_part_that_was_whole_already_is_checked_and_not_fetched_again(hub, handle):
    hub.faults.always_breaks_at = MIB
    with pytest.raises(DownloadError):
        fetch(handle)
    (part,) = (path for folder in caches(handle) for path in folder.rglob("*") if path.is_file())
    shutil.copyfile(hub.folder / WEIGHTS, part)
    hub.recover()
    hub.served.clear()
    assert_same(fetch(handle), hub)
    # Kaggle tells its checksum only with the content.
    assert len(hub.served) == (1 if handle is KAGGLE else 0)


@both_hubs
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_that_is_busy_for_a_moment_is_asked_again(hub, handle, status):
    hub.faults.busy = [status, status]
    assert_same(fetch(handle), hub)
    assert hub.faults.busy == []


def test_one_waits_as_long_as_the_hub_asks(hub, monkeypatch):
    waits = []
    monkeypatch.setattr(fetching, "Patience", lambda wait=None: patience.Patience(waits.append))
    hub.faults.busy, hub.faults.retry_after = [503], "7"
    fetch(KAGGLE)
    assert waits == [7.0]


@both_hubs
def test_a_hub_that_asks_to_wait_long_is_not_waited_for(hub, handle):
    hub.faults.status, hub.faults.retry_after = 429, "600"
    with pytest.raises(DownloadError, match=r"too many requests from here \(429 .*\)\..* download again in 600 s"):
        fetch(handle)


@both_hubs
def test_a_hub_that_stays_busy_is_told_with_what_works_without_it(hub, handle):
    hub.faults.status = 503
    with pytest.raises(DownloadError, match=r"is not available now: it answers 503 .*minilm_l6_en_uncased"):
        fetch(handle)


@both_hubs
def test_a_hub_in_trouble_is_named_with_its_answer(hub, handle):
    hub.faults.status = 500
    with pytest.raises(
        DownloadError, match=r"could not be downloaded from .*: it answers 500 Internal Server Error\. What"
    ):
        fetch(handle)


@both_hubs
def test_a_preset_that_the_hub_does_not_have_is_named(hub, handle):
    hub.faults.status = 404
    with pytest.raises(DownloadError, match=r"has no .*tiny.* Look at https://"):
        fetch(handle)


def test_what_is_perhaps_private_leads_to_the_token(hub):
    hub.faults.status = 401
    with pytest.raises(AccessError, match=r"has no hf://owner/tiny, or gives it out only with a token\. .*token set"):
        fetch(HUGGING_FACE)


@both_hubs
def test_without_enough_room_nothing_is_begun(hub, handle, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9 - 1000, 1000))
    with pytest.raises(DownloadError, match=r"too little space on the disk of .*: expected \d+ bytes\. Free: 1000\."):
        fetch(handle)
    assert hub.served == []


@both_hubs
def test_a_disk_that_fills_up_is_told_and_what_came_is_kept(hub, handle, monkeypatch):
    received = transfer._receive

    def fill(file, response, begun):
        if file.name == WEIGHTS:
            file.part.write_bytes(b"1234")
            raise OSError(errno.ENOSPC, "No space left on device")
        received(file, response, begun)

    monkeypatch.setattr(transfer, "_receive", fill)
    with pytest.raises(DownloadError, match=r"too little space on the disk of .*make room and download again"):
        fetch(handle)
    assert not downloads.is_downloaded(handle)
    assert downloads.partial_bytes(handle) == 4


@both_hubs
def test_a_download_that_stands_still_is_ended(hub, handle, monkeypatch):
    monkeypatch.setattr(fetching, "_STALL_S", 3.0)
    hub.faults.hold_at = MIB
    with pytest.raises(DownloadError, match="stands still: nothing came"):
        fetch(handle)
    assert downloads.partial_bytes(handle) > 0
    hub.recover()
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join()


def test_a_file_that_kaggle_zips_is_unpacked_by_its_library(hub):
    hub.faults.zipped = ("tokenizer.json",)
    folder = fetch(KAGGLE)
    assert (folder / "tokenizer.json").read_bytes() == (hub.folder / "tokenizer.json").read_bytes()


@both_hubs
def test_signed_addresses_are_not_told(hub, handle, monkeypatch):
    def fail(file, response, begun):
        raise RuntimeError(f"cannot read {response.url}")

    monkeypatch.setattr(transfer, "_receive", fail)
    hub.folder.joinpath("config.json").rename(hub.folder / "config.safetensors")
    with pytest.raises(DownloadError, match="cannot read") as caught:
        fetch(handle)
    assert SIGNATURE not in repr(caught.value.to_json())


def test_a_date_can_be_asked_for_as_well():
    date = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 100))
    assert patience._retry_after({"Retry-After": date}) == pytest.approx(100, abs=2)
    assert patience._retry_after({"Retry-After": "soon"}) is None


@pytest.mark.parametrize("name", ["assets/../../../escaped.json", "..\\escaped.json", "assets/..\\escaped.txt"])
def test_a_file_that_would_end_up_outside_of_the_cache_is_not_wanted(name):
    files = [transfer.RemoteFile(each, 1, Path(each), Path(each)) for each in (name, WEIGHTS, "config.json")]
    assert {file.name for file in hubs.choose(KAGGLE, files)} == {WEIGHTS, "config.json"}


def test_a_job_says_the_same(hub):
    hub.faults.status = 404
    with pytest.raises(DownloadError, match="Kaggle has no"):
        jobs.run("download", {"preset": KAGGLE})


def caches(handle):
    from studio.catalogue.caches import partial_folders

    return partial_folders(handle)

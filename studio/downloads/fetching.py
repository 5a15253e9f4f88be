"""Fetch a preset's files one after the other, and say how far it is. Runs in a process of its own."""

import errno
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from studio import catalogue
from studio.catalogue.caches import cached_folder, is_handle
from studio.catalogue.resolving import looks_like_path
from studio.downloads.hubs import Hub, RemoteFile, check_reachable, choose, hub_for, unreachable
from studio.errors import DownloadError, PresetError, StudioError
from studio.jobs import Progress

_REPORT_S = 0.2
_STALL_S = 60.0
_SPARE_BYTES = 50_000_000

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

    Files that are whole already are not fetched again.

    Args:
        preset: A preset's name, `kaggle://…` or `hf://…`.
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
        _fetch_files(hub_for(handle), handle, on_progress)
        folder = cached_folder(handle)
    if folder is None:
        raise DownloadError("{preset} is not whole after its download. Download it again.", preset=preset)
    catalogue.describe_folder(folder)
    return folder


def _fetch_files(hub: Hub, handle: str, on_progress: OnProgress) -> None:
    try:
        files = choose(handle, hub.list_files(handle))
        _check_space(files)
        watch = _Watch(files, on_progress)
        for file in files:
            watch.follow(lambda name=file.name: hub.fetch(handle, name))  # type: ignore[misc]
        watch.report()
    except StudioError:
        raise
    except Exception as error:
        raise _explain(hub, handle, error) from error


class _Watch:
    """Waits for a library's blocking call in a thread, and reports how the files grow meanwhile."""

    def __init__(self, files: list[RemoteFile], on_progress: OnProgress) -> None:
        self._files = files
        self._total = sum(file.num_bytes for file in files)
        self._on_progress = on_progress
        self._done = -1
        self._grew_at = time.monotonic()

    def follow(self, work: Callable[[], None]) -> None:
        """Do the work and report until it is done.

        Raises:
            DownloadError: if nothing comes for a minute: kagglehub itself would wait for ever.
        """
        errors: list[Exception] = []

        def run() -> None:
            try:
                work()
            except Exception as error:
                errors.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            thread.join(_REPORT_S)
            self.report()
        if errors:
            raise errors[0]

    def report(self) -> None:
        """Say how much is here, if it is more than before."""
        done = sum(file.downloaded_bytes() for file in self._files)
        now = time.monotonic()
        if done != self._done:
            self._done, self._grew_at = done, now
            self._on_progress(Progress("Downloading", done, self._total))
        elif now - self._grew_at > _STALL_S:
            raise DownloadError(
                "The download stands still: nothing came for {seconds} s. Whole files are kept: "
                "download again to go on.",
                seconds=int(_STALL_S),
            )


def _check_space(files: list[RemoteFile]) -> None:
    folder = files[0].path.parent
    while not folder.exists():
        folder = folder.parent
    missing = sum(file.num_bytes - file.downloaded_bytes() for file in files)
    free = shutil.disk_usage(folder).free
    if free < missing + _SPARE_BYTES:
        raise DownloadError(
            "There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}.",
            folder=folder,
            needed=missing + _SPARE_BYTES,
            free=free,
        )


def _explain(hub: Hub, handle: str, error: Exception) -> StudioError:
    import requests

    known = hub.explain(handle, error)
    if known is not None:
        return known
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DownloadError("The disk is full. {preset} was not downloaded.", preset=handle)
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return unreachable(hub, str(error).rstrip("."))
    return DownloadError(
        "{preset} could not be downloaded from {hub}: {reason}. Whole files are kept: download again to go on.",
        preset=handle,
        hub=hub.name,
        reason=_reason(error),
    )


def _reason(error: Exception) -> str:
    text = (str(error) or type(error).__name__).rstrip(".")
    status = getattr(getattr(error, "response", None), "status_code", None)
    return text if status is None or str(status) in text else f"{text} (status {status})"

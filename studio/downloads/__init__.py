"""Download presets from Kaggle and Hugging Face, into the caches from which KerasHub reads them.

The work is done in a child process, so that it can be ended at any moment and a hub that hangs blocks nobody. The
window starts the job `download` itself; here is the blocking form.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from studio import catalogue, jobs
from studio.catalogue.caches import cached_folder, is_handle, partial_folders
from studio.downloads.fetching import handle_of, hold_lock
from studio.downloads.transfer import size_of
from studio.errors import WorkerError
from studio.jobs import CancelledError, Progress

__all__ = ["discard_partial", "download", "is_downloaded", "partial_bytes", "require"]


def is_downloaded(preset: str) -> bool:
    """Return whether a backbone is on this computer, whole: downloaded, bundled or a local folder.

    Raises:
        PresetError: if there is no such preset.
    """
    if is_handle(preset):
        return cached_folder(preset) is not None
    info = catalogue.describe(preset)
    return info is not None and info.is_offline


def download(
    preset: str,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Download a preset and wait for it. What came of an earlier download is not fetched again.

    Args:
        preset: A preset's name, `kaggle://…` or `hf://…`.
        on_progress: Called with the bytes that are here and in all.
        is_cancelled: Asked about ten times a second.

    Returns:
        The folder with the preset.

    Raises:
        PresetError: if there is no such preset, or it holds no backbone that can be used.
        AccessError: if the hub gives it out only with a token, or with another one.
        DownloadError: if the hub cannot be reached, or the download failed.
        CancelledError: if `is_cancelled` said so; what came is kept, see `partial_bytes`.
    """
    handle_of(preset)
    try:
        result = jobs.run("download", {"preset": preset}, on_progress, is_cancelled)
    except WorkerError:
        # Ctrl+C in a terminal reaches the job as well, which may be gone before it could be asked to end.
        if is_cancelled():
            raise CancelledError from None
        raise
    return Path(str(result["folder"]))


def require(
    preset: str,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Return the folder of a preset, which is downloaded first if it is not here: the way to every backbone.

    Args:
        preset: What a run's `backbone.preset` holds.
        on_progress: As for `download`.
        is_cancelled: As for `download`.

    Raises:
        PresetError, AccessError, DownloadError, CancelledError: as `download`.
    """
    found = catalogue.resolve(preset)
    if found.is_local:
        return Path(found.path_or_handle)
    return download(preset, on_progress=on_progress, is_cancelled=is_cancelled)


def partial_bytes(preset: str) -> int:
    """Return how much is here of a download that was ended early. It never counts as a preset.

    Raises:
        PresetError: as `handle_of`.
    """
    # A download that ends meanwhile takes files and folders away: those count as nothing.
    places = (place for folder in partial_folders(handle_of(preset)) for place in os.walk(folder))
    return sum(size_of(Path(root, name)) for root, _, names in places for name in names)


def discard_partial(preset: str) -> None:
    """Delete what is here of files that are not whole. Whole ones are kept, so that the next download is shorter.

    Raises:
        PresetError: as `handle_of`.
        DownloadError: if it is being downloaded.
    """
    handle = handle_of(preset)
    with hold_lock(handle):
        for folder in partial_folders(handle):
            shutil.rmtree(folder, ignore_errors=True)

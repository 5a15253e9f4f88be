"""Download presets from Kaggle and Hugging Face, into the caches from which KerasHub reads them.

The work is done in a child process, so that it can be ended at any moment and a hub that hangs blocks nobody. The
window starts the job `download` itself; here is the blocking form.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path

from studio import catalogue, jobs
from studio.catalogue.caches import cached_folder, is_handle
from studio.downloads.fetching import handle_of
from studio.downloads.hubs import hub_for
from studio.jobs import CancelledError, Progress

__all__ = ["discard_partial", "download", "is_downloaded"]


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
    """Download a preset and wait for it.

    Args:
        preset: A preset's name, `kaggle://…` or `hf://…`.
        on_progress: Called with the bytes that are here and in all.
        is_cancelled: Asked about ten times a second.

    Returns:
        The folder with the preset.

    Raises:
        PresetError: if there is no such preset, or it holds no backbone that can be used.
        DownloadError: if the hub cannot be reached, or the download failed.
        CancelledError: if `is_cancelled` said so; nothing half is left.
    """
    handle_of(preset)
    try:
        result = jobs.run("download", {"preset": preset}, on_progress, is_cancelled)
    except CancelledError:
        discard_partial(preset)
        raise
    return Path(str(result["folder"]))


def discard_partial(preset: str) -> None:
    """Delete the file that a cancelled download left half. Whole files are kept, so that the next one is shorter."""
    handle = handle_of(preset)
    for file in hub_for(handle).partial_files(handle):
        with contextlib.suppress(OSError):
            file.unlink()

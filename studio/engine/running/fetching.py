"""The backbone of a run, fetched before it is needed: the same download as in the window and on the command line."""

import time
from collections.abc import Callable

from studio import downloads
from studio.catalogue import resolve
from studio.jobs import Progress
from studio.messages import Message
from studio.runs.events import EventBody, LogEvent
from studio.spec import BackboneSpec

_LOG_S = 10.0
_BYTES_PER_MB = 1e6


def fetch_backbone(backbone: BackboneSpec, emit: Callable[[EventBody], None], is_cancelled: Callable[[], bool]) -> None:
    """Download a run's backbone unless it is on this computer, and log how far it is.

    Args:
        backbone: What the run trains.
        emit: Takes each event.
        is_cancelled: Whether the run is to stop.

    Raises:
        StudioError: if it cannot be had.
        CancelledError: if the run is to stop. What came is kept.
    """
    if backbone.preset is None or resolve(backbone.preset).is_local:
        return
    emit(LogEvent(Message("Downloading the backbone {preset}.", {"preset": backbone.preset})))
    logged_at = time.monotonic()

    def on_progress(progress: Progress) -> None:
        nonlocal logged_at
        if progress.total is not None and time.monotonic() - logged_at >= _LOG_S:
            logged_at = time.monotonic()
            done, total = (round(count / _BYTES_PER_MB) for count in (progress.done, progress.total))
            emit(LogEvent(Message("Downloaded {done} of {total} MB.", {"done": done, "total": total})))

    downloads.require(backbone.preset, on_progress=on_progress, is_cancelled=is_cancelled)

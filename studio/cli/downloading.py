"""Getting a preset onto this computer, with a bar."""

from pathlib import Path

from studio import downloads
from studio.cli.bars import byte_columns, watch_job
from studio.cli.formats import size
from studio.cli.options import Invocation
from studio.jobs import CancelledError


def fetch(invocation: Invocation, preset: str) -> Path:
    """Download a preset unless it is here, and return its folder; Ctrl+C ends it and keeps what came.

    Raises:
        StudioError: if there is no such preset, or it cannot be fetched.
        CancelledError: if Ctrl+C was pressed.
    """
    if downloads.is_downloaded(preset):
        return downloads.require(preset)
    with watch_job(invocation.output.log, byte_columns()) as (show, is_cancelled):
        try:
            return downloads.require(preset, on_progress=show, is_cancelled=is_cancelled)
        except CancelledError:
            kept = size(downloads.partial_bytes(preset))
    invocation.output.note(
        f"{kept} are kept: `python -m studio download {preset}` goes on, with --discard it deletes them."
    )
    raise CancelledError

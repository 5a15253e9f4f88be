"""Ctrl+C while the command line still loads: nothing has begun, so that the process ends at once with a word.

This module needs nothing but the standard library, and little of that: it is loaded first.
"""

import os
import signal
import sys
from types import FrameType

_STOPPED = 3


def watch() -> None:
    """Let Ctrl+C print one line and end the process with status 3, where it would raise an error in mid-import."""
    # Who starts a program in the background may have told it to take no notice.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _on_interrupt)


def leave() -> None:
    """Let Ctrl+C raise `KeyboardInterrupt` again."""
    if signal.getsignal(signal.SIGINT) is _on_interrupt:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _on_interrupt(signal_number: int, frame: FrameType | None) -> None:
    # An error that is raised within an import may be swallowed there.
    sys.stderr.write("Error: Stopped.\n")
    sys.stderr.flush()
    os._exit(_STOPPED)

"""Standard output kept for messages, whatever libraries print goes to standard error; and standard input."""

import contextlib
import os
import signal
import sys
from types import FrameType
from typing import TextIO


def claim_stdout() -> TextIO:
    """Return the real standard output, line by line in UTF-8, and let everybody else write to standard error.

    The file descriptor itself is moved, since libraries in C know nothing of `sys.stdout`.
    """
    sys.stdout.flush()
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return stream


def claim_stdin() -> TextIO:
    """Return standard input as lines in UTF-8, apart from `sys.stdin`.

    A thread may wait for a line while the process ends: Python then dies of the lock of its own stream.
    """
    return os.fdopen(os.dup(0), encoding="utf-8", errors="surrogateescape")


def end_cleanly_on_terminate() -> None:
    """Turn a request to end into an exception, so that unfinished files are taken away."""

    def leave(signal_number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + signal_number)

    # Another thread than the main one may not do this, and need not.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, leave)

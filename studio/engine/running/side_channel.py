"""What a run does on the side: it may fail without the run."""

import contextlib
import threading
import traceback
from collections.abc import Callable
from typing import Generic, TypeVar

from studio.jobs import CancelledError
from studio.messages import Message
from studio.runs.events import LogEvent

T = TypeVar("T")
R = TypeVar("R")


class SideChannel(Generic[T]):
    """Something that tells of a run, without which the run goes on: event files, readings, samples.

    The first failure, whatever it is, is told once and closes the channel for good. Safe to use from several threads.

    Args:
        emit: Takes the message.
        template: What the user reads then, with `{reason}`.
    """

    def __init__(self, emit: Callable[[LogEvent], None], *, template: str) -> None:
        self._emit = emit
        self._template = template
        self._lock = threading.Lock()
        self._end: Callable[[T], object] | None = None
        self._held: T | None = None
        self._is_off = False

    @property
    def is_off(self) -> bool:
        """Whether the channel failed."""
        return self._is_off

    def open(self, make: Callable[[], T], end: Callable[[T], object]) -> None:
        """Make what is guarded.

        Args:
            make: Makes it; what it needs is best imported in it too.
            end: Closes it.
        """
        self._held, self._end = self.attempt(make), end

    def use(self, action: Callable[[T], R]) -> R | None:
        """Do something with what is guarded; `None` where there is nothing any more."""
        held = self._held
        return None if held is None else self.attempt(lambda: action(held))

    def attempt(self, action: Callable[[], R]) -> R | None:
        """Do something that may fail; `None` where it did, now or before.

        Raises:
            CancelledError: if the action was cancelled: that is no failure.
        """
        if self._is_off:
            return None
        try:
            return action()
        except CancelledError:
            raise
        except Exception as error:
            self._fail(error)
            return None

    def close(self) -> None:
        """Close what is guarded, also after a failure."""
        held, end, self._held = self._held, self._end, None
        if held is None or end is None:
            return
        try:
            end(held)
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        with self._lock:
            if self._is_off:
                return
            self._is_off = True
        traceback.print_exception(error)
        # A full disk is told to the run by its own next write.
        with contextlib.suppress(OSError):
            reason = f"{type(error).__name__}: {str(error).strip().split(chr(10), 1)[0]}"
            self._emit(LogEvent(Message(self._template, {"reason": reason}), level="warning"))

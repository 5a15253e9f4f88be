"""How long a download goes on trying when a hub is busy or a connection breaks."""

import email.utils
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from requests import Response

T = TypeVar("T")

_NUM_TRIES = 5
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 8.0
# Longer than this nobody wants to look at a bar that stands still: it is told instead.
LONGEST_ASKED_WAIT_S = 60.0
_PASSING = (408, 429, 500, 502, 503, 504)


class StatusError(Exception):
    """A hub answered with a status that says no.

    Attributes:
        retry_after_s: How long the hub asks to wait; `None` if it does not say.
    """

    def __init__(self, status: int, reason: str, retry_after_s: float | None = None) -> None:
        super().__init__(f"{status} {reason}".strip())
        self.status, self.retry_after_s = status, retry_after_s

    @classmethod
    def of(cls, response: "Response") -> "StatusError":
        """Return the error of an answer."""
        return cls(response.status_code, response.reason or "", _retry_after(response.headers))


class Patience:
    """Tries again what may pass: a busy hub, a connection that breaks.

    Args:
        wait: Waits for so many seconds.
    """

    def __init__(self, wait: Callable[[float], None] = time.sleep) -> None:
        self._wait = wait

    def insist(
        self,
        action: Callable[[], T],
        progress: Callable[[], int] = lambda: 0,
        broken_off: Callable[[], Exception] | None = None,
    ) -> T:
        """Do something, and again when a reason for its failure may pass; what brought something new counts anew.

        Args:
            action: What is done.
            progress: How far it is; any change gives all tries back.
            broken_off: Makes the error to raise when a connection breaks again and again after something had come.
        """
        num_tries, before = 0, progress()
        while True:
            try:
                return action()
            except Exception as error:
                status = status_error(error)
                if not _may_pass(error, status):
                    raise
                now = progress()
                num_tries = 1 if now != before else num_tries + 1
                before = now
                if num_tries >= _NUM_TRIES:
                    if status is None and now and broken_off is not None:
                        raise broken_off() from error
                    raise
                self._pause(num_tries, status)

    def _pause(self, num_tries: int, status: StatusError | None) -> None:
        asked = None if status is None else status.retry_after_s
        if asked is not None and asked > LONGEST_ASKED_WAIT_S and status is not None:
            raise status
        self._wait(min(_FIRST_WAIT_S * 2 ** (num_tries - 1), _LONGEST_WAIT_S) if asked is None else asked)


def status_error(error: BaseException) -> StatusError | None:
    """Return the status that an error of any of the libraries is about."""
    if isinstance(error, StatusError):
        return error
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    if response is None or not isinstance(status, int):
        return None
    reason = getattr(response, "reason", None) or getattr(response, "reason_phrase", "")
    return StatusError(status, str(reason), _retry_after(response.headers))


def _may_pass(error: Exception, status: StatusError | None) -> bool:
    if status is not None:
        return status.status in _PASSING
    import requests

    # Not OSError: the disk's own errors do not pass. The libraries' are told by their names, without loading them.
    names = {kind.__name__ for kind in type(error).__mro__}
    is_network = isinstance(error, requests.ConnectionError | requests.Timeout)
    return (
        is_network
        or isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError)
        or "TransportError" in names
    )


def _retry_after(headers: Any) -> float | None:
    """Return what `Retry-After` asks for, in seconds: it holds a number or a date."""
    text = str(headers.get("Retry-After") or "")
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None

"""The requests of the inference worker, read while it is at work, and who hears of their answers."""

import contextlib
import json
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What a writing is ended by.
STOP = "stop"

_Line = tuple[str, object]


@dataclass(frozen=True, slots=True)
class Listener:
    """Who waits for an answer that comes in parts.

    Attributes:
        tell: Takes what there is so far.
        is_stopped: Whether no more is wanted.
    """

    tell: Callable[[dict[str, Any]], None] = lambda part: None
    is_stopped: Callable[[], bool] = lambda: False


NOBODY = Listener()


class Requests:
    """Lines in their order. A thread reads them, so that one that ends a writing is heard while that goes on.

    Args:
        lines: The requests. The thread ends with them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._waiting: queue.SimpleQueue[_Line | BaseException | None] = queue.SimpleQueue()
        self._stopped: set[object] = set()
        self._has_ended = False
        # Whoever ends the process must not wait for a line that never comes.
        threading.Thread(target=self._read, args=(lines,), name="requests", daemon=True).start()

    def __iter__(self) -> Iterator[str]:
        """Yield the lines that are not blank."""
        while (entry := self._waiting.get()) is not None:
            if isinstance(entry, BaseException):
                raise entry
            line, stopped = entry
            yield line
            self._stopped.discard(stopped)

    def is_stopped(self, request_id: object) -> bool:
        """Return whether a request is not to be gone on with: it was stopped, or nobody asks any more."""
        return self._has_ended or (_is_id(request_id) and request_id in self._stopped)

    def _read(self, lines: Iterable[str]) -> None:
        try:
            for line in lines:
                if line.strip():
                    stopped = _stopped_by(line)
                    if stopped is not None:
                        self._stopped.add(stopped)
                    self._waiting.put((line, stopped))
        except Exception as error:
            self._waiting.put(error)
        finally:
            self._has_ended = True
            self._waiting.put(None)


def _stopped_by(line: str) -> object:
    """Return the number of the request that a line stops; `None` for other lines."""
    with contextlib.suppress(ValueError, RecursionError):
        request = json.loads(line) if f'"{STOP}"' in line else None
        if isinstance(request, Mapping) and _is_id(request.get(STOP)):
            return request[STOP]
    return None


def _is_id(value: object) -> bool:
    return isinstance(value, int | str)

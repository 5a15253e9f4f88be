"""Writing and reading `events.jsonl`."""

import os
import threading
import time
from io import FileIO
from pathlib import Path
from types import TracebackType

from studio.runs.events import Event, EventBody, format_event, parse_event, parse_line, seq_of

_FLUSH_S = 0.05
_TAIL_BYTES = 1 << 20
_READ_BYTES = 4 << 20
# Longer ones no worker writes: they are damaged, and read in parts of this size.
_MOST_LINE_BYTES = 64 << 20


class EventWriter:
    """Appends events to a file, in groups that are at most 50 ms late.

    A last line that a killed writer left unfinished is cut off, and numbering goes on after the last whole one. When
    the disk is full, `write` says so, nothing half-written stays, and what waits is tried again.
    """

    def __init__(self, path: Path) -> None:
        # === State ===
        self._file = _open_after_last_line(path)
        self._next_seq = _last_seq(path) + 1
        self._pending: list[str] = []
        self._condition = threading.Condition()
        self._error: OSError | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._flush_in_turn, name="event-writer", daemon=True)
        self._thread.start()

    def write(self, body: EventBody) -> Event:
        """Number an event and put it into the next group.

        Raises:
            OSError: if the groups before could not be written and still cannot.
        """
        with self._condition:
            if self._error is not None:
                self._flush()
            event = Event(self._next_seq, time.time(), body)
            self._next_seq += 1
            self._pending.append(format_event(event))
            self._condition.notify()
        return event

    def flush(self, *, is_lasting: bool = False) -> None:
        """Write what waits now; with `is_lasting` also through to the disk."""
        with self._condition:
            self._flush()
            if is_lasting:
                os.fsync(self._file.fileno())

    def close(self) -> None:
        """Write what waits and close the file."""
        with self._condition:
            self._is_closed = True
            self._condition.notify()
        self._thread.join()
        try:
            self.flush(is_lasting=True)
        finally:
            self._file.close()

    def __enter__(self) -> "EventWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _flush_in_turn(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: bool(self._pending) or self._is_closed)
                if self._is_closed:
                    return
            time.sleep(_FLUSH_S / 2)
            try:
                self.flush()
            except OSError as error:
                # Told to whoever writes next, if it does not work then either: this thread has nobody to tell.
                self._error = error
                with self._condition:
                    self._condition.wait_for(lambda: self._error is None or self._is_closed)

    def _flush(self) -> None:
        if not self._pending:
            return
        waiting = memoryview(("\n".join(self._pending) + "\n").encode())
        size = self._file.seek(0, os.SEEK_END)
        try:
            while waiting:
                waiting = waiting[self._file.write(waiting) :]
        except OSError:
            self._file.truncate(size)
            raise
        self._pending = []
        self._error = None


class LineReader:
    """Reads the whole lines that came to a file since the last look.

    Args:
        path: The file; it need not exist yet.
        offset: Where to begin, in bytes: at the beginning of a line.
    """

    def __init__(self, path: Path, offset: int = 0) -> None:
        self._path = path
        self._offset = offset

    def poll(self, max_bytes: int = _READ_BYTES) -> list[bytes]:
        """Return the next whole lines, oldest first; an empty list when there is nothing new.

        Args:
            max_bytes: About how much is read at once: call again until the list is empty.
        """
        try:
            # A pipe of that name would never end.
            content, end = self._next_lines(max_bytes) if self._path.is_file() else (b"", 0)
        except OSError:
            # It is not there, or its drive is away for the moment.
            return []
        self._offset += end
        return [line for line in content[:end].splitlines() if line]

    def _next_lines(self, max_bytes: int) -> tuple[bytes, int]:
        """Return what lies at the offset, and where its last whole line ends."""
        with self._path.open("rb") as file:
            file.seek(self._offset)
            content = file.read(max_bytes)
            end = content.rfind(b"\n") + 1
            if end == 0 and len(content) == max_bytes:
                content += file.readline(_MOST_LINE_BYTES)
                is_over = content.endswith(b"\n") or len(content) >= _MOST_LINE_BYTES
                end = len(content) if is_over else 0
        return content, end


class EventReader:
    """Reads the events that came since the last look.

    Args:
        path: The file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._lines = LineReader(path)

    def poll(self, max_bytes: int = _READ_BYTES) -> list[Event]:
        """Return the next whole events, oldest first; an empty list when there is nothing new.

        Args:
            max_bytes: About how much is read at once: call again until the list is empty.
        """
        while lines := self._lines.poll(max_bytes):
            if events := [event for line in lines if (event := parse_event(line)) is not None]:
                return events
        return []


def read_events(path: Path) -> list[Event]:
    """Return all events of a file."""
    reader = EventReader(path)
    events: list[Event] = []
    while group := reader.poll():
        events.extend(group)
    return events


def _open_after_last_line(path: Path) -> FileIO:
    file = path.open("ab", buffering=0)
    tail = _tail(path)
    if not tail.endswith(b"\n"):
        file.truncate(file.tell() - (len(tail) - tail.rfind(b"\n") - 1))
    return file


def _last_seq(path: Path) -> int:
    for line in reversed(_tail(path).splitlines()):
        # A loss of power may leave lines that are none.
        if (seq := seq_of(parse_line(line))) is not None:
            return seq
    return -1


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - _TAIL_BYTES))
        return file.read()

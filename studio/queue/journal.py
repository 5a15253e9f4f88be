"""What happened in a queue: one line each, for whoever comes back in the morning."""

import json
import math
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from studio.errors import StudioError
from studio.json_text import parse_json
from studio.messages import Message

_MOST_BYTES = 1_000_000
_TAIL_BYTES = 200_000


class NoteKind(StrEnum):
    """What may happen."""

    STARTED = "started"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    TAKEN_UP = "taken_up"
    GAVE_UP = "gave_up"
    NOT_STARTED = "not_started"
    GONE = "gone"
    PAUSED = "paused"
    EMPTY = "empty"
    COMMAND_FAILED = "command_failed"

    @property
    def is_trouble(self) -> bool:
        """Whether somebody ought to look."""
        return self in _TROUBLE


_TROUBLE = frozenset(
    {NoteKind.FAILED, NoteKind.GAVE_UP, NoteKind.NOT_STARTED, NoteKind.GONE, NoteKind.PAUSED, NoteKind.COMMAND_FAILED}
)


_NOTE_WORDS = {
    NoteKind.STARTED: "“{name}” was started.",
    NoteKind.FINISHED: "“{name}” is finished.",
    NoteKind.STOPPED: "“{name}” was stopped and left the queue.",
    NoteKind.FAILED: "“{name}” failed.",
    NoteKind.TAKEN_UP: "“{name}” ended without a word and goes on from its last checkpoint.",
    NoteKind.GAVE_UP: "“{name}” ended without a word again, after {count} {count:retry|retries}: it is given up.",
    NoteKind.NOT_STARTED: "“{name}” could not be started.",
    NoteKind.GONE: "“{name}” left the queue: its folder cannot be read.",
    NoteKind.PAUSED: "The queue is paused, since “{name}” did not come to a good end.",
    NoteKind.EMPTY: "The queue is empty.",
    NoteKind.COMMAND_FAILED: "The queue's command failed.",
}


@dataclass(frozen=True, slots=True)
class QueueNote:
    """Something that happened.

    Attributes:
        time: When, in unix seconds.
        run_id: To which run; empty for what concerns the queue.
        name: What the run is called.
        count: How often it was taken up after a crash.
        error: Why, as `StudioError.to_json()`; `None` where there is no more to say.
    """

    kind: NoteKind
    time: float
    run_id: str = ""
    name: str = ""
    count: int = 0
    error: dict[str, Any] | None = None

    def message(self) -> Message:
        """Return what happened as a sentence; why it did is said by `reason`."""
        return Message(_NOTE_WORDS[self.kind], {"name": self.name or self.run_id, "count": self.count})

    def reason(self) -> StudioError | None:
        """Return why it happened, where there is more to say."""
        return None if self.error is None else StudioError.from_json(self.error)

    def to_json(self) -> dict[str, Any]:
        """Return the note as JSON data, with its sentence for whoever reads the file."""
        return {
            "kind": self.kind,
            "time": self.time,
            "run": self.run_id,
            "name": self.name,
            "count": self.count,
            "error": self.error,
            "message": str(self.message()),
        }


def write_note(path: Path, note: QueueNote) -> None:
    """Append a note; of a journal that has grown long the older half goes."""
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        kept = path.read_bytes()[-_MOST_BYTES // 2 :]
        path.write_bytes(kept[kept.find(b"\n") + 1 :])
    with path.open("ab") as file:
        file.write(json.dumps(note.to_json(), ensure_ascii=False).encode() + b"\n")


def note_now(
    kind: NoteKind, run_id: str = "", name: str = "", *, count: int = 0, error: Exception | None = None
) -> QueueNote:
    """Return a note of this moment.

    Args:
        kind: What happened.
        run_id: To which run.
        name: What it is called.
        count: How often it was taken up.
        error: Why.
    """
    if error is not None and not isinstance(error, StudioError):
        error = StudioError("{reason}", reason=str(error))
    return QueueNote(kind, time.time(), run_id, name, count, None if error is None else error.to_json())


def read_journal(path: Path, most: int = 100) -> list[QueueNote]:
    """Return what happened last, the newest last. Lines that cannot be read are left out.

    Args:
        path: The journal.
        most: How many notes at most.
    """
    try:
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - _TAIL_BYTES, 0))
            lines = file.read().splitlines()
    except OSError:
        return []
    notes = (_read(line) for line in lines)
    return [note for note in notes if note is not None][-most:]


def _read(line: bytes) -> QueueNote | None:
    try:
        data = parse_json(line)
        kind, moment = NoteKind(data["kind"]), float(data["time"])
        count, error = data.get("count"), data.get("error")
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    if not math.isfinite(moment):
        return None
    return QueueNote(
        kind,
        moment,
        _text(data.get("run")),
        _text(data.get("name")),
        count if isinstance(count, int) else 0,
        error if isinstance(error, dict) else None,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""

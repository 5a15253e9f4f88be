"""What happened in a queue: one line each, for whoever comes back in the morning."""

import json
import math
import time
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class QueueNote:
    """Something that happened.

    Attributes:
        time: When, in unix seconds.
        run_id: To which run; empty for what concerns the queue.
        detail: Why, where there is more to say: an error, or how often it was tried.
    """

    kind: NoteKind
    time: float
    run_id: str = ""
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the note as JSON data."""
        return asdict(self)


def write_note(path: Path, kind: NoteKind, run_id: str = "", detail: str = "") -> QueueNote:
    """Append a note; of a journal that has grown long the older half goes.

    Args:
        path: The journal.
        kind: What happened.
        run_id: To which run.
        detail: Why.
    """
    note = QueueNote(kind, time.time(), run_id, detail)
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        kept = path.read_bytes()[-_MOST_BYTES // 2 :]
        path.write_bytes(kept[kept.find(b"\n") + 1 :])
    with path.open("ab") as file:
        file.write(json.dumps(note.to_json(), ensure_ascii=False).encode() + b"\n")
    return note


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
        data = json.loads(line)
        moment = float(data["time"])
        note = QueueNote(NoteKind(data["kind"]), moment, str(data["run_id"]), str(data["detail"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
    return note if math.isfinite(moment) else None

"""What a runner has started. The next runner reads it, if this one dies."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.fields import Count, read_fields
from studio.files import read_json, write_json


@dataclass(frozen=True, slots=True)
class AtWork:
    """A run that a runner has started.

    Attributes:
        device: Where: `cpu`, or the number of an accelerator.
        retries: How often it was taken up after a crash.
    """

    device: str
    retries: int = 0


def read_at_work(path: Path) -> dict[str, AtWork]:
    """Return what was started, by the run's id; empty where nothing can be read."""
    data = read_json(path)
    entries = data.items() if isinstance(data, dict) else ()
    found = {run_id: _read(entry) for run_id, entry in entries}
    return {run_id: entry for run_id, entry in found.items() if entry is not None}


def write_at_work(path: Path, at_work: Mapping[str, AtWork]) -> None:
    """Replace what `read_at_work` reads."""
    write_json(path, {run_id: asdict(entry) for run_id, entry in at_work.items()})


def _read(entry: Any) -> AtWork | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("device"), str):
        return None
    return AtWork(entry["device"], read_fields(Count, entry.get("retries")) or 0)

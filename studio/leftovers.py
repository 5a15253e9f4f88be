"""What takes room and is of no use any more: old entries of the cache, and what a killed process left half made.

Nothing that a live process uses is touched. A process is known by its number and its start: temporary names carry the
number, and a process that began after a folder was last changed is not the one that made it.
"""

import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.processes import process_started
from studio.runs.folder import RunFolder
from studio.runs.workspace import Workspace

MOST_BYTES = 10_000_000_000
MOST_AGE_S = 30 * 86_400.0

_ENTRY = re.compile(r"[0-9a-f]{32}")
_UNFINISHED = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)(\.[0-9a-f]{32})?\.(?P<kind>tmp|old)")
_TEMPORARY = re.compile(r"fettle-(inference-)?(?P<pid>\d+)-\w+")
_CLOCK_S = 2.0


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """The tokens or the features of one split, which are made anew when a run asks for them.

    Attributes:
        used: When a run used them last, in unix seconds.
    """

    path: Path
    num_bytes: int
    used: float


@dataclass(frozen=True, slots=True)
class Freed:
    """What was taken away.

    Attributes:
        num_entries: Entries of the cache.
        num_bytes: Their size.
    """

    num_entries: int
    num_bytes: int


def cache_entries(workspace: Workspace) -> list[CacheEntry]:
    """Return the entries of the cache, those used longest ago first."""
    found = []
    for folder in _children(workspace.cache_path):
        if _ENTRY.fullmatch(folder.name):
            # It may be taken away at any moment.
            with contextlib.suppress(OSError):
                sizes = [path.stat().st_size for path in folder.iterdir()]
                found.append(CacheEntry(folder, sum(sizes), folder.stat().st_mtime))
    return sorted(found, key=lambda entry: (entry.used, entry.path.name))


def tidy(workspace: Workspace, most_bytes: int = MOST_BYTES, most_age_s: float = MOST_AGE_S) -> Freed:
    """Take away what killed processes left, and entries of the cache that are too old or too many.

    Args:
        workspace: The workspace.
        most_bytes: How large the cache may be; those used longest ago go first.
        most_age_s: How long an entry is kept after its last use.
    """
    _remove_unfinished(workspace)
    entries, now = cache_entries(workspace), time.time()
    excess = sum(entry.num_bytes for entry in entries) - most_bytes
    doomed = []
    for entry in entries:
        if excess > 0 or now - entry.used > most_age_s:
            doomed.append(entry)
            excess -= entry.num_bytes
    return _remove(workspace, doomed)


def clear_cache(workspace: Workspace) -> Freed:
    """Take away all entries of the cache but those that runs at work may use."""
    return _remove(workspace, cache_entries(workspace))


def _remove(workspace: Workspace, entries: Iterable[CacheEntry]) -> Freed:
    since = _used_since(workspace)
    removed = []
    for entry in entries:
        if entry.used < since:
            shutil.rmtree(entry.path, ignore_errors=True)
            if not entry.path.exists():
                removed.append(entry)
    return Freed(len(removed), sum(entry.num_bytes for entry in removed))


def _used_since(workspace: Workspace) -> float:
    """Return when the first of the runs at work began: what was used since then may be in use."""
    began = time.time()
    for folder in _children(workspace.runs_path):
        if (folder / "run.json").is_file():
            run = RunFolder(folder)
            if run.is_at_work():
                status = run.status()
                began = min(began, status.process_started or status.heartbeat)
    return began - _CLOCK_S


def _remove_unfinished(workspace: Workspace) -> None:
    runs = _children(workspace.runs_path)
    places = [workspace.path, workspace.cache_path]
    places += [place for run in runs for place in (run, run / "exports", run / "evaluation")]
    for place in places:
        remove_unfinished(place)
    for folder in _children(Path(tempfile.gettempdir())):
        found = _TEMPORARY.fullmatch(folder.name)
        if found is not None and _is_orphan(folder, int(found["pid"])):
            shutil.rmtree(folder, ignore_errors=True)


def remove_unfinished(place: Path) -> None:
    """Take away what processes that are gone left half made in a folder.

    What was put aside while a new one took its place comes back where the new one never came.
    """
    for path in _children(place):
        found = _UNFINISHED.fullmatch(path.name)
        if found is None or not _is_orphan(path, int(found["pid"])):
            continue
        with contextlib.suppress(OSError):
            if found["kind"] == "old" and not (place / found["name"]).exists():
                path.rename(place / found["name"])
            elif path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _is_orphan(path: Path, pid: int) -> bool:
    started = process_started(pid)
    if started is None:
        return True
    try:
        return pid != os.getpid() and started > path.stat().st_mtime + _CLOCK_S
    except OSError:
        return False


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []

"""The data sets that were opened last, kept in the workspace."""

from pathlib import Path

from studio.files import read_json, write_json
from studio.samples import samples

_FILE_NAME = "recent.json"
_NUM_KEPT = 8


def read_recent(workspace: Path) -> tuple[Path, ...]:
    """Return the paths, the newest first."""
    data = read_json(workspace / _FILE_NAME)
    return tuple(Path(entry) for entry in data if isinstance(entry, str)) if isinstance(data, list) else ()


def add_recent(workspace: Path, path: Path) -> tuple[Path, ...]:
    """Put a path first and return the new list. Samples have a list of their own."""
    if any(sample.path == path for sample in samples()):
        return read_recent(workspace)
    others = [entry for entry in read_recent(workspace) if entry != path]
    return _write(workspace, [path, *others][:_NUM_KEPT])


def _write(workspace: Path, paths: list[Path]) -> tuple[Path, ...]:
    write_json(workspace / _FILE_NAME, [str(path) for path in paths])
    return tuple(paths)

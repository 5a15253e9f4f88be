"""Where the indexes of a run lie, and by what a file or a model is known again."""

import hashlib
import json
import re
from pathlib import Path

from studio.data import DataSource

_FOLDER = "search"
_MOST_LETTERS = 40


def index_folder(run: Path, source: DataSource, column: str) -> Path:
    """Return the folder for the index of a column: the same for the same file, read in the same way."""
    read_as = [str(source.path), column, source.encoding, repr(source.dialect), source.layout]
    digest = hashlib.sha256(json.dumps(read_as).encode()).hexdigest()[:8]
    name = re.sub(r"[^\w.-]+", "_", source.path.stem)[:_MOST_LETTERS]
    return run / _FOLDER / f"{name}-{digest}"


def stored_indexes(run: Path) -> list[Path]:
    """Return the folders of a run's indexes, those made last first."""
    try:
        folders = [path for path in (run / _FOLDER).iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []
    return sorted(folders, key=lambda path: (-path.stat().st_mtime, path.name))


def hash_files(path: Path) -> str:
    """Return a hash of a file's bytes, or of the names and bytes of all files of a folder.

    Raises:
        OSError: if one cannot be read.
    """
    digest = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file()):
        if file != path:
            digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()

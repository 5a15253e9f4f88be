"""Files that are complete or absent."""

import contextlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from studio.json_text import parse_json

T = TypeVar("T")

# On Linux and macOS the second try is in vain as well, and costs a tenth of a second in all.
_NUM_TRIES = 20
_WAIT_S = 0.005


def expand_user(path: str | Path) -> Path:
    """Return a path with the home folder in place of a leading `~`; where nobody has that name it stays as it is."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def exists(path: Path) -> bool:
    """Return whether there is something at a path; not where there cannot be, as its name is too long."""
    try:
        return path.exists()
    except OSError:
        return False


def temporary_prefix() -> str:
    """Return how the names of temporary folders begin: a later process sees whether their maker is gone."""
    return f"fettle-{os.getpid()}-"


@contextlib.contextmanager
def complete_file(path: Path) -> Iterator[Path]:
    """Give a file to write that takes its name once all is written: a reader sees the earlier one whole, or the new.

    That holds after a loss of power too.

    Args:
        path: The name in the end; an earlier file of that name gives way.

    Yields:
        The path to write to. What fails within leaves the earlier file as it was.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        sync_file(temporary)
        _patiently(lambda: temporary.replace(path))
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file whole, see `complete_file`."""
    with complete_file(path) as temporary:
        temporary.write_bytes(content)


def write_json(path: Path, data: object) -> None:
    """Write JSON data with `write_atomically`."""
    write_atomically(path, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())


@contextlib.contextmanager
def complete_folder(folder: Path, *, keeps_first: bool = False) -> Iterator[Path]:
    """Give a folder to write into that takes its name once all is written: it is complete or absent.

    Several processes may write the same folder at once: each has one of its own.

    Args:
        folder: The name in the end. What it lies in must exist: the folder of a run that was deleted is not made anew.
        keeps_first: Whether a folder of that name which is there by the end stays, and the new one is dropped. Else
            the earlier one gives way.

    Yields:
        The folder to write into, empty. What fails within leaves the earlier folder as it was.
    """
    own = f"{os.getpid()}.{uuid.uuid4().hex}"
    temporary, earlier = (folder.with_name(f".{folder.name}.{own}.{kind}") for kind in ("tmp", "old"))
    temporary.mkdir()
    try:
        yield temporary
        for path in temporary.rglob("*"):
            if path.is_file():
                sync_file(path)
        if keeps_first:
            _take_free_name(temporary, folder)
        else:
            _take_name(temporary, folder, earlier)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    shutil.rmtree(earlier, ignore_errors=True)


def _take_name(temporary: Path, folder: Path, earlier: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        _patiently(lambda: folder.rename(earlier))
    try:
        _patiently(lambda: temporary.rename(folder))
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            earlier.rename(folder)
        raise


def _take_free_name(temporary: Path, folder: Path) -> None:
    try:
        _patiently(lambda: temporary.rename(folder))
    except OSError:
        if not folder.is_dir():
            raise


def read_json(path: Path) -> Any:
    """Read a JSON file; `None` if there is none or it holds no JSON. What is no file, such as a pipe, is not read."""
    try:
        return parse_json(_patiently(path.read_bytes)) if path.is_file() else None
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, ValueError):
        return None


def _patiently(action: Callable[[], T]) -> T:
    """Do something that Windows refuses while another process has the file open for a moment."""
    for _ in range(_NUM_TRIES - 1):
        with contextlib.suppress(PermissionError):
            return action()
        time.sleep(_WAIT_S)
    return action()


def sync_file(path: Path) -> None:
    """Make the content of a file last that another library wrote."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last, where the system knows how (Windows does it by itself)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What a folder that the studio wrote must hold: each file with its size and a checksum, written last."""

import contextlib
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from studio.errors import DamagedFolderError
from studio.fields import read_fields
from studio.files import complete_folder, read_json, write_json

MANIFEST_NAME = "manifest.json"
_FORMAT = 1
# So much of a file is read at once.
_BLOCK_BYTES = 2**22


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as it was written.

    Attributes:
        path: Where it lies in the folder, with `/` between the parts.
        crc32: The checksum of its bytes, as zlib computes it: it finds whatever chance does to a file, no forger.
    """

    path: str
    num_bytes: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a folder, but for the manifest itself."""

    files: tuple[FileEntry, ...]
    format: int = _FORMAT


@contextlib.contextmanager
def sealed_folder(folder: Path, *, keeps_first: bool = False) -> Iterator[Path]:
    """Give a folder to write into that is complete or absent, and gets a manifest: see `complete_folder`."""
    with complete_folder(folder, keeps_first=keeps_first) as unfinished:
        yield unfinished
        files = sorted(path for path in unfinished.rglob("*") if path.is_file())
        entries = tuple(_entry(unfinished, path) for path in files)
        write_json(unfinished / MANIFEST_NAME, asdict(Manifest(entries)))


def has_manifest(folder: Path) -> bool:
    """Return whether a folder says what it must hold; those of earlier versions do not."""
    return (folder / MANIFEST_NAME).is_file()


def check_files(folder: Path) -> None:
    """Check that all files of a folder are as they were written. Files that were added are not looked at.

    A folder without a manifest, of an earlier version, is taken as it is.

    Raises:
        DamagedFolderError: names the first file that is missing, cut or changed.
    """
    if not has_manifest(folder):
        return
    manifest = read_fields(Manifest, read_json(folder / MANIFEST_NAME))
    if manifest is None:
        raise _changed(folder / MANIFEST_NAME)
    if manifest.format != _FORMAT:
        raise DamagedFolderError(
            "{file}: expected the format {expected} of a manifest. Received: {received}. A later version of the studio "
            "wrote the folder, or the file is damaged.",
            file=folder / MANIFEST_NAME,
            expected=_FORMAT,
            received=manifest.format,
        )
    for entry in manifest.files:
        _check_file(folder, entry)


def is_whole(folder: Path) -> bool:
    """Return whether there is a folder whose files are as they were written, see `check_files`."""
    try:
        check_files(folder)
    except DamagedFolderError:
        return False
    return folder.is_dir()


def _check_file(folder: Path, entry: FileEntry) -> None:
    inside = PurePosixPath(entry.path)
    if inside.is_absolute() or ".." in inside.parts or "\0" in entry.path:
        raise _changed(folder / MANIFEST_NAME)
    path = folder / inside
    try:
        found = _entry(folder, path)
    except FileNotFoundError:
        raise DamagedFolderError("{file} is missing.", file=path) from None
    except OSError as error:
        raise DamagedFolderError(
            "{file} cannot be read: {reason}", file=path, reason=error.strerror or str(error)
        ) from None
    if found.num_bytes != entry.num_bytes:
        raise DamagedFolderError(
            "{file}: expected {expected} {expected:byte|bytes}, as were written. Received: {received}.",
            file=path,
            expected=entry.num_bytes,
            received=found.num_bytes,
        )
    if found != entry:
        raise _changed(path)


def _changed(path: Path) -> DamagedFolderError:
    return DamagedFolderError("{file} is damaged: its content is no longer what was written.", file=path)


def _entry(folder: Path, path: Path) -> FileEntry:
    checksum, num_bytes = 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            checksum, num_bytes = zlib.crc32(block, checksum), num_bytes + len(block)
    return FileEntry(path.relative_to(folder).as_posix(), num_bytes, checksum)

"""One file over HTTP: taken up where it stopped, and checked before it counts.

Neither hub's library can be relied on here. huggingface_hub 2.4 writes to a file of a random name and deletes it when
anything goes wrong. kagglehub 1.0 goes on where it stopped, but writes whatever the second answer holds behind the
first part, an error page too, and takes a file that has its full length for whole without a look at its checksum.
"""

import enum
import hashlib
from base64 import b64decode
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studio.downloads.patience import Patience, StatusError

if TYPE_CHECKING:
    from requests import Response

# To connect, and between two pieces that come.
TIMEOUT_S = (10.0, 20.0)

_CHUNK_BYTES = 64 * 1024
_WHOLE, _PART, _NOT_SATISFIABLE = 200, 206, 416
_GOOGLE_HASHES = "x-goog-hash"

OpenAt = Callable[[int], AbstractContextManager["Response"]]


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of a file must add up to.

    Attributes:
        kind: `git_sha1` is what git calls a blob's name: the SHA-1 of a short header and the content.
        digest: In hexadecimal.
    """

    kind: Literal["sha256", "git_sha1", "md5"]
    digest: str

    def fits(self, path: Path) -> bool:
        """Return whether a file has these bytes."""
        with path.open("rb") as file:
            if self.kind != "git_sha1":
                return hashlib.file_digest(file, self.kind).hexdigest() == self.digest
            found = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
            while chunk := file.read(_CHUNK_BYTES):
                found.update(chunk)
            return found.hexdigest() == self.digest


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a preset on a hub.

    Attributes:
        name: Its path within the preset, with forward slashes.
        path: Where the hub's library keeps it once it is whole.
        part: Where it grows.
        checksum: As the hub lists it; `None` where it is told only with the content, or never.
        marker: A file without which the one at `path` does not count; `None` where none is needed.
    """

    name: str
    num_bytes: int
    path: Path
    part: Path
    checksum: Checksum | None = None
    marker: Path | None = None

    def is_whole(self) -> bool:
        """Return whether it is on this computer in its full length."""
        is_marked = self.marker is None or self.marker.exists()
        return is_marked and self.path.is_file() and self.path.stat().st_size == self.num_bytes

    def downloaded_bytes(self) -> int:
        """Return how much of it is on this computer."""
        return self.num_bytes if self.is_whole() else min(size_of(self.part), self.num_bytes)


class Damage(enum.Enum):
    """In what a file differs from the one that the hub lists."""

    LENGTH = enum.auto()
    LONGER = enum.auto()
    SHORTER = enum.auto()
    PLACE = enum.auto()
    CHECKSUM = enum.auto()


class DamagedError(Exception):
    """What came is not the file that the hub lists. It is deleted.

    Args:
        file: The file.
        damage: In what it differs.
        details: What was expected and what came, by the names of the message that tells it.
    """

    def __init__(self, file: RemoteFile, damage: Damage, **details: str | int) -> None:
        super().__init__(f"{file.name}: {damage.name}, {details}")
        self.file, self.damage, self.details = file, damage, details


class BrokenOffError(Exception):
    """The answer ended too early, again and again. What came is kept."""

    def __init__(self, file: RemoteFile) -> None:
        super().__init__(f"{file.name} breaks off.")
        self.file, self.received = file, size_of(file.part)


def fetch(file: RemoteFile, open_at: OpenAt, patience: Patience, on_check: Callable[[], None]) -> None:
    """Bring `file.part` to its full length and check it.

    Args:
        file: The file. What is there of it is kept, and only the rest is asked for.
        open_at: Asks the hub for the content from a byte on. The answer may as well begin at the first.
        patience: Waits between tries, and says when it is enough.
        on_check: Called when all is here and is checked.

    Raises:
        DamagedError: if what came is something else, also when all of it was fetched anew.
        BrokenOffError: if the answers end too early without bringing anything new.
    """
    file.part.parent.mkdir(parents=True, exist_ok=True)
    was_begun = size_of(file.part) > 0
    try:
        _fetch_and_check(file, open_at, patience, on_check)
    except DamagedError:
        file.part.unlink(missing_ok=True)
        if not was_begun:
            raise
        # Perhaps only what was left from before is bad: by a power failure, or a release that was replaced.
        _fetch_anew(file, open_at, patience, on_check)


def size_of(path: Path) -> int:
    """Return a file's length; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _fetch_anew(file: RemoteFile, open_at: OpenAt, patience: Patience, on_check: Callable[[], None]) -> None:
    try:
        _fetch_and_check(file, open_at, patience, on_check)
    except DamagedError:
        file.part.unlink(missing_ok=True)
        raise


def _fetch_and_check(file: RemoteFile, open_at: OpenAt, patience: Patience, on_check: Callable[[], None]) -> None:
    told = _receive_all(file, open_at, patience)
    on_check()
    checksum = file.checksum or told
    if checksum is not None and not checksum.fits(file.part):
        kind = checksum.kind.replace("_", " ")
        raise DamagedError(file, Damage.CHECKSUM, kind=kind, expected=checksum.digest)


def _receive_all(file: RemoteFile, open_at: OpenAt, patience: Patience) -> Checksum | None:
    """Fetch what is missing, and return the checksum that the answer told."""
    if size_of(file.part) > file.num_bytes:
        raise DamagedError(file, Damage.LENGTH, expected=file.num_bytes, received=size_of(file.part))
    told: list[Checksum | None] = []

    def receive() -> None:
        begun = size_of(file.part)
        # A file that was whole when the last download was ended is asked for once more, for its checksum alone.
        is_rest = begun < file.num_bytes or not file.part.exists()
        with open_at(begun if is_rest else 0) as response:
            told.append(_told_checksum(response))
            if is_rest:
                _receive(file, response, begun)

    if file.checksum is None or size_of(file.part) < file.num_bytes or not file.part.exists():
        patience.insist(receive, lambda: size_of(file.part), lambda: BrokenOffError(file))
    return told[-1] if told else None


def _receive(file: RemoteFile, response: "Response", begun: int) -> None:
    offset = _offset(file, response, begun)
    # Unbuffered: what has come is on the disk when this process is ended.
    with file.part.open("r+b" if file.part.exists() else "wb", buffering=0) as part:
        part.truncate(offset)
        part.seek(offset)
        for chunk in response.iter_content(_CHUNK_BYTES):
            part.write(chunk)
            if part.tell() > file.num_bytes:
                raise DamagedError(file, Damage.LONGER, expected=file.num_bytes)


def _offset(file: RemoteFile, response: "Response", begun: int) -> int:
    """Return where the content of an answer belongs.

    Raises:
        StatusError: if there is none.
        DamagedError: if the file is longer or shorter than it is listed.
    """
    if response.status_code == _NOT_SATISFIABLE:
        raise DamagedError(file, Damage.SHORTER, expected=file.num_bytes, received=begun)
    if response.status_code not in (_WHOLE, _PART):
        raise StatusError.of(response)
    offset = _first_byte(response) if response.status_code == _PART else 0
    if offset not in (0, begun):
        raise DamagedError(file, Damage.PLACE, expected=begun, received=offset)
    length = response.headers.get("Content-Length")
    if length is not None and "Content-Encoding" not in response.headers and offset + int(length) != file.num_bytes:
        raise DamagedError(file, Damage.LENGTH, expected=file.num_bytes, received=offset + int(length))
    return offset


def _first_byte(response: "Response") -> int:
    """Return where a part begins, e.g. 100 for `Content-Range: bytes 100-199/200`."""
    first = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdecimal() else -1


def _told_checksum(response: "Response") -> Checksum | None:
    """Return the MD5 that Google's storage tells in its header, e.g. `crc32c=n03x6A==,md5=Ojk9c3dhfxgoKVVHYwFbHQ==`."""
    if "Content-Encoding" in response.headers:
        return None
    for entry in response.headers.get(_GOOGLE_HASHES, "").split(","):
        name, _, value = entry.strip().partition("=")
        if name == "md5":
            return Checksum("md5", b64decode(value).hex())
    return None

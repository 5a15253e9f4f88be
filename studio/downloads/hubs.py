"""What is needed of a hub: whether it can be reached, which files a preset has, and how one file is fetched."""

import importlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Protocol

from studio import catalogue
from studio.catalogue.caches import HUGGING_FACE_PREFIX
from studio.catalogue.layout import KERAS_INDEX, KERAS_WEIGHTS, SAFETENSORS, SAFETENSORS_INDEX
from studio.errors import DownloadError, PresetError, StudioError

_TIMEOUT_S = 4.0
_LOOK_UP_S = 2.0
_GATEWAY_ERRORS = (502, 503, 504)
_WANTED = ("*.json", "*.txt", "*.model", "assets/*", "1_Pooling/config.json", "*.weights.h5", "*.safetensors")
_UNWANTED = ("task.weights.h5",)
_WEIGHTS = (KERAS_WEIGHTS, KERAS_INDEX, SAFETENSORS, SAFETENSORS_INDEX)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a preset on a hub.

    Attributes:
        name: Its path within the preset, with forward slashes.
        path: Where the hub's library keeps it; while it grows, perhaps under this name and `.….incomplete`.
    """

    name: str
    num_bytes: int
    path: Path

    def downloaded_bytes(self) -> int:
        """Return how much of it is on this computer."""
        growing = self.path.parent.glob(f"{self.path.name}.*incomplete")
        return min(max(map(_size, (self.path, *growing))), self.num_bytes)


class Hub(Protocol):
    """A place that presets are downloaded from."""

    name: str

    def endpoint(self) -> str:
        """Return the address that must answer."""
        ...

    def page(self, handle: str) -> str:
        """Return the address of a preset's page."""
        ...

    def list_files(self, handle: str) -> list[RemoteFile]:
        """Return all files of a preset."""
        ...

    def fetch(self, handle: str, name: str) -> None:
        """Put one file into the library's cache. Blocks."""
        ...

    def explain(self, handle: str, error: Exception) -> StudioError | None:
        """Return what an error of the library means for the user; `None` for an unknown one."""
        ...

    def partial_files(self, handle: str) -> list[Path]:
        """Return the files in the cache that are not whole."""
        ...


def hub_for(handle: str) -> Hub:
    """Return the hub that a handle points to. Loads the hub's library only when it is used."""
    module = "hugging_face" if handle.startswith(HUGGING_FACE_PREFIX) else "kaggle"
    hub: Hub = importlib.import_module(f"studio.downloads.{module}").HUB
    return hub


def choose(handle: str, files: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Return the files that a backbone needs, small ones first, so that the weights complete it.

    Raises:
        PresetError: if the weights are there in other formats only.
    """
    names = {file.name for file in files}
    if not names.intersection(_WEIGHTS):
        raise PresetError(
            "{handle} has no weights that can be read: expected one of {expected}. Received: {received}.",
            handle=handle,
            expected=", ".join(_WEIGHTS),
            received=", ".join(sorted(names)[:12]) or "no files",
        )
    chosen = [file for file in files if _is_wanted(file.name, has_safetensors=SAFETENSORS in names)]
    return sorted(chosen, key=lambda file: file.num_bytes)


def check_reachable(handle: str) -> None:
    """Find out within seconds whether a hub answers, through the user's proxy if one is set.

    Raises:
        DownloadError: if it does not; says what works without it.
    """
    hub = hub_for(handle)
    reasons: list[str] = []
    # A name server that does not answer ignores every timeout, so the whole question is bounded by a thread.
    thread = threading.Thread(target=_ask, args=(hub.endpoint(), reasons), daemon=True)
    thread.start()
    thread.join(_TIMEOUT_S + _LOOK_UP_S)
    if thread.is_alive():
        reasons.append("it does not answer")
    if reasons:
        raise unreachable(hub, reasons[0])


def unreachable(hub: Hub, reason: str) -> DownloadError:
    """Return the error that says a hub cannot be reached, and what works offline."""
    downloaded = [preset.name for preset in catalogue.presets() if preset.is_offline and preset.source == "hub"]
    return DownloadError(
        "{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled}, "
        "local folders, and presets downloaded before ({downloaded})."
        if downloaded
        else "{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled} and "
        "local folders.",
        hub=hub.name,
        reason=reason,
        bundled=catalogue.BUNDLED_NAME,
        downloaded=", ".join(downloaded),
    )


def _ask(address: str, reasons: list[str]) -> None:
    import requests

    try:
        answer = requests.head(address, timeout=_TIMEOUT_S, allow_redirects=False)
    except requests.RequestException as error:
        reasons.append(_root_cause(error))
        return
    if answer.status_code in _GATEWAY_ERRORS:
        reasons.append(f"the answer was {answer.status_code} {answer.reason}")


def _root_cause(error: BaseException) -> str:
    """Return the innermost reason of a chain of network errors, as far as the libraries tell."""
    seen: BaseException = error
    while (inner := seen.__cause__ or seen.__context__) is not None:
        seen = inner
    text = getattr(seen, "strerror", None) or str(seen)
    return str(text).rstrip(".") or type(seen).__name__


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_wanted(name: str, *, has_safetensors: bool) -> bool:
    if name in _UNWANTED or ("/" in name and not name.startswith(("assets/", "1_Pooling/"))):
        return False
    if name.endswith(".safetensors") and has_safetensors and name != SAFETENSORS:
        return False
    return any(fnmatchcase(name, pattern) for pattern in _WANTED)

"""What is needed of a hub: whether it can be reached, which files a preset has, and how one file is fetched."""

import importlib
import threading
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from studio import catalogue
from studio.catalogue.caches import HUGGING_FACE_PREFIX
from studio.catalogue.layout import KERAS_INDEX, KERAS_WEIGHTS, SAFETENSORS, SAFETENSORS_INDEX, TORCH, TORCH_INDEX
from studio.catalogue.packages import PACKAGE_PREFIX
from studio.downloads.packages import check_pip
from studio.downloads.patience import Patience
from studio.downloads.transfer import RemoteFile
from studio.errors import DownloadError, PresetError, StudioError

_TIMEOUT_S = 4.0
_SILENT_WORDS = "it does not answer"
_LOOK_UP_S = 2.0
_GATEWAY_ERRORS = (502, 503, 504)
_WANTED = ("*.json", "*.txt", "*.model", "assets/*", "1_Pooling/config.json", "*.weights.h5", "*.safetensors")
_UNWANTED = ("task.weights.h5",)
_WEIGHTS = (KERAS_WEIGHTS, KERAS_INDEX, SAFETENSORS, SAFETENSORS_INDEX)
# Only where there are no others: many models have both.
_TORCH_WEIGHTS = (TORCH, TORCH_INDEX)
_TORCH_PATTERN = "pytorch_model*.bin"


class Hub(Protocol):
    """A place that presets are downloaded from, as far as one of them is concerned.

    Attributes:
        account: Its name in `studio.credentials`.
        handle: The preset.
    """

    name: str
    account: str
    handle: str

    def endpoint(self) -> str:
        """Return the address that must answer."""
        ...

    def page(self) -> str:
        """Return the address of the preset's page."""
        ...

    def list_files(self) -> list[RemoteFile]:
        """Return all files of the preset."""
        ...

    def fetch(self, file: RemoteFile, patience: Patience, on_check: Callable[[], None]) -> None:
        """Put one whole, checked file into the library's cache; see `transfer.fetch`. Blocks."""
        ...

    def complete(self, files: Sequence[RemoteFile]) -> None:
        """Make the preset count, now that all of its files are there."""
        ...

    def explain(self, error: Exception) -> StudioError | None:
        """Return what an error of the library means for the user; `None` for what both hubs have in common."""
        ...


def hub_for(handle: str) -> Hub:
    """Return the hub that a handle points to. Loads the hub's library only when it is used."""
    module = "hugging_face" if handle.startswith(HUGGING_FACE_PREFIX) else "kaggle"
    hub: Hub = importlib.import_module(f"studio.downloads.{module}").make_hub(handle)
    return hub


def choose(handle: str, files: Sequence[RemoteFile]) -> list[RemoteFile]:
    """Return the files that a backbone needs, small ones first, so that the weights complete it.

    Raises:
        PresetError: if the weights are there in other formats only.
    """
    names = {file.name for file in files}
    if not names.intersection((*_WEIGHTS, *_TORCH_WEIGHTS)):
        raise PresetError(
            "{handle} has no weights that can be read: expected one of {expected}. Received: {received}.",
            handle=handle,
            expected=", ".join((*_WEIGHTS, *_TORCH_WEIGHTS)),
            received=", ".join(sorted(names)[:12]) or "no files",
        )
    patterns = _WANTED if names.intersection(_WEIGHTS) else (*_WANTED, _TORCH_PATTERN)
    chosen = [file for file in files if _is_wanted(file.name, patterns, has_safetensors=SAFETENSORS in names)]
    return sorted(chosen, key=lambda file: file.num_bytes)


def check_reachable(handle: str) -> None:
    """Find out within seconds whether a hub answers, through the user's proxy if one is set.

    Of a package only whether there is a pip: it alone knows where it fetches from.

    Raises:
        DownloadError: if it does not; says what works without it.
    """
    if handle.startswith(PACKAGE_PREFIX):
        check_pip()
        return
    hub = hub_for(handle)
    reasons: list[str] = []
    # A name server that does not answer ignores every timeout, so the whole question is bounded by a thread.
    thread = threading.Thread(target=_ask, args=(hub.endpoint(), reasons), daemon=True)
    thread.start()
    thread.join(_TIMEOUT_S + _LOOK_UP_S)
    if thread.is_alive():
        reasons.append(_SILENT_WORDS)
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


def _is_wanted(name: str, patterns: Sequence[str], *, has_safetensors: bool) -> bool:
    if "\\" in name or ".." in name.split("/"):
        # It would end up outside of the cache.
        return False
    if name in _UNWANTED or ("/" in name and not name.startswith(("assets/", "1_Pooling/"))):
        return False
    if name.endswith(".safetensors") and has_safetensors and name != SAFETENSORS:
        return False
    return any(fnmatchcase(name, pattern) for pattern in patterns)

"""Lets downloads fail in every way against a hub on this computer, and prints what is shown, as a table for the guide.

    python tools/download_failures.py [--kaggle]

Each download goes through the studio's own code and the hubs' own libraries; only the hub is a local one that
misbehaves. What is kept is looked up in the caches afterwards.
"""

import argparse
import collections
import importlib
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

_MIB = 2**20
_TOKEN = "a-token"  # noqa: S105
_TABLE_HEAD = "| what happens | what is shown | what is kept |\n|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One way to fail.

    Attributes:
        title: In the words of the guide.
        faults: What the hub does, as attributes of `tests.local_hub.Faults`.
        token: What stands in the environment.
        free_bytes: How much room the disk has; `None` leaves it as it is.
    """

    title: str
    faults: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    free_bytes: int | None = None


CASES = (
    Case("the hub is slow", {"bytes_per_s": 3 * _MIB}),
    Case("the connection breaks twice", {"breaks": [_MIB, _MIB // 2]}),
    Case("the hub is busy for a moment (429, 503)", {"busy": [429, 503]}),
    Case("every answer breaks off at the same place", {"always_breaks_at": _MIB}),
    Case("the file is shorter than listed", {"missing_bytes": 1000}),
    Case("the content is another than listed", {"is_garbled": True}),
    Case("the model is gated, and there is no token", {"token": _TOKEN}),
    Case("the token is wrong (401)", {"token": _TOKEN}, token="a-wrong-one"),  # noqa: S106
    Case("the terms are not accepted (403)", {"token": _TOKEN, "is_forbidden": True}, token=_TOKEN),
    Case("the model is gated, and the token is right", {"token": _TOKEN}, token=_TOKEN),
    Case("there is no such model (404)", {"status": 404}),
    Case("too many questions (429, Retry-After: 600)", {"status": 429, "retry_after": "600"}),
    Case("the hub is down (503)", {"status": 503}),
    Case("the hub fails (500)", {"status": 500}),
    Case("the disk is too full", free_bytes=1_000_000),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kaggle", action="store_true", help="Kaggle instead of Hugging Face")
    sys.stdout.write(table(is_kaggle=parser.parse_args().kaggle))


def table(*, is_kaggle: bool = False) -> str:
    """Return the table, in Markdown."""
    return _TABLE_HEAD + "".join(f"| {case.title} | {' | '.join(run(case, is_kaggle=is_kaggle))} |\n" for case in CASES)


def run(case: Case, *, is_kaggle: bool = False, tell: Callable[[Any], str] = str) -> tuple[str, str]:
    """Let a download go wrong, and return what is shown, as `tell` tells an error, and what is kept."""
    from studio import downloads
    from studio.downloads import fetching
    from studio.errors import StudioError

    handle = _local_hub().KAGGLE if is_kaggle else _local_hub().HUGGING_FACE
    with _hub() as (hub, monkeypatch, folder):
        hub.faults = _local_hub().Faults(**case.faults)
        monkeypatch.setenv("KAGGLE_API_TOKEN" if is_kaggle else "HF_TOKEN", case.token)
        if case.free_bytes is not None:
            usage = collections.namedtuple("usage", "total used free")
            monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12, case.free_bytes))
        try:
            fetching.fetch_preset(handle, lambda progress: None)
        except StudioError as error:
            shown = _plain(tell(error), folder)
        else:
            shown = "(the preset is whole)"
        if downloads.is_downloaded(handle):
            return shown, "all"
        return shown, _kept(downloads.partial_bytes(handle), folder)


def _kept(partial_bytes: int, folder: Path) -> str:
    if partial_bytes:
        return f"the other files, and {partial_bytes:,} bytes of this one"
    caches = (folder / "kagglehub", folder / "hf")
    return (
        "the other files" if any(path.name == "config.json" for cache in caches for path in cache.rglob("*")) else "–"
    )


def _plain(message: str, folder: Path) -> str:
    """Return a message without what differs from call to call."""
    text = message.replace(str(folder), "…")
    text = re.sub(r"\b[0-9a-f]{32,64}\b", "…", text)
    is_about_space = "too little space" in text or "磁盘空间不足" in text
    return re.sub(r"(expected|需要) \d+", r"\1 …", text) if is_about_space else text


def _local_hub() -> Any:
    return importlib.import_module("tests.local_hub")


@contextmanager
def _hub() -> Iterator[tuple[Any, pytest.MonkeyPatch, Path]]:
    from studio.downloads import patience

    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as monkeypatch:
        folder = Path(name)
        hub = _local_hub().Hub(_local_hub().make_preset_folder(folder / "served"))
        thread = threading.Thread(target=hub.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        _local_hub().turn_to_hub(monkeypatch, hub.address, folder)
        monkeypatch.setattr(patience, "_FIRST_WAIT_S", 0.01)
        try:
            yield hub, monkeypatch, folder
        finally:
            hub.shutdown()
            hub.server_close()
            thread.join()


if __name__ == "__main__":
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    main()

"""Files with large arrays, in a temporary folder that goes with its process."""

import os
import re
import shutil
import tempfile
from collections import deque
from pathlib import Path
from types import TracebackType

import psutil

from studio.attention import Alignment, AttentionMap, HeadWalk, write_arrays

_PREFIX = "fettle-inference-"
_NUM_KEPT = 8


class AnswerFiles:
    """Writes arrays for another process to read at once; only the newest files are kept.

    The folder is removed by `close`. One whose process was killed is removed by the next that starts.
    """

    def __init__(self) -> None:
        _remove_orphans(Path(tempfile.gettempdir()))
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self._paths: deque[Path] = deque()
        self._num_written = 0

    def __enter__(self) -> "AnswerFiles":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def write(self, value: AttentionMap | HeadWalk | Alignment) -> Path:
        """Write one value and return its file."""
        self._num_written += 1
        path = self.folder / f"{self._num_written}.{type(value).__name__}.npz"
        write_arrays(path, value)
        self._paths.append(path)
        while len(self._paths) > _NUM_KEPT:
            self._paths.popleft().unlink(missing_ok=True)
        return path

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _remove_orphans(parent: Path) -> None:
    for folder in parent.glob(f"{_PREFIX}*"):
        found = re.fullmatch(rf"{_PREFIX}(\d+)-\w+", folder.name)
        if found and not psutil.pid_exists(int(found[1])):
            shutil.rmtree(folder, ignore_errors=True)

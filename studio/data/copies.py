"""Clean copies of data sets that DuckDB cannot read as they stand: other encodings, mixed line ends, folders.

A copy is made once in a process, for as long as the data set stays the same, and goes with the process.
"""

import atexit
import shutil
import tempfile
import threading
from collections.abc import Hashable
from pathlib import Path

from studio.data import readers
from studio.data.database import IsCancelled, OnProgress
from studio.data.source import DataSource
from studio.files import temporary_prefix

_lock = threading.Lock()
_copies: dict[tuple[Hashable, ...], DataSource] = {}


def plain_of(
    source: DataSource,
    *,
    is_forced: bool = False,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> DataSource:
    """Return the data set itself, or its copy where DuckDB needs one.

    Args:
        source: The data set.
        is_forced: Whether to copy a file that looked plain, since DuckDB refused it.
        on_progress: Called while the copy is made.
        is_cancelled: Asked whether to give up.
    """
    reader = readers.get(source.format)
    key = source.path, source.stamp, source.columns, source.encoding, source.dialect, source.layout
    with _lock:
        if key in _copies:
            return _copies[key]
        if not is_forced and not reader.needs_copy(source):
            return source
        folder = Path(tempfile.mkdtemp(prefix=temporary_prefix()))
        try:
            copy = reader.copy(source, folder, on_progress, is_cancelled)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _copies[key] = copy
        return copy

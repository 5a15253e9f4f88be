"""DuckDB, kept within bounds: a memory limit, a folder to spill to, no network, and a way to cancel."""

import os
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb

from studio.files import temporary_prefix
from studio.jobs import CancelledError, Progress

OnProgress = Callable[[Progress], None]
IsCancelled = Callable[[], bool]

MEMORY_LIMIT = "384MB"
_MAX_THREADS = 4
_POLL_S = 0.1


@contextmanager
def connect() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty database that spills to a temporary folder and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(), ignore_cleanup_errors=True) as folder:
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": MEMORY_LIMIT,
                "temp_directory": folder,
                "threads": min(_MAX_THREADS, os.cpu_count() or 1),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        try:
            # Progress is asked for, never drawn: standard output may belong to a program that reads it.
            connection.execute("SET enable_progress_bar = true")
            connection.execute("SET enable_progress_bar_print = false")
            yield connection
        finally:
            connection.close()


@contextmanager
def watched(
    connection: duckdb.DuckDBPyConnection,
    what: str,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Iterator[None]:
    """Report a query's progress, in percent, from a thread, and interrupt it when asked to.

    Raises:
        CancelledError: if `is_cancelled` said so.
    """
    is_over = threading.Event()
    was_told = threading.Event()
    was_cancelled = threading.Event()

    def watch() -> None:
        while not is_over.wait(_POLL_S):
            if is_cancelled is not None and is_cancelled():
                was_cancelled.set()
                connection.interrupt()
                return
            if on_progress is not None:
                was_told.set()
                on_progress(Progress(what, max(0, int(connection.query_progress())), 100))

    thread = threading.Thread(target=watch, name="fettle-query", daemon=True)
    thread.start()
    try:
        yield
    except duckdb.InterruptException:
        if was_cancelled.is_set():
            raise CancelledError from None
        raise
    finally:
        is_over.set()
        thread.join()
    # Asked once more: a short query is over before the thread asks for the first time.
    if was_cancelled.is_set() or (is_cancelled is not None and is_cancelled()):
        raise CancelledError
    # A bar that was shown ends full; what was over before it was shown needs none.
    if on_progress is not None and was_told.is_set():
        on_progress(Progress(what, 100, 100))


def fetch_batches(
    connection: duckdb.DuckDBPyConnection, query: str, batch_size: int
) -> Iterator[list[tuple[Any, ...]]]:
    """Run a query and yield its rows in batches, without holding the result in memory."""
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(batch_size):
        yield rows


def quote_name(name: str) -> str:
    """Return a name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Return a string as SQL."""
    return "'" + text.replace("'", "''") + "'"


def quote_path(path: str | os.PathLike[str]) -> str:
    """Return a path as SQL, with the characters that DuckDB would take for a pattern made plain."""
    plain = "".join(f"[{character}]" if character in "*?[" else character for character in os.fspath(path))
    return quote_text(plain)

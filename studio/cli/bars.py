"""A progress bar for work that reports `studio.jobs.Progress`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from studio import jobs
from studio.cli.interrupts import Interrupts


@contextmanager
def watch_job(
    console: Console, amounts: Sequence[ProgressColumn] | None = None
) -> Iterator[tuple[Callable[[jobs.Progress], None], Callable[[], bool]]]:
    """Show a progress bar that goes away in the end; Ctrl+C cancels.

    Args:
        console: Where the bar goes.
        amounts: How far it is, in columns; counts unless given, see `byte_columns`.

    Yields:
        What to call with each progress message, and what tells whether the work is cancelled.
    """
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        *(amounts or (MofNCompleteColumn(),)),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with Interrupts() as interrupts, bar:
        task = bar.add_task("Starting", total=None)

        def show(progress: jobs.Progress) -> None:
            bar.update(task, description=progress.what, completed=progress.done, total=progress.total)

        yield show, interrupts.is_cancelled


def byte_columns() -> tuple[ProgressColumn, ...]:
    """Return the columns of a download: how much of how much, and how fast."""
    return DownloadColumn(), TransferSpeedColumn()

"""Progress of loops over rows that DuckDB does not run."""

from studio.data.database import IsCancelled, OnProgress
from studio.jobs import CancelledError, Progress

_EVERY = 10_000


class Ticker:
    """Counts rows, and now and then reports them and asks whether to go on.

    Args:
        what: What is being done, in English, for the user.
        on_progress: Called with the number of rows so far.
        is_cancelled: Asked whether to end.
        total: How many rows there are, where that is known.
    """

    def __init__(
        self,
        what: str,
        on_progress: OnProgress | None,
        is_cancelled: IsCancelled | None,
        total: int | None = None,
        every: int = _EVERY,
    ) -> None:
        self._what = what
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._total = total
        self._every = every
        self._num_rows = 0

    def tick(self) -> None:
        """Count a row.

        Raises:
            CancelledError: if `is_cancelled` said so.
        """
        self._num_rows += 1
        if self._num_rows % self._every:
            return
        if self._is_cancelled is not None and self._is_cancelled():
            raise CancelledError
        if self._on_progress is not None:
            self._on_progress(Progress(self._what, self._num_rows, self._total))

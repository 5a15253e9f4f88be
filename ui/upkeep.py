"""What is done for a workspace while nobody waits: a worker stands ready, and what is of no use is taken away."""

from studio.runs import SpareWorker, Workspace
from ui.jobs import IsCancelled, Report, ThreadJob

_SPARE_LOG = "spare.log"


class Upkeep:
    """Keeps a spare worker, once it is asked to, and tidies up.

    Args:
        workspace: The workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._spare: SpareWorker | None = None
        self._keeps_spare = False
        self._tidying: ThreadJob | None = None

    def keep_spare(self, *, is_idle: bool) -> None:
        """Keep a worker that waits whenever no run is at work, so that the next start takes no time."""
        self._keeps_spare = True
        self.prepare_spare(is_idle=is_idle)

    def prepare_spare(self, *, is_idle: bool) -> None:
        """Start the worker that waits, if one is to be kept and none is there.

        Args:
            is_idle: Whether no run is at work.
        """
        if self._keeps_spare and self._spare is None and is_idle:
            self._spare = SpareWorker(self._workspace.cache_path / _SPARE_LOG)

    def take_spare(self) -> SpareWorker | None:
        """Return the worker that waits, if there is one; it is the caller's now."""
        spare, self._spare = self._spare, None
        return spare

    def tidy(self) -> None:
        """Take away, in a thread, what is of no use any more: old entries of the cache, what killed processes left."""

        def work(_report: Report, _is_cancelled: IsCancelled) -> None:
            from studio import leftovers

            leftovers.tidy(self._workspace)

        # What cannot be taken away now stays for the next time.
        self._tidying = ThreadJob(work)
        self._tidying.failed.connect(lambda _error: None)
        self._tidying.start()

    def close(self) -> None:
        """End the worker that waits, and what is at work."""
        if self._tidying is not None:
            self._tidying.cancel()
        if self._spare is not None:
            self._spare.close()

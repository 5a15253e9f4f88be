"""What is done for a workspace while nobody waits: a worker stands ready, and what is of no use is taken away."""

from studio.runs import Workspace
from studio.spare import SpareWorker
from ui.jobs import IsCancelled, Report, ThreadJob

_SPARE_LOG = "spare.log"


class Upkeep:
    """Keeps a spare worker, once it is asked to, and tidies up.

    Args:
        workspace: The workspace.

    Attributes:
        spare: The worker that waits; `None` if there is none.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.spare: SpareWorker | None = None
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
        if self._keeps_spare and self.spare is None and is_idle:
            self.spare = SpareWorker(self._workspace.cache_path / _SPARE_LOG)

    def give_spare(self) -> None:
        """Let the worker that waits go: a run has taken it."""
        self.spare = None

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
        if self.spare is not None:
            self.spare.close()

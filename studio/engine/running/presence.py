"""Whether the folder of a run is still there: a worker writes into no other one, and makes none anew."""

from pathlib import Path

from studio.runs.folder import RunFolder


class Presence:
    """Remembers the folder that a worker began in.

    Args:
        run: The run.
    """

    def __init__(self, run: RunFolder) -> None:
        self._run = run
        self._begun = _identity(run.path)

    def is_there(self) -> bool:
        """Whether it is the same folder, under the same name, with its specification."""
        return _identity(self._run.path) == self._begun is not None and self._run.spec_path.is_file()

    def check(self) -> None:
        """Check that the folder is there.

        Raises:
            GoneError: if it was deleted or renamed.
        """
        if not self.is_there():
            raise self._run.gone()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino

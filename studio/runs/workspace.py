"""A workspace: the folder that holds runs, their index and the cache."""

import os
import re
import time
from pathlib import Path

import platformdirs

from studio.errors import InputError, NotFoundError
from studio.files import exists, expand_user
from studio.runs.folder import RunFolder
from studio.runs.index import RunIndex, RunSummary
from studio.spec import RunSpec

WORKSPACE_VARIABLE = "FETTLE_WORKSPACE"


class Workspace:
    """A folder for runs.

    Args:
        path: The folder; it is made when it is not there.

    Raises:
        InputError: if the folder cannot be made or written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = expand_user(path).resolve()
        self.runs_path = self.path / "runs"
        self.cache_path = self.path / "cache"
        try:
            self.runs_path.mkdir(parents=True, exist_ok=True)
            self.cache_path.mkdir(exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from None
        self._index = RunIndex(self.path / "index.sqlite", self.runs_path)

    @classmethod
    def open(cls, path: Path | None = None) -> "Workspace":
        """Open the folder given, else the one that FETTLE_WORKSPACE names, else the user's data folder."""
        if path is not None:
            return cls(path)
        named = os.environ.get(WORKSPACE_VARIABLE)
        return cls(Path(named) if named else default_workspace_path())

    def create_run(self, spec: RunSpec) -> RunFolder:
        """Make the folder of a new run; its id tells the time and the name."""
        base = f"{time.strftime('%Y%m%d-%H%M%S')}-{_slug(spec.name) or 'run'}"
        for attempt in range(1, 1000):
            path = self.runs_path / (base if attempt == 1 else f"{base}-{attempt}")
            try:
                return RunFolder.create(path, spec)
            except FileExistsError:
                continue
            except OSError as error:
                raise self._unusable(error) from None
        raise InputError("No free name was found for a run named {name} in {file}.", name=base, file=self.runs_path)

    def _unusable(self, error: OSError) -> InputError:
        return InputError(
            "The workspace {file} cannot be used: {reason}. Choose another folder.",
            file=self.path,
            reason=error.strerror or str(error),
        )

    def run(self, name: str) -> RunFolder:
        """Return a run by its id, its folder, its name or a part of its id; the latter two where they fit one run only.

        Raises:
            NotFoundError: if none or several fit.
        """
        for path in (self.runs_path / name, expand_user(name)):
            if exists(path / "run.json"):
                return RunFolder(path.resolve())
        named = [summary.id for summary in self.runs() if summary.name == name] if name else []
        ids = named or [path.name for path in self.runs_path.iterdir() if name in path.name]
        found = [path for run_id in ids if (path := self.runs_path / run_id / "run.json").is_file()]
        if len(found) == 1:
            return RunFolder(found[0].parent)
        raise NotFoundError(
            "Expected the id, the name or the folder of one run. Received: {name}, which fits {count} "
            "{count:run|runs} in {file}.",
            name=name,
            count=len(found),
            file=self.runs_path,
        )

    def runs(self) -> list[RunSummary]:
        """Return all runs, the newest first."""
        return self._index.summaries()


def default_workspace_path() -> Path:
    """Return the workspace in the user's data folder."""
    return Path(platformdirs.user_data_dir("fettle-studio", appauthor=False)) / "workspace"


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-_")[:40]

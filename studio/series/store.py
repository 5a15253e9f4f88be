"""What is kept of a series: a file in the workspace that names its runs."""

import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from studio.fields import Seconds, read_fields
from studio.files import read_json, write_json
from studio.runs.workspace import Workspace

_FOLDER = "series"


class SeriesKind(StrEnum):
    """In what the runs of a series differ."""

    SEEDS = "seeds"
    FOLDS = "folds"


@dataclass(frozen=True, slots=True)
class RunSeries:
    """Runs that belong together.

    Attributes:
        name: What the runs are called, without what tells them apart.
        run_ids: The runs, in their order.
        created: When they were made, in unix seconds.
    """

    id: str
    name: str
    kind: SeriesKind
    run_ids: tuple[str, ...]
    created: float


def write_series(workspace: Workspace, name: str, kind: SeriesKind, run_ids: Sequence[str]) -> RunSeries:
    """Keep a new series.

    Args:
        workspace: The workspace of its runs.
        name: Its name.
        kind: In what its runs differ.
        run_ids: The runs.
    """
    series = RunSeries(
        f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:6]}", name, kind, tuple(run_ids), time.time()
    )
    folder = workspace.path / _FOLDER
    folder.mkdir(exist_ok=True)
    written = {"name": name, "kind": kind, "runs": list(run_ids), "created": series.created}
    write_json(folder / f"{series.id}.json", written)
    return series


def read_series(workspace: Workspace) -> list[RunSeries]:
    """Return the series of a workspace, the newest first; files that hold none are left out."""
    folder = workspace.path / _FOLDER
    paths = folder.glob("*.json") if folder.is_dir() else ()
    found = (_read(path) for path in paths if not path.name.startswith("."))
    kept = [series for series in found if series is not None]
    return sorted(kept, key=lambda series: (series.created, series.id), reverse=True)


def forget_series(workspace: Workspace, series: RunSeries) -> None:
    """Forget that runs belong together; the runs stay."""
    (workspace.path / _FOLDER / f"{series.id}.json").unlink(missing_ok=True)


def _read(path: Path) -> RunSeries | None:
    data: Any = read_json(path)
    if not isinstance(data, dict) or data.get("kind") not in list(SeriesKind):
        return None
    name, runs = data.get("name"), data.get("runs")
    if not isinstance(runs, list) or not all(isinstance(run, str) for run in runs):
        return None
    return RunSeries(
        path.stem,
        name if isinstance(name, str) else path.stem,
        SeriesKind(data["kind"]),
        tuple(runs),
        read_fields(Seconds, data.get("created")) or 0.0,
    )

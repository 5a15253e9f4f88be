"""Where the exports of a run lie: its own folder, and the other folders that were chosen for it."""

from dataclasses import dataclass
from pathlib import Path

from studio import exports
from studio.exports import ExportReport
from studio.files import read_json, write_json
from studio.runs import RunFolder

_FILE_NAME = "places.json"


@dataclass(frozen=True, slots=True)
class FoundExport:
    """An export that is there and was checked."""

    path: Path
    report: ExportReport
    modified: float


def default_place(run: RunFolder, format_name: str) -> Path:
    """Return the folder that an export goes to unless another is chosen."""
    return run.exports_path / format_name


def remember_place(run: RunFolder, path: Path) -> None:
    """Keep in the run where an export was put."""
    places = [place for place in _places(run) if place != path]
    run.exports_path.mkdir(exist_ok=True)
    write_json(run.exports_path / _FILE_NAME, [str(place) for place in [path, *places]])


def find_exports(run: RunFolder, format_name: str) -> tuple[FoundExport, ...]:
    """Return the exports of a run that are still there, the newest first."""
    paths = dict.fromkeys([default_place(run, format_name), *_places(run)])
    found = (_read(path, run, format_name) for path in paths)
    return tuple(sorted((entry for entry in found if entry is not None), key=lambda entry: -entry.modified))


def _read(path: Path, run: RunFolder, format_name: str) -> FoundExport | None:
    report = exports.read_report(path)
    if report is None or report.format != format_name or report.run != run.id:
        return None
    return FoundExport(path, report, (path / exports.REPORT_NAME).stat().st_mtime)


def _places(run: RunFolder) -> list[Path]:
    data = read_json(run.exports_path / _FILE_NAME)
    return [Path(entry) for entry in data if isinstance(entry, str)] if isinstance(data, list) else []

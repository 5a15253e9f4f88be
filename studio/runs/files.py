"""The files of a run that are read back: each is typed and bounded here, and nowhere else.

What a file holds beyond that is left out; a file that holds something else altogether counts as absent, and
`find_damage` says so.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studio.fields import MOST_COUNT, Count, read_fields
from studio.files import read_json
from studio.messages import Message
from studio.runs.states import RunStatus

_CRASHED_WORDS = "{file} is damaged: it does not say where the run stands. The run counts as crashed."
_NO_REPORTS_WORDS = "{file} is damaged: what was measured at the end is left out."
_NO_LABEL_WORDS = "{file} is damaged: the run goes by the name of its start."
_NO_PASSPORT_WORDS = "{file} is damaged: what the run was made with is not known."


def read_status(path: Path) -> RunStatus | None:
    """Return where a run stands; `None` if the file does not say."""
    return read_fields(RunStatus, read_json(path))


def read_name(path: Path) -> str:
    """Return the `name` that a file holds; empty where it holds none."""
    name = _read_object(path).get("name")
    return name if isinstance(name, str) else ""


def read_passport(path: Path) -> dict[str, Any]:
    """Return what is needed to repeat a run; empty where there is no such file."""
    return _read_object(path)


def read_reports(path: Path) -> dict[str, Any]:
    """Return what was measured of each split; each has its `metrics`, as far as they are numbers."""
    reports = _read_object(path)
    return {
        split: report | {"metrics": _numbers(report["metrics"])}
        for split, report in reports.items()
        if isinstance(report, dict) and isinstance(report.get("metrics"), dict)
    }


def read_control(path: Path) -> tuple[bool, int, int]:
    """Return whether a stop is asked for, how many checkpoints are, and which writing is skipped."""
    data = _read_object(path)
    counts = (read_fields(Count, data.get(name, 0)) for name in ("checkpoint", "skip_writing"))
    return data.get("stop") is True, *(count or 0 for count in counts)  # type: ignore[return-value]


def find_damage(folder: Path) -> tuple[Message, ...]:
    """Return what cannot be read of a run beside its specification, and what that means."""
    return tuple(Message(words, {"file": str(path)}) for path, words in _damaged(folder))


def _damaged(folder: Path) -> Iterator[tuple[Path, str]]:
    if _is_there(state := folder / "state.json") and read_status(state) is None:
        yield state, _CRASHED_WORDS
    if _is_there(metrics := folder / "evaluation" / "metrics.json"):
        reports = read_json(metrics)
        if not isinstance(reports, dict) or len(read_reports(metrics)) < len(reports):
            yield metrics, _NO_REPORTS_WORDS
    if _is_there(label := folder / "label.json") and not read_name(label):
        yield label, _NO_LABEL_WORDS
    if _is_there(passport := folder / "passport.json") and not isinstance(read_json(passport), dict):
        yield passport, _NO_PASSPORT_WORDS


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _read_object(path: Path) -> dict[str, Any]:
    data = read_json(path)
    return data if isinstance(data, dict) else {}


def _numbers(metrics: dict[str, Any]) -> dict[str, float]:
    """Return those of a report's metrics that are numbers; a later version may write others as well."""
    return {name: value for name, value in metrics.items() if _is_number(value)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not abs(value) > MOST_COUNT

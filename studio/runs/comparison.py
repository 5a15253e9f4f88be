"""Several runs side by side: their curves, and the settings in which they differ."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from studio.architecture import ArchitectureSpec
from studio.runs.columns import Floats
from studio.runs.folder import RunFolder
from studio.runs.history_reader import read_history
from studio.settings import SettingInfo, walk_settings
from studio.spec import RunSpec, setting_infos, task_setting_infos

_ARCHITECTURE = "backbone.architecture"


@dataclass(frozen=True, slots=True, eq=False)
class RunCurves:
    """The curves of one run, each as `(steps, values)`.

    Attributes:
        loss: The training loss of each step.
        evaluations: By metric, on the validation split.
    """

    loss: tuple[Floats, Floats]
    evaluations: dict[str, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that is not the same in all runs.

    Attributes:
        path: Its dotted name, e.g. `"fit.learning_rate"`.
        label: What the form calls it.
        values: One for each run, as JSON data.
    """

    path: str
    label: str
    values: tuple[Any, ...]


def read_curves(run: RunFolder) -> RunCurves:
    """Read the curves of a run from its events."""
    history = read_history(run.events_path)
    names = {name for entry in history.evaluations for name in entry.metrics}
    steps, losses = history.steps["step"].copy(), history.steps["loss"].copy()
    return RunCurves((steps, losses), {name: history.metric(name) for name in sorted(names)})


def differences(specs: Sequence[RunSpec]) -> list[Difference]:
    """Return the settings in which runs differ, in the order of the form. The name is left out.

    A backbone from scratch is compared setting by setting with others from scratch, and by its name with pretrained
    ones.
    """
    rows = [_flat(spec) for spec in specs]
    are_designed = all(spec.backbone.architecture is not None for spec in specs)
    found: list[Difference] = []
    for info in setting_infos():
        if info.path == _ARCHITECTURE:
            found += _differences(rows, _architecture_infos()) if are_designed else []
        elif info.path != "name":
            found += _differences(rows, (info,))
    # Tasks may share a setting: it is compared once.
    own = {info.path: info for spec in specs for info in task_setting_infos(spec.task)}
    return [*found, *_differences(rows, own.values())]


def _differences(rows: Sequence[dict[str, Any]], infos: Iterable[SettingInfo]) -> Iterator[Difference]:
    for info in infos:
        values = tuple(row.get(info.path) for row in rows)
        if len({json.dumps(value, sort_keys=True) for value in values}) > 1:
            yield Difference(info.path, info.label, values)


def _architecture_infos() -> tuple[SettingInfo, ...]:
    return tuple(walk_settings(ArchitectureSpec, f"{_ARCHITECTURE}."))


def _flat(spec: RunSpec) -> dict[str, Any]:
    """Return the values of all settings by their dotted names; a setting that is itself a mapping stays whole."""
    known = {info.path for info in setting_infos()} - {_ARCHITECTURE}
    flat: dict[str, Any] = {}

    def walk(value: Any, path: str) -> None:
        if path in known or not isinstance(value, dict):
            flat[path] = value
            return
        for name, item in value.items():
            walk(item, f"{path}.{name}" if path else name)

    walk(spec.to_json(), "")
    flat["backbone.preset"] = spec.backbone.name
    return flat

"""Whether the metrics of several runs may be put side by side: only what was measured on the same examples."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.messages import Message
from studio.runs.folder import RunFolder
from studio.spec import DataSpec

_MEASURED = ("validation", "test")
_SPLITS = ("train", *_MEASURED)
_SPLIT_WORDS = {
    "train": "They were trained on different data: what differs between them is not the settings alone.",
    "validation": "Their validation data differ: a better validation metric does not mean a better model.",
    "test": "Their test data differ: a better test metric does not mean a better model.",
}
_TASK_WORDS = "They learned different tasks ({tasks}): metrics of one name do not measure the same thing."
_CLASS_WORDS = "They tell different classes apart: with fewer or easier classes every metric is higher."


@dataclass(frozen=True, slots=True)
class Comparability:
    """What stands against comparing runs.

    Attributes:
        warnings: What differs and what that means, the gravest first; empty where nothing stands against it.
        comparable_splits: The parts of the data on which a best run may be named.
    """

    warnings: tuple[Message, ...] = ()
    comparable_splits: frozenset[str] = frozenset(_MEASURED)


def comparability(runs: Sequence[RunFolder]) -> Comparability:
    """Return what stands against comparing runs.

    Examples are the same where the fingerprints in the passports are. Of runs that have none yet, the settings of the
    data are compared.
    """
    specs = [run.spec() for run in runs]
    data = [(spec.data, _passport_data(run)) for run, spec in zip(runs, specs, strict=True)]
    tasks = list(dict.fromkeys(spec.task.name.replace("_", " ") for spec in specs))
    differing = [split for split in _SPLITS if _differ(data, split)]
    gravest = []
    if len(tasks) > 1:
        gravest.append(Message(_TASK_WORDS, {"tasks": ", ".join(tasks)}))
    elif len({tuple(found.get("class_names", ())) for _, found in data if found}) > 1:
        gravest.append(Message(_CLASS_WORDS))
    warnings = (*gravest, *(Message(_SPLIT_WORDS[split]) for split in reversed(differing)))
    return Comparability(warnings, frozenset() if gravest else frozenset(_MEASURED) - set(differing))


def _passport_data(run: RunFolder) -> Mapping[str, Any]:
    data = run.passport().get("data")
    return data if isinstance(data, Mapping) else {}


def _differ(data: Sequence[tuple[DataSpec, Mapping[str, Any]]], split: str) -> bool:
    """Return whether those of the runs that have a part have it with different examples."""
    having = [(spec, found) for spec, found in data if _has(spec, found, split)]
    # The surest sign that all of them have.
    for identify in (_split_fingerprint, _fingerprint, _settings):
        signs = {identify(spec, found, split) for spec, found in having}
        if None not in signs:
            return len(signs) > 1
    return False


def _has(spec: DataSpec, found: Mapping[str, Any], split: str) -> bool:
    if isinstance(splits := found.get("splits"), Mapping):
        return split in splits
    if split == "train":
        return True
    if split == "validation":
        return spec.validation is not None or spec.validation_share > 0
    return spec.test is not None or spec.test_share > 0


def _split_fingerprint(spec: DataSpec, found: Mapping[str, Any], split: str) -> str | None:
    splits = found.get("splits")
    part = splits.get(split) if isinstance(splits, Mapping) else None
    fingerprint = part.get("fingerprint") if isinstance(part, Mapping) else None
    return fingerprint if isinstance(fingerprint, str) else None


def _fingerprint(spec: DataSpec, found: Mapping[str, Any], split: str) -> str | None:
    fingerprint = found.get("fingerprint")
    return fingerprint if isinstance(fingerprint, str) else None


def _settings(spec: DataSpec, found: Mapping[str, Any], split: str) -> str | None:
    settings = spec.model_dump(mode="json")
    separate = settings["validation"] if split == "validation" else settings["test"] if split == "test" else None
    if separate is not None:
        return json.dumps([separate, settings["columns"]], sort_keys=True)
    settings.pop("sequence_length", None)
    return json.dumps(settings, sort_keys=True)

from pathlib import Path
from typing import Any

import pytest

from studio.files import write_json
from studio.runs import RunFolder, Workspace
from studio.runs.comparability import comparability
from studio.spec import RunSpec
from tests.synthetic_run import make_spec

FIRST = {"train": "a", "validation": "b", "test": "c"}


def make(workspace: Workspace, splits: dict[str, str] | None, **data: Any) -> RunFolder:
    """Make a run; without splits it has no passport yet."""
    spec = make_spec()
    run = workspace.create_run(spec.model_copy(update={"data": spec.data.model_copy(update=data)}))
    if splits is not None:
        parts = {name: {"fingerprint": fingerprint} for name, fingerprint in splits.items()}
        write_passport(run, {"fingerprint": "".join(splits.values()), "splits": parts, "class_names": ["bad", "good"]})
    return run


def write_passport(run: RunFolder, data: dict[str, Any]) -> None:
    write_json(run.passport_path, {"data": data})


def words(*runs: RunFolder) -> str:
    return " ".join(str(warning) for warning in comparability(runs).warnings)


def test_runs_on_the_same_examples_can_be_compared(workspace: Workspace) -> None:
    found = comparability([make(workspace, FIRST), make(workspace, FIRST)])
    assert found.warnings == ()
    assert found.comparable_splits == {"validation", "test"}


@pytest.mark.parametrize("split", ["validation", "test"])
def test_a_part_with_other_examples_names_no_best_run(workspace: Workspace, split: str) -> None:
    runs = [make(workspace, FIRST), make(workspace, FIRST | {split: "x"})]
    found = comparability(runs)
    assert found.comparable_splits == {"validation", "test"} - {split}
    assert words(*runs) == f"Their {split} data differ: a better {split} metric does not mean a better model."


def test_other_training_data_are_told_but_the_same_test_still_counts(workspace: Workspace) -> None:
    runs = [make(workspace, FIRST), make(workspace, FIRST | {"train": "x"})]
    assert comparability(runs).comparable_splits == {"validation", "test"}
    assert "trained on different data" in words(*runs)


def test_a_part_that_only_one_run_has_stands_against_nothing(workspace: Workspace) -> None:
    runs = [make(workspace, FIRST), make(workspace, {"train": "a", "validation": "b"})]
    assert comparability(runs).warnings == ()


def test_different_tasks_come_first_and_allow_no_best(workspace: Workspace) -> None:
    run = make(workspace, FIRST)
    data = make_spec().to_json() | {"task": "masked_lm", "settings": {}}
    data["data"]["columns"] = {"text": "text"}
    del data["settings"]
    other = workspace.create_run(RunSpec.parse(data))
    found = comparability([run, other])
    assert "different tasks (text classification, masked lm)" in str(found.warnings[0])
    assert found.comparable_splits == frozenset()


def test_different_classes_allow_no_best(workspace: Workspace) -> None:
    run, other = make(workspace, FIRST), make(workspace, FIRST)
    write_passport(other, {"class_names": ["bad", "fair", "good"], "splits": {}})
    assert "different classes" in words(run, other)
    assert comparability([run, other]).comparable_splits == frozenset()


def test_runs_of_earlier_versions_are_told_apart_by_the_fingerprint_of_all_data(workspace: Workspace) -> None:
    runs = [make(workspace, FIRST) for _ in range(2)]
    for run, fingerprint in zip(runs, "xy", strict=True):
        write_passport(run, {"fingerprint": fingerprint, "splits": {"train": {}, "validation": {}}})
    assert comparability(runs).comparable_splits == {"test"}


def test_runs_without_a_passport_are_told_apart_by_their_settings(workspace: Workspace) -> None:
    same = [make(workspace, None), make(workspace, None, sequence_length=64)]
    assert comparability(same).warnings == ()
    other = make(workspace, None, train=str(Path("other.csv")))
    assert comparability([same[0], other]).comparable_splits == {"test"}
    assert "validation data differ" in words(same[0], other)


@pytest.mark.parametrize("passport", [[], {"data": 3}, {"data": {"splits": [1], "fingerprint": 7}}])
def test_a_damaged_passport_is_none(workspace: Workspace, passport: object) -> None:
    runs = [make(workspace, None), make(workspace, None)]
    write_json(runs[0].passport_path, passport)
    assert comparability(runs).warnings == ()

"""What is offered for a run that would fail again."""

from pathlib import Path
from typing import Any

import pytest

from studio.errors import DivergedError, MemoryFullError, RunError, StudioError
from studio.files import write_json
from studio.planning.mending import mends
from studio.runs import RunFolder, Workspace
from studio.spec import RunSpec

DIVERGED = DivergedError("The loss is no longer a number at step {step}.", step=3)
FULL = MemoryFullError("The memory is full.")


def make_run(path: Path, precision: str = "float32", trainable: Any = "all", **fit: Any) -> RunFolder:
    spec = {
        "task": "text_classification",
        "backbone": {"preset": "minilm_l6_en_uncased", "trainable": trainable},
        "data": {"train": "/a.csv", "sequence_length": 128},
        "fit": fit,
    }
    run = Workspace(path).create_run(RunSpec.parse(spec))
    write_json(run.passport_path, {"precision": {"name": precision}})
    return run


@pytest.mark.parametrize(
    ("precision", "fit", "expected"),
    [
        ("float32", {}, ["learning-rate"]),
        ("bfloat16", {}, ["learning-rate", "float32"]),
        ("bfloat16", {"clip_norm": None}, ["learning-rate", "float32", "clip"]),
    ],
)
def test_a_diverged_run_may_go_better_with_smaller_steps_or_exacter_numbers(
    tmp_path: Path, precision: str, fit: dict[str, Any], expected: list[str]
) -> None:
    found = mends(make_run(tmp_path, precision, **fit), DIVERGED)
    assert [mend.name for mend in found] == expected
    assert found[0].spec.fit.learning_rate == 2.5e-5
    assert str(found[0].reason) == "Halve the learning rate to 2.5e-05."
    # Each is a run of its own that can be started.
    assert all(RunSpec.parse(mend.spec.to_json()) == mend.spec for mend in found)


def test_a_run_that_does_not_fit_may_be_shorter_or_train_less(tmp_path: Path) -> None:
    found = mends(make_run(tmp_path), FULL)
    assert [mend.name for mend in found] == ["length", "lora", "head"]
    assert found[0].spec.sequence_length == 64
    assert [mend.name for mend in mends(make_run(tmp_path, trainable="lora"), FULL)] == ["length", "head"]
    assert all(RunSpec.parse(mend.spec.to_json()) == mend.spec for mend in found)


@pytest.mark.parametrize("error", [None, RunError("It ended unexpectedly."), StudioError("Stopped.")])
def test_other_settings_are_offered_only_where_they_make_a_difference(
    tmp_path: Path, error: StudioError | None
) -> None:
    assert mends(make_run(tmp_path), error) == ()

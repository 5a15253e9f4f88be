"""What computes a run's layers stays as it began: other random numbers would make another run of it."""

from pathlib import Path
from typing import Any

import pytest

from studio.files import write_json
from studio.runs import Workspace
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

SPEC = {"task": "text_classification", "backbone": {"preset": "none"}, "data": {"train": "none.csv"}}


@pytest.mark.parametrize(
    ("recorded", "uses_stack"),
    [
        (None, True),
        ({"name": "float32", "reason": "", "uses_stack": True}, True),
        ({"name": "bfloat16", "reason": "", "uses_stack": False}, False),
        # Earlier versions recorded nothing, and used the stack in bfloat16 alone.
        ({"name": "bfloat16", "reason": ""}, True),
        ({"name": "float32", "reason": ""}, False),
    ],
)
def test_a_run_goes_on_through_the_layers_that_it_began_with(
    recorded: dict[str, Any] | None, uses_stack: bool, tmp_path: Path
) -> None:
    from studio.engine.running.passport import recorded_stack

    run = Workspace(tmp_path / "workspace").create_run(RunSpec.parse(SPEC))
    if recorded is not None:
        write_json(run.passport_path, {"precision": recorded})
    assert recorded_stack(run) is uses_stack

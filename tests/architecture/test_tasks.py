"""No branch on a task stands outside of the tasks' own modules: what is different for one, it declares or does."""

import ast
from pathlib import Path

import pytest

from studio import tasks

ROOT = Path(__file__).parents[2]
OWN = (ROOT / "studio" / "tasks", ROOT / "studio" / "engine" / "tasks")
# The task that a person begins with.
CHOICES = {("ui/draft.py", "text_classification.TASK")}
SOURCES = sorted(path for part in ("studio", "ui") for path in (ROOT / part).rglob("*.py"))


def mentions(source: str) -> list[str]:
    """Return where a source names a task: its name as a string, or its value."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and node.value in tasks.names():
            found.append(str(node.value))
        elif isinstance(node, ast.Attribute) and node.attr == "TASK" and isinstance(node.value, ast.Name):
            if node.value.id in tasks.names():
                found.append(f"{node.value.id}.TASK")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("studio.tasks."):
            found += [str(node.module) for name in node.names if name.name == "TASK"]
    return found


def test_no_module_but_their_own_knows_a_task() -> None:
    others = [path for path in SOURCES if not any(path.is_relative_to(folder) for folder in OWN)]
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in others
        for name in mentions(path.read_text(encoding="utf-8"))
    }
    assert found == CHOICES


@pytest.mark.parametrize(
    "source",
    [
        'if spec.task.name == "masked_lm": ...',
        "if task is masked_lm.TASK: ...",
        "from studio.tasks.masked_lm import TASK",
    ],
)
def test_a_branch_on_a_task_is_noticed(source: str) -> None:
    assert len(mentions(source)) == 1

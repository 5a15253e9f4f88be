"""What is imported is declared: an environment with nothing but the declared dependencies runs the studio."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("studio", "ui", "resources")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the first part of each import's name, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node.module.partition(".")[0]


def undeclared(sources: dict[str, str], declared: set[str]) -> dict[str, str]:
    """Return the foreign modules that come with no declared distribution, and where each is imported."""
    distributions = importlib.metadata.packages_distributions()
    found: dict[str, str] = {}
    for place, source in sources.items():
        for name in imported(ast.parse(source)):
            if name in sys.stdlib_module_names or name in PACKAGES:
                continue
            if declared.isdisjoint(canonical(entry) for entry in distributions.get(name, ())):
                found.setdefault(name, place)
    return found


@pytest.fixture(scope="module")
def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w.-]+", line) for line in project["dependencies"]]
    return {canonical(name.group()) for name in names if name is not None}


def test_every_import_of_what_runs_is_declared(declared: set[str]) -> None:
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    sources = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths}
    assert undeclared(sources, declared) == {}


def test_what_tensorflow_imports_for_event_files_is_declared(declared: set[str]) -> None:
    assert "tensorboard" in declared


def test_the_development_group_and_what_came_along_are_noticed(declared: set[str]) -> None:
    sources = {"a.py": "import pytest\nimport os.path, numpy as np\n", "b.py": "def f():\n    from yaml import load\n"}
    assert undeclared(sources, declared) == {"pytest": "a.py", "yaml": "b.py"}


def test_no_declared_dependency_is_of_the_development_group_alone(declared: set[str]) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["dev"]
    assert declared.isdisjoint(canonical(re.split(r"[<>=!~;\[ ]", line)[0]) for line in groups)

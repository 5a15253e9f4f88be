"""Each script of the benchmarks starts as the README says: `python benchmarks/NAME.py`, from wherever."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import house
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCRIPTS = sorted(path for path in BENCHMARKS.glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8"))
# Their arguments are places in `sys.argv`.
WITHOUT_OPTIONS = {"gguf_logits.py"}
OURS = {"studio", "ui", "resources"}
# One process for all, since most of what takes time is the same. Each finds the path as it is at its start, and nothing
# of the project or of the benchmarks loaded, so that one that relies on another's path fails.
ASK_FOR_HELP = """
import contextlib, io, json, runpy, sys
from pathlib import Path

path, ours = sys.path[1:], {path.stem for path in Path(sys.argv[1]).parent.glob("*.py")} | {"studio", "ui", "resources"}
found = {}
for script in list(sys.argv[1:]):
    for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
        del sys.modules[name]
    sys.path[:], sys.argv = [str(Path(script).parent), *path], [script, "--help"]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            runpy.run_path(script, run_name="__main__")
    except SystemExit as ending:
        found[Path(script).name] = [ending.code, said.getvalue()]
    except BaseException as error:
        found[Path(script).name] = [repr(error), ""]
print(json.dumps({"told": found, "heavy": sorted({"tensorflow", "keras", "keras_hub"} & sys.modules.keys())}))
"""


@pytest.fixture(scope="module")
def helped(tmp_path_factory) -> dict:
    """What each script says when it is asked for help, in a folder that is not the project's."""
    scripts = [str(path) for path in SCRIPTS if path.name not in WITHOUT_OPTIONS]
    command = [sys.executable, "-P", "-c", ASK_FOR_HELP, *scripts]
    done = subprocess.run(command, cwd=tmp_path_factory.mktemp("elsewhere"), capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_each_script_starts_and_gives_help(helped) -> None:
    assert helped["told"].keys() | WITHOUT_OPTIONS == {path.name for path in SCRIPTS}
    assert {name: code for name, (code, _) in helped["told"].items() if code != 0} == {}


def test_help_waits_for_no_library_of_the_engine(helped) -> None:
    assert helped["heavy"] == []


def test_each_script_that_loads_the_project_puts_it_on_the_path_in_the_same_way() -> None:
    lacking = []
    for path in BENCHMARKS.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {name.partition(".")[0] for node in ast.walk(tree) for name in imported(node)}
        if named & OURS and "project" not in named:
            lacking.append(path.name)
    assert lacking == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("benchmark", house.BENCHMARKS, ids=lambda benchmark: benchmark.name)
def test_the_script_of_a_benchmark_is_there_and_writes_a_file(benchmark, helped) -> None:
    path = BENCHMARKS / benchmark.script
    assert path.is_file()
    if path in SCRIPTS:
        assert "--out" in helped["told"][path.name][1]
    else:
        assert '"--out"' in path.read_text(encoding="utf-8")

"""What a fresh interpreter loads, and whether the contracts of import-linter cover every module."""

import os
import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import studio
from ui import pages

ROOT = Path(__file__).parents[2]
ENGINE = {"studio.engine", "studio.layers"}
ENGINE_LIBRARIES = {"tensorflow", "tensorflow_text", "keras", "keras_hub", "keras_nlp", "sklearn", "scipy"}
WINDOW_LIBRARIES = {"PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy"}
FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from ui import app as window_app
from ui.preferences import Preferences

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            app.exit(0)
        return False

app = window_app.make_app()
studio = window_app.open_studio(app, Preferences(Path(sys.argv[1], "preferences.ini")), Path(sys.argv[1]))
watch = Watch()
studio.window.installEventFilter(watch)
studio.window.session.show_page(studio.window.page_names()[0])
studio.window.show()
assert app.exec() == 0
"""
LIGHT_PARTS = sorted(
    {f"studio.{part.name}" for part in pkgutil.iter_modules(studio.__path__)} - ENGINE - {"studio.__main__"}
)


def modules_of(part: str) -> list[str]:
    folder = ROOT / part.replace(".", "/")
    inner = pkgutil.walk_packages([str(folder)], prefix=f"{part}.") if folder.is_dir() else ()
    return [part, *(module.name for module in inner)]


def loaded_after(code: str, *arguments: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter holds once it has run the code."""
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}}, flush=True)"
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def contracts() -> list[dict[str, Any]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]["contracts"]


@pytest.mark.parametrize("part", LIGHT_PARTS)
def test_a_light_part_of_studio_loads_neither_the_engine_s_libraries_nor_qt(part: str) -> None:
    assert not loaded_after(f"import {', '.join(modules_of(part))}") & (ENGINE_LIBRARIES | WINDOW_LIBRARIES)


def test_the_window_paints_before_it_loads_plots_or_the_engine_s_libraries(tmp_path: Path) -> None:
    loaded = loaded_after(FIRST_PAINT, str(tmp_path))
    assert "PySide6" in loaded
    assert not loaded & (ENGINE_LIBRARIES | {"pyqtgraph"})


def test_the_contract_of_import_linter_names_every_light_part() -> None:
    (light,) = (contract for contract in contracts() if contract["name"].startswith("the light part"))
    assert light["source_modules"] == LIGHT_PARTS


def test_the_contract_of_import_linter_names_every_page() -> None:
    (pages_apart,) = (contract for contract in contracts() if contract["name"].startswith("pages"))
    assert pages_apart["modules"] == sorted(entry.module for entry in pages.entries())


def test_no_contract_of_import_linter_has_exceptions() -> None:
    keys = {key for contract in contracts() for key in contract}
    assert keys == {"name", "type", "source_modules", "forbidden_modules", "modules", "ancestors", "depth"}

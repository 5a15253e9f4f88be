"""The wheel: what it carries, and whether its commands begin away from the sources."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("studio", "ui", "resources")


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel into a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_installed(installed: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=installed, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_carries_every_module_and_resource(installed: Path) -> None:
    expected = {
        path.relative_to(ROOT)
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".ts"
    }
    assert {path.relative_to(installed) for path in installed.rglob("*") if path.is_file()} >= expected


def test_the_wheel_carries_nothing_else_but_its_own_description(installed: Path) -> None:
    folders = {path.name for path in installed.iterdir()}
    assert {name for name in folders if not name.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_names_both_commands(installed: Path) -> None:
    (entry_points,) = installed.glob("*.dist-info/entry_points.txt")
    parser = configparser.ConfigParser()
    parser.read(entry_points)
    assert dict(parser["console_scripts"]) == {"fettle-cli": "studio.__main__:main"}
    assert dict(parser["gui_scripts"]) == {"fettle": "ui.app:main"}


def test_the_wheel_carries_licence_and_notice(installed: Path) -> None:
    (folder,) = installed.glob("*.dist-info/licenses")
    assert (folder / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    assert (folder / "NOTICE").read_bytes() == (ROOT / "NOTICE").read_bytes()


def test_the_command_line_runs_from_the_wheel(installed: Path) -> None:
    code = "import sys; from studio.cli import main; sys.exit(main(['backbones', '--json']))"
    assert '"minilm_l6_en_uncased"' in run_installed(installed, "-c", code)


def test_the_window_s_entry_point_runs_from_the_wheel(installed: Path) -> None:
    code = "import sys; from ui.app import main; main(['--help'])"
    assert "usage: fettle" in run_installed(installed, "-c", code)

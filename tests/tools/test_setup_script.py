"""The set-up script, as far as it can be shown without installing anything."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import setup  # noqa: E402
import system_packages  # noqa: E402


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a place for an environment that does not exist yet, to which the script now points."""
    folder = tmp_path / ".venv"
    monkeypatch.setattr(setup, "VENV", folder)
    for name in ("STAMP", "UNFINISHED", "LOG", "FONT_NOTED"):
        monkeypatch.setattr(setup, name, folder / getattr(setup, name).name)
    return folder


def make_environment(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)


def test_an_environment_is_up_to_date_only_with_the_stamp_of_these_lock_files(venv: Path) -> None:
    make_environment(venv)
    assert not setup.is_up_to_date()
    setup.STAMP.write_text(json.dumps(setup.wanted_stamp()))
    assert setup.is_up_to_date()
    setup.STAMP.write_text(json.dumps(setup.wanted_stamp() | {"requirements.lock": "older"}))
    assert not setup.is_up_to_date()


def test_an_interrupted_environment_is_made_anew(venv: Path) -> None:
    make_environment(venv)
    setup.UNFINISHED.touch()
    setup.discard_unusable_environment()
    assert not venv.exists()


def test_an_environment_without_its_interpreter_is_made_anew(venv: Path) -> None:
    venv.mkdir()
    (venv / "pyvenv.cfg").touch()
    setup.discard_unusable_environment()
    assert not venv.exists()


def test_an_unusable_environment_behind_a_link_is_left_alone(venv: Path, tmp_path: Path) -> None:
    target = tmp_path / "shared"
    target.mkdir()
    venv.symlink_to(target, target_is_directory=True)
    with pytest.raises(setup.SetupError, match="is a link to an environment that cannot be used"):
        setup.discard_unusable_environment()
    assert target.is_dir()


def test_a_python_that_is_too_old_and_alone_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(setup.SetupError, match=r"Expected Python 3\.11 to 3\.13.*Received:"):
        setup.find_python()


def test_a_python_that_is_too_old_finds_a_newer_one_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(setup.shutil, "which", lambda name: sys.executable if name == "python3.11" else None)
    assert setup.find_python() == sys.executable


def test_a_machine_without_tensorflow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.platform, "machine", lambda: "riscv64")
    with pytest.raises(setup.SetupError, match=r"TensorFlow has no package for this machine.*riscv64"):
        setup.check_machine()


def test_a_failed_install_shows_the_last_lines_of_pip(venv: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    lock = tmp_path / "bad.lock"
    lock.write_text("fettle-no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    with pytest.raises(setup.SetupError, match=r"could not install the packages[^^]*fettle-no-such-package"):
        setup.install(lock, "the packages", "--no-index")
    assert "fettle-no-such-package" in setup.LOG.read_text()


def test_no_screen_is_said_with_three_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(setup.sys, "platform", "linux")
    with pytest.raises(setup.SetupError, match="neither DISPLAY nor WAYLAND_DISPLAY is set"):
        setup.check_display()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    setup.check_display()


def test_missing_libraries_are_named_with_their_debian_packages(
    venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    venv.mkdir()
    monkeypatch.setattr(
        system_packages, "missing_libraries", lambda folder, files: ["libEGL.so.1", "libxcb-cursor.so.0"]
    )
    monkeypatch.setattr(system_packages, "can_install", lambda: False)
    with pytest.raises(setup.SetupError, match="sudo apt-get install libegl1 libxcb-cursor0"):
        setup.check_system_libraries(has_screen=True)


def test_missing_chinese_font_is_only_noted_and_only_once(
    venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    venv.mkdir()
    monkeypatch.setattr(system_packages, "missing_libraries", lambda folder, files: [])
    monkeypatch.setattr(system_packages, "has_chinese_font", lambda: False)
    monkeypatch.setattr(system_packages, "can_install", lambda: False)
    setup.check_system_libraries(has_screen=False)
    assert "fonts-noto-cjk" in capsys.readouterr().out
    setup.check_system_libraries(has_screen=False)
    assert capsys.readouterr().out == ""


@pytest.mark.skipif(sys.platform != "linux", reason="ldd is Linux's")
def test_libraries_that_the_linker_does_not_find_are_read_from_ldd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ldd").write_text(
        "#!/bin/sh\necho '\tlibxcb-cursor.so.0 => not found'\necho '\tlibc.so.6 => /lib/libc.so.6 (0x1)'\n"
    )
    (tmp_path / "ldd").chmod(0o755)
    (tmp_path / "libqxcb.so").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert system_packages.missing_libraries(tmp_path, ("libqxcb.so",)) == ["libxcb-cursor.so.0"]
    assert system_packages.packages_of(["libxcb-cursor.so.0"]) == ["libxcb-cursor0"]

"""Set up `.venv` for Fettle Studio: `python tools/setup.py [environment|window|run]`.

    environment   the locked packages and the bundled backbone
    window        the same, and the system libraries that Qt needs (the default)
    run           the same, and a screen to open the window on

A second call finds everything in place and returns at once. Standard library only; the file can be read by every
Python from 3.8 on, so that an old `python3` gets a clear answer or finds a newer one on the path.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-backbone.lock")
STAMP = VENV / "fettle-setup.json"
UNFINISHED = VENV / "fettle-setup.unfinished"
LOG = VENV / "fettle-setup.log"
FONT_NOTED = VENV / "fettle-setup.font"

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)
NEEDED_BYTES = 4 * 1024**3
PLATFORMS = {"linux": ("x86_64", "aarch64"), "darwin": ("arm64",), "win32": ("AMD64",)}


class SetupError(Exception):
    """Setting up cannot go on; the message says why and what to do."""


def main() -> int:
    """Set up for the purpose named on the command line and return the exit status."""
    parser = argparse.ArgumentParser(description="Set up .venv for Fettle Studio.")
    parser.add_argument("purpose", nargs="?", default="window", choices=["environment", "window", "run"])
    purpose = parser.parse_args().purpose
    try:
        set_up_environment()
        if purpose != "environment" and sys.platform == "linux":
            check_system_libraries(has_screen=purpose == "run" or has_display())
        if purpose == "run":
            check_display()
    except SetupError as error:
        print(f"\nSetting up stopped. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nSetting up was interrupted. The next call begins again.", file=sys.stderr)
        return 130
    return 0


# === The virtual environment ===


def set_up_environment() -> None:
    """Bring `.venv` to what the lock files say."""
    if is_up_to_date():
        return
    check_machine()
    discard_unusable_environment()
    if not venv_python().is_file():
        create_environment(find_python())
    UNFINISHED.touch()
    install(LOCKS[0], "the locked packages (a few minutes the first time)")
    install(LOCKS[1], "the bundled backbone", "--no-deps")
    STAMP.write_text(json.dumps(wanted_stamp()), encoding="utf-8")
    UNFINISHED.unlink()
    print("The environment is ready.", flush=True)


def is_up_to_date() -> bool:
    """Return whether an earlier call finished for just these lock files."""
    try:
        return venv_python().is_file() and json.loads(STAMP.read_text(encoding="utf-8")) == wanted_stamp()
    except (OSError, ValueError):
        return False


def wanted_stamp() -> dict[str, str]:
    """Return what the stamp says once the environment follows the lock files."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in LOCKS}


def venv_python() -> Path:
    """Return the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def check_machine() -> None:
    """Refuse a machine for which TensorFlow has no package, or with too little space."""
    machines = PLATFORMS.get(sys.platform, ())
    if platform.machine() not in machines:
        expected = "; ".join(f"{system}: {', '.join(names)}" for system, names in PLATFORMS.items())
        raise SetupError(
            f"TensorFlow has no package for this machine. Expected one of {expected}. "
            f"Received: {sys.platform} {platform.machine()}."
        )
    free_bytes = shutil.disk_usage(ROOT).free
    if free_bytes < NEEDED_BYTES and not STAMP.exists():
        raise SetupError(
            f"Expected at least {NEEDED_BYTES / 1e9:.0f} GB of free disk space in {ROOT}. "
            f"Received: {free_bytes / 1e9:.1f} GB."
        )


def discard_unusable_environment() -> None:
    """Remove an environment that was left half made, or whose interpreter does not fit."""
    if not VENV.exists():
        return
    if UNFINISHED.exists():
        reason = "an earlier call was interrupted"
    elif not is_supported(python_version(str(venv_python()))):
        reason = "its Python is missing or does not fit"
    elif not runs(str(venv_python()), "import pip"):
        reason = "it has no pip"
    else:
        return
    if VENV.is_symlink():
        raise SetupError(f"{VENV} is a link to an environment that cannot be used: {reason}. Remove the link.")
    print(f"Making .venv anew: {reason}.", flush=True)
    shutil.rmtree(VENV)


def create_environment(python: str) -> None:
    """Make an empty virtual environment."""
    if not runs(python, "import venv, ensurepip"):
        install_venv_module(python)
    version = ".".join(map(str, python_version(python) or ()))
    print(f"Making .venv with Python {version}.", flush=True)
    done = subprocess.run([python, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(f"`{python} -m venv .venv` failed:\n{done.stdout}{done.stderr}")


def install_venv_module(python: str) -> None:
    """Install Debian's package of the venv module, or say how."""
    major, minor = python_version(python) or OLDEST_PYTHON
    packages = [f"python{major}.{minor}-venv"]
    if install_system(packages):
        return
    raise SetupError(
        f"{python} lacks the modules venv and ensurepip. On Debian and Ubuntu: "
        f"{system_packages.install_command(packages)}"
    )


# === Python ===


def find_python() -> str:
    """Return an interpreter that fits: this one, else the newest on the path."""
    if is_supported(sys.version_info[:2]):
        return sys.executable
    for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1):
        python = shutil.which(f"python3.{minor}")
        if python is not None and is_supported(python_version(python)):
            return python
    oldest, newest = (".".join(map(str, version)) for version in (OLDEST_PYTHON, NEWEST_PYTHON))
    raise SetupError(
        f"Expected Python {oldest} to {newest}, here or on the path as python3.x. "
        f"Received: {platform.python_version()}. "
        "Install one of them (Debian 12: apt-get install python3 python3-venv), then call again."
    )


def is_supported(version: tuple[int, ...] | None) -> bool:
    """Return whether the locked packages exist for this version of Python."""
    return version is not None and OLDEST_PYTHON <= version <= NEWEST_PYTHON


def python_version(python: str) -> tuple[int, ...] | None:
    """Return the major and minor version of an interpreter; `None` if it does not run."""
    try:
        code = "import sys; print(*sys.version_info[:2])"
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 else None


def runs(python: str, code: str) -> bool:
    """Return whether an interpreter runs this code without an error."""
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


# === Packages ===


def install(lock: Path, what: str, *options: str) -> None:
    """Install what a lock file names, by hash, showing progress in one line."""
    total = sum("==" in line and not line.startswith(("#", " ")) for line in lock.read_text("utf-8").splitlines())
    print(f"Installing {what}.", flush=True)
    command = [str(venv_python()), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input"]
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, "--progress-bar=off", *options, "-r", str(lock)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
    ) as pip:
        last_lines = follow(pip, total)
    if pip.returncode != 0:
        raise SetupError(
            f"pip could not install {what}. Its last lines:\n\n{last_lines}\n\n"
            f"All of its output is in {LOG}. What was downloaded is kept: call again once the cause is gone."
        )


def follow(pip: subprocess.Popen[str], total: int) -> str:
    """Show what pip is at until it ends, and return its last lines."""
    last_lines: deque[str] = deque(maxlen=12)
    num_found = 0
    assert pip.stdout is not None
    with LOG.open("a", encoding="utf-8") as log:
        for line in pip.stdout:
            log.write(line)
            last_lines.append(line.rstrip())
            if line.startswith("Collecting "):
                num_found += 1
                show(f"  {num_found} of about {total}: {line.split()[1]}")
            elif line.startswith("Installing collected packages"):
                show("  unpacking")
    if sys.stdout.isatty():
        print()
    return "\n".join(last_lines)


def show(text: str) -> None:
    """Show a progress line; only a terminal gets to see it, a log does not need it."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)


# === The system ===


def check_system_libraries(has_screen: bool) -> None:
    """Install what Qt lacks where that is allowed, else say what is missing.

    Raises:
        SetupError: if the window could not start.
    """
    files = system_packages.QT_FILES + (system_packages.QT_SCREEN_FILES if has_screen else ())
    packages = system_packages.packages_of(system_packages.missing_libraries(pyside_folder(), files))
    if packages and not install_system(packages):
        command = system_packages.install_command(packages)
        raise SetupError(f"Qt needs system packages that are missing. On Debian and Ubuntu: {command}")
    if not FONT_NOTED.exists() and not system_packages.has_chinese_font():
        font = [system_packages.CHINESE_FONT_PACKAGE]
        if not install_system(font):
            command = system_packages.install_command(font)
            print(f"No Chinese font was found: Chinese text will show as boxes. To install one: {command}", flush=True)
    FONT_NOTED.touch()


def install_system(packages: list[str]) -> bool:
    """Install Debian packages where this process may, and return whether it did."""
    return system_packages.can_install() and system_packages.install(packages)


def pyside_folder() -> Path:
    """Return the folder of the installed PySide6."""
    return next(VENV.glob("lib/python3.*/site-packages/PySide6"), VENV)


def has_display() -> bool:
    """Return whether Qt finds a screen, or was told to do without."""
    is_linux = sys.platform == "linux"
    return not is_linux or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def check_display() -> None:
    """Refuse to open a window where there is no screen.

    Raises:
        SetupError: if there is none.
    """
    if not has_display():
        raise SetupError(
            "There is no screen to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n"
            "  - On a desktop: call `make run` in a terminal of the desktop session.\n"
            "  - Over SSH: connect with `ssh -X`.\n"
            "  - Without any screen: `apt-get install xvfb`, then `xvfb-run -s '-screen 0 1280x860x24' make run`; or\n"
            "    use the command line: `.venv/bin/python -m studio --help`. `make demo` does the main job that way."
        )


if __name__ == "__main__":
    sys.exit(main())

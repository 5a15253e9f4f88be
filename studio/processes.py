"""Child processes: how the studio starts its own modules, and whether one is still alive."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

_ROOT = Path(__file__).resolve().parent.parent
_STARTED_TOLERANCE_S = 1.0
# What a system says of its own start may be off by as much.
_BOOT_TOLERANCE_S = 5.0


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs a module of the studio with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def child_environment() -> dict[str, str]:
    """Return the environment for a child: the studio importable from any folder, text in UTF-8."""
    environment = dict(os.environ)
    inherited = [part for part in environment.get("PYTHONPATH", "").split(os.pathsep) if part]
    environment["PYTHONPATH"] = os.pathsep.join([str(_ROOT), *(part for part in inherited if part != str(_ROOT))])
    environment["PYTHONUTF8"] = "1"
    environment.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    return environment


def start_detached(
    command: list[str],
    log_path: Path,
    *,
    has_input: bool = False,
    environment: Mapping[str, str] | None = None,
) -> "subprocess.Popen[bytes]":
    """Start a process that outlives this one and writes to a file, never to a pipe.

    Args:
        command: The command line.
        log_path: What the process prints is appended here.
        has_input: Whether the process gets a pipe as its standard input; else it gets none.
        environment: Variables that it gets beside those of `child_environment`.

    Returns:
        The process. It is reaped in the background, so that it never stays behind as a zombie.
    """
    with log_path.open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if has_input else subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=child_environment() | dict(environment or {}),
            **_detached_options(),
        )
    threading.Thread(target=process.wait, name=f"reaper-{process.pid}", daemon=True).start()
    return process


def process_started(pid: int) -> float | None:
    """Return when a process was started, in unix seconds; `None` if it is not alive."""
    try:
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else float(process.create_time())
    except psutil.Error:
        return None


def ended_with_the_computer(started: float | None) -> bool:
    """Return whether the computer was started anew since a process was.

    Args:
        started: When the process was started, in unix seconds; `None` where that is not known.
    """
    return started is not None and started < psutil.boot_time() - _BOOT_TOLERANCE_S


def is_same_process(pid: int, started: float) -> bool:
    """Return whether the process that was started then under this number is still alive.

    A number alone proves nothing: systems give it away again.
    """
    found = process_started(pid)
    return found is not None and abs(found - started) <= _STARTED_TOLERANCE_S


def _detached_options() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}

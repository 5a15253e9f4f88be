"""Workers of runs for tests, forked from a process that has loaded their libraries once.

Loading TensorFlow takes a worker 4 s of a processor; tests start hundreds. Each worker from here is a process of its
own all the same, which is killed, resumed and looked at as any other: it is forked before TensorFlow has computed
anything. How a worker really begins is for `test_worker.py` and the journeys, which start it as the studio does.

    python -m tests.nursery SOCKET
"""

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.processes import child_environment, start_detached

_WORKER = ["-m", "studio.engine.running.worker"]
# What nearly every run loads sooner or later.
_LOADED = (
    "studio.engine.running.training",
    "studio.engine.running.worker",
    "studio.engine.running.tensorboard",
    "studio.engine.running.telemetry",
    "tensorboard.plugins.scalar.summary_v2",
    "sklearn.metrics",
    "studio.queue",
    "studio.leftovers",
)
_LOADING_S = 600.0
# What pytest says of the test at hand; no library looks at it.
_IGNORED = {"PYTEST_CURRENT_TEST"}


class Nursery:
    """Stands in for `studio.processes.start_detached`.

    Args:
        folder: Where its socket and its log are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._environment: dict[str, str] = {}

    def start(
        self, command: list[str], log_path: Path, *, environment: Mapping[str, str] | None = None, **options: Any
    ) -> None:
        """Fork a worker; what is no worker, or is to have another environment, is started as the studio does."""
        wanted = _environment() | dict(environment or {})
        if self._process is None:
            self._open()
        if command[1:3] != _WORKER or options or wanted != self._environment:
            start_detached(command, log_path, environment=environment, **options)
            return
        with socket.socket(socket.AF_UNIX) as link:
            link.connect(str(self._socket_path))
            request = {"arguments": command[3:], "log": str(log_path), "folder": str(Path.cwd())}
            link.sendall(json.dumps(request).encode() + b"\n")
            assert link.recv(16), "the nursery has died"

    def close(self) -> None:
        """End the process that forks; its workers go on."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    @property
    def _socket_path(self) -> Path:
        return self._folder / "nursery"

    def _open(self) -> None:
        self._environment = _environment()
        with (self._folder / "nursery.log").open("wb") as log:
            command = [sys.executable, "-m", "tests.nursery", str(self._socket_path)]
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + _LOADING_S
        while not self._socket_path.exists():
            assert self._process.poll() is None, (self._folder / "nursery.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.01)


def _environment() -> dict[str, str]:
    return {name: value for name, value in child_environment().items() if name not in _IGNORED}


def _fork_until_ended(socket_path: str) -> list[str]:
    """Fork workers; return, in each of them, its arguments."""
    for module in _LOADED:
        importlib.import_module(module)

    parent = os.getppid()
    # Those that ended are not waited for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    server = socket.socket(socket.AF_UNIX)
    server.bind(socket_path + ".new")
    server.listen(16)
    server.settimeout(5.0)
    Path(socket_path + ".new").rename(socket_path)
    while os.getppid() == parent:
        try:
            link, _ = server.accept()
        except TimeoutError:
            continue
        request = json.loads(link.makefile("rb").readline())
        if os.fork() == 0:
            link.close()
            server.close()
            _become_worker(Path(request["log"]), request["folder"])
            return list(request["arguments"])
        link.sendall(b"forked")
        link.close()
    sys.exit(0)


def _become_worker(log_path: Path, folder: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(folder)
    log = os.open(log_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for descriptor in (log, nothing):
        os.close(descriptor)


if __name__ == "__main__":
    worker_arguments = _fork_until_ended(sys.argv[1])
    from studio.engine.running.worker import main
    from studio.errors import StudioError

    try:
        sys.exit(main(worker_arguments))
    except StudioError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_status)

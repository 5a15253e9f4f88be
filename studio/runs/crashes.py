"""Why a worker died without a word, as far as anybody can know it."""

from dataclasses import dataclass
from pathlib import Path

from studio.errors import MemoryFullError, StudioError
from studio.processes import ended_with_the_computer
from studio.runs.folder import RunFolder
from studio.runs.states import RunState, RunStatus

_CGROUPS = Path("/sys/fs/cgroup")
_OWN_CGROUPS = Path("/proc/self/cgroup")
_WHOLE_SYSTEM = Path("/proc/vmstat")
_COUNTER = "oom_kill"
# What C++ prints before it ends a process that got no memory.
_LOG_SIGN = b"std::bad_alloc"
_LOG_BYTES = 4096


@dataclass(frozen=True, slots=True)
class KillCounter:
    """How many processes the system has ended as the memory was full.

    Attributes:
        path: The file that counts them: that of this process's group, else that of the whole system.
    """

    path: Path
    count: int

    @classmethod
    def of_this_process(cls) -> "KillCounter | None":
        """Return the count that would include this process; `None` where the system has none."""
        return next((cls(path, count) for path in _counters() if (count := _count(path)) is not None), None)


def crash_reason(run: RunFolder) -> StudioError | None:
    """Return why the worker of a crashed run died; `None` where that cannot be known."""
    if not run.spec_path.is_file():
        return run.gone()
    return memory_kill(run, run.status())


def failure_of(run: RunFolder) -> StudioError | None:
    """Return why a run failed or crashed, as far as it or the system says; `None` for one that did neither."""
    from studio.runs.history_reader import read_history

    state = run.status().state
    failure = read_history(run.events_path).failure if state in (RunState.FAILED, RunState.CRASHED) else None
    if failure is not None:
        return StudioError.from_json(failure.error)
    return crash_reason(run) if state is RunState.CRASHED else None


def memory_kill(run: RunFolder, status: RunStatus) -> MemoryFullError | None:
    """Return what to say of a worker that died as the memory was full; `None` if nothing tells of that.

    Args:
        run: The run.
        status: What the worker that died wrote last.
    """
    if status.kills_path is None or ended_with_the_computer(status.process_started):
        return None
    path = Path(status.kills_path)
    if _is_counter(path) and (_count(path) or 0) > status.num_kills:
        return MemoryFullError(
            "The memory was full, and the system ended the process of the run at step {step}. Taken up again, it "
            "computes half as many examples at once, if it can.",
            step=status.step,
        )
    if _LOG_SIGN in _end_of(run.log_path, status.log_bytes):
        return MemoryFullError(
            "The memory was full, and the process of the run died of it at step {step}. Taken up again, it computes "
            "half as many examples at once, if it can.",
            step=status.step,
        )
    return None


def _counters() -> list[Path]:
    """Return the files that may count, the nearest first."""
    found = []
    for line in _read(_OWN_CGROUPS).splitlines():
        _, kinds, place = line.split(":", 2)
        if kinds == "memory":
            found.append(_CGROUPS / "memory" / place.lstrip("/") / "memory.oom_control")
        elif not kinds:
            found.append(_CGROUPS / place.lstrip("/") / "memory.events")
    return [*found, _CGROUPS / "memory" / "memory.oom_control", _CGROUPS / "memory.events", _WHOLE_SYSTEM]


def _is_counter(path: Path) -> bool:
    """Return whether a run folder, which may come from anywhere, names a file of the system's own."""
    return path == _WHOLE_SYSTEM or (path.is_relative_to(_CGROUPS) and ".." not in path.parts)


def _count(path: Path) -> int | None:
    for line in _read(path).splitlines():
        name, _, value = line.partition(" ")
        if name == _COUNTER and value.isdecimal():
            return int(value)
    return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _end_of(path: Path, start: int) -> bytes:
    """Return the end of a log, as far as it was written after so many bytes."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            file.seek(min(size, max(0, start, size - _LOG_BYTES)))
            return file.read()
    except OSError:
        return b""

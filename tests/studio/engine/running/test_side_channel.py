"""What a run does on the side may fail without it: event files, readings, samples."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.engine.running.side_channel import SideChannel
from studio.runs import RunFolder, RunState, Workspace
from studio.runs.events import DeviceEvent, FinishedEvent, LogEvent, SampleEvent
from studio.spec import RunSpec
from tests.whole_run import bodies

BOARD = "No more files are written for TensorBoard; the run goes on. "


class Guarded:
    """Something that fails where it is told to."""

    def __init__(self, fails_at: str) -> None:
        self.fails_at = fails_at
        self.calls: list[str] = []
        self._do("open")

    def write(self) -> str:
        return self._do("write")

    def close(self) -> None:
        self._do("close")

    def _do(self, what: str) -> str:
        self.calls.append(what)
        if what == self.fails_at:
            raise RuntimeError("broken\nfor good")
        return what


@pytest.mark.parametrize(
    ("fails_at", "expected", "num_messages"),
    [
        ("never", ["write", "write"], 0),
        ("open", [None, None], 1),
        ("write", [None, None], 1),
        ("close", ["write", "write"], 1),
    ],
)
def test_a_failure_anywhere_is_told_once_and_closes_the_channel(
    fails_at: str, expected: list[str | None], num_messages: int
) -> None:
    told: list[LogEvent] = []
    made: list[Guarded] = []

    def make() -> Guarded:
        made.append(Guarded(fails_at))
        return made[-1]

    channel = SideChannel[Guarded](told.append, template="Off: {reason}")
    channel.open(make, Guarded.close)
    assert [channel.use(Guarded.write), channel.use(Guarded.write)] == expected
    channel.close()
    assert [str(event.message) for event in told] == ["Off: RuntimeError: broken"] * num_messages
    assert all(event.level == "warning" for event in told)
    # What was opened is closed, also after it failed; it is never asked again.
    if fails_at == "write":
        assert made[0].calls == ["open", "write", "close"]


def test_a_full_disk_leaves_the_message_to_the_run() -> None:
    def refuse(event: LogEvent) -> None:
        raise OSError(28, "No space left on device")

    channel = SideChannel[None](refuse, template="Off: {reason}")
    assert channel.attempt(lambda: 1 / 0) is None
    assert channel.is_off


def test_a_request_to_end_is_no_failure() -> None:
    channel = SideChannel[None](lambda event: None, template="Off: {reason}")
    with pytest.raises(KeyboardInterrupt):
        channel.attempt(raise_(KeyboardInterrupt()))
    assert not channel.is_off


# === In a run ===


@pytest.fixture
def spec(tiny_spec: RunSpec) -> RunSpec:
    # A rate that nobody warns of.
    fit = tiny_spec.fit.model_copy(update={"precision": "float32", "epochs": 2, "learning_rate": 1e-4})
    return tiny_spec.model_copy(update={"fit": fit})


@pytest.fixture
def run_in_process(spec: RunSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., RunFolder]:
    """Do a run in this process, after a change to its folder."""
    import signal

    from studio.engine.running.worker import main

    monkeypatch.setattr(signal, "signal", lambda *arguments: None)

    def do(prepare: Callable[[RunFolder], object] = lambda run: None) -> RunFolder:
        run = Workspace(tmp_path).create_run(spec)
        prepare(run)
        assert main([str(run.path)]) == 0
        assert run.status().state is RunState.FINISHED
        assert (run.model_path / "fettle.json").is_file()
        assert len(bodies(run, FinishedEvent)) == 1
        return run

    return do


def warnings(run: RunFolder) -> list[str]:
    return [str(body.message) for body in bodies(run, LogEvent) if body.level == "warning"]


def raise_(error: BaseException) -> Callable[..., Any]:
    def do(*arguments: Any, **options: Any) -> Any:
        raise error

    return do


@pytest.mark.engine
def test_a_run_goes_on_where_the_folder_of_event_files_is_a_file(run_in_process: Callable[..., RunFolder]) -> None:
    run = run_in_process(lambda run: run.tensorboard_path.write_text("in the way"))
    (told,) = warnings(run)
    assert told.startswith(BOARD)


@pytest.mark.engine
def test_a_run_goes_on_where_tensorboard_is_not_installed(
    run_in_process: Callable[..., RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tensorflow as tf

    monkeypatch.setattr(tf.summary, "scalar", raise_(ModuleNotFoundError("No module named 'tensorboard'")))
    run = run_in_process()
    assert warnings(run) == [BOARD + "ModuleNotFoundError: No module named 'tensorboard'"]


@pytest.mark.engine
def test_a_run_ends_well_where_the_event_files_cannot_be_closed(
    run_in_process: Callable[..., RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.running.tensorboard import TensorBoardWriter

    monkeypatch.setattr(TensorBoardWriter, "close", raise_(OSError(5, "Input/output error")))
    assert warnings(run_in_process()) == [BOARD + "OSError: [Errno 5] Input/output error"]


@pytest.mark.engine
def test_a_run_goes_on_where_its_model_cannot_be_shown(
    run_in_process: Callable[..., RunFolder], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.tasks.classification.class_evaluator import ClassEvaluator

    monkeypatch.setattr(ClassEvaluator, "samples", raise_(IndexError("no such row")))
    run = run_in_process()
    assert warnings(run) == ["No more samples are shown; the run goes on. IndexError: no such row"]
    assert bodies(run, SampleEvent) == []


# === Readings ===


class Readings:
    """What a telemetry that hardly waits said until its heart had beaten a few times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, num_beats: int = 3) -> None:
        from studio.engine.running import telemetry

        monkeypatch.setattr(telemetry, "_INTERVAL_S", 0.001)
        self.readings: list[DeviceEvent] = []
        self.told: list[LogEvent] = []
        beats = threading.Semaphore(0)
        watching = telemetry.Telemetry(self.readings.append, beats.release, lambda: 7, self.told.append)
        for _ in range(num_beats):
            beats.acquire()
        watching.close()

    @property
    def messages(self) -> list[str]:
        return [str(event.message) for event in self.told]


def test_a_run_is_watched_once_a_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Readings(monkeypatch)
    assert len(found.readings) >= 3
    assert {reading.step for reading in found.readings} == {7}
    assert found.messages == []


@pytest.mark.parametrize("error", [OSError("no such library"), UnicodeDecodeError("utf-8", b"", 0, 1, "x")])
def test_nvml_that_fails_is_told_once_and_the_computer_is_watched_on(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    import pynvml

    monkeypatch.setattr(pynvml, "nvmlInit", raise_(error))
    found = Readings(monkeypatch)
    assert {reading.devices for reading in found.readings} == {()}
    (told,) = found.messages
    assert told.startswith("The NVIDIA devices are no longer watched; the run goes on. ")


def test_a_driver_that_does_not_fit_its_library_is_told_and_a_missing_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pynvml

    monkeypatch.setattr(pynvml, "nvmlInit", raise_(pynvml.NVMLError(pynvml.NVML_ERROR_LIB_RM_VERSION_MISMATCH)))
    assert len(Readings(monkeypatch).messages) == 1
    monkeypatch.setattr(pynvml, "nvmlInit", raise_(pynvml.NVMLError(pynvml.NVML_ERROR_DRIVER_NOT_LOADED)))
    assert Readings(monkeypatch).messages == []


def test_nvml_that_is_not_there_at_all_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert len(Readings(monkeypatch).messages) == 1


def test_a_process_that_cannot_be_read_is_told_once_and_its_heart_beats_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    monkeypatch.setattr(psutil.Process, "memory_info", raise_(psutil.AccessDenied()))
    found = Readings(monkeypatch)
    assert found.readings == []
    (told,) = found.messages
    assert told.startswith("The computer is no longer watched; the run goes on. AccessDenied")


@pytest.mark.parametrize("error", [OSError("no driver"), ValueError("no text"), AttributeError("no function")])
def test_the_computer_is_known_without_nvml(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    import pynvml

    from studio.devices import probe

    monkeypatch.setattr(pynvml, "nvmlInit", raise_(error))
    assert probe().accelerators == ()
    monkeypatch.setitem(sys.modules, "pynvml", None)
    assert probe().accelerators == ()

"""Readings of devices and of the worker itself, once a second."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import psutil
import pynvml

from studio.devices import num_cores
from studio.runs.events import DeviceEvent, DeviceReading

_INTERVAL_S = 1.0


class Telemetry:
    """Calls back once a second, in a thread of its own, until it is closed.

    Args:
        on_reading: Takes each reading.
        step: Tells the step that the run has reached.
    """

    def __init__(self, on_reading: Callable[[DeviceEvent], None], step: Callable[[], int]) -> None:
        self._on_reading = on_reading
        self._step = step
        self._process = psutil.Process()
        self._process.cpu_percent()
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._read_in_turn, name="telemetry", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._is_closed.set()
        self._thread.join()

    def _read_in_turn(self) -> None:
        with _NvidiaDevices() as devices:
            while not self._is_closed.wait(_INTERVAL_S):
                self._on_reading(self._read(devices))

    def _read(self, devices: "_NvidiaDevices") -> DeviceEvent:
        return DeviceEvent(
            step=self._step(),
            process_cpu=self._process.cpu_percent() / 100.0,
            process_memory_bytes=int(self._process.memory_info().rss),
            system_memory_bytes=int(psutil.virtual_memory().total),
            num_cores=num_cores(),
            devices=devices.read(),
        )


class _NvidiaDevices:
    """NVIDIA accelerators as NVML sees them; none where there is no driver."""

    def __init__(self) -> None:
        self._handles: list[Any] = []

    def __enter__(self) -> "_NvidiaDevices":
        with contextlib.suppress(pynvml.NVMLError):
            pynvml.nvmlInit()
            self._handles = [pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount())]
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(pynvml.NVMLError):
            pynvml.nvmlShutdown()

    def read(self) -> tuple[DeviceReading, ...]:
        return tuple(_read_device(handle) for handle in self._handles)


def _read_device(handle: Any) -> DeviceReading:
    memory = _ask(pynvml.nvmlDeviceGetMemoryInfo, handle)
    utilization = _ask(pynvml.nvmlDeviceGetUtilizationRates, handle)
    power = _ask(pynvml.nvmlDeviceGetPowerUsage, handle)
    return DeviceReading(
        name=str(_ask(pynvml.nvmlDeviceGetName, handle) or "NVIDIA"),
        utilization=None if utilization is None else utilization.gpu / 100.0,
        memory_used_bytes=None if memory is None else int(memory.used),
        memory_total_bytes=None if memory is None else int(memory.total),
        temperature_celsius=_ask(pynvml.nvmlDeviceGetTemperature, handle, pynvml.NVML_TEMPERATURE_GPU),
        power_watts=None if power is None else power / 1000.0,
    )


def _ask(function: Callable[..., Any], *arguments: Any) -> Any:
    # Not every device tells everything.
    try:
        return function(*arguments)
    except pynvml.NVMLError:
        return None

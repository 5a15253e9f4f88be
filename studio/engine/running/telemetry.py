"""Readings of devices and of the worker itself, once a second."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import psutil

from studio.devices import num_cores
from studio.engine.running.side_channel import SideChannel
from studio.runs.events import DeviceEvent, DeviceReading, LogEvent

_INTERVAL_S = 1.0


class Telemetry:
    """Calls back once a second, in a thread of its own, until it is closed.

    What cannot be read is told once and left out: first of all the run goes on.

    Args:
        on_reading: Takes each reading.
        on_beat: Called once a second, whether there is a reading or not.
        step: Tells the step that the run has reached.
        emit: Takes what goes wrong.
    """

    def __init__(
        self,
        on_reading: Callable[[DeviceEvent], None],
        on_beat: Callable[[], None],
        step: Callable[[], int],
        emit: Callable[[LogEvent], None],
    ) -> None:
        self._on_reading = on_reading
        self._on_beat = on_beat
        self._step = step
        self._computer = SideChannel[_Computer](
            emit, template="The computer is no longer watched; the run goes on. {reason}"
        )
        self._devices = SideChannel[_NvidiaDevices](
            emit, template="The NVIDIA devices are no longer watched; the run goes on. {reason}"
        )
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._read_in_turn, name="telemetry", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._is_closed.set()
        self._thread.join()

    def _read_in_turn(self) -> None:
        self._computer.open(_Computer, lambda computer: None)
        self._devices.open(_NvidiaDevices, _NvidiaDevices.close)
        while not self._is_closed.wait(_INTERVAL_S):
            if (reading := self._computer.use(self._read)) is not None:
                self._on_reading(reading)
            self._on_beat()
        self._devices.close()

    def _read(self, computer: "_Computer") -> DeviceEvent:
        return computer.read(self._step(), self._devices.use(_NvidiaDevices.read) or ())


class _Computer:
    """The processor and the memory, as the worker uses them."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._process.cpu_percent()

    def read(self, step: int, devices: tuple[DeviceReading, ...]) -> DeviceEvent:
        return DeviceEvent(
            step=step,
            process_cpu=self._process.cpu_percent() / 100.0,
            process_memory_bytes=int(self._process.memory_info().rss),
            system_memory_bytes=int(psutil.virtual_memory().total),
            num_cores=num_cores(),
            devices=devices,
        )


class _NvidiaDevices:
    """NVIDIA accelerators as NVML sees them; none where there is no driver."""

    def __init__(self) -> None:
        import pynvml

        self._nvml = pynvml
        self._handles: list[Any] = []
        try:
            pynvml.nvmlInit()
        except (pynvml.NVMLError_LibraryNotFound, pynvml.NVMLError_DriverNotLoaded):
            return
        self._handles = [pynvml.nvmlDeviceGetHandleByIndex(i) for i in range(pynvml.nvmlDeviceGetCount())]

    def close(self) -> None:
        with contextlib.suppress(self._nvml.NVMLError):
            self._nvml.nvmlShutdown()

    def read(self) -> tuple[DeviceReading, ...]:
        return tuple(self._read_device(handle) for handle in self._handles)

    def _read_device(self, handle: Any) -> DeviceReading:
        nvml = self._nvml
        memory = self._ask(nvml.nvmlDeviceGetMemoryInfo, handle)
        utilization = self._ask(nvml.nvmlDeviceGetUtilizationRates, handle)
        power = self._ask(nvml.nvmlDeviceGetPowerUsage, handle)
        return DeviceReading(
            name=str(self._ask(nvml.nvmlDeviceGetName, handle) or "NVIDIA"),
            utilization=None if utilization is None else utilization.gpu / 100.0,
            memory_used_bytes=None if memory is None else int(memory.used),
            memory_total_bytes=None if memory is None else int(memory.total),
            temperature_celsius=self._ask(nvml.nvmlDeviceGetTemperature, handle, nvml.NVML_TEMPERATURE_GPU),
            power_watts=None if power is None else power / 1000.0,
        )

    def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        # Not every device tells everything.
        try:
            return function(*arguments)
        except self._nvml.NVMLError:
            return None

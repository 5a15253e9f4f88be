"""What this computer has, found out without TensorFlow: processor, memory, NVIDIA accelerators."""

import contextlib
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

_CPU_INFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Accelerator:
    """An accelerator that NVML lists."""

    name: str
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Computer:
    """What a run can use.

    Attributes:
        processor: The processor's model.
        num_cores: Logical cores that this process may use.
        memory_bytes: The memory that is built in.
        accelerators: NVIDIA devices; empty where there is none or no driver.
    """

    processor: str
    num_cores: int
    memory_bytes: int
    accelerators: tuple[Accelerator, ...]


def probe() -> Computer:
    """Look at this computer. It takes up to a second where there is an NVIDIA driver."""
    return Computer(_processor(), num_cores(), psutil.virtual_memory().total, tuple(_accelerators()))


def num_cores() -> int:
    """Return how many logical cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _accelerators() -> Iterator[Accelerator]:
    import pynvml

    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return
    try:
        for index in range(pynvml.nvmlDeviceGetCount()):
            handle = pynvml.nvmlDeviceGetHandleByIndex(index)
            yield Accelerator(pynvml.nvmlDeviceGetName(handle), int(pynvml.nvmlDeviceGetMemoryInfo(handle).total))
    except pynvml.NVMLError:
        return
    finally:
        pynvml.nvmlShutdown()

"""What this computer has, found out without TensorFlow: processor, memory, NVIDIA accelerators."""

import contextlib
import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

_CPU_INFO = Path("/proc/cpuinfo")
_BFLOAT16_FLAGS = frozenset({"amx_bf16", "avx512_bf16"})
_BFLOAT16_CAPABILITY = (8, 0)


@dataclass(frozen=True, slots=True)
class Accelerator:
    """An accelerator that NVML lists.

    Attributes:
        has_bfloat16: Whether it computes in bfloat16.
    """

    name: str
    memory_bytes: int
    has_bfloat16: bool = False


@dataclass(frozen=True, slots=True)
class Computer:
    """What a run can use.

    Attributes:
        processor: The processor's model.
        num_cores: Logical cores that this process may use.
        memory_bytes: The memory that is built in.
        accelerators: NVIDIA devices; empty where there is none or no driver.
        has_bfloat16: Whether the processor computes in bfloat16.
    """

    processor: str
    num_cores: int
    memory_bytes: int
    accelerators: tuple[Accelerator, ...]
    has_bfloat16: bool = False

    @property
    def trains_in_bfloat16(self) -> bool:
        """Whether what a run computes on knows bfloat16, which is faster and takes less memory."""
        return self.accelerators[0].has_bfloat16 if self.accelerators else self.has_bfloat16


def probe() -> Computer:
    """Look at this computer. It takes up to a second where there is an NVIDIA driver."""
    memory_bytes = psutil.virtual_memory().total
    return Computer(_processor(), num_cores(), memory_bytes, tuple(_accelerators()), processor_has_bfloat16())


def num_cores() -> int:
    """Return how many logical cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processor_has_bfloat16() -> bool:
    """Return whether this computer's processor has instructions for bfloat16, as far as it can be known."""
    return not _BFLOAT16_FLAGS.isdisjoint(_cpu_info("flags").split())


def _processor() -> str:
    return _cpu_info("model name") or platform.processor() or platform.machine()


def _cpu_info(wanted: str) -> str:
    """Return what Linux says of the first processor; empty on other systems."""
    with contextlib.suppress(OSError):
        for line in _CPU_INFO.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == wanted:
                return value.strip()
    return ""


def _accelerators() -> list[Accelerator]:
    try:
        import pynvml
    except ImportError:
        return []
    # A driver that does not fit its library does not always say so in NVML's own way. A run tells of it.
    with contextlib.suppress(pynvml.NVMLError, OSError, ValueError, AttributeError):
        pynvml.nvmlInit()
        try:
            return [_accelerator(pynvml, index) for index in range(pynvml.nvmlDeviceGetCount())]
        finally:
            pynvml.nvmlShutdown()
    return []


def _accelerator(nvml: Any, index: int) -> Accelerator:
    handle = nvml.nvmlDeviceGetHandleByIndex(index)
    capability = tuple(nvml.nvmlDeviceGetCudaComputeCapability(handle))
    memory_bytes = int(nvml.nvmlDeviceGetMemoryInfo(handle).total)
    return Accelerator(nvml.nvmlDeviceGetName(handle), memory_bytes, capability >= _BFLOAT16_CAPABILITY)

"""What a machine is and what else it does, as it stands beside figures that were measured on it."""

import os
import platform
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

_PACKAGES = ("tensorflow", "keras", "keras-hub", "PySide6-Essentials")
# Of all that a processor has, those that the libraries choose their kernels by.
_INSTRUCTION_SETS = (
    "avx2",
    "avx512f",
    "avx512_vnni",
    "avx512_bf16",
    "avx512_fp16",
    "amx_bf16",
    "amx_int8",
    "asimd",
    "sve",
)


@dataclass(frozen=True, slots=True)
class Machine:
    """What figures depend on.

    Attributes:
        processor: Its name.
        instruction_sets: Those of vectors and matrices.
        num_cores: As many as this process may use.
        memory_bytes: All of it.
        system: The name of the operating system and the number of its release.
        versions: Of Python and of the packages that do the work, by name.
    """

    processor: str
    instruction_sets: tuple[str, ...]
    num_cores: int
    memory_bytes: int
    system: str
    versions: dict[str, str]

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Machine":
        """Return what `to_json` gave."""
        return cls(**{**values, "instruction_sets": tuple(values["instruction_sets"])})

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON has it."""
        return {**asdict(self), "instruction_sets": list(self.instruction_sets)}

    def describe(self) -> str:
        """Return it in one line."""
        sets = ", ".join(self.instruction_sets) or "no vector instructions known"
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        memory = f"{self.memory_bytes / 2**30:.0f} GiB"
        return f"{self.num_cores} cores of {self.processor} ({sets}), {memory}, {self.system}; {versions}"


def this_machine() -> Machine:
    """Return the machine that this runs on."""
    name, flags = _processor()
    versions = {"Python": platform.python_version()} | {package: metadata.version(package) for package in _PACKAGES}
    known = tuple(flag for flag in _INSTRUCTION_SETS if flag in flags)
    memory = psutil.virtual_memory().total
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    return Machine(name, known, _num_cores(), memory, system, versions)


def load() -> float:
    """Return how many processes waited for a processor or used one, over the last minute."""
    return psutil.getloadavg()[0]


def _num_cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _processor() -> tuple[str, frozenset[str]]:
    """Return the name and the flags, as far as the system tells."""
    file = Path("/proc/cpuinfo")
    if not file.is_file():
        return platform.processor() or platform.machine(), frozenset()
    told = dict(line.split(":", 1) for line in file.read_text(encoding="utf-8").splitlines() if ":" in line)
    told = {key.strip(): value.strip() for key, value in told.items()}
    return told.get("model name", platform.machine()), frozenset(told.get("flags", told.get("Features", "")).split())

"""What a format of exports can do."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.engine.models.text_model import TextModel


@dataclass(frozen=True, slots=True)
class ExportRun:
    """What an export said in a process of its own.

    Attributes:
        outputs: By name, a value or a list of values for each row.
        empty_shapes: By name, the shape of an output for no row at all.
        dtypes: By name, TensorFlow's name of an output's type.
        latency_ms: The median time for a single row.
        texts_per_second: Rows a second, in batches.
        loaded_modules: Modules of KerasHub or of the studio that the process had loaded.
    """

    outputs: Mapping[str, list[Any]]
    empty_shapes: Mapping[str, list[int]]
    dtypes: Mapping[str, str]
    latency_ms: float
    texts_per_second: float
    loaded_modules: Sequence[str]


class ExportFormatEngine(ABC):
    """Writes exports of one format, and runs them the way a stranger would. It holds nothing."""

    @abstractmethod
    def write(self, model: TextModel, folder: Path) -> None:
        """Write a model that takes its task's inputs as strings and gives the task's outputs.

        Raises:
            ExportError: if it cannot be written in this format.
        """

    @abstractmethod
    def run(self, folder: Path, inputs: Mapping[str, Sequence[str]], batch_size: int) -> ExportRun:
        """Ask an export in a process that knows nothing of the studio.

        Args:
            folder: The export.
            inputs: By the names of the export's inputs, a text for each row.
            batch_size: How many rows are asked about at once.

        Raises:
            ExportError: if it does not run.
        """

    def oldest_serving(self, folder: Path) -> str:
        """Return the version of the oldest TensorFlow Serving that runs an export; empty where none does."""
        return ""

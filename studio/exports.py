"""The export formats, what is known of an export, and how to call one. No TensorFlow."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.errors import InputError
from studio.fields import read_fields
from studio.files import read_json, write_json
from studio.tasks import Task

REPORT_NAME = "parity.json"
CLASS_NAMES_NAME = "class_names.txt"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A form in which a model leaves the studio.

    Attributes:
        name: What `--format` takes.
        marker: A file that every export of this format has.
    """

    name: str
    label: str
    help: str
    marker: str


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(
        "savedmodel",
        "SavedModel",
        "For TensorFlow and TensorFlow Serving. Takes raw texts: the tokenizer is inside.",
        "saved_model.pb",
    ),
)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was measured on an export, in a process of its own.

    Attributes:
        rows: On how many texts it was compared with the studio's own predictions.
        held_out_rows: How many of them the model was not trained on.
        label_mismatches: On how many the likeliest class differs.
        max_difference: The largest difference of a probability.
        tolerance: The largest difference that is allowed.
        latency_ms: The median time for a single text.
        texts_per_second: In batches of `batch_size`.
        size_bytes: Of all files of the export.
        loaded_modules: Modules of KerasHub or of the studio that the process had loaded: none.
        oldest_serving: The oldest TensorFlow Serving that knows all operations of the graph; empty where it was not
            looked at.
    """

    format: str
    run: str
    rows: int
    held_out_rows: int
    label_mismatches: int
    max_difference: float
    tolerance: float
    latency_ms: float
    texts_per_second: float
    batch_size: int
    size_bytes: int = 0
    loaded_modules: tuple[str, ...] = ()
    oldest_serving: str = ""

    def write(self, folder: Path) -> None:
        """Write the report into the export's folder."""
        write_json(folder / REPORT_NAME, asdict(self))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A few lines that call an export."""

    label: str
    language: str
    code: str


def get(name: str) -> ExportFormat:
    """Return the format of that name.

    Raises:
        InputError: if there is none.
    """
    for entry in FORMATS:
        if entry.name == name:
            return entry
    raise InputError(
        "--format: expected one of {expected}. Received: {received}.",
        expected=", ".join(entry.name for entry in FORMATS),
        received=name,
    )


def read_report(folder: Path) -> ExportReport | None:
    """Return the report of an export; `None` if the folder holds no export of the studio."""
    data: Any = read_json(folder / REPORT_NAME)
    return read_fields(ExportReport, data)


def snippets(folder: Path, name: str, task: Task) -> tuple[Snippet, ...]:
    """Return how to call an export.

    Args:
        folder: The export.
        name: What TensorFlow Serving is to call the model: letters, digits, `-` and `_`.
        task: What it answers.
    """
    return (
        Snippet("Python", "python", _PYTHON.format(folder=str(folder), given=_given(task), answers=_answers(task))),
        Snippet("TensorFlow Serving", "shell", _SERVING.format(folder=folder, name=name)),
        Snippet("curl", "shell", _CURL.format(name=name, text=_quoted(task))),
    )


def _given(task: Task) -> str:
    """Return the arguments of a call in Python."""
    return ", ".join(f"{name}=tf.constant([{task.example!r}])" for name in task.served_inputs.values())


def _answers(task: Task) -> str:
    return ", ".join(f'answer["{output.name}"].numpy()' for output in task.outputs)


def _quoted(task: Task) -> str:
    """Return a request as JSON inside single quotes of a shell."""
    instance = dict.fromkeys(task.served_inputs.values(), task.example)
    return json.dumps({"instances": [instance]}, ensure_ascii=False).replace("'", "'\\''")


_PYTHON = """import tensorflow as tf
import tensorflow_text  # brings the operations of the tokenizer

model = tf.saved_model.load({folder!r})
answer = model.signatures["serving_default"]({given})
print({answers})
"""

_SERVING = """docker run --rm -p 8501:8501 -v "{folder}:/models/{name}/1:ro" -e MODEL_NAME={name} tensorflow/serving
"""

_CURL = """curl -d '{text}' http://localhost:8501/v1/models/{name}:predict
"""

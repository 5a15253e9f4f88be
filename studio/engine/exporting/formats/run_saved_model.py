"""Runs a SavedModel the way a stranger would: with TensorFlow and TensorFlow Text, without KerasHub and the studio.

    python run_saved_model.py FOLDER IN.json OUT.json

IN.json holds `{"inputs": {"text": […]}, "batch_size": 32}`: for each input as many texts. This file stands alone: it is
run by its path, never imported, and must not import anything of the studio.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

# Keras is not among them: tensorflow-text imports it by itself. A module that is None cannot be imported by anybody.
_FOREIGN = ("keras_hub", "keras_nlp", "studio")
for _name in _FOREIGN:
    sys.modules[_name] = None  # type: ignore[assignment]

import tensorflow as tf  # noqa: E402
import tensorflow_text  # noqa: E402, F401  brings the operations of the tokenizer

_NUM_LATENCIES = 20


def run(folder: str, inputs: dict[str, list[str]], batch_size: int) -> dict[str, Any]:
    """Return all outputs by name, one entry for each row, and how long they took."""
    serve = tf.saved_model.load(folder).signatures["serving_default"]
    num_rows = len(next(iter(inputs.values())))
    empty = serve(**{name: tf.constant([], tf.string) for name in inputs})
    outputs: dict[str, list[Any]] = {name: [] for name in empty}
    serve(**_part(inputs, 0, batch_size))
    started = time.perf_counter()
    for start in range(0, num_rows, batch_size):
        for name, value in serve(**_part(inputs, start, batch_size)).items():
            outputs[name] += _plain(value.numpy().tolist())
    seconds = time.perf_counter() - started
    return {
        "outputs": outputs,
        "empty_shapes": {name: list(value.shape) for name, value in empty.items()},
        "dtypes": {name: value.dtype.name for name, value in empty.items()},
        "latency_ms": _latency_ms(serve, inputs, min(num_rows, _NUM_LATENCIES)),
        "texts_per_second": num_rows / seconds,
        "loaded_modules": sorted(name for name in _FOREIGN if sys.modules.get(name) is not None),
    }


def _part(inputs: dict[str, list[str]], start: int, count: int) -> dict[str, Any]:
    return {name: tf.constant(texts[start : start + count], tf.string) for name, texts in inputs.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value.decode("utf-8") if isinstance(value, bytes) else value


def _latency_ms(serve: Any, inputs: dict[str, list[str]], num_rows: int) -> float:
    times: list[float] = []
    for row in range(num_rows):
        started = time.perf_counter()
        for value in serve(**_part(inputs, row, 1)).values():
            value.numpy()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


if __name__ == "__main__":
    _given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    _found = run(sys.argv[1], _given["inputs"], _given["batch_size"])
    Path(sys.argv[3]).write_text(json.dumps(_found), encoding="utf-8")

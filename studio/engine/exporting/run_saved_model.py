"""Runs a SavedModel the way a stranger would: with TensorFlow and TensorFlow Text, without KerasHub and the studio.

    python run_saved_model.py FOLDER IN.json OUT.json

IN.json holds `{"texts": […], "batch_size": 32}`. This file stands alone: it is run by its path, never imported, and
must not import anything of the studio.
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


def run(folder: str, texts: list[str], batch_size: int) -> dict[str, Any]:
    """Return the labels and probabilities of the texts, and how long they took.

    Labels are whatever strings the export gives: one a text, or several.
    """
    serve = tf.saved_model.load(folder).signatures["serving_default"]
    labels: list[Any] = []
    probabilities: list[list[float]] = []
    empty = serve(text=tf.constant([], tf.string))
    label_name = next(name for name, value in empty.items() if value.dtype == tf.string)
    serve(text=tf.constant(texts[:batch_size]))
    started = time.perf_counter()
    for start in range(0, len(texts), batch_size):
        answer = serve(text=tf.constant(texts[start : start + batch_size]))
        labels += _decoded(answer[label_name].numpy().tolist())
        probabilities += answer["probabilities"].numpy().tolist()
    seconds = time.perf_counter() - started
    return {
        "labels": labels,
        "probabilities": probabilities,
        "empty_shapes": {name: list(value.shape) for name, value in empty.items()},
        "dtypes": {name: value.dtype.name for name, value in empty.items()},
        "latency_ms": _latency_ms(serve, texts, label_name),
        "texts_per_second": len(texts) / seconds,
        "loaded_modules": sorted(name for name in _FOREIGN if sys.modules.get(name) is not None),
    }


def _decoded(value: Any) -> Any:
    return [_decoded(entry) for entry in value] if isinstance(value, list) else value.decode("utf-8")


def _latency_ms(serve: Any, texts: list[str], label_name: str) -> float:
    times: list[float] = []
    for text in texts[:_NUM_LATENCIES]:
        started = time.perf_counter()
        serve(text=tf.constant([text]))[label_name].numpy()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


if __name__ == "__main__":
    _given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    _found = run(sys.argv[1], _given["texts"], _given["batch_size"])
    Path(sys.argv[3]).write_text(json.dumps(_found), encoding="utf-8")

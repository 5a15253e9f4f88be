"""Compare dropout with a random byte for each value with Keras' own, forward and gradient, in turns.

    python benchmarks/dropout.py [--out FILE]

Medians over the rounds, in one TensorFlow graph each, at the shapes of a small BERT: hidden states and attention
weights of 32 texts of 32 and of 128 tokens.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import project  # noqa: F401

SHAPES = {
    "hidden states, 32 × 32 × 384": (32, 32, 384),
    "attention weights, 32 × 12 × 32 × 32": (32, 12, 32, 32),
    "hidden states, 32 × 128 × 384": (32, 128, 384),
    "attention weights, 32 × 12 × 128 × 128": (32, 12, 128, 128),
}
RATE = 0.1
ROUNDS = 15
CALLS = 10


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    from studio.layers import Dropout  # isort: skip  chooses Keras' backend
    import keras
    import tensorflow as tf

    print("| values | Keras, ms | a byte each, ms |\n|---|---|---|")
    measured: dict[str, dict[str, list[float]]] = {}
    for label, shape in SHAPES.items():
        x = tf.random.normal(shape)
        runs = [_graph(layer(RATE, seed=1), len(shape)) for layer in (keras.layers.Dropout, Dropout)]
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for run, found in zip(runs, times, strict=True):
                found.append(_seconds(run, x))
        theirs, ours = (1000 * statistics.median(found) for found in times)
        print(f"| {label} | {theirs:.2f} | {ours:.2f} |", flush=True)
        measured[label] = dict(zip(("keras", "own"), times, strict=True))
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(measured, indent=1), encoding="utf-8")


def _graph(layer: Any, rank: int) -> Callable[[Any], Any]:
    import tensorflow as tf

    def gradient(x: Any) -> Any:
        return tf.gradients(layer(x, training=True), x)

    run: Callable[[Any], Any] = tf.function(gradient, input_signature=[tf.TensorSpec([None] * rank)], autograph=False)
    return run


def _seconds(run: Callable[[Any], Any], x: Any) -> float:
    started = time.perf_counter()
    for _ in range(CALLS):
        run(x)
    return (time.perf_counter() - started) / CALLS


if __name__ == "__main__":
    main()

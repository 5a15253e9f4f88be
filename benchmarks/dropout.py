"""Compare dropout with a random byte for each value with Keras' own, forward and gradient, in turns.

    python benchmarks/dropout.py

Medians over the rounds, in one TensorFlow graph each, at the shapes of a small BERT: hidden states and attention
weights of 32 texts of 32 and of 128 tokens.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

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
    from studio.layers import Dropout  # isort: skip  chooses Keras' backend
    import keras
    import tensorflow as tf

    print("| values | Keras, ms | a byte each, ms |\n|---|---|---|")
    for label, shape in SHAPES.items():
        x = tf.random.normal(shape)
        runs = [_graph(layer(RATE, seed=1), len(shape)) for layer in (keras.layers.Dropout, Dropout)]
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for run, found in zip(runs, times, strict=True):
                found.append(_seconds(run, x))
        theirs, ours = (1000 * statistics.median(found) for found in times)
        print(f"| {label} | {theirs:.2f} | {ours:.2f} |")


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

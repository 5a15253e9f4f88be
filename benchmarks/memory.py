"""Compares the memory that training takes with what the studio says beforehand.

    python benchmarks/memory.py [--out FILE]

For each case a process of its own builds the backbone with a small head, makes some training steps of the studio's
TensorFlow backend on full batches, and tells the most memory that it ever held (Linux: VmHWM). Needs about 6 GB.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import project  # noqa: F401

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.architecture_presets import find_architecture
from studio.schema import Schema
from studio.sizes import activation_bytes, count_parameters, layer_shapes, training_memory

_NUM_STEPS = 3
# Architecture, batch size, tokens, precision.
_CASES = (
    ("tiny", 32, 128, "float32"),
    ("small", 32, 128, "float32"),
    ("small", 32, 256, "float32"),
    ("small", 16, 512, "float32"),
    ("medium", 16, 128, "float32"),
    ("medium", 16, 128, "bfloat16"),
    ("small_llama", 16, 128, "float32"),
    ("bert_base", 8, 128, "float32"),
)


def make_backend(architecture: ArchitectureSpec, sequence_length: int, precision: Any) -> Any:
    """Return what trains a classifier of two classes over a backbone of random weights.

    Args:
        architecture: Of the backbone.
        sequence_length: Tokens of a text, at most.
        precision: As `choose_precision` gives it.
    """
    import studio.engine  # isort: skip  # noqa: F401
    import keras

    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.text_model import TextModel
    from studio.layers import TransformerBackbone
    from studio.spec import FitSpec

    fields = set(ArchitectureSpec.model_fields) - {"tokenizer", "lowercase"}
    backbone = TransformerBackbone(**architecture.model_dump(include=fields))
    pooled = keras.layers.GlobalAveragePooling1D()(backbone.output)
    classifier = keras.Model(backbone.input, keras.layers.Dense(2)(pooled))
    info = ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), sequence_length, {}, "0")
    return TensorFlowBackend(TextModel(classifier, info), FitSpec(), precision)


def full_batch(vocabulary_size: int, batch_size: int, sequence_length: int) -> Any:
    """Return a batch of random tokens without padding."""
    import numpy as np

    from studio.engine.texts.batches import Batch

    shape = (batch_size, sequence_length)
    token_ids = np.random.default_rng(0).integers(0, vocabulary_size, shape, np.int32)
    inputs = {"token_ids": token_ids, "padding_mask": np.ones(shape, np.int32)}
    return Batch(inputs, {"label": np.zeros(batch_size, np.int32)}, batch_size, batch_size * sequence_length)


def peak_memory_bytes() -> int:
    """Return the most bytes that this process ever held. Needs Linux."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def measure(architecture: ArchitectureSpec, batch_size: int, sequence_length: int, precision: str) -> int:
    """Train in this very process and return the most bytes that it held."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.precision import Precision

    how = Precision(precision, "float32", is_rewritten=precision == "bfloat16", reason="asked for")
    backend = make_backend(architecture, sequence_length, how)
    batch = full_batch(architecture.vocabulary_size, batch_size, sequence_length)
    for _ in range(_NUM_STEPS):
        backend.train_step([batch], 1e-4)
    return peak_memory_bytes()


def say(architecture: ArchitectureSpec, batch_size: int, sequence_length: int) -> int:
    """Return the bytes that the studio says beforehand for such steps; a whole run takes more besides."""
    num_parameters = count_parameters(architecture).total
    kept = (
        activation_bytes(shape, architecture.num_layers, batch_size, sequence_length)
        for shape in layer_shapes(architecture)
    )
    return training_memory(num_parameters, num_parameters, sum(kept)).total_bytes


def compare(name: str, batch_size: int, sequence_length: int, precision: str) -> dict[str, Any]:
    """Return what was said and what was measured for one case."""
    case = json.dumps([name, batch_size, sequence_length, precision])
    command = [sys.executable, __file__, "--case", case]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured = int(done.stdout.split()[-1])
    said = say(find_architecture(name).architecture, batch_size, sequence_length)
    return {
        "architecture": name,
        "batch_size": batch_size,
        "sequence_length": sequence_length,
        "precision": precision,
        "said_gb": round(said / 1e9, 2),
        "measured_gb": round(measured / 1e9, 2),
        "ratio": round(said / measured, 2),
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.case:
        name, *rest = json.loads(arguments.case)
        print(measure(find_architecture(name).architecture, *rest))
        return
    figures = []
    for case in _CASES:
        figures.append(compare(*case))
        print("  ".join(f"{key} {value}" for key, value in figures[-1].items()), flush=True)
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

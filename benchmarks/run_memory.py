"""Compares the most memory that real runs take with what the studio forecasts.

    python benchmarks/run_memory.py [--trainable all,head,lora,last] [--precision float32] [--families]

For each case the bundled MiniLM is fine-tuned by a worker of its own on made-up texts that are longer than the sequence
length, so that every batch is full; the system tells the most memory that the process ever held. With `--families` tiny
training steps of a random backbone of each family are measured instead, without data, evaluation or checkpoints. Needs
Linux or macOS, and up to 6 GB.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import project  # noqa: F401

from studio import catalogue, tasks
from studio.devices import probe
from studio.planning import forecast
from studio.processes import child_environment, module_command
from studio.runs import RunState, Workspace
from studio.schema import Schema
from studio.sizes import LayerShape, activation_bytes
from studio.spec import RunSpec

_NUM_ROWS, _NUM_WORDS = 160, 300
_BATCH_SIZES, _LENGTHS = (8, 32), (64, 256)
_WORDS = ("the", "of", "and", "a", "film", "was", "good", "bad", "story", "people", "time", "year", "music", "house")
_UNIT = 1024 if sys.platform != "darwin" else 1
_FAMILIES = ("Bert", "DebertaV3", "DistilBert", "Roberta", "XLMRoberta", "FNet", "Albert")
_WIDTH, _NUM_LAYERS, _FAMILY_BATCH, _FAMILY_LENGTH = 512, 4, 16, 256
_FAMILY_VOCABULARY = 1000


def measure_run(
    workspace: Workspace, data: Path, trainable: str, batch_size: int, length: int, precision: str
) -> dict[str, Any]:
    """Do one run and return what it took, and what was said of it before."""
    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {
                "preset": catalogue.BUNDLED_NAME,
                "trainable": {"last_layers": 2} if trainable == "last" else trainable,
            },
            "data": {"train": str(data), "columns": {"text": "text", "label": "label"}, "sequence_length": length},
            "fit": {"epochs": 1, "batch_size": batch_size, "precision": precision},
        }
    )
    run = workspace.create_run(spec)
    run.enter(RunState.STARTING, pid=None, process_started=None)
    measured = _peak(module_command("studio.engine.running.worker", str(run.path)), run.log_path)
    use = forecast.memory(spec, catalogue.find(catalogue.BUNDLED_NAME), probe())
    assert use is not None
    assert run.status().state is RunState.FINISHED, run.log_path.read_text(encoding="utf-8")
    case = {"trainable": trainable, "batch_size": batch_size, "sequence_length": length, "precision": precision}
    return case | {"measured_bytes": measured, "forecast_bytes": use.total_bytes}


def measure_family(name: str) -> dict[str, Any]:
    """Make a few training steps of a random backbone in a process of its own; return what they took."""
    measured = _peak([sys.executable, __file__, "--family", name], Path(os.devnull))
    empty = _peak([sys.executable, __file__, "--family", name, "--steps", "0"], Path(os.devnull))
    said = activation_bytes(LayerShape.usual(_WIDTH), _NUM_LAYERS, _FAMILY_BATCH, _FAMILY_LENGTH)
    return {"family": name, "measured_bytes": measured - empty, "forecast_bytes": said}


def step_family(name: str, num_steps: int) -> None:
    """Train a random backbone in this very process."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub
    import numpy as np

    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.precision import Precision
    from studio.engine.models.text_model import TextModel
    from studio.engine.texts.batches import Batch
    from studio.spec import FitSpec

    sizes: dict[str, Any] = {
        "vocabulary_size": _FAMILY_VOCABULARY,
        "num_layers": _NUM_LAYERS,
        "num_heads": _WIDTH // 64,
        "hidden_dim": _WIDTH,
        "intermediate_dim": 4 * _WIDTH,
        "max_sequence_length": 512,
    }
    if name == "FNet":
        del sizes["num_heads"]
    if name == "Albert":
        sizes["embedding_dim"] = 128
    backbone = getattr(keras_hub.models, f"{name}Backbone")(**sizes)
    output = backbone.output["sequence_output"] if isinstance(backbone.output, dict) else backbone.output
    classifier = keras.Model(backbone.input, keras.layers.Dense(2)(output[:, 0]))
    how = Precision("float32", "float32", is_rewritten=False, reason="asked for")
    info = ModelInfo(tasks.get("text_classification"), Schema(("a", "b")), _FAMILY_LENGTH, {}, "0")
    model = TextModel(classifier, info)
    backend = TensorFlowBackend(model, FitSpec(), how)
    shape = (_FAMILY_BATCH, _FAMILY_LENGTH)
    arrays = {
        "token_ids": np.random.default_rng(0).integers(5, _FAMILY_VOCABULARY, shape, np.int32),
        "padding_mask": np.ones(shape, np.int32),
        "segment_ids": np.zeros(shape, np.int32),
    }
    labels = np.zeros(_FAMILY_BATCH, np.int32)
    batch = Batch({key: arrays[key] for key in classifier.input}, {"label": labels}, len(labels), shape[0] * shape[1])
    small = Batch({key: array[:1, :8] for key, array in batch.inputs.items()}, {"label": labels[:1]}, 1, 8)
    # The graph and the optimizer's moments are there in either case; only the values of a full batch are added.
    backend.train_step([small], 1e-4)
    for _ in range(num_steps):
        backend.train_step([batch], 1e-4)


def _peak(command: list[str], log_path: Path) -> int:
    """Run a command and return the most bytes that it held."""
    with log_path.open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=child_environment())
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with status {status}; see {log_path}")
    return usage.ru_maxrss * _UNIT


def _row(found: dict[str, Any]) -> str:
    *names, measured, said = found.values()
    numbers = f"{measured / 1e9:.2f} | {said / 1e9:.2f} | {said / measured:.2f}"
    return f"| {' | '.join(map(str, names))} | {numbers} |"


def _write_data(path: Path) -> None:
    choose = random.Random(0)  # noqa: S311
    rows = [f"{' '.join(choose.choices(_WORDS, k=_NUM_WORDS))} {row},{'ab'[row % 2]}" for row in range(_NUM_ROWS)]
    path.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trainable", default="all,head", help="what is trained, parted by commas")
    parser.add_argument("--precision", default="float32")
    parser.add_argument("--families", nargs="?", const=",".join(_FAMILIES), help="measure families instead")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    parser.add_argument("--family", help=argparse.SUPPRESS)
    parser.add_argument("--steps", type=int, default=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.family:
        step_family(options.family, options.steps)
        return
    found = []
    for case in _families(options.families.split(",")) if options.families else _runs(options):
        found.append(case)
        print(_row(case), flush=True)
    if options.out is not None:
        options.out.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _families(names: Sequence[str]) -> Iterator[dict[str, Any]]:
    print("| family | measured, GB | by formula, GB | ratio |\n|---|---|---|---|", flush=True)
    yield from map(measure_family, names)


def _runs(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    head = "| trained | batch | tokens | precision | measured, GB | forecast, GB | ratio |"
    print(f"{head}\n|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "texts.csv")
        _write_data(data)
        for trainable in options.trainable.split(","):
            for batch_size in _BATCH_SIZES:
                for length in _LENGTHS:
                    case = (trainable, batch_size, length, options.precision)
                    yield measure_run(Workspace(Path(folder, "workspace")), data, *case)


if __name__ == "__main__":
    main()

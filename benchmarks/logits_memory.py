"""The most memory of a training step with a large vocabulary, beside that of the same step without any logits.

    python benchmarks/logits_memory.py [--vocabulary 50000] [--batch 8] [--tokens 256] [--hidden 256] [--out FILE.json]

A decoder from scratch is trained for four steps on full batches by the engine's TensorFlow backend, in float32, by
three losses, each in a process of its own:

- `states`: the mean square of the hidden states, which needs no logits; all else is there, the vectors of all tokens
  and the optimizer's moments among it;
- `slices`: the loss that the studio trains by;
- `whole`: the cross-entropy of the whole logits, as it is usually computed.

It prints the most resident memory that each process held (Linux: VmHWM); what it held more than a process that has
built the same model and the same optimizer, and has made steps on batches of two tokens; and the processor time of a
step, the first one left out.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from project import ROOT

sys.path.insert(0, str(ROOT / "benchmarks" / "peers"))
LOSSES = ("states", "slices", "whole")
_NUM_STEPS = 4


def step(case: dict[str, Any]) -> tuple[int, float]:
    """Train in this very process; return the most bytes that it held, and the processor seconds of a step."""
    import studio.engine  # isort: skip  # noqa: F401
    import numpy as np
    import tensorflow as tf
    from job import peak_memory_bytes

    from studio import tasks
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.precision import Precision
    from studio.engine.models.text_model import TextModel
    from studio.engine.tasks.writing.examples import LABELS
    from studio.engine.tasks.writing.token_losses import summed_loss
    from studio.engine.tasks.writing.transformer_causal_lm import TransformerCausalLM
    from studio.engine.texts.batches import Batch
    from studio.layers import TransformerBackbone
    from studio.schema import Schema
    from studio.spec import FitSpec

    def whole(hidden: Any, labels: Any) -> Any:
        logits = hidden.head(hidden.weights, tf.reshape(hidden.states, [-1, hidden.states.shape[-1]]))
        return tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(tf.reshape(labels, [-1]), logits))

    losses = {
        "states": lambda hidden, targets: tf.reduce_sum(tf.square(hidden.states)),
        "slices": lambda hidden, targets: summed_loss(hidden, targets[LABELS]),
        "whole": lambda hidden, targets: whole(hidden, targets[LABELS]),
    }
    backbone = TransformerBackbone(
        kind="decoder",
        vocabulary_size=case["vocabulary"],
        num_layers=case["layers"],
        num_heads=4,
        hidden_dim=case["hidden"],
        intermediate_dim=4 * case["hidden"],
        max_sequence_length=case["tokens"],
    )
    info = ModelInfo(tasks.get("text_generation"), Schema(), case["tokens"], {}, "0")
    how = Precision("float32", "float32", is_rewritten=False, reason="asked for")
    model = TextModel(TransformerCausalLM(backbone), info)
    backend = TensorFlowBackend(model, FitSpec(), how, loss=losses[case["loss"]])

    def batch(*shape: int) -> Batch:
        ids = np.random.default_rng(0).integers(5, case["vocabulary"], shape, np.int32)
        inputs = {"token_ids": ids, "padding_mask": np.ones_like(ids)}
        return Batch(inputs, {LABELS: ids}, ids.size, ids.size)

    for _ in range(_NUM_STEPS):
        backend.train_step([batch(1, 2)], 1e-4)
    began = time.process_time()
    for number in range(case["steps"]):
        backend.train_step([batch(case["batch"], case["tokens"])], 1e-4)
        began = began if number else time.process_time()
    seconds = (time.process_time() - began) / max(1, case["steps"] - 1)
    peak = peak_memory_bytes()
    assert peak is not None, "this needs Linux"
    return peak, seconds


def measure(case: dict[str, Any]) -> tuple[int, float]:
    """Return the most bytes that a process held, and the processor seconds of a step."""
    command = [sys.executable, __file__, "--case", json.dumps(case)]
    peak, seconds = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-2:]
    return int(peak), float(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, value in {"vocabulary": 50_000, "batch": 8, "tokens": 256, "hidden": 256, "layers": 4}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--losses", nargs="+", choices=LOSSES, default=LOSSES)
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    parser.add_argument("--case", type=json.loads, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.case is not None:
        print(*step(arguments.case))
        return
    sizes = {name: getattr(arguments, name) for name in ("vocabulary", "batch", "tokens", "hidden", "layers")}
    found: dict[str, dict[str, float]] = {}
    for loss in arguments.losses:
        (before, _), (peak, seconds) = (measure({**sizes, "loss": loss, "steps": steps}) for steps in (0, _NUM_STEPS))
        found[loss] = {"peak_bytes": peak, "of_the_batch_bytes": peak - before, "processor_s": seconds}
        ratio = f"{peak / found[LOSSES[0]]['peak_bytes']:.2f}" if LOSSES[0] in found else "–"
        batch = f"of the batch {(peak - before) / 1e6:.0f} MB; {seconds:.1f} s of processors a step"
        print(f"{loss}: peak {peak / 1e6:.0f} MB, {ratio} times that of {LOSSES[0]}; {batch}", flush=True)
    if arguments.out is not None:
        arguments.out.write_text(json.dumps({"sizes": sizes, **found}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

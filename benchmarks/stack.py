"""Time the engine's training step through the attention stack against the same step through KerasHub's own layers.

    python benchmarks/stack.py [--data reviews.csv] [--precision float32] [--steps 60] [--rounds 3] [--dropout 0.1]
        [--out FILE]

Both sides are the engine's own backend, with its fused kernels, its optimizer and its bfloat16 graph rewrite where the
processor has that; they differ in what computes the Transformer layers. The bundled MiniLM is trained in batches of 32,
as the sampler deals them out, on the texts of a CSV file with the columns `text` and `label`; without one, on the
encyclopedia introductions that the studio brings along. `benchmarks/movie_reviews.py` makes another.

Steps of the two sides alternate on the same batch, and the side that begins alternates, too, so that whatever else the
machine does falls on both. The ratio of each pair counts, and of those the median, with the quartiles beside it. Wall
time is what a user waits; processor time is less disturbed by others. Each length is traced and compiled before
anything is timed; what that takes is said by itself. Then the stack's step is timed against itself with a last layer
that computes all tokens, not only the first, which the classifier reads. Last, the evaluation's forward pass (float32,
no dropout) is timed through both.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from project import ROOT

SAMPLE = ROOT / "resources" / "samples" / "wikipedia_topics" / "wikipedia_topics.csv"
BATCH_SIZE = 32
SIDES = ("KerasHub's layers", "the stack")
WHOLE_SIDES = ("the whole last layer", "what is read of it")


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured of two sides, pair by pair.

    Attributes:
        wall_s, processor_s: Of shape `(num_pairs, 2)`.
        lengths: Of shape `(num_pairs,)`: tokens of each text of the batch, padding included.
    """

    wall_s: NDArray[np.float64]
    processor_s: NDArray[np.float64]
    lengths: NDArray[np.int64]

    def ratios(self) -> dict[str, list[float]]:
        """Return how many times as fast the second side is, pair by pair."""
        return {
            name: (times[:, 0] / times[:, 1]).tolist()
            for name, times in (("wall", self.wall_s), ("processor", self.processor_s))
        }

    def report(self, title: str, sides: tuple[str, str] = SIDES) -> str:
        """Return the medians in words."""
        lines = [f"{title}, {len(self.lengths)} pairs:"]
        for name, times in (("wall", self.wall_s), ("processor", self.processor_s)):
            ratios = times[:, 0] / times[:, 1]
            low, middle, high = np.percentile(ratios, [25, 50, 75])
            medians = ", ".join(
                f"{side} {ms:.0f} ms" for side, ms in zip(sides, np.median(times, 0) * 1e3, strict=True)
            )
            lines.append(f"  {name} time: {medians}; ratio of a pair: median {middle:.3f} ({low:.3f} to {high:.3f})")
        lines += [f"  {self._report_lengths(bounds)}" for bounds in ((0, 32), (33, 64), (65, 128), (129, 256))]
        return "\n".join(line for line in lines if line.strip())

    def _report_lengths(self, bounds: tuple[int, int]) -> str:
        chosen = (self.lengths >= bounds[0]) & (self.lengths <= bounds[1])
        if not chosen.any():
            return ""
        wall, processor = (np.median(times[chosen, 0] / times[chosen, 1]) for times in (self.wall_s, self.processor_s))
        return (
            f"of {bounds[0]} to {bounds[1]} tokens: {chosen.sum()} pairs, ratio {wall:.3f}, processor {processor:.3f}"
        )


def take_turns(sides: Sequence[Callable[[Any], Any]], batches: Sequence[Any], rounds: int) -> Times:
    """Time both sides on each batch, one right after the other."""
    rows = []
    for turn in range(rounds * len(batches)):
        batch = batches[turn % len(batches)]
        order = (0, 1) if (turn + turn // len(batches)) % 2 == 0 else (1, 0)
        wall, processor = [0.0, 0.0], [0.0, 0.0]
        for side in order:
            wall_before, processor_before = time.perf_counter(), time.process_time()
            sides[side](batch)
            wall[side], processor[side] = time.perf_counter() - wall_before, time.process_time() - processor_before
        rows.append((wall, processor, batch.inputs["token_ids"].shape[1]))
    return Times(*(np.array(column) for column in zip(*rows, strict=True)))


def warm_up(sides: Sequence[Callable[[Any], Any]], batches: Sequence[Any]) -> list[float]:
    """Run each length once and return what that took for each side, in seconds."""
    found = {batch.inputs["token_ids"].shape: batch for batch in batches}
    taken = []
    for side in sides:
        before = time.process_time()
        for batch in found.values():
            side(batch)
        taken.append(time.process_time() - before)
    return taken


def read_texts(path: Path, column: str) -> list[str]:
    """Return the texts of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def make_batches(model: Any, texts: Sequence[str], num_steps: int) -> list[Any]:
    """Return the first batches of an epoch, as the engine deals them out."""
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.sampler import Position, Sampler
    from studio.engine.texts.tokens import TextEncoder

    rows = TextEncoder(model).encode(texts)
    labels = np.random.default_rng(0).integers(0, 2, len(texts)).astype(np.int32)
    batcher = Batcher(model, Examples.single(rows, {"label": labels}))
    sampler = Sampler(rows.lengths, BATCH_SIZE)
    positions = [Position()]
    while len(positions) < num_steps:
        positions.append(sampler.after(positions[-1]))
    return [batcher.batch(sampler.step(position)[0]) for position in positions]


def make_model(dropout: float | None, dtype: str) -> Any:
    """Return the bundled backbone with a head for two classes."""
    from studio.engine.building.model import build_model
    from studio.schema import Schema
    from studio.spec import RunSpec

    backbone = {"preset": "minilm_l6_en_uncased", "dropout": dropout}
    spec = RunSpec.parse({"task": "text_classification", "backbone": backbone, "data": {"train": "none.csv"}})
    return build_model(spec, Schema(("a", "b")), dtype)


def compare_training(
    batches: Sequence[Any], models: Sequence[Any], precision: Any, rounds: int
) -> dict[str, dict[str, list[float]]]:
    """Time training steps, print them and return the ratios: to KerasHub's layers, then to a whole last layer."""
    from studio.engine import tasks
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.tasks.base import EngineTask
    from studio.spec import FitSpec

    def side(model: Any, uses_stack: bool) -> Callable[[Any], Any]:
        backend = TensorFlowBackend(model, FitSpec(), precision, uses_stack=uses_stack)
        return lambda batch: backend.train_step([batch], 1e-5)

    plain, stack, whole = side(models[0], False), side(models[1], True), side(models[2], True)
    seconds = [*warm_up([plain, stack], batches)]
    # The graph is traced here, once and for all lengths.
    with patch.object(type(tasks.get(models[2].info.task)), "tokens_read", EngineTask.tokens_read):
        seconds += warm_up([whole], batches)
    told = ", ".join(f"{name} {taken:.1f} s" for name, taken in zip((*SIDES, WHOLE_SIDES[0]), seconds, strict=True))
    print(f"First step of each length, together, in processor time: {told}")
    name = precision.name
    trained = take_turns([plain, stack], batches, rounds)
    print(trained.report(f"Training in {name}"), flush=True)
    cut = take_turns([whole, stack], batches, rounds)
    print(cut.report(f"The stack's training in {name}", WHOLE_SIDES), flush=True)
    return {"training": trained.ratios(), "last layer": cut.ratios()}


def compare_evaluation(batches: Sequence[Any], model: Any, rounds: int) -> dict[str, list[float]]:
    """Time forward passes, print the result and return the ratios."""
    import tensorflow as tf

    from studio.layers.converting import to_stack

    backbone = model.network.backbone
    signature = [{name: tf.TensorSpec((None, None), tf.int32) for name in model.input_names}]
    forwards = [
        tf.function(lambda inputs, net=net: net(inputs, training=False), input_signature=signature, jit_compile=False)
        for net in (backbone, to_stack(backbone))
    ]
    sides = [
        lambda batch, forward=forward: forward({name: tf.constant(array) for name, array in batch.inputs.items()})
        for forward in forwards
    ]
    warm_up(sides, batches)
    evaluated = take_turns(sides, batches, rounds)
    print(evaluated.report("Evaluation's forward pass in float32"), flush=True)
    return evaluated.ratios()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="a CSV file with the column text")
    parser.add_argument("--precision", choices=("auto", "float32"), default="auto")
    parser.add_argument("--steps", type=int, default=60, help="batches a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dropout", type=float, help="instead of the preset's own")
    parser.add_argument("--out", type=Path, help="a JSON file for the ratio of each pair")
    arguments = parser.parse_args()
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.precision import choose_precision

    precision = choose_precision(arguments.precision)
    model, *others = (make_model(arguments.dropout, precision.dtype_policy) for _ in range(3))
    texts = read_texts(arguments.data or SAMPLE, "text")
    batches = make_batches(model, texts, arguments.steps)
    widths = [batch.inputs["token_ids"].shape[1] for batch in batches]
    print(f"{len(texts)} texts; batches of {min(widths)} to {max(widths)} tokens, median {int(np.median(widths))}")
    ratios = compare_training(batches, [model, *others], precision, arguments.rounds)
    ratios["evaluation"] = compare_evaluation(batches, model, arguments.rounds)
    if arguments.out is not None:
        arguments.out.write_text(json.dumps({"precision": precision.name, **ratios}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

"""How time and memory grow with the number of rows, the length of texts, the size of a model and the batch.

    python benchmarks/growth.py [--curves rows length model batch] [--largest SHARE] [--out FILE] [--page FILE.md]

Each point is a process of its own. Models have random weights and the shapes of BERT's small versions (Turc et al.,
Well-Read Students Learn Better, 2019, table 1); their steps are the engine's own, on full batches without padding,
in the precision that `auto` chooses here. A first step, which traces and compiles, is not counted but said; of the
others the median counts. Rows are read, checked, split and turned into the bundled backbone's tokens.

A law is the slope of a straight line through the points, both axes logarithmic: with a slope of 1 twice as much costs
twice as much, with 2 four times. What costs the same for all sizes makes small ones look flat, so the slope between the
two largest points stands beside it. `--page` writes the tables into a page, between two marks. `--largest 0.1` leaves
out points above a tenth of the largest. Needs Linux, about 5 GB and some minutes.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import project  # noqa: F401
import psutil
from machine import load, this_machine
from memory import full_batch, make_backend, peak_memory_bytes
from preview import make_file

from studio import tasks
from studio.architecture import ArchitectureSpec
from studio.schema import Schema
from studio.sizes import count_parameters

BEGIN, END = "<!-- growth: begin -->", "<!-- growth: end -->"
_STEPS = 4
_VOCABULARY = 30_522
# Layers and width.
_MODELS = {"tiny": (2, 128), "mini": (4, 256), "small": (4, 512), "medium": (8, 512), "base": (12, 768)}
_MODEL, _BATCH_SIZE, _LENGTH = "mini", 8, 128


@dataclass(frozen=True, slots=True)
class Curve:
    """What is varied.

    Attributes:
        title: What grows.
        unit: Of the sizes.
        cost: What the seconds are for.
        sizes: In rising order; names of models where these vary.
        fixed: What stays, in words.
    """

    title: str
    unit: str
    cost: str
    sizes: tuple[Any, ...]
    fixed: str


CURVES = {
    "rows": Curve(
        "Rows",
        "rows",
        "reading, checking, splitting and tokenizing",
        (1_000, 10_000, 100_000, 1_000_000),
        "short texts of about 25 tokens",
    ),
    "length": Curve(
        "Length of the texts",
        "tokens",
        "a training step",
        (32, 64, 128, 256, 512),
        f"BERT {_MODEL}, batches of {_BATCH_SIZE}",
    ),
    "model": Curve(
        "Size of the model",
        "parameters",
        "a training step",
        tuple(_MODELS),
        f"batches of {_BATCH_SIZE} texts of {_LENGTH} tokens",
    ),
    "batch": Curve(
        "Batch size", "texts", "a training step", (4, 8, 16, 32, 64), f"BERT {_MODEL}, texts of {_LENGTH} tokens"
    ),
}


# === One point, in a process of its own ===


def forget_peak() -> int:
    """Let the system forget the most memory that this process held; return what it holds now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return int(psutil.Process().memory_info().rss)


def architecture_of(name: str) -> ArchitectureSpec:
    """Return the architecture of one of BERT's small versions."""
    num_layers, width = _MODELS[name]
    return ArchitectureSpec(
        num_layers=num_layers,
        num_heads=width // 64,
        hidden_dim=width,
        intermediate_dim=4 * width,
        normalize_first=False,
        vocabulary_size=_VOCABULARY,
        max_sequence_length=512,
    )


def measure_steps(model: str, batch_size: int, sequence_length: int) -> dict[str, Any]:
    """Train for some steps and return what they took."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.precision import choose_precision

    precision = choose_precision("auto")
    backend = make_backend(architecture_of(model), sequence_length, precision)
    batch = full_batch(_VOCABULARY, batch_size, sequence_length)
    began = time.perf_counter()
    # The graph, the compiled kernels and the optimizer's moments are there then: what is added is that of the batch.
    backend.train_step([full_batch(_VOCABULARY, 1, 8)], 1e-4)
    before = forget_peak()
    backend.train_step([batch], 1e-4)
    first = time.perf_counter() - began
    wall, processor = [], []
    for _ in range(_STEPS):
        starts = time.perf_counter(), time.process_time()
        backend.train_step([batch], 1e-4)
        wall.append(time.perf_counter() - starts[0])
        processor.append(time.process_time() - starts[1])
    return {
        "seconds": wall,
        "processor_s": processor,
        "first_s": first,
        "peak_bytes": peak_memory_bytes(),
        "before_bytes": before,
        "precision": precision.name,
    }


def measure_rows(num_rows: int) -> dict[str, Any]:
    """Prepare a file of so many rows, as a run does, and return what that took."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.data import prepare
    from studio.engine.building.model import build_model
    from studio.engine.tasks import get as engine_task
    from studio.engine.texts.token_cache import cached_examples
    from studio.spec import RunSpec

    task = tasks.get("text_classification")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "rows.csv"
        make_file(path, num_rows)
        data = {"train": str(path), "columns": {"text": "text", "label": "label"}}
        spec = RunSpec.parse({"task": task.name, "backbone": {"preset": "minilm_l6_en_uncased"}, "data": data})
        model = build_model(spec, Schema(("negative", "positive")))
        # The first text traces the tokenizer's graph.
        list(engine_task(task).examples(model, {"text": ["a film"]}, None).streams)
        before = forget_peak()
        wall, processor = time.perf_counter(), time.process_time()
        for number, part in enumerate(prepare(spec.data, task).splits):
            cached_examples(Path(name) / "cache", str(number), engine_task(task).example_chunks(model, part))
        return {
            "seconds": [time.perf_counter() - wall],
            "processor_s": [time.process_time() - processor],
            "peak_bytes": peak_memory_bytes(),
            "before_bytes": before,
            "precision": "",
        }


def measure_case(curve: str, size: Any) -> dict[str, Any]:
    """Measure a point in this very process."""
    match curve:
        case "rows":
            return {"size": size, **measure_rows(size)}
        case "length":
            return {"size": size, **measure_steps(_MODEL, _BATCH_SIZE, size)}
        case "batch":
            return {"size": size, **measure_steps(_MODEL, size, _LENGTH)}
    return {"size": count_parameters(architecture_of(size)).total, **measure_steps(size, _BATCH_SIZE, _LENGTH)}


# === The law ===


def slope(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the slope of the line through the points with logarithmic axes, by least squares."""
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def laws(points: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the slopes of time, of the processors' time and of memory: through all points, and through the last two.

    Memory is what was added to what the process held before.
    """
    costs = {
        "time": [statistics.median(point["seconds"]) for point in points],
        "processor": [statistics.median(point["processor_s"]) for point in points],
        "memory": [max(1, point["peak_bytes"] - point["before_bytes"]) for point in points],
    }
    sizes = [point["size"] for point in points]
    found = {name: slope(sizes, values) for name, values in costs.items()}
    return found | {f"last {name}": slope(sizes[-2:], values[-2:]) for name, values in costs.items()}


def table(name: str, found: dict[str, Any]) -> str:
    """Return a curve as Markdown."""
    curve, points = CURVES[name], found["points"]
    lines = [
        f"## {curve.title}",
        "",
        f"{curve.fixed[0].upper()}{curve.fixed[1:]}; what is timed is {curve.cost}.",
        "",
        f"| {curve.unit} | s (lowest to highest) | processor, s | memory added, MB | memory of the process, MB |",
        "|---|---|---|---|---|",
    ]
    for point in points:
        seconds = point["seconds"]
        spread = f" ({_figure(min(seconds))} to {_figure(max(seconds))})" if len(seconds) > 1 else ""
        added = (point["peak_bytes"] - point["before_bytes"]) / 1e6
        lines.append(
            f"| {point['size']:,} | {_figure(statistics.median(seconds))}{spread} "
            f"| {_figure(statistics.median(point['processor_s']))} | {added:,.0f} | {point['peak_bytes'] / 1e6:,.0f} |"
        )
    if "laws" in found:
        law = found["laws"]
        told = (f"{what} {law[key]:.2f}, {law[f'last {key}']:.2f} between the two largest" for what, key in _LAWS)
        lines += ["", f"Slopes: {'; '.join(told)}."]
    return "\n".join(lines)


_LAWS = (("time", "time"), ("time of the processors", "processor"), ("memory added", "memory"))


def _figure(value: float) -> str:
    return f"{value:.3g}"


def write_page(path: Path, found: dict[str, Any]) -> None:
    """Put the tables between the marks of a page, whose words stay.

    Raises:
        SystemExit: if the page lacks the marks.
    """
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise SystemExit(f"Expected {BEGIN} and {END} in {path}.")
    head, rest = text.split(BEGIN)
    tables = "\n\n".join(table(name, curve) for name, curve in found["curves"].items())
    precisions = {point["precision"] for curve in found["curves"].values() for point in curve["points"]} - {""}
    training = f"training in {', '.join(sorted(precisions))}; " if precisions else ""
    told = f"Measured on {found['machine']}; {training}load before it {found['load']:.1f}."
    path.write_text(f"{head}{BEGIN}\n\n{told}\n\n{tables}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")


def measure_curve(name: str, sizes: Sequence[Any], known: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Measure the points of a curve that are not known yet; yield the curve with its laws after each."""
    points = list(known)
    yield _curve(points)
    for size in sizes:
        if _number_of(name, size) in [point["size"] for point in points]:
            continue
        command = [sys.executable, __file__, "--case", json.dumps([name, size])]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        points.append(json.loads(done.stdout.splitlines()[-1]))
        print(f"{name} {size}: {points[-1]}", flush=True)
        yield _curve(points)


def _curve(points: Sequence[dict[str, Any]]) -> dict[str, Any]:
    points = sorted(points, key=lambda point: point["size"])
    return {"points": points} | ({"laws": laws(points)} if len(points) > 1 else {})


def _number_of(name: str, size: Any) -> int:
    return count_parameters(architecture_of(size)).total if name == "model" else int(size)


def chosen_sizes(name: str, largest: float) -> list[Any]:
    """Return the sizes of a curve up to a share of the largest."""
    sizes = CURVES[name].sizes
    numbers = [_number_of(name, size) for size in sizes]
    return [size for size, number in zip(sizes, numbers, strict=True) if number <= largest * numbers[-1]]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--curves", nargs="+", choices=CURVES, default=list(CURVES))
    parser.add_argument("--largest", type=float, default=1.0, help="a share of the largest size of each curve")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures; points that it holds are kept")
    parser.add_argument("--page", type=Path, help="a page in Markdown that gets the tables between its marks")
    parser.add_argument("--case", type=json.loads, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.case is not None:
        print(json.dumps(measure_case(*arguments.case)))
        return
    found: dict[str, Any] = {"machine": this_machine().describe(), "load": load(), "curves": {}}
    if arguments.out is not None and arguments.out.is_file():
        before = json.loads(arguments.out.read_text(encoding="utf-8"))
        found = before if before["machine"] == found["machine"] else found
    for name in arguments.curves:
        known = found["curves"].get(name, {"points": []})["points"]
        for curve in measure_curve(name, chosen_sizes(name, arguments.largest), known):
            found["curves"][name] = curve
            if arguments.out is not None:
                arguments.out.write_text(json.dumps(found, indent=1), encoding="utf-8")
    print("\n\n".join(table(name, curve) for name, curve in found["curves"].items()))
    if arguments.page is not None:
        write_page(arguments.page, found)


if __name__ == "__main__":
    main()

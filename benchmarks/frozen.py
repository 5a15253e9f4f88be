"""Compares how much of a backbone is trained: everything, LoRA, the last two layers, the head over features.

    python benchmarks/frozen.py [--data FILE.csv] [--rows 3200] [--epochs 3] [--rounds 3] [--out frozen.json]

Each method is a run of its own through the command line, with a workspace of its own, so that no features wait in the
cache. The bundled MiniLM learns two classes from a CSV file with the columns `text` and `label`; without one, from
what `benchmarks/movie_reviews.py` makes; a fifth of the rows is the test part. In each round all methods take turns on
the same rows with the same seed, and the one that begins changes from round to round. Ratios are those of one round, to
the whole fine-tuning of that round; the table shows their medians.

Three speeds are told, in examples trained a second:

- steps: what the run itself says of its steps;
- training: steps and, for the head, the features before them, whose time the run's passport keeps;
- whole: everything from the command to its end: start, tokens, evaluation, saving.
"""

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from project import ROOT

CACHE = ROOT / "benchmarks" / ".cache"
BACKBONE = "minilm_l6_en_uncased"
WHOLE = "all"
# Each with a learning rate that is usual for it.
METHODS: dict[str, tuple[Any, float]] = {
    WHOLE: ("all", 5e-5),
    "lora": ("lora", 5e-4),
    "last_2": ({"last_layers": 2}, 1e-4),
    "head": ("head", 1e-3),
}
SPEEDS = ("steps", "training", "whole")


def movie_reviews() -> Path:
    """Return the movie reviews, which are made where they are not there."""
    path = CACHE / "movie_reviews.csv"
    if not path.is_file():
        CACHE.mkdir(exist_ok=True)
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "movie_reviews.py"), str(path)], check=True)
    return path


def make_data(source: Path, folder: Path, num_rows: int | None) -> Path:
    """Write the rows that all methods train on."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chosen = np.random.default_rng(0).permutation(len(rows))[:num_rows]
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("text", "label"))
        writer.writeheader()
        writer.writerows({name: row[name] for name in ("text", "label")} for row in (rows[place] for place in chosen))
    return path


def train(method: str, data: Path, epochs: int, seed: int) -> dict[str, float]:
    """Do one run and return its speeds and its accuracy on the test part."""
    trainable, learning_rate = METHODS[method]
    spec = {
        "task": "text_classification",
        "backbone": {"preset": BACKBONE, "trainable": trainable},
        "data": {"train": str(data), "validation_fraction": 0.0, "test_fraction": 0.2},
        "fit": {"epochs": epochs, "batch_size": 32, "learning_rate": learning_rate, "seed": seed},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        path.write_text(json.dumps(spec), encoding="utf-8")
        command = [sys.executable, "-m", "studio", "fit", str(path), "--json", "--workspace", folder]
        before = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        seconds = time.monotonic() - before
        told = json.loads(done.stdout)
        passport = json.loads((Path(folder) / "runs" / told["run"] / "passport.json").read_text(encoding="utf-8"))
    num_trained = epochs * passport["data"]["splits"]["train"]["examples"]
    # Features of the test part are counted as well.
    features_s = (passport["frozen_backbone"] or {}).get("seconds", 0.0)
    steps_s = num_trained / told["examples_per_second"]
    return {
        "steps": num_trained / steps_s,
        "training": num_trained / (steps_s + features_s),
        "whole": num_trained / seconds,
        "accuracy": told["metrics"]["test"]["accuracy"],
    }


def table(rounds: list[dict[str, dict[str, float]]]) -> str:
    """Return the medians, with the least and the most of the ratios, as a table in Markdown."""
    lines = [
        "| trained | steps: examples/s, ratio | training: examples/s, ratio | whole: examples/s, ratio | accuracy |",
        "|---|---|---|---|---|",
    ]
    for method in METHODS:
        cells = []
        for speed in SPEEDS:
            ratios = [found[method][speed] / found[WHOLE][speed] for found in rounds]
            rate = statistics.median(found[method][speed] for found in rounds)
            spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
            cells.append(f"{rate:.0f}, {spread}")
        accuracy = statistics.median(found[method]["accuracy"] for found in rounds)
        lines.append(f"| {method} | {' | '.join(cells)} | {accuracy:.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="a CSV file with the columns text and label")
    parser.add_argument("--rows", type=int, help="so many of its rows, drawn by chance; all of them if not given")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, help="a JSON file for all that was measured")
    arguments = parser.parse_args()
    rounds: list[dict[str, dict[str, float]]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = make_data(arguments.data or movie_reviews(), Path(folder), arguments.rows)
        for number in range(arguments.rounds):
            names = list(METHODS)
            order = names[number % len(names) :] + names[: number % len(names)]
            found = {}
            for method in order:
                found[method] = train(method, data, arguments.epochs, seed=number)
                print(f"round {number + 1}, {method}: {found[method]}", flush=True)
            rounds.append(found)
    print(table(rounds))
    if arguments.out:
        arguments.out.write_text(json.dumps(rounds, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

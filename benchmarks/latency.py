"""Time the answer to one short text: `python benchmarks/latency.py [--texts 40] [--rounds 5] [--peer] [--out FILE]`.

The bundled MiniLM with a head for two classes is asked in three ways, each in a process that stays loaded and gets a
text as a line and gives its answer as a line: the worker of the playground, a SavedModel of the studio with TensorFlow
and TensorFlow Text alone, and, with `--peer`, the `text-classification` pipeline of Hugging Face on PyTorch with the
same backbone, in the environment of `peers/`. The time is that from writing the question to having read the answer.

The texts are the first sentences of the encyclopedia introductions that the studio brings along. The sides take turns,
a block of all texts each, as often as there are rounds; the first answers of a block are not counted.
"""

import argparse
import csv
import importlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SAMPLE = ROOT / "resources" / "samples" / "wikipedia_topics" / "wikipedia_topics.csv"
ANSWERER = HERE / "peers" / "answerer.py"
MAX_WORDS = 20
NUM_UNCOUNTED = 5
PAUSE_S = 0.5


class Side:
    """A process that answers.

    Args:
        command: What is started.
        ask: Makes the question of a text and its number.
    """

    def __init__(self, command: Sequence[str], ask: Callable[[int, str], dict[str, Any]]) -> None:
        self._ask = ask
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, text=True
        )
        while '"ready"' not in (line := self._read()):
            print(f"  {line.strip()}", file=sys.stderr)

    def seconds(self, number: int, text: str) -> float:
        """Ask about a text and return the time until the answer was there."""
        assert self._process.stdin is not None
        question = json.dumps(self._ask(number, text), ensure_ascii=False) + "\n"
        started = time.perf_counter()
        self._process.stdin.write(question)
        self._process.stdin.flush()
        answer = self._read()
        taken = time.perf_counter() - started
        if "prediction" not in answer:
            raise SystemExit(f"Expected an answer. Received: {answer}")
        return taken

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self._process.args}: the process ended")
        return line


def short_texts(count: int) -> list[str]:
    """Return first sentences."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sentences = (row["text"].split(". ")[0] for row in csv.DictReader(file))
        return [text for text in sentences if len(text.split()) <= MAX_WORDS][:count]


def make_model(folder: Path) -> tuple[Path, Path]:
    """Save a model and its export, and return their folders."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.building.model import build_model, save_model
    from studio.engine.exporting import formats
    from studio.schema import Schema
    from studio.spec import RunSpec

    spec = {
        "task": "text_classification",
        "backbone": {"preset": "minilm_l6_en_uncased"},
        "data": {"train": "none.csv"},
    }
    model = build_model(RunSpec.parse(spec), Schema(("bad", "good")))
    save_model(model, folder / "model")
    formats.get("savedmodel").write(model, folder / "export")
    return folder / "model", folder / "export"


def start_sides(folder: Path, *, has_peer: bool) -> dict[str, Side]:
    """Start the processes."""
    model, export = make_model(folder)

    def ask_plainly(number: int, text: str) -> dict[str, Any]:
        return {"text": text}

    worker = [sys.executable, "-m", "studio.engine.answering.inference", str(model)]
    sides = {
        "worker": Side(worker, lambda number, text: {"id": number, "inputs": [{"text": text}]}),
        "savedmodel": Side([sys.executable, str(ANSWERER), "savedmodel", str(export)], ask_plainly),
    }
    if has_peer:
        sys.path.insert(0, str(HERE / "peers"))
        peers = importlib.import_module("run")
        sides["pipeline"] = Side(
            [peers.torch_python(), str(ANSWERER), "pipeline", peers.bundled_backbone()], ask_plainly
        )
    return sides


def measure(sides: dict[str, Side], texts: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Return the times of each side in milliseconds."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            time.sleep(PAUSE_S)
            for number, text in enumerate([*texts[:NUM_UNCOUNTED], *texts]):
                taken = 1e3 * side.seconds(number, text)
                if number >= NUM_UNCOUNTED:
                    found[name].append(taken)
    return found


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer", action="store_true", help="time the pipeline of Hugging Face as well")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    texts = short_texts(arguments.texts)
    with tempfile.TemporaryDirectory() as folder:
        sides = start_sides(Path(folder), has_peer=arguments.peer)
        found = measure(sides, texts, arguments.rounds)
        for side in sides.values():
            side.close()
    words = int(np.median([len(text.split()) for text in texts]))
    print(f"{len(texts)} texts of {words} words (median), {arguments.rounds} rounds")
    figures = {
        name: {"p50_ms": float(np.percentile(times, 50)), "p95_ms": float(np.percentile(times, 95))}
        for name, times in found.items()
    }
    for name, row in figures.items():
        print(f"{name:12} p50 {row['p50_ms']:6.2f} ms   p95 {row['p95_ms']:6.2f} ms")
    if arguments.out:
        arguments.out.write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()

"""Semantic search on pairs of verses, before and after fine-tuning: `python benchmarks/verse_pairs.py [--out FILE]`.

The sample that travels with the studio: 3,000 verses in today's English, each with the same verse in that of 1611. The
bundled MiniLM is fine-tuned on 60 % of them, 10 % are for validation; each of the other 900 verses is searched with
among their 900 old ones. It prints what is found before and after, and the time of the run.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import project  # noqa: F401

import resources
from studio.data import prepare
from studio.runs import RunState, Workspace, start, wait_until_over
from studio.spec import RunSpec

DATA = resources.path("samples") / "verse_pairs" / "verse_pairs.csv"


def specification(epochs: int) -> RunSpec:
    """Return the run."""
    return RunSpec.parse(
        {
            "name": "verse pairs",
            "task": "text_embedding",
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": str(DATA), "validation_fraction": 0.1, "test_fraction": 0.3, "sequence_length": 64},
            "fit": {"epochs": epochs, "batch_size": 32, "learning_rate": 5e-5, "seed": 0},
        }
    )


def measure_before(spec: RunSpec) -> dict[str, float]:
    """Return the metrics of the backbone with its own pooling on the test part."""
    from studio.engine.answering.measuring import measure
    from studio.engine.building.model import build_model
    from studio.engine.tasks import get as engine_task

    data = prepare(spec.data, spec.task, spec.settings)
    assert data.test is not None
    model = build_model(spec, data.schema, columns=data.train.columns)
    report = measure(engine_task(spec.task), model, data.test, 64, lambda _: None)
    metrics: dict[str, float] = report["metrics"]
    return metrics


def main() -> None:
    """Measure, fine-tune, measure again."""
    parser = argparse.ArgumentParser(description="Semantic search on pairs of verses.")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    spec = specification(arguments.epochs)
    before = measure_before(spec)
    with tempfile.TemporaryDirectory() as folder:
        run = Workspace(Path(folder)).create_run(spec)
        began = time.monotonic()
        start(run)
        if wait_until_over(run) is not RunState.FINISHED:
            sys.exit(run.log_path.read_text(encoding="utf-8"))
        seconds = time.monotonic() - began
        found: dict[str, Any] = {"before": before, "after": run.metrics()["test"]["metrics"], "seconds": seconds}
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()

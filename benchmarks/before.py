"""Measures a run's backbone on the test part of the run's data before anything is learned: `python before.py RUN.json`.

It prints the metrics. That says something only where a task needs no head of its own, as an embedding does.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from studio.data import prepare
from studio.spec import RunSpec


def measure_before(spec: RunSpec) -> dict[str, float]:
    """Return the metrics of the backbone on the test part."""
    from studio.engine.answering.measuring import measure
    from studio.engine.models.model import build_model
    from studio.engine.tasks import get as engine_task

    data = prepare(spec.data, spec.task, spec.settings)
    assert data.test is not None
    model = build_model(spec, data.schema, columns=data.train.columns)
    report = measure(engine_task(spec.task.name), model, data.test, 2 * spec.fit.batch_size, lambda _: None)
    metrics: dict[str, float] = report["metrics"]
    return metrics


def main() -> None:
    """Print the metrics."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("spec", type=Path, help="a run specification")
    print(json.dumps(measure_before(RunSpec.read(parser.parse_args().spec))))


if __name__ == "__main__":
    main()

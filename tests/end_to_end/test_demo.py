"""The whole main job through the command line, as `make demo` does it."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from studio.samples import sample

pytestmark = [pytest.mark.engine, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
NUM_ROWS = 240


@pytest.fixture
def small_sample(tmp_path: Path) -> Path:
    """Return the first rows of the sample that travels with the studio."""
    path = tmp_path / "sample.csv"
    whole = sample("text_classification").path
    with whole.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8") as target:
        rows = csv.reader(source)
        writer = csv.writer(target)
        writer.writerows(row for row, _ in zip(rows, range(NUM_ROWS + 1), strict=False))
    return path


def test_the_demo_fine_tunes_evaluates_exports_and_reports(small_sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "demo"
    options = ("--data", str(small_sample), "--epochs", "1", "--sequence-length", "32", "--out", str(out))
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "demo.py"), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert str(out / "report.html") in done.stdout
    result = json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert result["fit"]["state"] == "finished"
    assert result["evaluate"]["metrics"]["accuracy"] == pytest.approx(result["fit"]["metrics"]["test"]["accuracy"])
    assert result["export"]["parity"]["label_mismatches"] == 0
    assert result["export"]["parity"]["max_difference"] <= 1e-5
    with (out / "predictions.csv").open(encoding="utf-8", newline="") as file:
        predictions = list(csv.DictReader(file))
    assert len(predictions) == result["evaluate"]["examples"]
    assert {"text", "label", "prediction", "probability"} <= set(predictions[0])
    report = (out / "report.html").read_text(encoding="utf-8")
    assert report.count("<svg") == 4
    assert all(entry["label"] in report for entry in result["examples"])

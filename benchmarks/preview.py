"""Measures a CSV file of 10 million rows: seconds to its preview, profile and split, and the peak memory of each.

    python benchmarks/preview.py [--rows 10000000] [--repeats 5] [--folder FOLDER] [--out FILE]

The file (about 1 GB) is made in a temporary folder and removed again. Each measurement is a process of its own, timed
from its start, so that the imports count too; the preview is given as the median and the worst of several. Goals: a
preview within 2 s, memory under 1 GB throughout.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import psutil
from project import ROOT

_POLL_S = 0.01
_CODE = {
    "preview": "rows = read_preview(open_source(path)).rows; assert len(rows) == 200",
    "profile": "profile = read_profile(open_source(path), tasks.get('text_classification'), {}); "
    "assert profile.num_rows == count",
    "split": "ready = prepare(DataSpec(train=path, test_fraction=0.1), tasks.get('text_classification')); "
    "assert sum(map(len, ready.splits)) == count",
    "texts": "assert sum(map(len, iter_texts(open_source(path), 'text'))) == count",
}
_START = (
    "import sys; from studio import tasks; from studio.data import *; from studio.spec import DataSpec; "
    "path, count = sys.argv[1], int(sys.argv[2]); "
)


def make_file(path: Path, num_rows: int) -> None:
    """Write a CSV file whose texts are all different, about 90 characters long, in two classes."""
    query = (
        "SELECT 'the film number ' || i || ' was ' || CASE WHEN hash(i) % 2 = 0 THEN 'a joy to watch' ELSE 'dull' END "
        "|| repeat(', and then some', 1 + CAST(hash(i + 7) % 5 AS INTEGER)) AS text, "
        "CASE WHEN hash(i) % 2 = 0 THEN 'positive' ELSE 'negative' END AS label "
        f"FROM range({num_rows}) AS numbers(i)"
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{path}' (HEADER)")


def measure(what: str, path: Path, num_rows: int) -> tuple[float, float]:
    """Run one thing in a process of its own; return its seconds and the largest memory (RSS) seen, in MB."""
    start = time.perf_counter()
    command = [sys.executable, "-c", _START + _CODE[what], str(path), str(num_rows)]
    peak_bytes = 0
    with subprocess.Popen(command, cwd=ROOT) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            try:
                peak_bytes = max(peak_bytes, watched.memory_info().rss)
            except psutil.NoSuchProcess:
                break
            time.sleep(_POLL_S)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{what} failed with exit status {process.returncode}")
    return seconds, peak_bytes / 1e6


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5, help="how often the preview is measured")
    parser.add_argument("--folder", type=Path, help="where the file is made; the system's temporary folder without it")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    figures: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        path = Path(folder) / "rows.csv"
        make_file(path, arguments.rows)
        print(f"{arguments.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        for what in _CODE:
            runs = [measure(what, path, arguments.rows) for _ in range(arguments.repeats if what == "preview" else 1)]
            seconds = [run[0] for run in runs]
            figures[what] = {
                "seconds": seconds,
                "peak_mb": round(max(run[1] for run in runs)),
            }
            print(
                f"{what:8} median {statistics.median(seconds):6.2f} s, worst {max(seconds):6.2f} s, "
                f"memory at most {figures[what]['peak_mb']:.0f} MB"
            )
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

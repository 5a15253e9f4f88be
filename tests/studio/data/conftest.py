import csv
import gzip
import io
import json
from pathlib import Path

import duckdb
import pytest

ROWS = [
    ("A joy from start to end", "positive"),
    ('He said "never again", twice', "negative"),
    ("Two lines\nin one text", "positive"),
    ("非常好看，值得一看", "positive"),
    ("Dull; long | and\tflat", "negative"),
    ("café — naïve", "negative"),
]


def _delimited(rows, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(("text", "label"))
    writer.writerows(rows)
    return out.getvalue().encode()


def _parquet(rows, folder):
    path = folder / "made.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE rows (text VARCHAR, label VARCHAR)")
        connection.executemany("INSERT INTO rows VALUES (?, ?)", rows)
        connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")
    return path.read_bytes()


@pytest.fixture
def make_file(tmp_path):
    """Write rows of text and label in any of the formats and return the path."""

    def make(format, rows=ROWS, name="reviews", gzipped=False):
        records = [{"text": text, "label": label} for text, label in rows]
        content = {
            "csv": lambda: _delimited(rows, ","),
            "tsv": lambda: _delimited(rows, "\t"),
            "json": lambda: json.dumps(records, ensure_ascii=False, indent=1).encode(),
            "jsonl": lambda: "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode(),
            "parquet": lambda: _parquet(rows, tmp_path),
        }[format]()
        path = tmp_path / f"{name}.{format}{'.gz' if gzipped else ''}"
        path.write_bytes(gzip.compress(content) if gzipped else content)
        return path

    return make


@pytest.fixture
def write(tmp_path):
    """Write text or bytes to a file and return its path."""

    def write(content, name="reviews.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def files():
    """The folder of small files in the layouts that people's programs write."""
    return Path(__file__).parent / "files"

"""Makes the sample `record_pairs`: records of papers and restaurants out of two catalogues each, the same or not.

The pairs and their labels stand in the source archive of the package py-entitymatching. A record's fields are written
as one text; pairs that occur twice are taken once, and pairs that two people labelled differently not at all.
"""

import csv
import hashlib
import io
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

REQUIREMENT = "py-entitymatching==0.4.2"
ARCHIVE_SHA256 = "3656a8ab0bdce297ed3ae13c890c0091deeae79367aad44e3f84effd44b60f7f"
SAME, DIFFERENT = "same", "different"

_FOLDER = "py-entitymatching-0.4.2/py_entitymatching/datasets/"
_PAPER = ("{}title", "{}authors", "{}year")
_RESTAURANT = ("{}name", "{}addr", "{}city", "{}phone")
# The file, what its columns of the two sides begin with, the fields of a record, the column of the label.
_FILES = (
    ("labeled_data_demo.csv", ("ltable_", "rtable_"), _PAPER, "label"),
    ("dblp_acm_demo_labels.csv", ("ltable.", "rtable."), _PAPER, "gold"),
    ("end-to-end/restaurants/lbl_restnt_wf1.csv", ("ltable_", "rtable_"), _RESTAURANT, "gold"),
)


def download(folder: Path) -> Path:
    """Fetch the package's source archive through pip and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--no-binary", ":all:", REQUIREMENT, "--dest", str(folder)], check=True)
    return next(folder.glob("py*entitymatching*.tar.gz"))


def read_pairs(archive: Path) -> list[tuple[str, str, str]]:
    """Return (text, second_text, label) of all pairs, in the order of their files."""
    content = archive.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise SystemExit(f"{archive}: expected SHA-256 {ARCHIVE_SHA256}. Received: {digest}.")
    labels: dict[tuple[str, str], set[str]] = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as members:
        for name, sides, fields, label in _FILES:
            for row in _rows(members, name):
                first, second = (_record(row, side, fields) for side in sides)
                labels.setdefault((first, second), set()).add(SAME if row[label] == "1" else DIFFERENT)
    return [(*pair, found.pop()) for pair, found in labels.items() if len(found) == 1]


def write(path: Path, archive: Path) -> None:
    """Write the pairs as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "second_text", "label"))
        writer.writerows(read_pairs(archive))


def _rows(members: tarfile.TarFile, name: str) -> list[dict[str, str]]:
    file = members.extractfile(_FOLDER + name)
    assert file is not None
    lines = (line for line in file.read().decode("utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


def _record(row: Mapping[str, str], side: str, fields: Sequence[str]) -> str:
    """Return the fields of one side as a text, white space set right; a year is a whole number."""
    values = (" ".join(row[field.format(side)].split()) for field in fields)
    return "; ".join(value.removesuffix(".0") for value in values if value)

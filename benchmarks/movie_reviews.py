"""Writes the movie-review snippets of the VADER paper as a CSV file with the columns `text` and `label`.

The snippets travel in the source archive of the package vaderSentiment (MIT; the texts are third-party, so they are
not kept in this repository): 10,605 sentences of film reviews, each with the mean of 20 people's scores from −4 to 4.
A snippet is `positive` when its mean score is above zero, else `negative`; 37 snippets score exactly zero.

    python benchmarks/movie_reviews.py movie_reviews.csv [--archive vaderSentiment-3.3.2.tar.gz]

Source: C. J. Hutto and E. Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media
Text", ICWSM 2014.
"""

import argparse
import csv
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

REQUIREMENT = "vaderSentiment==3.3.2"
ARCHIVE_SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
_INNER_ARCHIVE = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
_SNIPPETS = "hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt"


def download(folder: Path) -> Path:
    """Fetch the source archive through pip and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", REQUIREMENT]
    subprocess.run([*command, "--dest", str(folder)], check=True)
    return next(folder.glob("*.tar.gz"))


def read_scores(archive: Path) -> list[tuple[str, float]]:
    """Return (text, mean score) of each snippet, in the order of the file."""
    content = archive.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise SystemExit(f"{archive}: expected SHA-256 {ARCHIVE_SHA256}. Received: {digest}.")
    inner = _member(content, _INNER_ARCHIVE)
    rows = []
    for line in _member(inner, _SNIPPETS).decode("utf-8").splitlines():
        _, score, text = line.split("\t", 2)
        rows.append((text.strip(), float(score)))
    return rows


def read_snippets(archive: Path) -> list[tuple[str, str]]:
    """Return (text, label) of each snippet, in the order of the file."""
    return [(text, "positive" if score > 0 else "negative") for text, score in read_scores(archive)]


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as folder:
        member = folder.extractfile(name)
        assert member is not None, name
        return member.read()


def write(rows: list[tuple[str, str]], path: Path) -> None:
    """Write the rows as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "label"))
        writer.writerows(rows)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, help="the CSV file to write")
    parser.add_argument("--archive", type=Path, help="a copy of the source archive; without it, pip fetches one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = read_snippets(arguments.archive or download(Path(folder)))
    write(rows, arguments.out)
    counts = Counter(label for _, label in rows)
    print(f"{arguments.out}: {len(rows)} rows, " + ", ".join(f"{counts[label]} {label}" for label in sorted(counts)))


if __name__ == "__main__":
    main()

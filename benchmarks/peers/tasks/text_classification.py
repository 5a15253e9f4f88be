"""Text classification: movie reviews, positive or negative."""

import subprocess
import sys
from pathlib import Path

from job import Settings

from tasks.base import ROOT, Task, read_csv
from tasks.classes import accuracy, label_of, predictions


def movie_reviews(folder: Path) -> Path:
    """Make the data set of movie reviews and return it."""
    path = folder / "movie_reviews.csv"
    subprocess.run([sys.executable, str(ROOT / "benchmarks" / "movie_reviews.py"), str(path)], check=True)
    return path


TASK = Task(
    name="text_classification",
    settings=Settings(epochs=3, batch_size=32, learning_rate=5e-5, sequence_length=256),
    columns=("text", "label"),
    make_data=movie_reviews,
    read=read_csv,
    from_tables=predictions,
    count=accuracy,
    stratum_of=label_of,
)

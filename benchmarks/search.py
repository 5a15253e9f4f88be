"""Semantic search in a large file: `python benchmarks/search.py [--passages 100000] [--queries 50] [--out FILE]`.

The passages are the glosses of WordNet (Debian's package `wordnet-base`). The bundled MiniLM is fine-tuned for a moment
on the sample of verse pairs, which makes a run to search with; then the file is indexed as the playground does it, the
index is opened anew, and words of WordNet are looked up in it, each with the time from the question to the hits: the
question's vector included.
"""

import argparse
import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import project  # noqa: F401

import resources
from studio.data import open_source
from studio.runs import RunFolder, RunState, Workspace, start, wait_until_over
from studio.spec import RunSpec

WORDNET = Path("/usr/share/wordnet")
VERSES = resources.path("samples") / "verse_pairs" / "verse_pairs.csv"


def glosses() -> Iterator[tuple[str, str]]:
    """Yield each synonym set's first word and gloss."""
    for part in ("noun", "verb", "adj", "adv"):
        with (WORDNET / f"data.{part}").open(encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith(" "):  # The licence in front.
                    fields, _, gloss = line.partition(" | ")
                    yield fields.split()[4].replace("_", " "), gloss.strip()


def write_passages(path: Path, num_passages: int) -> list[str]:
    """Write the first glosses as a table. Returns their words."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["passage"])
        found = []
        for (word, gloss), _ in zip(glosses(), range(num_passages), strict=False):
            table.writerow([gloss])
            found.append(word)
    return found


def make_run(folder: Path) -> RunFolder:
    """Fine-tune for one pass over 300 pairs, and return the run."""
    verses = folder / "verses.csv"
    verses.write_text("".join(VERSES.read_text(encoding="utf-8").splitlines(keepends=True)[:301]), encoding="utf-8")
    spec = RunSpec.parse(
        {
            "task": "text_embedding",
            "backbone": {"preset": "minilm_l6_en_uncased"},
            "data": {"train": str(verses), "sequence_length": 64},
            "fit": {"epochs": 1, "batch_size": 32, "learning_rate": 1e-5},
        }
    )
    run = Workspace(folder / "workspace").create_run(spec)
    start(run)
    if wait_until_over(run) is not RunState.FINISHED:
        sys.exit(run.log_path.read_text(encoding="utf-8"))
    return run


def nothing(*_: object) -> None:
    """Take a job's progress."""


def main() -> None:
    """Index, open anew, search."""
    parser = argparse.ArgumentParser(description="Semantic search in a large file.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    if not WORDNET.is_dir():
        sys.exit(f"{WORDNET} is not there: install the package wordnet-base.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = measure(make_run(folder), folder / "glosses.csv", arguments.passages, arguments.queries)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(found), encoding="utf-8")


def measure(run: RunFolder, path: Path, num_passages: int, num_queries: int) -> dict[str, Any]:
    """Return how long it takes to index, to open the index and to search in it."""
    from studio.engine.answering.searching import Searcher

    words = write_passages(path, num_passages)
    source = open_source(path)
    began = time.perf_counter()
    indexed = Searcher(run).index(source, "passage", nothing)
    index_seconds = time.perf_counter() - began
    searcher = Searcher(run)
    searcher.vectors()(["A first question loads the model."])
    began = time.perf_counter()
    index = searcher.index(source, "passage", nothing)
    reopen_seconds = time.perf_counter() - began
    assert len(index) == len(indexed)
    chosen = np.random.default_rng(0).choice(len(words), num_queries, replace=False)
    seconds, ranks = [], []
    for row in chosen:
        began = time.perf_counter()
        hits = searcher.search(index, words[row], 10).hits
        seconds.append(time.perf_counter() - began)
        ranks.append(any(hit.row == row + 1 for hit in hits))
    return {
        "passages": len(index),
        "index_seconds": index_seconds,
        "passages_per_second": len(index) / index_seconds,
        "reopen_seconds": reopen_seconds,
        "query_seconds": {f"p{q}": float(np.percentile(seconds, q)) for q in (50, 95, 100)},
        "seconds_of_each_query": seconds,
        "own_gloss_among_10": float(np.mean(ranks)),
    }


if __name__ == "__main__":
    main()

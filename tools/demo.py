"""The whole main job without a screen: fine-tune, evaluate, predict, export, check, report.

    python tools/demo.py [--data FILE] [--epochs N] [--out DIR]

Everything goes through the command line, `python -m studio …`, as a person or a program would. Without `--data` it
takes the sample that travels with the studio. A part of the rows is held back: the run measures itself on them, the
`evaluate` command has to find the same, and the export is called with them in a fresh process. The folder gets the
run, its predictions, the export, `result.json` and a report to open in a browser.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import report  # noqa: E402

from studio.data import prepare  # noqa: E402
from studio.samples import samples  # noqa: E402
from studio.spec import RunSpec  # noqa: E402

TASK = "text_classification"
BACKBONE = "minilm_l6_en_uncased"
NUM_EXAMPLES = 5
METRIC_TOLERANCE = 1e-6
# What a stranger's program does with the export: nothing of the studio's is imported.
CALL_EXPORT = """
import json, sys
import tensorflow, tensorflow_text
serve = tensorflow.saved_model.load(sys.argv[1]).signatures["serving_default"]
answer = serve(text=tensorflow.constant(json.load(sys.stdin)))
labels = [label.decode() for label in answer["label"].numpy()]
print(json.dumps({"label": labels, "probabilities": answer["probabilities"].numpy().tolist()}))
"""


class DemoError(Exception):
    """A step of the demo did not do what it must."""


def main() -> int:
    """Run the demo and return its exit status."""
    parser = argparse.ArgumentParser(description="The whole main job without a screen.")
    parser.add_argument("--data", type=Path, help="a data set with texts and labels")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--sequence-length", type=int, default=128)
    parser.add_argument("--out", type=Path, help="the folder to make; demo/<time> without it")
    arguments = parser.parse_args()
    out: Path = (arguments.out or ROOT / "demo" / time.strftime("%Y%m%d-%H%M%S")).resolve()
    out.mkdir(parents=True)
    try:
        data: Path = (arguments.data or sample_path()).resolve()
        result = run_job(data, arguments.epochs, arguments.sequence_length, out)
    except DemoError as error:
        print(f"\nThe demo failed. {error}\nWhat was made is in {out}", file=sys.stderr)
        return 1
    (out / "result.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    report.write(out / "report.html", result, out / "workspace" / "runs" / result["fit"]["run"])
    print(f"\nThe report: {out / 'report.html'}")
    return 0


def sample_path() -> Path:
    """Return the first sample for the demo's task."""
    return next(sample.path for sample in samples() if sample.task.name == TASK)


def run_job(data: Path, epochs: int, sequence_length: int, out: Path) -> dict[str, Any]:
    """Do the job and return what each step reported."""
    spec = specification(data, epochs, sequence_length)
    (out / "run.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
    result: dict[str, Any] = {"spec": spec}
    result["inspect"] = studio(out, "Look at the data", "inspect", str(data))
    result["fit"] = studio(out, "Fine-tune", "fit", str(out / "run.json"))
    run = result["fit"]["run"]
    held_out, examples = write_held_out(spec, out)
    result["evaluate"] = studio(out, "Evaluate on the held-out rows", "evaluate", run, str(held_out))
    check_metrics(result["fit"]["metrics"]["test"], result["evaluate"]["metrics"])
    options = ("--data", str(held_out), "--out", str(out / "predictions.csv"))
    result["predict"] = studio(out, "Predict the held-out rows", "predict", run, *options)
    result["export"] = studio(out, "Export and check", "export", run, "--out", str(out / "savedmodel"))
    result["examples"] = call_export(out / "savedmodel", examples)
    return result


def specification(data: Path, epochs: int, sequence_length: int) -> dict[str, Any]:
    """Return the run's specification."""
    return {
        "name": "demo",
        "task": TASK,
        "backbone": {"preset": BACKBONE},
        "data": {
            "train": str(data),
            "validation_fraction": 0.1,
            "test_fraction": 0.2,
            "sequence_length": sequence_length,
        },
        "fit": {"epochs": epochs},
    }


def studio(out: Path, title: str, *arguments: str) -> dict[str, Any]:
    """Run a command of the studio; its progress goes to the terminal, its JSON object is returned.

    Raises:
        DemoError: if it failed.
    """
    print(f"\n== {title}: python -m studio {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "studio", *arguments, "--json", "--workspace", str(out / "workspace")]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise DemoError(f"`{arguments[0]}` ended with exit status {done.returncode}.")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def write_held_out(spec: dict[str, Any], out: Path) -> tuple[Path, list[str]]:
    """Write the rows that the run held back as a file, and return it with a few short texts from it."""
    run_spec = RunSpec.parse(spec)
    data = prepare(run_spec.data, run_spec.task, run_spec.settings)
    assert data.test is not None
    texts = [text for batch in data.test.iter_texts() for text in batch]
    labels = [data.schema.class_names[label] for label in data.test.labels]
    path = out / "held_out.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((data.test.columns["text"], data.test.columns["label"]))
        writer.writerows(zip(texts, labels, strict=True))
    return path, sorted(texts, key=len)[: 4 * NUM_EXAMPLES : 4]


def check_metrics(run: dict[str, float], evaluated: dict[str, float]) -> None:
    """Refuse an evaluation that found something else than the run itself.

    Raises:
        DemoError: if a metric differs.
    """
    for name, value in run.items():
        if abs(evaluated[name] - value) > METRIC_TOLERANCE:
            raise DemoError(f"Expected `evaluate` to find the run's own {name}, {value}. Received: {evaluated[name]}.")


def call_export(folder: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Call the SavedModel from a process that knows nothing of the studio.

    Raises:
        DemoError: if it does not answer.
    """
    print("\n== Call the export from a fresh process", flush=True)
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"}
    done = subprocess.run(
        [sys.executable, "-c", CALL_EXPORT, str(folder)],
        cwd=folder,
        input=json.dumps(list(texts)),
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        raise DemoError(f"The export could not be called: exit status {done.returncode}. It said:\n{done.stderr}")
    answer = json.loads(done.stdout.splitlines()[-1])
    return [
        {"text": text, "label": label, "probability": max(probabilities)}
        for text, label, probabilities in zip(texts, answer["label"], answer["probabilities"], strict=True)
    ]


if __name__ == "__main__":
    sys.exit(main())

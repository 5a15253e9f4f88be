"""The main job from a terminal, with real processes: inspect, fit, stop, resume, evaluate, predict, export."""

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.runs import EventReader, Workspace
from studio.runs.events import StepEvent

pytestmark = pytest.mark.engine

GOOD = ("bright", "clever", "warm", "joyful")
BAD = ("dull", "clumsy", "cold", "bleak")
PLAIN = ("the", "film", "was", "a", "story", "with", "actors", "and", "music")


class Terminal:
    """Runs commands in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace = folder / "workspace"
        root = str(Path(__file__).resolve().parents[2])
        self._environment = {**os.environ, "FETTLE_WORKSPACE": str(self.workspace), "PYTHONPATH": root}

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "studio", *arguments],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def json(self, *arguments, status=0):
        """Return the one object on standard output."""
        process = self.start(*arguments, "--json")
        out, err = process.communicate(timeout=180)
        assert process.returncode == status, f"{arguments}: {out}\n{err}"
        assert "Traceback" not in err
        return json.loads(out)


@pytest.fixture
def terminal(tmp_path):
    return Terminal(tmp_path)


@pytest.fixture
def spec(tmp_path):
    """A specification beside its data, for a tiny BERT with random weights."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub

    keras.utils.set_random_seed(3)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *GOOD, *BAD, *PLAIN]
    folder = tmp_path / "tiny_bert"
    keras_hub.models.BertBackbone(len(vocabulary), 1, 2, 32, 64, max_sequence_length=32).save_to_preset(str(folder))
    keras_hub.models.BertTokenizer(vocabulary, lowercase=True).save_to_preset(str(folder))
    choose = random.Random(5)
    with (tmp_path / "reviews.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["review", "class"])
        for number in range(400):
            words = choose.choices(PLAIN, k=choose.randint(2, 12)) + choose.choices((GOOD, BAD)[number % 2], k=3)
            choose.shuffle(words)
            rows.writerow([" ".join(words), ("good", "bad")[number % 2]])
    data = {
        "name": "journey",
        "task": "text_classification",
        "backbone": {"preset": str(folder)},
        "data": {
            "train": "reviews.csv",
            "columns": {"text": "review", "label": "class"},
            "test_fraction": 0.2,
            "sequence_length": 16,
        },
        "fit": {"epochs": 12, "batch_size": 16, "learning_rate": 5e-3, "precision": "float32"},
    }
    path = tmp_path / "run.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_main_job_from_a_terminal(terminal, spec, tmp_path):
    profile = terminal.json("inspect", "reviews.csv", "--task", "text_classification")
    assert (profile["num_rows"], profile["roles"]) == (400, {"text": "review", "label": "class"})

    ending = terminal.json("fit", spec.name)
    assert set(ending) == {"run", "state", "steps", "seconds", "examples_per_second", "metrics", "left_out"}
    assert (ending["state"], set(ending["metrics"])) == ("finished", {"validation", "test"})
    assert ending["metrics"]["test"]["accuracy"] > 0.9, "a word in each text gives its class away"
    run = ending["run"]
    assert [entry["id"] for entry in terminal.json("runs")["runs"]] == [run]
    assert terminal.json("resume", run, status=1)["error"]["type"] == "StateError"

    measured = terminal.json("evaluate", "journey", "reviews.csv")
    assert measured["examples"] == 400
    assert measured["metrics"]["accuracy"] > 0.9

    answers = terminal.json("predict", run, "a warm clever joyful story", "the film was dull bleak cold")
    assert [answer["prediction"] for answer in answers["predictions"]] == ["good", "bad"]
    terminal.json("predict", run, "--data", "reviews.csv", "--out", "answers.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(rows[0]) == ["review", "class", "prediction", "probability", "probability_bad", "probability_good"]
    right = sum(row["prediction"] == row["class"] for row in rows)
    assert right / len(rows) == pytest.approx(measured["metrics"]["accuracy"])

    seen = terminal.json("attention", run, "a warm clever story", "--rollout")
    assert seen["query_tokens"] == ["[CLS]", "a", "warm", "clever", "story", "[SEP]"]
    assert all(sum(row) == pytest.approx(1.0, abs=1e-4) for row in seen["weights"])
    terminal.json("attention", "tiny_bert/", "a warm story", "--pair", "a dull film", "--out", "maps.csv")
    assert len((tmp_path / "maps.csv").read_text(encoding="utf-8").splitlines()) == 1 + 1 * 2 * 9 * 9
    explained = terminal.json("attribute", run, "a warm story", "--out", "scores.csv")
    assert (explained["target"], explained["completeness_error"] <= 0.01) == ("good", True)
    assert len(explained["scores"]) == len(explained["tokens"]) == 5
    assert (tmp_path / "scores.csv").is_file()

    exported = terminal.json("export", run, "--format", "savedmodel", "--out", "exported")
    assert (exported["parity"]["rows"], exported["parity"]["label_mismatches"]) == (256, 0)
    assert (tmp_path / "exported" / "saved_model.pb").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to press Ctrl+C in one process alone")
def test_ctrl_c_stops_with_a_checkpoint_and_resume_finishes(terminal, spec):
    process = terminal.start("fit", spec.name, "--json")
    run = wait_for_step(terminal)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    stopped = json.loads(out)
    assert (process.returncode, stopped["state"]) == (3, "stopped"), err
    assert f"resume {run.id}" in err
    assert 0 < stopped["steps"] < run.status().num_steps

    detached = terminal.json("resume", run.id, "--detach")
    assert detached["run"] == run.id
    assert terminal.json("stop", run.id)["state"] in ("stopped", "finished")

    if run.status().state.is_resumable:
        assert terminal.json("resume", run.id)["state"] == "finished"
    assert run.status().step == run.status().num_steps


def wait_for_step(terminal):
    """Wait until the only run has done a step, and return it."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for summary in Workspace(terminal.workspace).runs():
            run = Workspace(terminal.workspace).run(summary.id)
            if any(isinstance(event.body, StepEvent) for event in EventReader(run.events_path).poll()):
                return run
        time.sleep(0.02)
    raise AssertionError("no step was done")


@pytest.mark.matrix
def test_texts_without_labels_make_a_backbone_for_texts_with_labels(terminal, spec):
    labelled = json.loads(spec.read_text(encoding="utf-8"))
    lines = (spec.parent / "reviews.csv").read_text(encoding="utf-8").splitlines()
    (spec.parent / "texts.csv").write_text("\n".join(line.split(",")[0] for line in lines) + "\n", encoding="utf-8")

    found = terminal.json("inspect", "texts.csv", "--task", "masked_lm")
    assert (found["roles"], found["num_rows"], found["labels"]) == ({"text": "review"}, 400, [])

    masked = {**labelled, "name": "words", "task": "masked_lm"}
    masked["data"] = {"train": "texts.csv", "sequence_length": 16}
    masked["fit"] = {**labelled["fit"], "epochs": 3}
    (spec.parent / "masked.json").write_text(json.dumps(masked), encoding="utf-8")
    run = terminal.json("fit", "masked.json")
    assert run["state"] == "finished"
    metrics = run["metrics"]["validation"]
    assert set(metrics) == {"loss", "perplexity", "accuracy"}

    (answer,) = terminal.json("predict", run["run"], "the [MASK] was bright")["predictions"]
    assert len(answer["masks"][0]) == 5
    assert answer["prediction"] == f"the {answer['masks'][0][0]['token']} was bright"
    refused = terminal.json("predict", run["run"], "the film was bright", status=2)
    assert "Expected a text with [MASK]" in refused["error"]["message"]
    measured = terminal.json("evaluate", run["run"], "texts.csv")
    assert (measured["examples"], set(measured["metrics"])) == (400, set(metrics))

    model = terminal.workspace / "runs" / run["run"] / "model"
    labelled["backbone"] = {"preset": str(model)}
    spec.write_text(json.dumps(labelled), encoding="utf-8")
    tuned = terminal.json("fit", str(spec))
    assert tuned["state"] == "finished"
    assert tuned["metrics"]["test"]["accuracy"] > 0.8

"""The wheel, installed by pip into an environment of its own: what it declares is enough for all of it to run."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.engine, pytest.mark.slow]

_WORDS = {"good": ("bright", "warm", "joyful", "tender"), "bad": ("dull", "cold", "bleak", "harsh")}
# Opens the window as the command `fettle` does; once it was painted, opens the guide, and closes both.
_OPEN_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import main_window

paint = main_window.MainWindow.paintEvent

def first_paint(window, event):
    main_window.MainWindow.paintEvent = paint
    paint(window, event)
    print("painted", flush=True)
    QTimer.singleShot(0, lambda: look_and_close(window))

def look_and_close(window):
    from ui.guide.contents import FIRST_PAGE, GuidePlace, contents, page_path
    from ui.guide.window import GuideWindow, open_guide

    open_guide(window, GuidePlace(FIRST_PAGE))
    pages = [page_path(name).is_file() for name, _ in contents()]
    is_shown = window.findChild(GuideWindow).isVisible()
    print("guide", is_shown and len(pages) > 10 and all(pages), flush=True)
    QApplication.closeAllWindows()

main_window.MainWindow.paintEvent = first_paint
from ui.app import main
sys.exit(main([]))
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment with the wheel, and a folder to work in."""

    venv: Path
    folder: Path

    @property
    def scripts(self) -> Path:
        return self.venv / ("Scripts" if sys.platform == "win32" else "bin")

    def call(self, program: str, *arguments: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        places = {
            "FETTLE_WORKSPACE": str(self.folder / "workspace"),
            "FETTLE_PREFERENCES": str(self.folder / "preferences.ini"),
            "QT_QPA_PLATFORM": "offscreen",
        }
        done = subprocess.run(
            [self.scripts / program, *arguments],
            cwd=self.folder, env=kept | places, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def answer(self, *arguments: str) -> Any:
        return json.loads(self.call("fettle-cli", *arguments, "--json"))


@pytest.fixture(scope="module")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Install the wheel and what it declares, in the versions of the lock file. pip's cache has them all."""
    folder = tmp_path_factory.mktemp("installation")
    constraints, venv = folder / "constraints.txt", folder / "venv"
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line.rstrip(" \\") for line in locked if re.match(r"[\w.-]+==", line)]
    constraints.write_text("\n".join(pins), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    found = Installation(venv, folder)
    pip = [sys.executable, "-m", "pip", "--python", str(found.scripts / "python"), "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "install", "--no-compile", "--only-binary=:all:", "--no-input", "-c", str(constraints), str(wheel)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    yield found
    # Two gigabytes are not left to pytest, which keeps the folders of its last three calls.
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def data(installation: Installation) -> Path:
    path = installation.folder / "reviews.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "label"])
        for number in range(80):
            label = ("good", "bad")[number % 2]
            writer.writerow([f"film number {number} was {_WORDS[label][number // 2 % 4]}", label])
    return path


@pytest.fixture(scope="module")
def preset(installation: Installation) -> Path:
    from tests import tiny_presets

    folder = installation.folder / "preset"
    tiny_presets.save_keras_hub("Bert", folder)
    return folder


def fit(installation: Installation, preset: Path, task: str, data: Path) -> Any:
    """Return what `fit` says of a tiny run."""
    spec = {
        "name": "packaged",
        "task": task,
        "backbone": {"preset": str(preset)},
        "data": {"train": str(data), "validation_fraction": 0.2, "test_fraction": 0.2, "sequence_length": 16},
        "fit": {"epochs": 1, "batch_size": 16, "learning_rate": 1e-4},
    }
    path = installation.folder / f"{task}.json"
    path.write_text(json.dumps(spec), encoding="utf-8")
    return installation.answer("fit", str(path))


@pytest.fixture(scope="module")
def fitted(installation: Installation, preset: Path, data: Path) -> Any:
    return fit(installation, preset, "text_classification", data)


def test_the_environment_holds_what_the_wheel_declares_and_nothing_of_the_development(
    installation: Installation,
) -> None:
    code = "import importlib.metadata as m; print(*sorted(d.name.lower() for d in m.distributions()))"
    names = set(installation.call("python", "-c", code).split())
    assert {"fettle-studio", "tensorflow", "tensorboard"} <= names
    assert names.isdisjoint({"pytest", "mypy", "ruff", "jax", "openpyxl", "pip"})


def test_a_run_trains_measures_and_writes_all_its_files(installation: Installation, fitted: Any) -> None:
    assert fitted["state"] == "finished"
    assert set(fitted["metrics"]) == {"validation", "test"}
    run = installation.folder / "workspace" / "runs" / fitted["run"]
    assert list((run / "tensorboard").glob("events.out.tfevents.*"))
    events = [json.loads(line) for line in (run / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [event for event in events if event["kind"] == "log" and event["level"] == "warning"] == []


def test_the_model_is_evaluated_asked_and_exported(installation: Installation, fitted: Any, data: Path) -> None:
    assert installation.answer("evaluate", fitted["run"], str(data))["examples"] == 80
    out = installation.folder / "answers.csv"
    installation.answer("predict", fitted["run"], "--data", str(data), "--out", str(out))
    with out.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 80
    assert {"text", "label", "prediction", "probability_good"} <= rows[0].keys()
    export = installation.folder / "export"
    answer = installation.answer("export", fitted["run"], "--format", "savedmodel", "--out", str(export))
    assert answer["parity"]["label_mismatches"] == 0
    assert (export / "saved_model.pb").is_file()


def test_the_rows_behind_the_results_are_listed(installation: Installation, fitted: Any) -> None:
    every_row = installation.answer("mistakes", fitted["run"], "--all")["found"]
    answer = installation.answer("mistakes", fitted["run"])
    assert answer["found"] == round(every_row * (1 - fitted["metrics"]["test"]["accuracy"]))
    assert all(row["label"] != row["prediction"] for row in answer["rows"])


def test_texts_that_belong_together_are_mapped(installation: Installation, preset: Path) -> None:
    path = installation.folder / "pairs.csv"
    words = [word for group in _WORDS.values() for word in group]
    rows = [f"{word} film {number},film {number} was {word}" for number in range(5) for word in words]
    path.write_text("\n".join(["text,second_text", *rows]) + "\n", encoding="utf-8")
    run = fit(installation, preset, "text_embedding", path)["run"]
    answer = installation.answer("map", run, "--pairs", "5")
    assert len(answer["pairs"]) == 5
    assert [len(answer[when]["points"]) for when in ("after", "before")] == [10, 10]


def test_a_tiny_model_learns_to_write_and_writes_on(installation: Installation) -> None:
    texts = installation.folder / "texts.txt"
    texts.write_text("".join(f"film number {number} was bright\n" for number in range(40)), encoding="utf-8")
    shape = {"kind": "decoder", "num_layers": 1, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32}
    spec = {
        "name": "writer",
        "task": "text_generation",
        "backbone": {"architecture": {**shape, "tokenizer": "bpe", "vocabulary_size": 300, "max_sequence_length": 32}},
        "data": {"train": str(texts), "validation_fraction": 0.2, "sequence_length": 16},
        "fit": {"epochs": 1, "batch_size": 8, "learning_rate": 1e-3},
        "settings": {"generation": {"min_new_tokens": 4, "max_new_tokens": 4}},
    }
    path = installation.folder / "writer.json"
    path.write_text(json.dumps(spec), encoding="utf-8")
    run = installation.answer("fit", str(path))["run"]
    (found,) = installation.answer("predict", run, "film number")["predictions"]
    # So few steps teach no sense: what counts is that tokens are written.
    assert (found["text"], found["num_tokens"]) == ("film number", 4)


def test_the_window_and_its_guide_open_and_close(installation: Installation, fitted: Any) -> None:
    assert installation.call("python", "-c", _OPEN_WINDOW) == "painted\nguide True\n"

"""A run with a model, made once, in a process of its own: TensorFlow never gets into the window's."""

import subprocess
import sys

import pytest

from studio.processes import child_environment
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec
from ui.session import Session

_MAKE_MODEL = """
import sys
from pathlib import Path

import studio.engine  # isort: skip
import keras
import keras_hub

from studio.engine.building.model import build_model, save_model
from studio.spec import RunSpec
from studio.schema import Schema

preset, spec, model = map(Path, sys.argv[1:])
keras.utils.set_random_seed(1)
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "film", "was", "good", "bad", "number"]
sizes = dict(num_layers=2, num_heads=2, hidden_dim=32, intermediate_dim=64, max_sequence_length=64)
keras_hub.models.BertBackbone(vocabulary_size=len(words), **sizes).save_to_preset(str(preset))
keras_hub.models.BertTokenizer(vocabulary=words, lowercase=True).save_to_preset(str(preset))
save_model(build_model(RunSpec.read(spec), Schema(("bad", "good"))), model)
"""


@pytest.fixture(scope="session")
def trained_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A finished run with a tiny model of random weights, in a workspace of its own."""
    folder = tmp_path_factory.mktemp("trained")
    data = folder / "reviews.csv"
    rows = [
        f"the film was {'good' if row % 2 else 'bad'} number {row},{['bad', 'good'][row % 2]}" for row in range(300)
    ]
    data.write_text("\n".join(["text,label", *rows]) + "\n", encoding="utf-8")
    spec = RunSpec.parse(
        {
            "name": "Tiny reviews",
            "task": "text_classification",
            "backbone": {"preset": str(folder / "preset")},
            "data": {"train": str(data), "columns": {"text": "text", "label": "label"}, "sequence_length": 16},
        }
    )
    run = Workspace(folder / "workspace").create_run(spec)
    arguments = [str(folder / "preset"), str(run.spec_path), str(run.model_path)]
    subprocess.run([sys.executable, "-c", _MAKE_MODEL, *arguments], env=child_environment(), check=True)
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run


@pytest.fixture
def trained_session(qtbot, trained_run: RunFolder):
    """A session on the workspace of the trained run, which it looks at."""
    session = Session(Workspace(trained_run.workspace_path))
    session.refresh_runs()
    qtbot.waitUntil(lambda: bool(session.runs))
    yield session
    session.close()

"""A finished run without a training: its tiny model has random weights.

It is made in a process of its own, so that TensorFlow never gets into the window's.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.processes import child_environment
from studio.runs import RunFolder, RunState, Workspace
from studio.spec import RunSpec

_MAKE_MODEL = """
import sys
from pathlib import Path

import studio.engine  # isort: skip
import keras
import keras_hub

from studio.engine.building.model import build_model, save_model
from studio.schema import Schema
from studio.spec import RunSpec

preset, spec, model = map(Path, sys.argv[1:4])
keras.utils.set_random_seed(1)
words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "film", "was", "good", "bad", "number"]
sizes = dict(num_layers=2, num_heads=2, hidden_dim=32, intermediate_dim=64, max_sequence_length=64)
keras_hub.models.BertBackbone(vocabulary_size=len(words), **sizes).save_to_preset(str(preset))
keras_hub.models.BertTokenizer(vocabulary=words, lowercase=True).save_to_preset(str(preset))
save_model(build_model(RunSpec.read(spec), Schema(tuple(sys.argv[4:]))), model)
"""


def make_untrained_run(
    folder: Path, name: str, task: str, data: Mapping[str, Any], class_names: Sequence[str] = ()
) -> RunFolder:
    """Make a run in a workspace of its own.

    Args:
        folder: Where the workspace and the tiny backbone go.
        name: The run's name.
        task: The name of its task.
        data: The part `data` of its specification, with the columns.
        class_names: What the model remembers of the data.
    """
    preset = folder / "preset"
    spec = RunSpec.parse(
        {"name": name, "task": task, "backbone": {"preset": str(preset)}, "data": {"sequence_length": 16, **data}}
    )
    run = Workspace(folder / "workspace").create_run(spec)
    arguments = [str(preset), str(run.spec_path), str(run.model_path), *class_names]
    subprocess.run([sys.executable, "-c", _MAKE_MODEL, *arguments], env=child_environment(), check=True)
    for state in (RunState.STARTING, RunState.RUNNING, RunState.FINISHED):
        run.enter(state)
    return run

"""What the engine's libraries load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = """
import json, sys
import {module}
import tensorflow, keras, keras_hub
num_modules = len(sys.modules)
left_out = sorted({{"jax", "jaxlib", "narwhals", "sklearn"}} & set(sys.modules))
from sklearn.metrics import f1_score
print(json.dumps([left_out, num_modules, f1_score([0, 1], [0, 1])]))
"""


@pytest.fixture(scope="module")
def loaded() -> tuple[list[str], int, float]:
    environment = {name: value for name, value in os.environ.items() if name != "KERAS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(module="studio.engine")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    left_out, num_modules, score = json.loads(done.stdout)
    return left_out, num_modules, score


def test_what_keras_and_tensorflow_merely_wrap_is_not_loaded_with_them(loaded) -> None:
    left_out, num_modules, _ = loaded
    assert left_out == []
    # 5,055 with it, 4,129 without (TensorFlow 2.21, Keras 3.15, KerasHub 0.32).
    assert num_modules < 4700


def test_whoever_asks_for_it_afterwards_gets_it(loaded) -> None:
    assert loaded[2] == 1.0

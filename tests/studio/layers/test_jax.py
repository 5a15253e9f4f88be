"""The same weights give the same numbers on TensorFlow and on JAX."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.studio.layers.helpers import FORWARD, GRADIENT, largest_difference

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[3]


def test_tensorflow_and_jax_compute_the_same(tmp_path: Path):
    from tests.studio.layers.numbers import compute, write_weights

    write_weights(tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.studio.layers.numbers", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = compute(tmp_path)
    assert json.loads(done.stdout) == {"backend": "jax", "arrays": len(expected)}
    with np.load(tmp_path / "numbers.npz") as found:
        assert set(found.files) == set(expected)
        for name, array in expected.items():
            if "compiled" in name:
                assert largest_difference(array, expected[name.replace("compiled ", "")]) < FORWARD, name
            limit = GRADIENT * max(1.0, np.abs(array).max()) if "gradient" in name else FORWARD
            assert largest_difference(array, found[name]) < limit, name

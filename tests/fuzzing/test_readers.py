"""The short form of `tools/fuzz.py`: some thousand damaged files, of every kind in its share."""

import random

import pytest

from tests.fuzzing.targets import targets

NUM_INPUTS = 3000
_TARGETS = targets()
_WHOLE = sum(target.share for target in _TARGETS)


def _parameter(target):
    return pytest.param(target, id=target.name, marks=[pytest.mark.engine] if target.is_engine else [])


@pytest.mark.parametrize("target", [_parameter(target) for target in _TARGETS])
def test_only_our_own_errors_come_out_of_damaged_files(tmp_path, target):
    target.prepare(tmp_path / "made")
    # The sound files are read without an error, or the damage would prove nothing.
    target.read(tmp_path / "made")
    for number in range(round(NUM_INPUTS * target.share / _WHOLE)):
        error = target.try_one(tmp_path / "made", random.Random(f"short {target.name} {number}"))
        if error is not None:
            raise AssertionError(f"input {number}") from error

"""Cases of a matrix: CI takes some, `make test-all` takes all."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def cases(every: Iterable[Any], taken: Collection[Any]) -> list[Any]:
    """Return each case as a parameter; those that CI does not take have the mark `matrix`."""
    found = list(every)
    unknown = [case for case in taken if case not in found]
    assert not unknown, f"no such cases: {unknown}"
    marks = [() if case in taken else (pytest.mark.matrix,) for case in found]
    # A tuple is a case's values.
    return [
        pytest.param(*case, marks=mark) if isinstance(case, tuple) else pytest.param(case, marks=mark)
        for case, mark in zip(found, marks, strict=True)
    ]

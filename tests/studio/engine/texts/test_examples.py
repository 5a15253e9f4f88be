import numpy as np
import pytest

pytestmark = pytest.mark.engine


def test_what_is_unknown_is_counted() -> None:
    from studio.engine.texts.examples import Examples, unknown_fraction
    from studio.engine.texts.tokens import TokenRows

    rows = TokenRows(np.array([2, 1, 7, 1, 3], np.int32), np.array([0, 5]))
    assert unknown_fraction(Examples.single(rows), 1) == pytest.approx(0.4)
    assert unknown_fraction(Examples.single(TokenRows(np.zeros(0, np.int32), np.zeros(1, np.int64))), 1) == 0.0

import pytest

from studio.schedule import learning_rate_at, warmup_steps
from studio.spec import FitSpec


def _fit(**values):
    return FitSpec(learning_rate=1e-3, **values)


@pytest.mark.parametrize("schedule", ["constant", "linear", "cosine"])
def test_the_rate_rises_from_zero_to_its_peak_over_the_warmup(schedule):
    fit = _fit(schedule=schedule, warmup_fraction=0.1)
    assert warmup_steps(100, fit) == 10
    rates = [learning_rate_at(step, 100, fit) for step in range(11)]
    assert rates == pytest.approx([1e-4 * step for step in range(11)])


@pytest.mark.parametrize(("schedule", "middle", "end"), [("constant", 1, 1), ("linear", 0.5, 0), ("cosine", 0.5, 0)])
def test_the_rate_after_the_warmup_follows_its_schedule(schedule, middle, end):
    fit = _fit(schedule=schedule, warmup_fraction=0.2)
    assert learning_rate_at(60, 100, fit) == pytest.approx(1e-3 * middle)
    assert learning_rate_at(100, 100, fit) == pytest.approx(1e-3 * end, abs=1e-12)


@pytest.mark.parametrize("schedule", ["constant", "linear", "cosine"])
def test_a_run_without_warmup_starts_at_the_peak(schedule):
    assert learning_rate_at(0, 50, _fit(schedule=schedule, warmup_fraction=0.0)) == pytest.approx(1e-3)


def test_a_run_that_is_all_warmup_ends_just_below_the_peak():
    fit = _fit(warmup_fraction=1.0)
    assert learning_rate_at(9, 10, fit) == pytest.approx(9e-4)
    assert learning_rate_at(10, 10, fit) == pytest.approx(1e-3)


def test_a_run_of_one_step_has_a_rate():
    assert learning_rate_at(0, 1, _fit()) == pytest.approx(1e-3)

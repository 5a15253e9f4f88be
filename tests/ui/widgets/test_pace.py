import pytest

from ui.widgets.pace import Pace


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(clock)


def test_nothing_is_said_in_the_first_moment(pace, clock):
    pace.add(0, 100)
    clock.seconds = 1
    pace.add(10, 100)
    assert pace.per_second() is None
    assert pace.seconds_left() is None


def test_rate_and_time_left_come_from_what_was_seen(pace, clock):
    for second in range(5):
        clock.seconds = second
        pace.add(10 * second, 100)
    assert pace.per_second() == pytest.approx(10)
    assert pace.seconds_left() == pytest.approx(6)


def test_what_was_there_before_does_not_count_as_fast(pace, clock):
    for second in range(5):
        clock.seconds = second
        pace.add(900 + 10 * second, 1000)
    assert pace.per_second() == pytest.approx(10)


def test_only_the_last_seconds_count(pace, clock):
    for second in range(100):
        clock.seconds = second
        pace.add(100 * second if second < 50 else 5000 + (second - 50), 10_000)
    assert pace.per_second() == pytest.approx(1, rel=0.1)


def test_a_pause_makes_the_rate_fall(pace, clock):
    for second in range(5):
        clock.seconds = second
        pace.add(10 * second, 100)
    clock.seconds = 20
    assert pace.per_second() == pytest.approx(2)


@pytest.mark.parametrize(("done", "total"), [(5, 100), (60, 200)])
def test_less_than_before_or_another_total_is_other_work(pace, clock, done, total):
    for second in range(5):
        clock.seconds = second
        pace.add(10 * second, 100)
    pace.add(done, total)
    assert pace.per_second() is None


def test_at_the_end_there_is_no_time_left(pace, clock):
    for second in range(5):
        clock.seconds = second
        pace.add(25 * second, 100)
    assert pace.seconds_left() is None

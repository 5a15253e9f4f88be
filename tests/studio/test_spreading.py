import pytest

from studio.spreading import spread


@pytest.mark.parametrize(
    ("num_rows", "num_wanted", "expected"),
    [
        (0, 5, []),
        (3, 0, []),
        (1, 5, [0]),
        (5, 5, [0, 1, 2, 3, 4]),
        (6, 5, [0, 1, 2, 3, 5]),
        (101, 5, [0, 25, 50, 75, 100]),
        (9, 1, [0]),
    ],
)
def test_rows_come_from_all_over(num_rows, num_wanted, expected):
    assert spread(num_rows, num_wanted).tolist() == expected


def test_as_many_as_wanted_are_found_each_once():
    for num_rows in (513, 1_000, 12_345, 1_000_003):
        places = spread(num_rows, 512).tolist()
        assert len(set(places)) == 512
        assert (places[0], places[-1]) == (0, num_rows - 1)

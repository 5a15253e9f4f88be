import pytest

from studio.errors import NotFoundError
from studio.measured_pairs import read_pairs
from tests.judged_runs import NUMBER_ROWS, PAIR_ROWS, write_predictions


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "predictions.parquet"
    rows = [{**PAIR_ROWS[0], "row_number": row, "text": f"question {row}"} for row in range(20, 0, -1)]
    write_predictions(path, rows)
    return path


def test_pairs_come_from_all_over_the_split_always_the_same_ones(path):
    found = read_pairs(path, "test", 3)
    assert [(pair.row_number, pair.text) for pair in found] == [
        (1, "question 1"),
        (10, "question 10"),
        (20, "question 20"),
    ]
    assert read_pairs(path, "test", 3) == found


def test_more_than_there_are_is_all_of_them(path):
    assert [pair.row_number for pair in read_pairs(path, "test", 500)] == list(range(1, 21))


def test_what_is_not_there_is_told(path, tmp_path):
    with pytest.raises(NotFoundError, match="no rows of the split validation"):
        read_pairs(path, "validation", 3)
    with pytest.raises(NotFoundError, match="no saved answers"):
        read_pairs(tmp_path / "none.parquet", "test", 3)
    write_predictions(tmp_path / "numbers.parquet", NUMBER_ROWS)
    with pytest.raises(NotFoundError, match="second_text"):
        read_pairs(tmp_path / "numbers.parquet", "test", 3)

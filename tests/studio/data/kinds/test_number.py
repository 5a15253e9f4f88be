import json

import numpy as np
import pytest

from studio.data import open_source, prepare, read_profile
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.text_regression import TASK


@pytest.fixture
def write(tmp_path):
    def write(values, name="rows.csv"):
        path = tmp_path / name
        if path.suffix == ".jsonl":
            rows = (json.dumps({"text": f"text {row}", "value": value}) for row, value in enumerate(values))
            path.write_text("\n".join(rows))
        else:
            path.write_text("text,value\n" + "".join(f'text {row},"{value}"\n' for row, value in enumerate(values)))
        return path

    return write


def findings_of(path, **settings):
    from studio.data import RowRules

    rules = RowRules.of(DataSpec(train=str(path), **settings))
    profile = read_profile(open_source(path), TASK, {}, rules=rules)
    return {finding.name: finding for finding in profile.findings}, profile


def test_numbers_of_any_spelling_become_values_and_a_memory_of_the_training_part(write):
    path = write([f"{1000 + row:,},5".replace(",", ".", 1) for row in range(40)])
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.25), TASK)
    found = {
        int(row): value
        for split in ready.splits
        for row, value in zip(split.row_numbers, split.targets.arrays["value"], strict=True)
    }
    assert found == {row: 1000.5 + row for row in range(40)}
    values = ready.train.targets.arrays["value"]
    assert values.dtype == np.float64
    assert ready.schema.mean == pytest.approx(values.mean())
    assert ready.schema.deviation == pytest.approx(values.std())
    assert (ready.schema.minimum, ready.schema.maximum) == (values.min(), values.max())


def test_every_part_of_a_split_has_small_and_large_numbers(write):
    ready = prepare(DataSpec(train=str(write(range(200))), validation_fraction=0.1, test_fraction=0.1), TASK)
    for split in ready.splits:
        values = split.targets.arrays["value"]
        assert np.histogram(values, bins=10, range=(0, 200))[0].min() > 0


def test_a_number_that_is_none_is_refused_and_can_be_left_out(write):
    path = write(["1", "2.5", "five", "12%", "$3", "inf", "4", "9", "3"])
    found, _ = findings_of(path)
    assert {name: (finding.level, finding.rows) for name, finding in found.items() if name.startswith("fault")} == {
        "fault_no_number": ("error", (3,)),
        "fault_percent": ("error", (4,)),
        "fault_currency": ("error", (5,)),
        "fault_infinite": ("error", (6,)),
    }
    assert 'row 3, column value: expected a number. Received: "five" (1 row in all).' in str(
        found["fault_no_number"].message
    )
    with pytest.raises(DataError, match=r"expected a number"):
        prepare(DataSpec(train=str(path)), TASK)
    found, profile = findings_of(path, faulty_rows="leave_out")
    assert profile.left_out.faulty == 4
    assert found["faulty"].level == "warning"
    ready = prepare(DataSpec(train=str(path), faulty_rows="leave_out", validation_fraction=0.0), TASK)
    assert ready.train.targets.arrays["value"].tolist() == [1.0, 2.5, 4.0, 9.0, 3.0]
    assert ready.left_out["train"].faulty == 4


def test_missing_numbers_are_left_out(write):
    path = write(["1", "", "NA", "NaN", "2", "3"])
    found, profile = findings_of(path)
    assert profile.left_out.no_label == 3
    assert str(found["no_label"].message).endswith("rows without a number are left out (3 in all, the first is row 2).")


def test_numbers_that_are_all_the_same_are_refused(write):
    with pytest.raises(DataError, match=r"expected numbers that differ. Received: a single one, 3, on all rows"):
        prepare(DataSpec(train=str(write([3] * 20))), TASK)


def test_ambiguous_commas_are_told(write):
    _, profile = findings_of(write(["1,234", "2,500", "7"]))
    assert any(
        'commas stand before three digits throughout, as in "1,234"' in str(found.message) for found in profile.findings
    )
    assert profile.target.maximum == 2500.0


def test_json_numbers_are_read(write):
    ready = prepare(DataSpec(train=str(write([1, 2.5, -3e-4, None, 8], "rows.jsonl")), validation_fraction=0.0), TASK)
    assert ready.train.targets.arrays["value"].tolist() == [1.0, 2.5, -3e-4, 8.0]


def test_a_profile_has_the_numbers_in_short_and_a_bin_for_each_whole_number(write):
    _, profile = findings_of(write([1, 1, 2, 5]))
    target = profile.target
    assert (target.mean, target.minimum, target.median, target.maximum) == (2.25, 1.0, 1.5, 5.0)
    assert target.edges == (0.5, 1.5, 2.5, 3.5, 4.5, 5.5)
    assert target.counts == (2, 1, 0, 0, 1)


def test_a_separate_file_is_read_by_its_own_spelling(write):
    train = write([f"{row}.5" for row in range(20)])
    test = write(["1,5", "2,25"], "test.csv")
    ready = prepare(DataSpec(train=str(train), test=str(test)), TASK)
    assert ready.test.targets.arrays["value"].tolist() == [1.5, 2.25]


@pytest.mark.parametrize(
    ("values", "name"),
    [(["1%", "2 %"], "fault_percent"), (["$1", "3 €"], "fault_currency"), (["5 km", "6 km"], "fault_no_number")],
)
def test_a_column_that_is_called_a_number_is_read_as_one_and_its_faults_are_told(write, values, name):
    found, _ = findings_of(write(values * 5))
    assert "row 1, column value: expected a number" in str(found[name].message)


def test_a_column_with_many_gaps_is_still_found_by_its_name(write):
    _, profile = findings_of(write(["1", "NaN", "2", "nan", "3", "NA", ""] * 3))
    assert (profile.target.count, profile.left_out.no_label) == (9, 12)


def test_numbers_that_a_float32_cannot_hold_or_tell_apart_are_told(write):
    found, _ = findings_of(write(["1", "2", "3.5e38", "-1e39", "3.4e38", "1e-50"]))
    assert found["fault_infinite"].rows == (3, 4)
    found, _ = findings_of(write([1_700_000_000_000 + row for row in range(20)]))
    assert found["too_close"].level == "warning"
    assert "near 1.7e+12 are 1.31e+05 apart" in str(found["too_close"].message)
    found, _ = findings_of(write([1_700_000 + 10 * row for row in range(20)]))
    assert "too_close" not in found


def test_a_single_row_leaves_none_to_hold_back(write):
    found, _ = findings_of(write(["1"]))
    assert found["single_row"].level == "warning"
    assert "a single row can be used" in str(found["single_row"].message)
    found, _ = findings_of(write(["1", "2"]))
    assert "single_row" not in found

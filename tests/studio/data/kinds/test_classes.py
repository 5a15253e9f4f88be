import json

import numpy as np
import pytest

from studio.data import RowRules, open_source, prepare, read_profile
from studio.errors import DataError
from studio.spec import DataSpec
from studio.tasks.multilabel_classification import TASK, MultilabelSettings


@pytest.fixture
def write(tmp_path):
    def write(values, name="rows.csv"):
        path = tmp_path / name
        if path.suffix == ".jsonl":
            rows = (json.dumps({"text": f"text {row}", "labels": value}) for row, value in enumerate(values))
            path.write_text("\n".join(rows))
        else:
            quoted = (value.replace('"', '""') for value in values)
            path.write_text("text,labels\n" + "".join(f'text {row},"{value}"\n' for row, value in enumerate(quoted)))
        return path

    return write


def labels_of(path, settings=None, **data):
    """Return the labels of each row that is used, by its number."""
    ready = prepare(DataSpec(train=str(path), validation_fraction=0.0, **data), TASK, settings)
    names = np.array(ready.schema.class_names)
    matrix = ready.train.targets.arrays["labels"]
    assert matrix.dtype == np.uint8
    return {int(row): [*names[found == 1]] for row, found in zip(ready.train.row_numbers, matrix, strict=True)}


def findings_of(path, columns=None, **data):
    rules = RowRules.of(DataSpec(train=str(path), **data))
    profile = read_profile(open_source(path), TASK, columns or {}, rules=rules)
    return {finding.name: finding for finding in profile.findings if finding.name}, profile


def test_lists_and_delimited_names_are_read_alike(write):
    expected = {0: ["a", "b"], 1: ["b"], 2: ["a", "c"]}
    assert labels_of(write(["a; b", "b", "c;a"])) == expected
    assert labels_of(write(['["a", "b"]', '["b"]', '["c", "a"]'])) == expected
    assert labels_of(write(["a/b", "b", "c/a"]), MultilabelSettings(delimiter="/")) == expected
    assert labels_of(write([["a", "b"], ["b"], ["c", "a"]], "rows.jsonl")) == expected


def test_a_mark_inside_of_a_label_of_a_list_parts_nothing(write):
    values = [["Paris; France"], ["Rome; Italy"], ["Paris; France"], ["Rome; Italy"]]
    found = labels_of(write(values, "rows.jsonl"))
    assert found == dict(enumerate(values))


def test_numbers_of_labels_in_lists_are_the_names_beside_the_file(write, tmp_path):
    feature = {"feature": {"names": ["joy", "anger"], "_type": "ClassLabel"}, "_type": "Sequence"}
    (tmp_path / "dataset_info.json").write_text(json.dumps({"features": {"labels": feature}}))
    values = [[0], [1], [0, 1], []]
    assert labels_of(write(values, "rows.jsonl")) == {0: ["joy"], 1: ["anger"], 2: ["anger", "joy"], 3: []}
    # A number without a name says that these names are not those of the column.
    assert labels_of(write([[0], [1], [0, 7]], "rows.jsonl")) == {0: ["0"], 1: ["1"], 2: ["0", "7"]}


def test_an_empty_list_says_that_no_label_applies_and_nothing_that_it_is_not_known(write):
    assert labels_of(write([["a", "b"], [], None, ["b"]], "rows.jsonl")) == {0: ["a", "b"], 1: [], 3: ["b"]}
    assert labels_of(write(['["a", "b"]', "[]", "", '["b"]'])) == {0: ["a", "b"], 1: [], 3: ["b"]}


def test_a_column_for_each_label_is_read(tmp_path):
    path = tmp_path / "flags.csv"
    path.write_text("text,rude,kind\nx,1,0\ny,true,no\nz,0,yes\nw,0,0\nv,,1\n")
    columns = {"labels": ["rude", "kind"]}
    assert labels_of(path, columns=columns) == {0: ["rude"], 1: ["rude"], 2: ["kind"], 3: []}
    path.write_text("text,rude,kind\nx,1,0\ny,often,no\nz,0,1\n")
    with pytest.raises(
        DataError, match=r"row 2, column rude: expected 0 or 1, true or false, yes or no. Received: .often"
    ):
        labels_of(path, columns=columns)


def test_a_list_that_is_text_is_refused_and_can_be_left_out(write):
    path = write(['["a", "b"]', '["b"]', "a", '[["a"]]', '["a"]'])
    found, _ = findings_of(path)
    assert found["fault_labels"].rows == (3, 4)
    assert 'row 3, column labels: expected a list of labels. Received: "a" (2 rows in all).' in str(
        found["fault_labels"].message
    )
    assert labels_of(path, faulty_rows="leave_out") == {0: ["a", "b"], 1: ["b"], 4: ["a"]}


def test_labels_that_nothing_can_be_learned_from_are_told(write):
    found, _ = findings_of(write(["a;b", "a;B", *["a"] * 20]))
    assert found["rare_classes"].count == 2
    assert '2 of 3 labels have fewer than 10 rows and are hardly learned: "B" (1), "b" (1).' in str(
        found["rare_classes"].message
    )
    assert found["case"].rows == (1, 2)
    _, profile = findings_of(write(["a;b", "a;B", *["a"] * 20]))
    assert any('"a" applies to all rows' in str(finding.message) for finding in profile.findings)


def test_a_single_label_on_all_rows_is_refused(write):
    with pytest.raises(
        DataError, match=r"expected labels that apply to some rows and not to others. Received: .a. on all"
    ):
        labels_of(write(["a"] * 5))
    with pytest.raises(DataError, match=r"Received: no label on all rows"):
        labels_of(write(["[]"] * 5))


def test_a_label_that_stands_twice_in_a_row_counts_once(write):
    path = write(["a;a", "b", "a;b"])
    assert labels_of(path)[0] == ["a"]
    assert findings_of(path)[0]["repeated_labels"].rows == (1,)


def test_rare_labels_are_in_every_part_of_a_split(write):
    values = ["common;rare" if row % 10 == 0 else "common" if row % 2 else "[]" for row in range(300)]
    values = [value.replace("[]", "other") for value in values]
    ready = prepare(DataSpec(train=str(write(values)), validation_fraction=0.1, test_fraction=0.1), TASK)
    rare = ready.schema.class_names.index("rare")
    counts = [int(split.targets.arrays["labels"][:, rare].sum()) for split in ready.splits]
    assert counts == [24, 3, 3]
    assert ready.schema.class_counts[rare] == 24


def test_a_profile_counts_labels_and_which_occur_together(write):
    _, profile = findings_of(write(["a;b", "b", "a;b", "c"]))
    target = profile.target
    assert [(entry.label, entry.count) for entry in target.labels] == [("b", 3), ("a", 2), ("c", 1)]
    assert target.together == ("b", "a", "c")
    assert target.counts == ((3, 2, 0), (2, 2, 0), (0, 0, 1))
    assert target.mean_labels == pytest.approx(6 / 4)
    assert target.num_without == 0


def test_a_separate_file_may_hold_no_other_labels(write):
    train = write(["a;b", "b", "a", "b;a"])
    with pytest.raises(DataError, match=r"row 2, column labels: expected a label of the training data .*Received: .c."):
        prepare(DataSpec(train=str(train), test=str(write(["a", "c;b"], "test.csv"))), TASK)
    ready = prepare(DataSpec(train=str(train), test=str(write(["b", "a;b"], "other.csv"))), TASK)
    assert ready.test.targets.arrays["labels"].tolist() == [[0, 1], [1, 1]]


def test_one_label_on_each_row_is_told_to_be_classification(write):
    _, profile = findings_of(write(["a", "b", "a", "b"]))
    assert any("each row has exactly one label" in str(finding.message) for finding in profile.findings)


def test_lists_that_numpy_wrote_keep_their_entries(write):
    assert labels_of(write(["['a' 'b']", "['b']", "['c' 'a']", "['c']"])) == {
        0: ["a", "b"],
        1: ["b"],
        2: ["a", "c"],
        3: ["c"],
    }


@pytest.mark.parametrize("values", [["{'a', 'b'}", "{'b'}"] * 4, [{"a": 1, "b": 0}, {"a": 0, "b": 1}] * 4])
def test_sets_and_objects_are_no_lists_of_labels(write, values):
    found, _ = findings_of(write(values, "rows.csv" if isinstance(values[0], str) else "rows.jsonl"))
    assert "expected a list of labels" in str(found["fault_labels"].message)


def test_labels_that_another_mark_leaves_together_are_told(write):
    found, _ = findings_of(write(["a;b", "b|c", "a, c", "c;a", "b"] * 3))
    unparted = found["unparted_labels"]
    assert (unparted.count, unparted.rows[:2]) == (2, (2, 3))
    assert '"a, c" counts as one label' in str(unparted.message)
    lists, _ = findings_of(write([["a"], ["a, c"], ["c"]] * 3, "rows.jsonl"))
    assert "unparted_labels" not in lists


def test_a_text_of_several_labels_among_lists_is_told(write):
    found, _ = findings_of(write([["a", "c"], "a, c", ["c"], "a"] * 3, "rows.jsonl"))
    unparted = found["unparted_labels"]
    assert (unparted.count, unparted.rows) == (1, (2, 6, 10))
    assert 'the text "a, c" counts as one label' in str(unparted.message)

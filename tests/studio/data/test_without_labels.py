"""A task without labels needs nothing but a column of texts."""

import pytest

from studio import tasks
from studio.data import LeftOut, guess_columns, open_source, prepare, read_profile
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("masked_lm")


def prepared(path, **settings):
    return prepare(DataSpec(train=str(path), **settings), TASK)


def lines(number):
    return "".join(f"the text number {row} of them all\n" for row in range(number))


def test_a_single_column_of_any_name_is_enough(write):
    source = open_source(write("phrase\n" + lines(40)))
    assert guess_columns(source, TASK) == {"text": "phrase"}
    ready = prepared(source.path, validation_fraction=0.25)
    assert ready.schema.class_names == ()
    assert [len(split) for split in ready.splits] == [30, 10]
    assert not any(split.targets.arrays for split in ready.splits)


def test_labels_that_are_there_are_not_looked_at(write):
    content = "text,label\n" + "".join(f"text number {row},{row}\n" for row in range(40))
    ready = prepared(write(content), test_fraction=0.5)
    assert [len(split) for split in ready.splits] == [16, 4, 20]
    assert ready.findings == ()


def test_the_profile_has_lengths_and_duplicates_but_no_classes(write):
    content = "text,label\nsome words,a\nsome words,b\nother words here,\n"
    profile = read_profile(open_source(write(content)), TASK, {})
    assert (profile.num_rows, profile.labels, profile.left_out.total) == (3, (), 0)
    assert (profile.num_duplicates, profile.num_conflicts) == (1, 0)
    assert profile.words.max == 3
    (finding,) = profile.findings
    assert "this text occurred before" in str(finding.message)


def test_a_row_without_a_text_is_left_out_or_named(write):
    path = write("text\nsome words\n \nmore words\n", "rows.tsv")
    ready = prepared(path, validation_fraction=0.0)
    assert ready.train.row_numbers.tolist() == [0, 2]
    assert ready.left_out["train"] == LeftOut(no_text=1)
    with pytest.raises(DataError, match="row 2, column text: expected a text"):
        prepared(path, missing_rows="refuse")


def test_a_separate_file_needs_no_labels_either(write):
    ready = prepared(write("text\n" + lines(20)), test=str(write("text\nsomething else\n", "test.csv")))
    assert ready.test is not None
    assert [text for batch in ready.test.iter_texts() for text in batch] == ["something else"]


def test_class_folders_are_texts_without_their_classes(tmp_path):
    for label in ("bad", "good"):
        (tmp_path / label).mkdir()
        for number in range(5):
            (tmp_path / label / f"{number}.txt").write_text(f"{label} film {number}")
    assert len(prepared(tmp_path, validation_fraction=0.0).train) == 10

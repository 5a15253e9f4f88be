import csv
import os

import pytest

from studio.data.predictions import AnswerQuery, read_answers, source_state
from studio.errors import NotFoundError
from studio.runs import Workspace
from tests.saved_answers import make_answered_run

CLASSES = ("Arts", "People", "arts")


@pytest.fixture
def rows():
    """Texts whose number says where they stand, in an order that no split keeps."""
    return [(f"text {number * 7 % 90}\nover two lines", CLASSES[number % 3]) for number in range(90)]


@pytest.fixture
def data(tmp_path, rows):
    path = tmp_path / "data.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    return path


@pytest.fixture
def run(tmp_path, data):
    return make_answered_run(Workspace(tmp_path / "workspace"), data, wrong=(3, 0, 5))


def ask(run, split="test", **changes):
    return read_answers(run.predictions_path, CLASSES, AnswerQuery(split, **changes))


def test_each_answer_stands_beside_the_text_and_the_label_of_its_row(run, rows):
    for split in ("validation", "test"):
        found = ask(run, split, is_right=None, order="row_number", is_descending=False)
        assert found.num_found == len(found.rows) > 10
        for row in found.rows:
            assert (row.text, row.label) == rows[row.row_number - 1]


def test_rows_of_a_separate_file_are_counted_in_that_file(tmp_path, data):
    separate = tmp_path / "separate.csv"
    separate.write_text("text,label\nfirst,People\nsecond,Arts\n", encoding="utf-8")
    run = make_answered_run(Workspace(tmp_path / "other"), data, validation=separate)
    assert run.spec().data.file_of("validation") == str(separate)
    assert run.spec().data.file_of("test") == str(data)
    found = ask(run, "validation", is_right=None, order="row_number", is_descending=False)
    assert [(row.row_number, row.text, row.label) for row in found.rows] == [
        (1, "first", "People"),
        (2, "second", "Arts"),
    ]


def test_rows_that_are_left_out_shift_no_text_away_from_its_row(tmp_path, rows):
    lines = [(text, "" if number % 7 == 3 else label) for number, (text, label) in enumerate(rows)]
    lines[10] = ("", lines[10][1])
    path = tmp_path / "partly.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("text", "label"), *lines])
    run = make_answered_run(Workspace(tmp_path / "partly"), path, wrong=(1, 2))
    for split in ("validation", "test"):
        found = ask(run, split, is_right=None, order="row_number", is_descending=False)
        assert len(found.rows) > 10
        for row in found.rows:
            assert (row.text, row.label) == lines[row.row_number - 1]
            assert row.text
            assert row.label


def test_wrong_answers_come_by_themselves_the_surest_first_with_both_probabilities(run):
    found = ask(run)
    assert found.num_found == 3
    assert [row.probability for row in found.rows] == pytest.approx([0.8, 0.75, 0.7])
    assert all(row.label != row.prediction for row in found.rows)
    # Classes that differ in case alone have numbered columns, and are told apart all the same.
    assert [row.label_probability for row in found.rows] == pytest.approx([0.1, 0.125, 0.15])


def test_a_cell_of_the_matrix_a_class_and_words_are_found(run):
    wrong = ask(run).rows[0]
    assert ask(run, label=wrong.label, prediction=wrong.prediction).num_found >= 1
    assert ask(run, label=wrong.label, prediction=wrong.prediction).rows[0] == wrong
    right = ask(run, label="People", is_right=True)
    assert {row.prediction for row in right.rows} == {"People"}
    words = ask(run, is_right=None, search=f"LINES {wrong.text.split(chr(10))[0].split()[1]}")
    assert wrong in words.rows
    assert all("lines" in row.text for row in words.rows)
    assert ask(run, search="100%").num_found == ask(run, search="'_").num_found == 0


def test_counts_are_those_of_the_confusion_matrix(run):
    matrix = run.metrics()["test"]["confusion_matrix"]
    for row, label in enumerate(matrix["labels"]):
        for column, prediction in enumerate(matrix["labels"]):
            found = ask(run, label=label, prediction=prediction, is_right=None)
            assert found.num_found == matrix["counts"][row][column]


def test_no_more_are_returned_than_are_wanted_but_all_are_counted(run):
    found = ask(run, is_right=None, limit=4)
    assert len(found.rows) == 4
    assert found.num_found > 4


def test_a_file_that_changed_or_went_is_told_and_its_texts_stay(run, data):
    assert source_state(data, run.predictions_path) == "same"
    written = run.predictions_path.stat().st_mtime_ns
    os.utime(data, ns=(written + 1, written + 1))
    assert source_state(data, run.predictions_path) == "changed"
    data.unlink()
    assert source_state(data, run.predictions_path) == "gone"
    assert ask(run).rows[0].text.startswith("text ")


def test_answers_that_are_not_there_or_are_no_classifier_s_are_refused(run, tmp_path):
    with pytest.raises(NotFoundError, match=r"There are no saved answers in .*none\.parquet"):
        read_answers(tmp_path / "none.parquet", CLASSES, AnswerQuery("test"))
    with pytest.raises(NotFoundError, match="columns are others"):
        read_answers(run.predictions_path, CLASSES[:2], AnswerQuery("test"))
    run.predictions_path.write_bytes(b"broken")
    with pytest.raises(NotFoundError, match="cannot be read"):
        ask(run)

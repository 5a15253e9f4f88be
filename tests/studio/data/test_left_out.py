"""Rows without text or label, and rows that annotators did not accept, are left out, counted and shown."""

import json
from pathlib import Path

import numpy as np
import pytest

from studio import tasks
from studio.data import (
    LeftOut,
    RowRules,
    check_single_texts,
    count_usable,
    open_source,
    prepare,
    read_profile,
    read_rows,
    read_separate,
)
from studio.data.digest import Digest
from studio.data.rules import BLANK
from studio.errors import DataError
from studio.schema import Schema
from studio.spec import DataSpec

TASK = tasks.get("text_classification")
CASES = Path(__file__).parent / "cases"
GOOD = "".join(f"text {row},{'ab'[row % 2]}\n" for row in range(20))


def prepared(path, **settings):
    return prepare(DataSpec(train=str(path), **settings), TASK)


def finding(findings, name):
    (found,) = [entry for entry in findings if entry.name == name]
    return found


def rows_of(source, numbers):
    found = read_rows(source, numbers)
    return [*zip(found.row_numbers, found.rows, strict=True)]


def all_rows(data):
    return np.sort(np.concatenate([split.row_numbers for split in data.splits])).tolist()


@pytest.mark.parametrize(
    ("name", "num_rows", "class_names", "first_missing"),
    [
        ("partly-labelled.csv", 60, ("0.0", "1.0"), [10, 20, 30, 40, 50, 60]),
        ("nan-label.jsonl", 60, ("0", "1"), [10, 20, 30, 40, 50, 60]),
        ("nan-label.parquet", 40, ("0", "1"), [10, 20, 30, 40]),
        ("doccano-lists.jsonl", 60, ("bad", "good"), [1, 10, 19, 28, 37, 46, 55]),
        ("argilla-null.jsonl", 60, ("bad", "good"), [1, 7, 13, 19, 25, 31, 37, 43, 49, 55]),
    ],
)
def test_rows_without_a_label_are_left_out_of_files_as_tools_write_them(name, num_rows, class_names, first_missing):
    data = prepared(CASES / name)
    assert data.schema.class_names == class_names
    assert data.left_out == {"train": LeftOut(no_label=len(first_missing))}
    found = finding(data.findings, "no_label")
    assert (found.level, found.count, found.rows) == ("warning", len(first_missing), tuple(first_missing))
    assert all_rows(data) == [row for row in range(num_rows) if row + 1 not in first_missing]


@pytest.mark.parametrize("character", [" ", "\t", "\u00a0", "\u200b", "\u00ad", "\u202f", "\u3000", "\ufeff", "\x1f"])
def test_a_text_that_no_eye_sees_is_no_text(write, character):
    assert character in BLANK
    lines = [json.dumps({"text": f"text {row}", "label": "ab"[row % 2]}) for row in range(20)]
    path = write("\n".join([*lines, json.dumps({"text": character * 3, "label": "a"})]), "a.jsonl")
    assert prepared(path).left_out["train"] == LeftOut(no_text=1)


def test_every_blank_alone_is_no_text(write):
    lines = [json.dumps({"text": character, "label": "a"}) for character in BLANK]
    profile = read_profile(open_source(write("\n".join(lines), "a.jsonl")), TASK, {})
    assert profile.left_out == LeftOut(no_text=len(BLANK))


def test_a_row_counts_once_under_its_first_reason(write):
    path = write(f"text,label\n{GOOD},\n,a\nfilm,\n")
    profile = read_profile(open_source(path), TASK, {})
    assert profile.left_out == LeftOut(no_text=2, no_label=1)
    assert (profile.num_rows, profile.num_usable) == (23, 20)
    assert profile.left_out.to_json() == {"not_accepted": 0, "no_text": 2, "no_label": 1, "faulty": 0}


def test_rows_keep_their_numbers_texts_and_labels_where_others_are_left_out(write):
    holes = prepared(write("text,label\n" + GOOD.replace("text 4,a", "text 4,").replace("text 9,b", ",b")))
    assert all_rows(holes) == [row for row in range(20) if row not in (4, 9)]
    assert len(holes.validation) == 2
    for split in holes.splits:
        texts = [text for batch in split.iter_texts() for text in batch]
        assert texts == [f"text {row}" for row in split.row_numbers]
        assert split.labels.tolist() == [row % 2 for row in split.row_numbers]


def test_a_text_without_a_label_is_neither_a_duplicate_nor_a_contradiction(write):
    profile = read_profile(open_source(write(f"text,label\n{GOOD}text 0,\n")), TASK, {})
    assert (profile.num_duplicates, profile.num_conflicts) == (0, 0)


def test_where_nothing_is_left_one_message_counts_the_reasons(write):
    with pytest.raises(DataError) as caught:
        prepared(write("text,label\ngood,\n,a\nbad,\n"))
    assert str(caught.value).endswith(
        "expected rows that can be used. Received: 3 rows, of which 1 has no text, 2 no label, "
        "and 0 were not accepted by the annotator."
    )


def test_separate_files_are_treated_in_the_same_way(write):
    train = write("text,label\n" + GOOD)
    test = write("text,label\nt1,a\n,a\nt3,\nt4,b\n", "test.csv")
    data = prepared(train, test=str(test))
    assert data.test.row_numbers.tolist() == [0, 3]
    assert data.test.labels.tolist() == [0, 1]
    assert data.left_out["test"] == LeftOut(no_text=1, no_label=1)
    assert finding(data.findings, "no_label").message.details["file"] == str(test)
    with pytest.raises(DataError, match="row 2, column text: expected a text"):
        prepared(train, test=str(test), missing_rows="refuse")


def test_a_separate_file_without_any_label_says_so(write):
    train, test = write("text,label\n" + GOOD), write("text,label\nt1,\nt2,\n", "test.csv")
    with pytest.raises(DataError, match="of which 0 have no text, 2 no label"):
        prepared(train, test=str(test))


def test_blanks_around_a_label_count_as_little_in_an_evaluation_as_in_training(write):
    source = open_source(write("text,label\na film, good\nanother,\u00a0bad \nlast,\n"))
    watch = {"on_progress": None, "is_cancelled": None}
    found = read_separate(
        "test",
        source,
        TASK,
        {"text": "text", "label": "label"},
        Schema(("bad", "good")),
        RowRules(),
        TASK.settings(),
        watch,
    )
    assert found.rows.labels.tolist() == [1, 0]
    assert found.left_out == LeftOut(no_label=1)


# === Labels that may mean none ===


@pytest.mark.parametrize("label", ["NA", "nan", "NULL", "n/a", "None", "#N/A"])
def test_a_label_that_may_mean_none_stays_a_class_and_is_told(write, label):
    data = prepared(write("text,label\n" + GOOD + f"africa,{label}\nnamibia,{label}\n"))
    assert label in data.schema.class_names
    found = finding(data.findings, f"missing_label={label}")
    assert (found.level, found.count, found.rows) == ("warning", 2, (21, 22))


def test_a_label_that_was_said_to_mean_none_is_left_out(write):
    path = write("text,label\n" + GOOD + "africa,NA\nnamibia,NA\nnorway,na\nnice,na\n")
    data = prepared(path, missing_labels=["NA"])
    assert data.schema.class_names == ("a", "b", "na")
    assert data.left_out["train"] == LeftOut(no_label=2)


# === Lists ===


def records(labels):
    return "".join(json.dumps({"text": f"text {row}", "label": label}) + "\n" for row, label in enumerate(labels))


def test_one_string_or_number_in_a_list_is_that_and_an_empty_list_is_none(write):
    path = write(records([["a"], "b", [3], [], [None], [float("nan")], ["a"], ["b"], 3, [""]]), "a.jsonl")
    data = prepared(path, validation_fraction=0.0)
    assert data.schema.class_names == ("3", "a", "b")
    assert data.train.row_numbers.tolist() == [0, 1, 2, 6, 7, 8]


@pytest.mark.parametrize("label", [["a", "b"], [[0, 4, "PER"]], [{"label": "a"}]])
def test_several_labels_in_a_list_are_refused_with_the_task_that_takes_them(write, label):
    with pytest.raises(DataError) as caught:
        prepared(write(records([["a"], ["b"], ["a"], ["b"], label]), "a.jsonl"))
    assert "row 5, column label: expected one label. Received: " in str(caught.value)
    assert "multi-label classification" in str(caught.value)


def test_an_object_is_no_label(write):
    with pytest.raises(DataError, match="row 3, column label: expected one label"):
        prepared(write(records(["a", "b", {"choice": "a"}, "a", "b"]), "a.jsonl"))


def with_texts(texts):
    return "".join(json.dumps({"text": text, "label": "ab"[row % 2]}) + "\n" for row, text in enumerate(texts))


@pytest.mark.parametrize("text", [["one", "two"], [["one", 1]], {"title": "one"}])
def test_several_texts_in_a_row_are_refused(write, text):
    path = write(with_texts(["a b", ["c d"], "[e, f]", text, "g h", [], text]), "a.jsonl")
    found = finding(read_profile(open_source(path), TASK, {}).findings, "several_texts")
    assert (found.level, found.count, found.rows) == ("error", 2, (4, 7))
    with pytest.raises(DataError, match=r"row 4, column text: expected one text\. .*[Mm]ake one text of them"):
        prepared(path)
    with pytest.raises(DataError, match=r"row 4, column text: expected one text\. .*2 rows in all"):
        check_single_texts(open_source(path), "text")


def test_several_texts_in_a_parquet_column_are_refused(tmp_path):
    import duckdb

    path = tmp_path / "lists.parquet"
    texts = "CASE range WHEN 5 THEN ['a', 'b'] WHEN 6 THEN [] ELSE ['text ' || range] END"
    duckdb.sql(f"COPY (SELECT {texts} AS text, range % 2 AS label FROM range(20)) TO '{path}' (FORMAT parquet)")
    with pytest.raises(DataError, match=r"row 6, column text: expected one text\. .*1 row in all"):
        prepared(path)
    with pytest.raises(DataError, match="row 6, column text"):
        check_single_texts(open_source(path), "text")


def test_texts_of_a_csv_file_that_are_all_written_as_lists_are_told(write):
    def findings(lines):
        source = open_source(write("text,label\n" + lines))
        check_single_texts(source, "text")
        return [found for found in read_profile(source, TASK, {}).findings if found.name == "written_lists"]

    lists = "".join(f"\"['a {row}', 'b']\",{'ab'[row % 2]}\n" for row in range(10))
    (found,) = findings(lists)
    assert (found.level, found.count, found.rows) == ("warning", 10, tuple(range(1, 11)))
    assert not findings(lists + "plain,a\n")


@pytest.mark.parametrize("opening", ['"[""{}""]"', "['{}']"])
def test_a_column_of_lists_written_as_text_is_one_of_lists(write, opening):
    lines = "".join(f"text {row},{opening.format('ab'[row % 2])}\n" for row in range(20))
    data = prepared(write(f"text,label\n{lines}last,[]\n"))
    assert data.schema.class_names == ("a", "b")
    assert data.left_out["train"] == LeftOut(no_label=1)


def test_a_bracket_in_one_label_of_a_csv_file_is_part_of_its_name(write):
    data = prepared(write("text,label\n" + GOOD + "c1,['c']\nc2,['c']\n"))
    assert data.schema.class_names == ("['c']", "a", "b")


def test_a_list_in_a_parquet_column_is_its_only_string(tmp_path):
    import duckdb

    path = tmp_path / "lists.parquet"
    labels = "CASE range % 10 WHEN 9 THEN []::VARCHAR[] ELSE [CASE WHEN range % 2 = 0 THEN 'a' ELSE 'b' END] END"
    duckdb.sql(f"COPY (SELECT 'text ' || range AS text, {labels} AS label FROM range(40)) TO '{path}' (FORMAT parquet)")
    data = prepared(path)
    assert data.schema.class_names == ("a", "b")
    assert data.left_out["train"] == LeftOut(no_label=4)


# === Answers of annotators ===


@pytest.mark.parametrize(
    ("column", "accepted", "rejected"),
    [
        ("answer", "accept", "reject"),
        ("answer", "accept", "ignore"),
        ("status", "Validated", "Discarded"),
        ("was_cancelled", "false", "true"),
    ],
)
def test_rows_that_the_annotator_did_not_accept_are_left_out(write, column, accepted, rejected):
    lines = "".join(f"text {row},{'ab'[row % 2]},{rejected if row > 17 else accepted}\n" for row in range(20))
    path = write(f"text,label,{column}\n{lines}")
    data = prepared(path)
    assert data.left_out["train"] == LeftOut(not_accepted=2)
    assert finding(data.findings, "not_accepted").rows == (19, 20)
    whole = prepared(path, annotator_answers="disregard")
    assert whole.left_out["train"] == LeftOut()
    assert "used like the others" in str(finding(whole.findings, "not_accepted").message)


def test_a_column_with_another_value_is_none_of_a_tool(write):
    lines = "".join(f"text {row},{'ab'[row % 2]},{'reject' if row else 'later'}\n" for row in range(20))
    assert prepared(write(f"text,label,answer\n{lines}")).left_out["train"] == LeftOut()


def test_an_answer_that_is_the_label_is_learned(write):
    lines = "".join(f"text {row},{('accept', 'reject')[row % 2]}\n" for row in range(20))
    data = prepared(write(f"text,answer\n{lines}"), columns={"text": "text", "label": "answer"})
    assert data.schema.class_names == ("accept", "reject")
    assert data.left_out["train"] == LeftOut()


# === The rows behind a finding ===


def test_findings_lead_to_their_rows_first_occurrences_before_their_duplicates(write):
    source = open_source(write(f"text,label\n{GOOD}text 3,b\ntext 1,a\ntext 3,b\n,a\n"))
    profile = read_profile(source, TASK, {})
    duplicates, conflicts = finding(profile.findings, "duplicates"), finding(profile.findings, "conflicts")
    assert (duplicates.count, duplicates.rows) == (3, (2, 22, 4, 21, 23))
    assert (conflicts.count, conflicts.rows) == (1, (2, 22))
    assert rows_of(source, conflicts.rows) == [(2, ("text 1", "b")), (22, ("text 1", "a"))]
    assert rows_of(source, finding(profile.findings, "no_text").rows) == [(24, (None, "a"))]


def test_no_more_than_a_thousand_rows_are_kept_of_very_many(write):
    lines = "".join(f"text {row},{'ab'[row % 2] if row % 3 else ''}\n" for row in range(300_000))
    source = open_source(write("text,label\n" + lines))
    found = finding(read_profile(source, TASK, {}).findings, "no_label")
    assert (found.count, len(found.rows), found.rows[-1]) == (100_000, 1_000, 2_998)
    assert rows_of(source, (299_998, 1)) == [(299_998, ("text 299997", None)), (1, ("text 0", None))]


def test_the_rows_of_a_folder_are_read_by_number(tmp_path):
    for label in ("bad", "good"):
        (tmp_path / label).mkdir()
        for number in range(10):
            (tmp_path / label / f"{number}.txt").write_text("" if number == 5 else f"{label} film {number}")
    source = open_source(tmp_path)
    found = finding(read_profile(source, TASK, {}).findings, "no_text")
    assert [(row, values[2]) for row, values in rows_of(source, found.rows)] == [(6, "bad/5.txt"), (16, "good/5.txt")]


def test_rows_that_can_be_used_are_counted_without_numbers_for_their_classes(tmp_path, monkeypatch):
    path = tmp_path / "test.csv"
    path.write_text("text,label\n" + "".join(f"text {row},class {row}\n" for row in range(9)) + "last,\n")
    monkeypatch.setattr(Digest, "label_codes", None)
    monkeypatch.setattr(Digest, "count_labels", None)
    found = count_usable(open_source(path), TASK, {"text": "text", "label": "label"}, RowRules(), TASK.settings())
    assert found == (9, LeftOut(no_label=1))

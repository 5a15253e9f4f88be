import json

import pytest

from studio import tasks
from studio.data import (
    guess_columns,
    iter_texts,
    open_part,
    open_source,
    prepare,
    read_preview,
    read_profile,
    read_rows,
)
from studio.data.describing import describe_reading, reading_data
from studio.errors import DataError, SpecError
from studio.spec import DataSpec, ReadingSpec, RunSpec

TASK = tasks.get("text_classification")
SPEC = {"task": TASK.name, "backbone": {"preset": "x"}, "data": {"train": "a.csv"}}
TWO_HEADERS = "Q1,Q2\nWhat did you like?,Coded\n" + "".join(f"answer {row},{'ab'[row % 2]}\n" for row in range(12))


def texts_of(source, column="text"):
    return [text for batch in iter_texts(source, column) for text in batch]


def test_long_questions_are_the_names_of_columns(files):
    source = open_source(files / "long-questions.csv")
    assert source.dialect.has_header
    assert source.column_names[0] == "Timestamp"
    question = "In your own words, what did you like or dislike about the service you received today?"
    assert guess_columns(source, TASK) == {"text": question, "label": "How would you code this answer?"}
    assert read_preview(source).rows[0][1] == "leaks badly and looks cheap today no 0"


def test_one_long_line_above_others_is_a_text_and_no_name(write):
    lines = [f"a text that goes on and on and on, number {row}, with many words in it" * 2 for row in range(8)]
    source = open_source(write("\n".join(f'"{line}"' for line in lines)))
    assert source.column_names == ("column_1",)
    assert texts_of(source, "column_1") == lines


def test_the_three_header_lines_of_a_survey_are_no_data(files):
    source = open_source(files / "qualtrics.csv")
    assert source.column_names == ("StartDate", "ResponseId", "Q1", "Q2_code")
    assert texts_of(source, "Q1")[0] == "leaks badly and looks cheap today no 0"
    assert read_profile(source, TASK, {}).num_rows == 60
    assert "header of 3 rows" in str(source.notes[0].message)
    assert reading_data(source)["header"] == "1-3"


def test_a_line_that_names_the_delimiter_is_honoured(files, write):
    source = open_source(files / "sep-line.csv")
    assert source.column_names == ("Text", "Label", "Score")
    assert texts_of(source, "Text")[0] == "this lamp died within a week, order 0"
    assert read_profile(source, TASK, {}).num_rows == 60
    # The commas would win by their number.
    declared = open_source(write("sep=;\r\ntext;label\r\na, b, c;x\r\nd, e, f;y\r\n"))
    assert read_preview(declared).rows == (("a, b, c", "x"), ("d, e, f", "y"))


def test_values_left_out_at_the_end_of_rows_are_empty_and_counted(files):
    source = open_source(files / "short-rows.csv")
    assert source.column_names == ("text", "label", "note")
    assert read_preview(source).rows[:2] == (
        ("leaks badly and looks cheap today no 0", "bad", "seen"),
        ("kind clerk, happy to return again no 1", "good", None),
    )
    profile = read_profile(source, TASK, {})
    assert profile.num_rows == 60
    (finding,) = profile.findings
    assert (finding.level, finding.count, finding.message.details["row"]) == ("warning", 45, 2)
    assert str(finding.message).endswith("are taken as empty (45 rows in all).")


def test_a_row_left_short_far_into_a_file_is_found_and_counted(write):
    rows = "".join(f"text {row},{'ab'[row % 2]},x\n" for row in range(5_000))
    source = open_source(write("text,label,note\n" + rows + "late,a\n" + rows))
    assert not source.dialect.has_short_rows
    assert len(texts_of(source)) == 10_001
    (finding,) = [found for found in read_profile(source, TASK, {}).findings if "fewer values" in str(found.message)]
    assert (finding.count, finding.message.details["row"]) == (1, 5_001)
    assert (finding.name, finding.rows) == ("short_rows", (5_001,))
    assert read_rows(source, finding.rows).rows == (("late", "a", None),)


def test_the_header_can_be_set_by_hand(write):
    path = write(TWO_HEADERS)
    assert read_preview(open_source(path)).rows[0] == ("What did you like?", "Coded")
    assert read_preview(open_source(path, ReadingSpec(header="1-2"))).rows[0] == ("answer 0", "a")
    second = open_source(path, ReadingSpec(header="2"))
    assert second.column_names == ("What did you like?", "Coded")
    assert len(texts_of(second, "What did you like?")) == 12
    none = open_source(path, ReadingSpec(header="none"))
    assert none.column_names == ("column_1", "column_2")
    assert len(texts_of(none, "column_1")) == 14


def test_rows_keep_their_numbers_whatever_stands_above_them(write):
    path = write("a title,,\n\n" + TWO_HEADERS + "one,two,three\n")
    source = open_source(path, ReadingSpec(header="2-3", delimiter=","))
    assert source.column_names == ("Q1", "Q2")
    with pytest.raises(DataError, match="row 13: expected at most 2 values"):
        texts_of(source, "Q1")


@pytest.mark.parametrize("delimiter", ["^", "~", ":", "\x1f"])
def test_the_delimiter_can_be_set_by_hand(write, delimiter):
    content = delimiter.join(("text", "label")) + "\n" + delimiter.join(("so, so", "a")) + "\n"
    source = open_source(write(content), ReadingSpec(delimiter=delimiter))
    assert read_preview(source).rows == (("so, so", "a"),)
    assert texts_of(source) == ["so, so"]


def test_two_readings_of_one_file_do_not_share_a_copy(write):
    path = write("text,label\ncaf\u00e9,a\nth\u00e9,b\n".encode("cp1252"))
    assert texts_of(open_source(path, ReadingSpec(encoding="cp1252"))) == ["café", "thé"]
    assert texts_of(open_source(path, ReadingSpec(encoding="cp1251"))) == ["cafй", "thй"]
    assert texts_of(open_source(path, ReadingSpec(encoding="cp1252"))) == ["café", "thé"]


def test_a_fingerprint_depends_on_how_a_file_is_read(write):
    rows = "".join(f"caf\u00e9 {row},{'ab'[row % 2]}\n" for row in range(20))
    path = write(("text,label\n" + rows).encode("cp1252"))
    prints = {
        prepare(DataSpec(train=str(path), reading=ReadingSpec(encoding=encoding)), TASK).fingerprint
        for encoding in ("cp1252", "cp1251")
    }
    assert len(prints) == 2


def test_a_setting_that_a_format_does_not_have_is_refused(make_file):
    with pytest.raises(DataError, match="expected no delimiter: a file of the format parquet has none"):
        open_source(make_file("parquet"), ReadingSpec(delimiter=";"))
    with pytest.raises(DataError, match="expected no sheet: a file of the format csv has none"):
        open_source(make_file("csv"), ReadingSpec(sheet="Data"))


def test_separate_files_are_read_alike_as_far_as_a_setting_concerns_them(make_file, write):
    rows = "".join(f"{row} caf\u00e9;{'ab'[row % 2]}\n" for row in range(20))
    train = write(("text;label\n" + rows).encode("cp1252"), "train.csv")
    test = write(("text;label\n" + rows.replace("caf", "un caf")).encode("cp1252"), "test.csv")
    validation = make_file("parquet", [("one", "a"), ("two", "b")])
    data = DataSpec(
        train=str(train),
        validation=str(validation),
        test=str(test),
        reading=ReadingSpec(encoding="cp1252", delimiter=";"),
    )
    prepared = prepare(data, TASK)
    assert prepared.test.take([1])["text"] == ["1 un café"]
    assert prepared.validation.take([0])["text"] == ["one"]
    assert open_part(data, "validation").encoding == "utf-8"


def test_a_separate_file_may_have_an_encoding_of_its_own(write):
    rows = "".join(f"{row} caf\u00e9;{'ab'[row % 2]}\n" for row in range(20))
    train = write(("text;label\n" + rows).encode(), "train.csv")
    test = write(("text;label\n" + rows.replace("caf", "un caf")).encode("cp1252"), "test.csv")
    data = DataSpec(train=str(train), test=str(test), reading=ReadingSpec(delimiter=";"), test_encoding="cp1252")
    prepared = prepare(data, TASK)
    assert prepared.train.take([0])["text"][0].endswith("caf\u00e9")
    assert prepared.test.take([1])["text"] == ["1 un caf\u00e9"]
    assert open_part(data).encoding == "utf-8"
    assert DataSpec.model_validate(data.model_dump()) == data
    assert "validation_encoding" not in data.model_dump()
    with pytest.raises(SpecError, match=r"data\.test_encoding: expected an encoding such as UTF-8"):
        RunSpec.parse(SPEC | {"data": {"train": "a.csv", "test": "b.csv", "test_encoding": "klingon"}})


@pytest.mark.parametrize(
    ("reading", "message"),
    [
        ({"encoding": "klingon"}, "data.reading.encoding: expected an encoding such as UTF-8, Windows-1252"),
        ({"delimiter": ";;"}, "data.reading.delimiter: expected a single character"),
        ({"delimiter": '"'}, "data.reading.delimiter: expected a single character"),
        ({"header": "first"}, "data.reading.header: expected none, a row such as 1, or rows as in 1-3"),
        ({"header": "0"}, "data.reading.header: expected none"),
        ({"sheet": ""}, "data.reading.sheet: expected the name of a sheet"),
        ({"coding": "utf-8"}, "Unknown field data.reading.coding"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(reading, message):
    data = json.loads(json.dumps(SPEC))
    data["data"]["reading"] = reading
    with pytest.raises(SpecError) as caught:
        RunSpec.parse(data)
    assert str(caught.value).startswith(message)


def test_a_specification_without_the_settings_tells_them_from_the_content():
    spec = RunSpec.parse(SPEC)
    assert spec.data.reading == ReadingSpec()
    assert spec.data.reading.given() == ()
    assert RunSpec.parse(spec.to_json()) == spec


def test_how_a_file_is_read_can_be_told_in_words(files):
    assert describe_reading(open_source(files / "sep-line.csv")) == 'encoding UTF-8, delimiter ";", header in row 2'
    assert describe_reading(open_source(files / "classlabel.parquet")) == ""

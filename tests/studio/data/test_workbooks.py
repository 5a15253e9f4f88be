import datetime
import gzip
import re
import zipfile

import openpyxl
import pytest

from studio import tasks
from studio.data import iter_texts, open_source, prepare, read_preview, read_profile, read_rows, write_table
from studio.errors import DataError
from studio.spec import DataSpec, ReadingSpec

TASK = tasks.get("text_classification")


@pytest.fixture
def make_workbook(tmp_path):
    """Write sheets, by their names lists of rows, into a workbook, and return its path; `change` may do more to it."""

    def make(sheets, change=None, name="book.xlsx"):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        if change is not None:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def rows_of(num_rows=12):
    return [("text", "label"), *((f"answer {row}", row % 2) for row in range(num_rows))]


def messages(source):
    return [str(note.message).removeprefix(str(source.path)) for note in source.notes]


def test_a_sheet_is_read_like_a_table(make_workbook):
    source = open_source(make_workbook({"Data": rows_of()}))
    assert (source.format, source.column_names, source.layout) == ("excel", ("text", "label"), "Data")
    assert read_preview(source).rows[:2] == (("answer 0", "0"), ("answer 1", "1"))
    profile = read_profile(source, TASK, {})
    assert profile.num_rows == 12
    assert [(entry.label, entry.count) for entry in profile.labels] == [("0", 6), ("1", 6)]
    assert [text for batch in iter_texts(source, "text") for text in batch][-1] == "answer 11"
    prepared = prepare(DataSpec(train=str(source.path)), TASK)
    assert prepared.schema.class_names == ("0", "1")


def test_values_become_the_text_that_a_person_sees(make_workbook):
    values = (1.0, 2.5, True, datetime.datetime(2024, 5, 1), datetime.datetime(2024, 5, 1, 10, 30), "007", "NA", 1e20)
    names = tuple(f"c{number}" for number in range(len(values)))
    source = open_source(make_workbook({"Data": [names, values, values]}))
    assert read_preview(source).rows[0] == (
        "1",
        "2.5",
        "true",
        "2024-05-01",
        "2024-05-01 10:30:00",
        "007",
        "NA",
        "1e+20",
    )


def test_a_text_after_many_numbers_in_a_column_stays(make_workbook):
    rows = [("text", "label"), *((f"t{row}", row % 2) for row in range(1_500)), ("last", "both")]
    assert read_profile(open_source(make_workbook({"Data": rows})), TASK, {}).labels[-1].label == "both"


def test_blank_cells_are_rows_that_lack_something_and_blank_rows_at_the_end_are_none(make_workbook):
    rows = [*rows_of(), ("no label", None), (None, 1), (None, None), ("fine", 1), (None, None), (" ", "")]
    source = open_source(make_workbook({"Data": rows}))
    assert len(read_preview(source).rows) in (16, 18)
    assert read_preview(source).rows[12:15] == (("no label", None), (None, "1"), (None, None))
    assert read_profile(source, TASK, {}).left_out.total >= 3


def test_the_first_visible_sheet_that_holds_something_is_read_and_the_others_are_told(make_workbook):
    def hide(book):
        book["Lists"].sheet_state = "hidden"
        book["More"].sheet_state = "veryHidden"

    sheets = {"Lists": [("x", "y"), (1, 2)], "Cover": [], "Answers": rows_of(), "More": rows_of(3)}
    path = make_workbook(sheets, hide)
    source = open_source(path)
    assert source.layout == "Answers"
    assert [(sheet.name, sheet.is_hidden) for sheet in source.sheets] == [
        ("Lists", True),
        ("Cover", False),
        ("Answers", False),
        ("More", True),
    ]
    assert messages(source) == [": the sheet Answers is read; there are others too (Lists, Cover, More)."]
    assert open_source(path, ReadingSpec(sheet="Lists")).column_names == ("x", "y")
    assert read_profile(open_source(path, ReadingSpec(sheet="More")), TASK, {}).num_rows == 3
    with pytest.raises(DataError, match=r"expected a sheet Absent\. Received: the sheets Lists, Cover, Answers, More"):
        open_source(path, ReadingSpec(sheet="Absent"))
    with pytest.raises(DataError, match=r"sheet Cover: expected a table .* an empty sheet"):
        open_source(path, ReadingSpec(sheet="Cover"))


def test_a_title_above_the_table_is_left_out_and_told(make_workbook):
    source = open_source(make_workbook({"Data": [("Survey 2024",), (), *rows_of()]}))
    assert source.column_names == ("text", "label")
    assert read_profile(source, TASK, {}).num_rows == 12
    assert messages(source) == [": the names of the columns are taken from row 3; what stands above is left out."]
    by_hand = open_source(source.path, ReadingSpec(header="1"))
    assert by_hand.column_names == ("Survey 2024", "column_2")
    none = open_source(make_workbook({"Data": rows_of()[1:]}, name="bare.xlsx"), ReadingSpec(header="none"))
    assert none.column_names == ("column_1", "column_2")


def test_errors_and_formulas_that_nothing_computed_are_told(make_workbook):
    def spoil(book):
        sheet = book["Data"]
        sheet["A3"] = '=UPPER("x")'
        sheet["B4"], sheet["B5"] = "#N/A", "#REF!"
        sheet["B4"].data_type = sheet["B5"].data_type = "e"

    source = open_source(make_workbook({"Data": rows_of()}, spoil))
    assert read_preview(source).rows[1:4] == ((None, "1"), ("answer 2", None), ("answer 3", None))
    assert messages(source) == [
        ", cell B4: an error such as #N/A stands here; it is taken as empty (2 such cells in all).",
        ", cell A3: the file holds a formula here and no value for it; it is taken as empty (1 such cell in all). "
        "Open the file in a spreadsheet program and save it there.",
    ]
    assert {note.name: note.rows for note in source.notes} == {"error_cells": (3, 4), "formula_cells": (2,)}
    assert read_rows(source, [3, 4]).rows == (("answer 2", None), ("answer 3", None))


def test_a_formula_with_a_stored_value_has_that_value(make_workbook, tmp_path):
    path = make_workbook({"Data": rows_of()}, lambda book: book["Data"].__setitem__("A3", '=UPPER("x")'))
    saved = tmp_path / "saved.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<c r="A3"><f>', b'<c r="A3" t="str"><f>')
                # How an empty element is written depends on whether openpyxl finds lxml.
                content = re.sub(rb"<v ?/>|<v></v>", b"<v>X</v>", content)
                assert b"<v>X</v>" in content
            new.writestr(name, content)
    source = open_source(saved)
    assert read_preview(source).rows[1] == ("X", "1")
    assert messages(source) == []


def test_merged_cells_are_told(make_workbook):
    source = open_source(make_workbook({"Data": rows_of()}, lambda book: book["Data"].merge_cells("A4:B5")))
    assert read_preview(source).rows[2:4] == (("answer 2", None), (None, None))
    assert messages(source) == [
        ", row 4 of the sheet: cells are merged here; their value counts for the first of them only, "
        "the others are empty (1 such area in all)."
    ]
    assert [note.rows for note in source.notes] == [(3, 4)]


def test_the_rows_of_a_finding_are_counted_below_titles_and_header(make_workbook):
    def spoil(book):
        sheet = book["Data"]
        sheet.insert_rows(1, 3)
        sheet["A2"] = "A title"
        sheet.merge_cells("A2:B2")
        sheet.merge_cells("A7:A8")

    source = open_source(make_workbook({"Data": rows_of()}, spoil))
    (note,) = [note for note in source.notes if note.name == "merged_cells"]
    assert note.rows == (3, 4)
    assert read_rows(source, note.rows).rows == (("answer 2", "0"), (None, "1"))


def test_a_workbook_may_be_gzipped(make_workbook, tmp_path):
    path = tmp_path / "book.xlsx.gz"
    path.write_bytes(gzip.compress(make_workbook({"Data": rows_of()}).read_bytes()))
    assert read_preview(open_source(path)).rows[0] == ("answer 0", "0")


def test_answers_are_written_beside_the_rows_of_a_sheet(make_workbook, tmp_path):
    import numpy as np

    source = open_source(make_workbook({"Data": rows_of()}))
    out = tmp_path / "answers.csv"
    assert write_table(source, out, {"prediction": np.array(["a"] * 12)}) == 12
    assert out.read_text().splitlines()[:2] == ["text,label,prediction", "answer 0,0,a"]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.xlsb", "a.ods"])
@pytest.mark.parametrize("content", [b"", b"text,label\n", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_refused_in_words(write, name, content):
    with pytest.raises(DataError, match=r"expected a workbook .* a damaged one or another kind of file"):
        open_source(write(content, name))


def test_a_workbook_with_a_password_is_refused_in_words(write, monkeypatch):
    import python_calamine

    def refuse(*_arguments):
        raise python_calamine.PasswordError("encrypted")

    monkeypatch.setattr(python_calamine, "load_workbook", refuse)
    with pytest.raises(DataError, match="expected a workbook without a password"):
        open_source(write(b"x", "a.xlsx"))


def test_a_workbook_too_large_for_the_memory_is_refused_in_words(make_workbook, monkeypatch):
    monkeypatch.setattr("studio.data.readers.workbooks.MAX_BYTES", 100)
    with pytest.raises(DataError, match=r"at most 100 bytes.*Save the sheet as CSV"):
        open_source(make_workbook({"Data": rows_of()}))

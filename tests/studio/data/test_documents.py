"""Documents: as rows of a plain text file, and as what sentence pairs are made of."""

from pathlib import Path

import pytest

from studio import tasks
from studio.data import open_source, prepare, read_preview, read_profile
from studio.data.describing import describe_reading, reading_data
from studio.documents import split_documents
from studio.errors import DataError
from studio.spec import DataSpec, ReadingSpec, parse_settings

TASK = tasks.get("masked_lm")
PAIRS = parse_settings(TASK, {"next_sentence": True})
TEXT = "One.\nTwo.\n\n \nThree.\nFour. \nFive.\n\nSix.\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_lines_are_sentences_and_empty_lines_part_documents() -> None:
    assert split_documents(TEXT) == [["One.", "Two."], ["Three.", "Four.", "Five."], ["Six."]]
    assert split_documents(" \n\u3000\n") == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (None, ["One.", "Two.", None, " ", "Three.", "Four. ", "Five.", None, "Six."]),
        ("lines", ["One.", "Two.", None, " ", "Three.", "Four. ", "Five.", None, "Six."]),
        ("paragraphs", ["One. Two.", "Three. Four. Five.", "Six."]),
        ("documents", ["One.\nTwo.", "Three.\nFour.\nFive.", "Six."]),
    ],
)
def test_a_row_of_a_text_file_is_what_is_asked_for(book: Path, rows: str | None, expected: list[str]) -> None:
    source = open_source(book, ReadingSpec(text_rows=rows))  # type: ignore[arg-type]
    assert [row[0] for row in read_preview(source).rows] == expected
    assert reading_data(source)["text_rows"] == (rows or "lines")
    assert f"its {rows or 'lines'} are the rows" in describe_reading(source)


def test_a_task_that_needs_documents_gets_them_unless_something_else_was_set(book: Path) -> None:
    assert reading_data(open_source(book, reads_documents=True))["text_rows"] == "documents"
    by_hand = ReadingSpec(text_rows="lines")
    assert reading_data(open_source(book, by_hand, reads_documents=True))["text_rows"] == "lines"


def test_a_table_has_no_such_setting(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text\nOne.\n", encoding="utf-8")
    assert open_source(path, reads_documents=True).column_names == ("text",)
    with pytest.raises(DataError, match="expected no text_rows: a file of the format csv has none"):
        open_source(path, ReadingSpec(text_rows="documents"))


def test_documents_stay_whole_in_one_part_of_the_split(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("\n\n".join(f"a{number}\nb{number}" for number in range(40)), encoding="utf-8")
    data = DataSpec(train=str(path), validation_fraction=0.25)
    found = prepare(data, TASK, PAIRS)
    texts = [text for split in found.splits for group in split.iter_texts() for text in group]
    assert sorted(texts) == sorted(f"a{number}\nb{number}" for number in range(40))
    assert [len(split) for split in found.splits] == [30, 10]
    # Without the setting a line is a row, and an empty one has no text.
    assert sum(len(split) for split in prepare(data, TASK).splits) == 80


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n\nThree.\n", "two sentences or more.*Received: 3 documents, none with more than one line"),
        ("One.\nTwo.\nThree.\n", "expected two documents or more.*Received: 1"),
    ],
)
def test_what_pairs_cannot_be_made_of_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "book.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=expected):
        prepare(DataSpec(train=str(path)), TASK, PAIRS)


def test_documents_and_lines_are_counted(book: Path) -> None:
    source = open_source(book, reads_documents=True)
    findings = read_profile(source, TASK, {}, settings=PAIRS).findings
    assert any("3 documents with 6 lines, each taken for a sentence" in str(finding.message) for finding in findings)


def test_a_cell_of_a_table_holds_a_document_or_several(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('text\n"One.\nTwo.\n\nThree."\n"Four.\nFive."\n', encoding="utf-8")
    found = prepare(DataSpec(train=str(path), validation_fraction=0.0), TASK, PAIRS)
    assert any("3 documents with 5 lines" in str(finding.message) for finding in found.findings)

import gzip
import os

import pytest

from studio import tasks
from studio.data import count_rows, iter_texts, open_source, prepare, read_preview, read_profile
from studio.errors import DataError, NotFoundError
from studio.spec import DataSpec, ReadingSpec

TASK = tasks.get("text_classification")
GOOD = "".join(f"text {row},{'ab'[row % 2]}\n" for row in range(20))


def message_of(path, **settings):
    """Prepare a file as a run does and return the one message that comes."""
    with pytest.raises(DataError) as caught:
        prepare(DataSpec(train=str(path), **settings), TASK)
    assert caught.value.exit_status == 2
    assert str(path) in str(caught.value)
    assert caught.value.message.details["file"] == str(path)
    return str(caught.value).removeprefix(str(path))


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.jsonl", "a.parquet"])
@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_called_empty(write, name, content):
    if name == "a.parquet" and content:
        return
    assert message_of(write(content, name)).endswith("Received: an empty file.")


def test_a_file_with_a_byte_order_mark_and_nothing_else_is_called_empty(write):
    assert message_of(write("\ufeff")).endswith("Received: an empty file.")


def test_an_empty_gzipped_file_is_called_empty(write):
    assert message_of(write(gzip.compress(b""), "a.csv.gz")).endswith("Received: an empty file.")


def test_a_header_without_rows_says_so(write):
    assert message_of(write("text,label\n")) == (
        ": expected rows below the header. Received: no row, only the columns text, label."
    )


def test_an_unknown_delimiter_is_asked_about(write):
    assert message_of(write("text^label\ngood^a\nbad^b\n"), columns={"text": "text", "label": "label"}) == (
        ": expected a column text, and columns parted by a comma, tab, semicolon or bar. "
        "Received: a single column text^label; is the delimiter another one?"
    )


def test_a_row_with_too_many_values_is_named(write):
    assert message_of(write("text,label\n" + GOOD + "well, not bad,a\n")) == (
        ', row 21: expected at most 2 values, one for each column, with "," between them. '
        'Received 3: "well, not bad,a".'
    )


@pytest.mark.parametrize(
    "line", ['"never closed,a\n', '"closed" too early,a\n', '"closed "too" early",a\n', '"ends with the file']
)
def test_broken_quotes_are_named_with_their_row(write, line):
    found = message_of(write("text,label\n" + GOOD + line + (GOOD if line.endswith("\n") else "")))
    assert found.startswith(", row 21: expected a value whose quotes are closed before the next delimiter")
    assert found.endswith(f'Received: "{line.strip()}".')


def test_broken_quotes_in_the_only_rows_are_named_too(write):
    with pytest.raises(DataError, match="row 1: expected a value whose quotes are closed"):
        open_source(write('text,label\n"unclosed,a\nfoo,b\n'))


def test_broken_quotes_in_the_first_rows_stop_the_preview(write):
    with pytest.raises(DataError, match="row 2: expected a value whose quotes are closed"):
        read_preview(open_source(write('text,label\ngood,a\n"bad" film,b\nfine,a\nwell,b\n')))


def test_a_row_counts_once_though_its_text_has_many_lines(write):
    found = message_of(write('text,label\n"one\n\ntwo\r\nthree",a\n' + GOOD + "x,y,z\n"))
    assert found.startswith(", row 22: ")


def test_an_invalid_byte_is_named_with_row_and_column(write):
    good = "".join(f"déjà vu, bien sûr {row}".replace(",", "") + f",{'ab'[row % 2]}\n" for row in range(20)).encode()
    found = message_of(write(b"text,label\n" + good + b"tr\xe8s bon caf\xe9,a\n"))
    assert found == (
        ', row 21, column text: expected text encoded as UTF-8. Received: the byte 0xE8 after "tr". '
        "Save the file as UTF-8, or choose its encoding."
    )


def test_an_invalid_byte_in_json_lines_is_named_with_row_and_column(write):
    good = '{"text": "déjà vu, ça va bien sûr", "label": "x"}\n'.encode() * 3
    found = message_of(write(good + b'{"text": "caf\xe9", "label": "x"}\n', "a.jsonl"))
    assert found.startswith(", row 4, column text: expected text encoded as UTF-8. Received: the byte 0xE9")


def test_a_few_broken_bytes_do_not_turn_chinese_utf8_into_another_encoding(write):
    lines = "".join(f"这部电影真的很好看{row},{'ab'[row % 2]}\n" for row in range(50)).encode()
    found = message_of(write(b"text,label\n" + lines + b"\xe8\xbf,a\n"))
    assert found.startswith(", row 51, column text: expected text encoded as UTF-8. Received: the byte 0xE8")


def test_an_invalid_byte_in_a_folder_names_the_file(tmp_path):
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_bytes(b"caf\xe9 ")
    with pytest.raises(DataError) as caught:
        read_preview(open_source(tmp_path, ReadingSpec(encoding="utf-8")))
    assert caught.value.message.details == {
        "file": str(tmp_path / "good" / "a.txt"),
        "expected": "UTF-8",
        "received": "0xE9",
        "position": 3,
    }


def test_a_missing_column_is_named_with_those_that_are_there(write):
    assert message_of(write("review,label\n" + GOOD), columns={"text": "text", "label": "label"}) == (
        ": expected a column text. Received: the columns review, label."
    )


def test_a_column_for_two_roles_is_refused(write):
    assert message_of(write("text,label\n" + GOOD), columns={"text": "text", "label": "text"}) == (
        ": expected different columns for text, label. Received: text for both."
    )


def test_a_role_without_a_column_is_named(write):
    assert message_of(write("text,when\ngood,1\nbad,2\nwell,3\nso,4\n")) == (
        ": expected a column for the role label. Received: the columns text, when; none was recognized."
    )


def test_a_label_seen_once_is_named_with_its_row(write):
    assert message_of(write("text,label\n" + GOOD + "odd,c\nodder,d\n")) == (
        ', row 21, column label: expected each label on at least two rows. Received: "c" on this row only '
        "(2 such labels in all)."
    )


def test_a_single_class_is_not_enough(write):
    assert message_of(write("text,label\ngood,a\nbad,a\nwell,a\n")) == (
        ', column label: expected at least two classes. Received: a single one, "a".'
    )


@pytest.mark.parametrize("value", ["", '""', "   ", "\u3000", '" \n "'])
def test_an_empty_text_is_named_with_its_row_where_rows_must_be_whole(write, value):
    content = f"text,label\n{GOOD}{value},a\n{GOOD}{value},b\n"
    assert message_of(write(content), missing_rows="refuse") == (
        ", row 21, column text: expected a text. Received: an empty value (2 rows in all)."
    )


def test_a_null_text_in_json_is_named_with_its_row_where_rows_must_be_whole(write):
    rows = "".join(
        f'{{"text": {text}, "label": "{"ab"[row % 2]}"}}\n' for row, text in enumerate(['"x"'] * 4 + ["null"])
    )
    found = message_of(write(rows, "a.jsonl"), missing_rows="refuse")
    assert found.startswith(", row 5, column text: expected a text.")


def test_an_empty_label_is_named_with_its_row_where_rows_must_be_whole(write):
    assert message_of(write("text,label\n" + GOOD + "good,\n"), missing_rows="refuse") == (
        ", row 21, column label: expected a label. Received: an empty value (1 row in all)."
    )


def test_broken_json_is_named_with_its_row(write):
    found = message_of(write('{"text": "a", "label": 1}\n\n{"text": "b" "label": 2}\n', "a.jsonl"))
    assert found.startswith(", row 2: expected valid JSON. Received: ")


def test_a_json_array_that_was_cut_is_named_with_its_row(write):
    assert message_of(write('[{"text": "a", "label": 1}, {"text": "b", "la', "a.json")).startswith(
        ", row 2: expected valid JSON."
    )


def test_json_values_that_are_no_objects_are_refused(write):
    assert message_of(write('{"text": "a", "label": 1}\n["b", 2]\n', "a.jsonl")).startswith(
        ", row 2: expected a JSON object. Received: "
    )


def test_a_json_object_of_arrays_is_refused(write):
    assert "a single object, whose values are arrays (text, label)" in message_of(
        write('{"text": ["a", "b"], "label": [1, 2]}', "a.json")
    )


def test_bytes_that_are_no_parquet_are_refused(write):
    assert message_of(write(b"PAR1 and then nothing", "a.parquet")).startswith(": expected a Parquet file.")


def test_a_gzip_file_that_was_cut_is_refused(write):
    content = gzip.compress(("text,label\n" + "".join(f"{os.urandom(9).hex()},a\n" for _ in range(200_000))).encode())
    assert message_of(write(content[: len(content) // 2], "a.csv.gz")).startswith(": expected a complete gzip file.")


def test_an_unknown_ending_is_refused_with_those_that_are_known(write):
    found = message_of(write("x", "a.docx"))
    assert ".csv, .tsv" in found
    assert found.endswith("Received: .docx.")


def test_a_folder_without_class_folders_is_refused(tmp_path):
    (tmp_path / "readme.md").write_text("x")
    assert message_of(tmp_path).endswith("Received: readme.md.")


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFoundError, match="There is no file or folder"):
        open_source(tmp_path / "none.csv")


def test_a_file_that_vanishes_while_it_is_read_says_so(write):
    path = write("text,label\n" + GOOD)
    source = open_source(path)
    batches = iter_texts(source, "text", 2)
    next(batches)
    path.unlink()
    with pytest.raises(DataError, match="Received: it vanished"):
        next(batches)
    with pytest.raises(DataError, match="Received: it vanished"):
        read_profile(source, TASK, {"text": "text", "label": "label"})


def test_a_file_that_changes_while_it_is_read_says_so(write):
    path = write("text,label\n" + GOOD)
    source = open_source(path)
    batches = iter_texts(source, "text", 2)
    next(batches)
    with path.open("a") as file:
        file.write("more,a\n")
    with pytest.raises(DataError, match=r"Received: it changed from \d+ to \d+ bytes since it was opened"):
        next(batches)
    for read in (read_preview, count_rows):
        with pytest.raises(DataError, match="Received: it changed"):
            read(source)


def test_a_file_that_was_replaced_by_one_of_the_same_size_says_so(write, tmp_path):
    path = write("text,label\n" + GOOD)
    source = open_source(path)
    other = write("text,label\n" + GOOD.replace("text", "TEXT"), "other.csv")
    os.utime(other, ns=(source.stamp.modified_ns, source.stamp.modified_ns))
    other.replace(path)
    with pytest.raises(DataError, match="Received: it changed"):
        read_preview(source)


def test_a_file_added_to_a_folder_says_so(tmp_path):
    for label in ("good", "bad"):
        (tmp_path / label).mkdir()
        (tmp_path / label / "a.txt").write_text("some text")
    source = open_source(tmp_path)
    (tmp_path / "bad" / "b.txt").write_text("more")
    with pytest.raises(DataError, match="Received: it changed"):
        count_rows(source)

import weakref

import duckdb
import numpy as np
import pytest

from studio.data import check_table_path, open_source, read_preview, write_chunks, write_table
from studio.errors import DataError, NotFoundError
from studio.jobs import CancelledError

NEW = {
    "prediction": np.array(["good", "bad, so"], object),
    "probability": np.array([0.1, 0.987654], np.float32),
}


@pytest.fixture
def source(write):
    return open_source(write('id,text,score,done\n007,"one, two",1.5,true\n8,"three\nfour",2,false\n', "in.csv"))


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "jsonl", "ndjson", "csv.gz", "jsonl.gz", "parquet"])
def test_every_format_holds_the_input_and_the_new_columns(source, tmp_path, ending):
    path = tmp_path / f"out.{ending}"
    assert write_table(source, path, NEW) == 2
    preview = read_preview(open_source(path))
    assert [column.name for column in preview.columns] == ["id", "text", "score", "done", "prediction", "probability"]
    assert [row[1] for row in preview.rows] == ["one, two", "three\nfour"]
    assert [row[0] for row in preview.rows] == ["007", "8"]
    assert [row[4] for row in preview.rows] == ["good", "bad, so"]
    assert [np.float32(row[5]) for row in preview.rows] == list(NEW["probability"])


def test_a_csv_file_keeps_its_values_letter_by_letter(source, tmp_path):
    write_table(source, tmp_path / "out.csv", NEW)
    assert read_preview(open_source(tmp_path / "out.csv")).rows[1][:4] == ("8", "three\nfour", "2", "false")


def test_columns_become_numbers_only_where_nothing_is_lost(source, tmp_path):
    write_table(source, tmp_path / "out.parquet", NEW)
    with duckdb.connect() as connection:
        found = connection.execute(f"DESCRIBE SELECT * FROM '{tmp_path / 'out.parquet'}'").fetchall()
    types = {name: kind for name, kind, *_ in found}
    assert types["id"] == "VARCHAR"
    assert types["score"] == "DOUBLE"
    assert types["done"] == "BOOLEAN"
    assert types["probability"] == "FLOAT"


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_json_values_keep_their_types(write, tmp_path, ending):
    lines = '{"n": 1, "text": "a", "deep": {"x": [1]}}\n{"n": 2, "text": null, "deep": null}\n'
    path = tmp_path / f"out.{ending}"
    write_table(open_source(write(lines, "in.jsonl")), path, NEW)
    out = open_source(path)
    kinds = {column.name: column.kind for column in out.columns}
    assert kinds["n"] == "number"
    assert read_preview(out).rows[0][2].replace(" ", "") == '{"x":[1]}'
    assert read_preview(out).rows[1][1] is None
    if ending == "jsonl":
        assert kinds["deep"] == "nested"


def test_an_input_column_with_a_new_columns_name_is_renamed(write, tmp_path):
    source = open_source(write("text,Prediction,input_Prediction\na,x,y\nb,z,w\n"))
    write_table(source, tmp_path / "out.csv", NEW)
    out = read_preview(open_source(tmp_path / "out.csv"))
    assert [column.name for column in out.columns] == [
        "text",
        "input_input_Prediction",
        "input_Prediction",
        "prediction",
        "probability",
    ]
    assert out.rows[0] == ("a", "x", "y", "good", "0.1")


def test_a_folder_and_a_gbk_file_can_be_written_too(write, tmp_path):
    source = open_source(write("内容,标签\n这部电影真的很好看,好\n剧情无聊真的不好看,差\n".encode("gbk")))
    write_table(source, tmp_path / "out.jsonl", NEW)
    assert read_preview(open_source(tmp_path / "out.jsonl")).rows[0][:2] == ("这部电影真的很好看", "好")


def test_rows_stay_in_order_past_a_million(write, tmp_path):
    source = open_source(write("text\n" + "".join(f"text {row}\n" for row in range(1_000_003))))
    numbers = np.arange(1_000_003)
    write_table(source, tmp_path / "out.parquet", {"number": numbers})
    with duckdb.connect() as connection:
        (wrong,) = connection.execute(
            f"SELECT count(*) FROM '{tmp_path / 'out.parquet'}' WHERE text <> 'text ' || number"
        ).fetchone()
    assert wrong == 0


def test_an_unknown_ending_or_folder_is_refused_before_anything_is_written(source, tmp_path):
    for name in ("out.xlsx", "out", "out.parquet.gz"):
        with pytest.raises(DataError, match="expected a file that ends in"):
            write_table(source, tmp_path / name, NEW)
    with pytest.raises(NotFoundError, match="There is no folder"):
        check_table_path(tmp_path / "none" / "out.csv")


def test_the_input_is_never_overwritten(source):
    with pytest.raises(DataError, match="expected another file than the input"):
        write_table(source, source.path, NEW)


def test_another_way_to_the_input_is_the_input_and_a_folder_is_no_file(source, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DataError, match="expected another file than the input"):
        check_table_path(tmp_path / "folder.csv" / ".." / source.path.name, source)
    with pytest.raises(DataError, match=r"expected a file to write to\. Received: a folder"):
        check_table_path(tmp_path / "folder.csv")


def test_a_table_that_cannot_be_written_says_so_and_not_that_the_input_is_broken(source, tmp_path):
    # The name fits the folder, that of the unfinished file beside it does not.
    out = tmp_path / f"{'x' * 245}.csv"
    with pytest.raises(DataError, match=r"x\.csv cannot be written: "):
        write_table(source, out, NEW)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_new_columns_that_differ_in_case_alone_keep_their_own_values(source, tmp_path, ending):
    path = tmp_path / f"out.{ending}"
    ones, twos = np.ones(2, np.float32), np.full(2, 2, np.float32)
    write_table(source, path, {"probability_Good": ones, "probability_good": twos})
    preview = read_preview(open_source(path))
    assert [column.name for column in preview.columns][4:] == ["probability_Good", "probability_good_1"]
    assert [tuple(map(float, row[4:])) for row in preview.rows] == [(1.0, 2.0), (1.0, 2.0)]


def test_a_wrong_number_of_values_is_refused(source, tmp_path):
    with pytest.raises(DataError, match="expected 3 rows, as many as there are values for n"):
        write_table(source, tmp_path / "out.csv", {"n": np.arange(3)})


def test_nothing_is_left_when_writing_fails_or_is_cancelled(write, tmp_path):
    (tmp_path / "out").mkdir()
    out = tmp_path / "out" / "table.csv"
    out.write_text("before")
    source = open_source(write("text\n" + "some text that is long enough\n" * 300_000))
    with pytest.raises(CancelledError):
        write_table(source, out, {"n": np.arange(300_000)}, is_cancelled=lambda: True)
    source.path.write_text("text\nchanged\n")
    with pytest.raises(DataError, match="Received: it changed"):
        write_table(source, out, {"n": np.arange(300_000)})
    assert out.read_text() == "before"
    assert [path.name for path in out.parent.iterdir()] == ["table.csv"]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_chunks_give_the_table_that_whole_columns_give_and_rows_in_none_are_empty(write, tmp_path, ending):
    source = open_source(write("text\n" + "".join(f"text {row}\n" for row in range(9))))
    rows = np.array([1, 2, 5, 7])
    columns = {"word": np.array(["a", "b", "", "d"], object), "number": np.array([0.1, 2, 3, 4], np.float32)}
    chunks = [(rows[part], {name: values[part] for name, values in columns.items()}) for part in ([0, 1], [2], [3], [])]
    assert write_chunks(source, tmp_path / f"chunks.{ending}", chunks) == 9
    write_table(source, tmp_path / f"whole.{ending}", columns, row_numbers=rows)
    found = read_preview(open_source(tmp_path / f"chunks.{ending}")).rows
    assert found == read_preview(open_source(tmp_path / f"whole.{ending}")).rows
    assert [row[0] for row in found] == [f"text {row}" for row in range(9)]
    assert [row[2] for row in found if row[2]] == [row[2] for row in (found[row] for row in rows)]
    assert [float(found[row][2]) for row in rows] == pytest.approx([0.1, 2, 3, 4])


def test_no_more_than_the_last_chunk_is_held_while_the_next_one_is_made(write, tmp_path):
    source = open_source(write("text\n" + "a\n" * 5000))
    seen = []

    def chunks():
        for start in range(0, 5000, 1000):
            assert all(array() is None for array in seen[:-1])
            numbers = np.arange(start, start + 1000)
            seen.append(weakref.ref(numbers))
            yield np.arange(start, start + 1000), {"number": numbers}
            del numbers

    write_chunks(source, tmp_path / "out.parquet", chunks())
    assert len(seen) == 5


def test_a_table_without_new_columns_is_the_input(source, tmp_path):
    assert write_chunks(source, tmp_path / "out.csv", []) == 2
    assert read_preview(open_source(tmp_path / "out.csv")).rows == read_preview(source).rows

import json

import duckdb
import numpy as np
import pytest

from studio import tasks
from studio.data import (
    guess_columns,
    iter_texts,
    open_source,
    prepare,
    read_preview,
    read_profile,
    read_rows,
    write_table,
)
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("text_classification")


@pytest.fixture
def make_parquet(tmp_path):
    """Write the result of a query, with class names by column in the way Hugging Face's libraries keep them."""

    def make(query, class_names=None, name="made.parquet"):
        path = tmp_path / name
        features = {key: {"names": names, "_type": "ClassLabel"} for key, names in (class_names or {}).items()}
        metadata = json.dumps({"info": {"features": features}}).replace("'", "''")
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY ({query}) TO '{path}' (FORMAT parquet, KV_METADATA {{huggingface: '{metadata}'}})"
            )
        return path

    return make


def texts_of(source, column="text"):
    return [text for batch in iter_texts(source, column) for text in batch]


def test_text_kept_as_bytes_is_read_as_utf8(files):
    source = open_source(files / "bytes-text.parquet")
    assert source.columns[0].kind == "text"
    assert read_preview(source).rows[0] == ("水泵很安静，很满意0", "0")
    assert texts_of(source)[1] == "两天后漏水，失望1"
    assert read_profile(source, TASK, {}).characters.max < 20


def test_bytes_that_are_no_text_are_named_with_their_row(make_parquet):
    path = make_parquet(
        "SELECT CASE WHEN range = 1500 THEN '\\xE9\\xFF'::BLOB ELSE encode('text ' || range) END AS text, "
        "range % 2 AS label FROM range(2000)"
    )
    with pytest.raises(DataError, match="row 1501, column text: expected text encoded as UTF-8 in a column of bytes"):
        texts_of(open_source(path))


def test_a_column_of_pictures_is_no_text_and_disturbs_nothing(make_parquet):
    source = open_source(
        make_parquet(
            "SELECT '\\x89\\xFF\\x00'::BLOB AS image, 'text ' || range AS words, range % 2 AS label FROM range(20)"
        )
    )
    assert [column.kind for column in source.columns] == ["nested", "text", "number"]
    assert read_preview(source).rows[0] == ("<3 B>", "text 0", "0")
    assert guess_columns(source, TASK)["text"] == "words"
    assert prepare(DataSpec(train=str(source.path)), TASK).schema.class_names == ("0", "1")


def test_class_names_out_of_the_metadata_are_the_labels(files):
    source = open_source(files / "classlabel.parquet")
    assert source.columns[1].class_names == ("lamps", "pumps")
    assert read_preview(source).rows[0] == ("text number 0 about lamps", "lamps")
    assert prepare(DataSpec(train=str(source.path)), TASK).schema.class_names == ("lamps", "pumps")
    assert str(source.notes[0].message).endswith(
        "its numbers stand for the class names that the file keeps (lamps, pumps)."
    )


def test_minus_one_is_no_class(make_parquet):
    path = make_parquet(
        "SELECT 'text ' || range AS text, (range % 3)::BIGINT - 1 AS label FROM range(30)",
        {"label": ["it's no", "yes"]},
    )
    profile = read_profile(open_source(path), TASK, {})
    assert [(entry.label, entry.count) for entry in profile.labels] == [("it's no", 10), ("yes", 10)]
    assert profile.left_out.no_label == 10


def test_numbers_beyond_the_names_leave_all_as_it_is_and_are_told(make_parquet):
    path = make_parquet("SELECT 'text ' || range AS text, range % 3 AS label FROM range(30)", {"label": ["no", "yes"]})
    source = open_source(path)
    assert source.columns[1].class_names == ()
    assert (source.notes[0].level, source.notes[0].count) == ("warning", 10)
    assert [entry.label for entry in read_profile(source, TASK, {}).labels] == ["0", "1", "2"]


def test_a_column_of_fixed_words_is_text(make_parquet):
    path = make_parquet(
        "SELECT 'text ' || range AS text, ['no', 'yes'][range % 2 + 1]::ENUM('no', 'yes') AS label FROM range(9)"
    )
    source = open_source(path)
    assert [column.kind for column in source.columns] == ["text", "text"]
    assert texts_of(source, "label")[:2] == ["no", "yes"]


def test_bytes_are_written_as_text_where_a_format_has_no_bytes(files, tmp_path):
    source = open_source(files / "bytes-text.parquet")
    answers = {"prediction": np.array(["a"] * 40)}
    write_table(source, tmp_path / "out.csv", answers)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1] == "水泵很安静，很满意0,0,a"
    write_table(source, tmp_path / "out.parquet", answers)
    assert texts_of(open_source(tmp_path / "out.parquet"))[0] == "水泵很安静，很满意0"


@pytest.mark.parametrize("kind", ["DOUBLE", "FLOAT", "DECIMAL(10, 2)"])
def test_whole_numbers_are_classes_without_a_point(make_parquet, kind):
    # What pandas makes of a column of whole numbers with a blank in it.
    blank = "NULL" if kind.startswith("DEC") else "'nan'::DOUBLE"
    path = make_parquet(
        f"SELECT 'text ' || range AS text, (CASE WHEN range = 7 THEN {blank} ELSE range % 3 END)::{kind} AS label "
        "FROM range(30)"
    )
    prepared = prepare(DataSpec(train=str(path)), TASK)
    assert prepared.schema.class_names == ("0", "1", "2")
    assert prepared.left_out["train"].no_label == 1
    assert read_preview(open_source(path)).rows[1] == ("text 1", "1")


def test_numbers_with_a_part_keep_it(make_parquet):
    path = make_parquet("SELECT 'text ' || range AS text, (range % 3) / 2 AS label FROM range(30)")
    assert prepare(DataSpec(train=str(path)), TASK).schema.class_names == ("0", "0.5", "1")


def test_a_blank_beside_class_names_is_a_missing_label(make_parquet):
    path = make_parquet(
        "SELECT 'text ' || range AS text, (CASE WHEN range = 7 THEN 'nan'::DOUBLE ELSE range % 2 END)::DOUBLE AS label "
        "FROM range(20)",
        {"label": ["bad", "good"]},
    )
    prepared = prepare(DataSpec(train=str(path)), TASK)
    assert prepared.schema.class_names == ("bad", "good")
    assert prepared.left_out["train"].no_label == 1
    assert read_preview(open_source(path)).rows[7] == ("text 7", None)


def test_rows_whose_number_is_none_of_the_classes_are_found(make_parquet):
    path = make_parquet("SELECT 'text ' || range AS row, range % 3 AS label FROM range(20)", {"label": ["bad", "good"]})
    source = open_source(path)
    (note,) = source.notes
    assert (note.name, note.count, note.rows) == ("unknown_classes=label", 6, (3, 6, 9, 12, 15, 18))
    assert {label for _, label in read_rows(source, note.rows).rows} == {"2"}


def test_numbers_between_those_of_the_classes_are_none_of_theirs(make_parquet):
    path = make_parquet(
        "SELECT 'text ' || range AS text, (range % 2) / 2 AS label FROM range(20)", {"label": ["bad", "good"]}
    )
    assert prepare(DataSpec(train=str(path)), TASK).schema.class_names == ("0", "0.5")

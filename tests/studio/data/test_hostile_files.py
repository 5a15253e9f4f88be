"""Data files that are damaged, endless or absurd: each is one clear error, which names the file."""

import gzip
import json
import os
import random

import duckdb
import numpy as np
import pytest

from studio.cli import main
from studio.data import count_rows, open_source, read_preview, write_table
from studio.data.reading import iter_values
from studio.errors import DataError

CSV = "text,label\n" + "".join(f"a film that is number {row},{'ab'[row % 2]}\n" for row in range(400))


def read_all(path):
    source = open_source(path)
    read_preview(source)
    count_rows(source)
    for _ in iter_values(source, source.column_names):
        pass


def refused(path):
    with pytest.raises(DataError) as caught:
        read_all(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def told(path):
    """Return what is said of a file, if anything is."""
    try:
        read_all(path)
    except DataError as error:
        return [str(error)]
    return []


@pytest.mark.parametrize("name", ["a.csv.gz", "a.jsonl.gz", "a.txt.gz"])
def test_a_cut_archive_is_told_and_does_not_look_like_ctrl_c(tmp_path, name, capsys):
    content = CSV if name != "a.jsonl.gz" else "".join(json.dumps({"text": line}) + "\n" for line in CSV.splitlines())
    whole = gzip.compress(content.encode())
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 2])
    assert "expected a complete gzip file" in refused(path)
    assert main(["inspect", str(path)]) == 2
    assert "Stopped." not in capsys.readouterr().err


def test_a_flipped_bit_in_an_archive_is_told(tmp_path):
    whole, path = gzip.compress(CSV.encode()), tmp_path / "a.csv.gz"
    chance, messages = random.Random(0), []
    for _ in range(60):
        changed = bytearray(whole)
        changed[chance.randrange(10, len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        messages += told(path)
    assert len(messages) > 50
    assert all(str(path) in message for message in messages)


def test_a_bad_byte_in_a_header_is_told_with_its_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("téxt,label\n".encode() + b"" + "déjà vu bien,a\nça va,b\n".encode() * 20)
    read_all(path)
    path.write_bytes(b"text,la\xffbel\n" + "déjà vu bien,a\nça va,b\n".encode() * 20)
    assert "header, column 2: expected a name encoded as UTF-8" in refused(path)


def test_a_damaged_parquet_file_is_told(tmp_path):
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT 'text ' || i AS text, i % 2 AS label FROM range(300) AS r(i)")
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    whole, chance = path.read_bytes(), random.Random(1)
    for _ in range(60):
        changed = bytearray(whole)
        start = chance.randrange(4, len(whole) - 8)
        changed[start : start + 16] = chance.randbytes(16)
        path.write_bytes(changed)
        assert all(str(path) in message for message in told(path))


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 100_000, "[" * 5000 + "]" * 5000])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_absurd_numbers_and_brackets_are_told_with_their_row(tmp_path, name, value):
    path = tmp_path / name
    lines = ['{"text": "a", "label": "x"}', f'{{"text": "b", "label": {value}}}']
    path.write_text("\n".join(lines) if name == "a.jsonl" else f"[{','.join(lines)}]")
    assert "row 2: expected valid JSON" in refused(path)


def test_half_a_character_is_read_as_a_sign_that_can_be_written(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a\\ud800b", "label": "x"}\n{"text": "c", "label": "y"}\n')
    rows = read_preview(open_source(path)).rows
    assert rows[0][0] == "a\ufffdb"


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.xlsx", "a.txt"])
def test_a_pipe_is_no_data_set(tmp_path, name):
    path = tmp_path / name
    os.mkfifo(path)
    assert "Received: a pipe or a device, which has no end" in refused(path)


def test_an_endless_device_is_no_data_set(tmp_path):
    path = tmp_path / "a.csv"
    path.symlink_to("/dev/zero")
    assert "Received: a pipe or a device, which has no end" in refused(path)


# === Formulas ===


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".csv.gz", ".jsonl", ".parquet"])
@pytest.mark.parametrize("keeps", [False, True])
def test_cells_that_a_spreadsheet_would_compute_are_texts_unless_asked(tmp_path, ending, keeps):
    path, out = tmp_path / "a.csv", tmp_path / f"out{ending}"
    path.write_text('text,=n\n"=HYPERLINK(1)",-1.5\n@x,+2\nplain,-y\n')
    answers = np.array(["=a", "-2", "b"], dtype=object)
    write_table(
        open_source(path), out, {"prediction": answers, "score": np.float32([-1, 0.5, 2])}, keeps_formulas=keeps
    )
    rows = read_preview(open_source(out)).rows
    names = open_source(out).column_names
    if keeps or ending in (".jsonl", ".parquet"):
        assert names[:3] == ("text", "=n", "prediction")
        assert [row[:3] for row in rows] == [("=HYPERLINK(1)", "-1.5", "=a"), ("@x", "+2", "-2"), ("plain", "-y", "b")]
    else:
        assert names[:3] == ("text", "'=n", "prediction")
        assert [row[:3] for row in rows] == [
            ("'=HYPERLINK(1)", "-1.5", "'=a"),
            ("'@x", "+2", "-2"),
            ("plain", "'-y", "b"),
        ]
    assert [float(row[3]) for row in rows] == [-1.0, 0.5, 2.0]

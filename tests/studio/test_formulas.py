import csv
import io

import duckdb
import pytest

from studio.data.database import quote_text
from studio.formulas import as_text, as_text_sql, write_rows

FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "+1+1",
    "-1+1",
    "-x",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋cmd",
    "+",
]
PLAIN = ["", "a=b", "-1", "+1.5", "-1.5e-7", "-.5", "text", "'=1", "1-1", " =1", "–5"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(text):
    assert as_text(text) == "'" + text


@pytest.mark.parametrize("cell", [*PLAIN, -1, -1.5, None, True])
def test_other_cells_stay_as_they_are(cell):
    assert as_text(cell) is cell


def test_duckdb_says_the_same():
    with duckdb.connect() as connection:
        for text in [*FORMULAS, *PLAIN]:
            assert connection.execute(f"SELECT {as_text_sql(quote_text(text))}").fetchone() == (as_text(text),), text
        assert connection.execute(f"SELECT {as_text_sql('NULL')}, {as_text_sql('-1.5')}").fetchone() == (None, "-1.5")


def test_rows_are_written_with_their_header():
    out = io.StringIO()
    write_rows(out, [("=a", "b"), ("+x", -2.5)])
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [["'=a", "b"], ["'+x", "-2.5"]]

"""Cells of tables that a spreadsheet would compute: in the tables that the studio writes they stay texts.

A text that begins with one of a few signs is a formula to spreadsheets, which may run programs and send what other
cells hold (OWASP, CSV injection). An apostrophe before it makes it a text again. Numbers such as -1.5 stay as they are.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

_SIGNS = "=@+\\-\t\r＝＋－＠"
_MARK = "'"
# As DuckDB and Python both read it.
_FORMULA = f"^[{_SIGNS}]"
_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"


def as_text(cell: object) -> object:
    """Return a cell that no spreadsheet computes; all but texts that begin like a formula stay as they are."""
    if isinstance(cell, str) and re.match(_FORMULA, cell) and not re.match(_NUMBER, cell):
        return _MARK + cell
    return cell


def as_text_sql(value: str) -> str:
    """Return the SQL of what `as_text` gives.

    Args:
        value: The SQL of a value of any type.
    """
    text = f"CAST({value} AS VARCHAR)"
    is_formula = f"regexp_matches({text}, {_quoted(_FORMULA)}) AND NOT regexp_matches({text}, {_quoted(_NUMBER)})"
    return f"CASE WHEN {is_formula} THEN {_quoted(_MARK)} || {text} ELSE {text} END"


def write_rows(file: TextIO, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as CSV, each cell as `as_text` gives it.

    Args:
        file: Open for text with `newline=""`.
        rows: The header first.
    """
    csv.writer(file).writerows([as_text(cell) for cell in row] for row in rows)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

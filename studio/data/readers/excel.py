"""Excel and OpenDocument workbooks, read with calamine: one sheet, made into a CSV file once."""

import atexit
import csv
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from studio.data.database import IsCancelled, OnProgress
from studio.data.findings import Finding
from studio.data.readers.base import CopiedReader, Row
from studio.data.readers.delimited import DelimitedReader, describe, no_rows
from studio.data.readers.excel_cells import first_rows, odd_cells
from studio.data.readers.excel_values import as_text
from studio.data.readers.sniff import with_header
from studio.data.readers.workbooks import open_workbook, sheets_of
from studio.data.source import DataSource, Dialect, Sheet, Stamp, stamp_of
from studio.errors import DataError
from studio.files import temporary_prefix
from studio.messages import Detail, Message
from studio.spec import ReadingSpec

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    _Load = Callable[[str], CalamineSheet]

_NUM_SAMPLED = 1000

_lock = threading.Lock()
_made: dict[tuple[Path, Stamp, str | None], "_RawSheet"] = {}


@dataclass(frozen=True, slots=True)
class _RawSheet:
    """A sheet as a CSV file, its rows as they stand.

    Attributes:
        path: The CSV file; it goes with the process.
        name: The sheet's name.
        sheets: All sheets of the workbook.
        notes: What the user should know of its cells; their rows are those of the sheet.
    """

    path: Path
    name: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Finding, ...]


class ExcelReader(CopiedReader):
    """Reads one sheet of a workbook; everything is text, whole numbers without a point, dates as in ISO 8601."""

    settings: tuple[str, ...] = ("header", "sheet")

    def __init__(self) -> None:
        self._delimited = DelimitedReader()

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Read the sheet, and look at its first rows: header and columns."""
        stamp = stamp_of(path)
        raw = _raw_sheet(path, stamp, reading.sheet)
        with raw.path.open(encoding="utf-8", newline="") as file:
            records = list(islice(csv.reader(file), _NUM_SAMPLED))
        if not records:
            raise DataError(
                "{file}, sheet {sheet}: expected a table with columns and rows. Received: an empty sheet.",
                file=path,
                sheet=raw.name,
            )
        num_above = _num_title_rows(records)
        found = with_header(Dialect(), records, reading, num_above)
        notes = (*_sheet_notes(path, raw), *(_below(note, found.dialect.num_lead) for note in raw.notes))
        source = DataSource(
            path, format, (), stamp, dialect=found.dialect, layout=raw.name, sheets=raw.sheets, notes=notes
        )
        if not found.rows:
            raise no_rows(describe(source, found))
        if found.dialect.num_above and found.dialect.has_header and reading.header is None:
            template = "{file}: the names of the columns are taken from row {row}; what stands above is left out."
            details: dict[str, Detail] = {"file": str(path), "row": found.dialect.num_above + 1}
            source = replace(source, notes=(*source.notes, Finding("info", Message(template, details))))
        return describe(source, found)

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows; an empty cell is `None`."""
        return self._delimited.preview(_as_csv(source), num_rows)

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Return the sheet as a CSV file with the header in its first line."""
        raw = _as_csv(source)
        if not self._delimited.needs_copy(raw):
            return replace(raw, notes=())
        return self._delimited.copy(raw, folder, on_progress, is_cancelled)


def _as_csv(source: DataSource) -> DataSource:
    raw = _raw_sheet(source.path, source.stamp, source.layout)
    return replace(source, path=raw.path, format="csv", stamp=stamp_of(raw.path), layout="", notes=())


def _raw_sheet(path: Path, stamp: Stamp, name: str | None) -> _RawSheet:
    """Return a sheet as a CSV file, made once in a process for as long as the workbook stays the same."""
    key = path, stamp, name
    with _lock:
        if key not in _made:
            raw = _make(path, name)
            _made[key] = _made[path, stamp, raw.name] = raw
        return _made[key]


def _make(path: Path, name: str | None) -> _RawSheet:
    with open_workbook(path) as workbook:
        sheets = sheets_of(workbook, path)
        sheet = _choose(path, sheets, name, workbook.get_sheet_by_name)
        folder = Path(tempfile.mkdtemp(prefix=temporary_prefix()))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        target = folder / "sheet.csv"
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(_rows(sheet))
        merged = _merged_notes(path, sheet)
        sheet_name = sheet.name
    return _RawSheet(target, sheet_name, sheets, (*merged, *odd_cells(path, sheet_name)))


def _choose(path: Path, sheets: tuple[Sheet, ...], name: str | None, load: "_Load") -> "CalamineSheet":
    """Return the sheet of that name, else the first one that is visible and holds something."""
    if name is not None:
        if name not in [sheet.name for sheet in sheets]:
            raise DataError(
                "{file}: expected a sheet {expected}. Received: the sheets {received}.",
                file=path,
                expected=name,
                received=", ".join(sheet.name for sheet in sheets),
            )
        return load(name)
    visible = [sheet for sheet in sheets if not sheet.is_hidden] or sheets
    for sheet in visible:
        found = load(sheet.name)
        if found.start is not None:
            return found
    raise DataError("{file}: expected a table with columns and rows. Received: an empty file.", file=path)


def _rows(sheet: "CalamineSheet") -> Iterator[list[str]]:
    """Yield the rows as text, without the empty ones at the end."""
    num_waiting, width = 0, 0
    for values in sheet.iter_rows():
        row = [as_text(value) for value in values]
        width = len(row)
        if not any(row):
            num_waiting += 1
            continue
        for _ in range(num_waiting):
            yield [""] * width
        num_waiting = 0
        yield row


def _num_title_rows(records: list[list[str]]) -> int:
    """Return how many rows at the top hold one value or none, in a table of several columns: a title, an empty row."""
    counts = [sum(bool(value.strip()) for value in record) for record in records]
    if max(counts) < 2:
        return next((index for index, count in enumerate(counts) if count), 0)
    return next(index for index, count in enumerate(counts) if count > 1)


def _sheet_notes(path: Path, raw: _RawSheet) -> tuple[Finding, ...]:
    others = [sheet.name for sheet in raw.sheets if sheet.name != raw.name]
    if not others:
        return ()
    template = "{file}: the sheet {sheet} is read; there are others too ({received})."
    return (Finding("info", Message(template, {"file": str(path), "sheet": raw.name, "received": ", ".join(others)})),)


def _merged_notes(path: Path, sheet: "CalamineSheet") -> tuple[Finding, ...]:
    ranges = sheet.merged_cell_ranges or []
    if not ranges:
        return ()
    template = (
        "{file}, row {row} of the sheet: cells are merged here; their value counts for the first of them only, "
        "the others are empty ({num_areas} such {num_areas:area|areas} in all)."
    )
    details: dict[str, Detail] = {"file": str(path), "row": ranges[0][0][0] + 1, "num_areas": len(ranges)}
    rows = first_rows(row + 1 for first, last in ranges for row in range(first[0], last[0] + 1))
    return (Finding("warning", Message(template, details), len(ranges), "merged_cells", rows),)


def _below(note: Finding, num_lead: int) -> Finding:
    """Return what was found in a sheet with the rows as they are counted below its header."""
    return replace(note, rows=tuple(row - num_lead for row in note.rows if row > num_lead))

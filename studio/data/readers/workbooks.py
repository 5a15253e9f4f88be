"""Workbooks opened with calamine, and what is wrong with those that cannot be."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studio.data.encodings import is_gzipped
from studio.data.source import Sheet, unreadable
from studio.errors import DataError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# A workbook is unpacked in memory, which takes several times its size there.
MAX_BYTES = 512 << 20


@contextmanager
def open_workbook(path: Path) -> "Iterator[CalamineWorkbook]":
    """Open a workbook.

    Raises:
        DataError: if it is none, is damaged, has a password or is too large.
    """
    import python_calamine as calamine

    try:
        size_bytes = path.stat().st_size
        if size_bytes > MAX_BYTES:
            raise _too_large(path, size_bytes)
        content = io.BytesIO(_unzip(path)) if is_gzipped(path) else str(path)
        with calamine.load_workbook(content) as workbook:
            yield workbook
    except calamine.PasswordError:
        raise DataError(
            "{file}: expected a workbook without a password. Received: one that is encrypted. "
            "Save it without a password.",
            file=path,
        ) from None
    except (calamine.CalamineError, EOFError, zlib.error) as error:
        raise DataError(
            "{file}: expected a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods). "
            "Received: a damaged one or another kind of file ({reason}).",
            file=path,
            reason=str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__,
        ) from None
    except OSError as error:
        raise unreadable(path, error) from None


def sheets_of(workbook: "CalamineWorkbook", path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook that hold cells, in their order.

    Raises:
        DataError: if there is none.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = tuple(
        Sheet(entry.name, entry.visible != SheetVisibleEnum.Visible)
        for entry in workbook.sheets_metadata
        if entry.typ == SheetTypeEnum.WorkSheet
    )
    if not sheets:
        raise DataError(
            "{file}: expected a table with columns and rows. Received: a workbook without sheets.", file=path
        )
    return sheets


def _unzip(path: Path) -> bytes:
    with gzip.open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise _too_large(path, len(content))
    return content


def _too_large(path: Path, num_bytes: int) -> DataError:
    return DataError(
        "{file}: expected a workbook of at most {expected} bytes, since it has to fit into memory. "
        "Received: {num_bytes} bytes. Save the sheet as CSV, which may be of any size.",
        file=path,
        expected=MAX_BYTES,
        num_bytes=num_bytes,
    )

"""Cells of an .xlsx sheet whose value calamine gives as empty: errors, and formulas that nothing computed yet.

In the other formats such cells are empty, as calamine gives them.
"""

import html
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from string import ascii_uppercase

from studio.data.findings import MAX_ROWS, Finding
from studio.messages import Detail, Message

_ENDINGS = (".xlsx", ".xlsm")
_CHUNK_BYTES = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_IS_ERROR = re.compile(rb'\bt="e"')
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b[^>]*(?<!/)>[^<]")
# A formula whose result is an empty text has a value of its own kind, and no characters in it.
_IS_STRING = re.compile(rb'\bt="str"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")


def odd_cells(path: Path, sheet: str) -> tuple[Finding, ...]:
    """Return what to tell of the cells of a sheet whose value is taken as empty though there is something in them.

    The rows of these findings are those of the sheet.
    """
    if path.suffix.lower() not in _ENDINGS:
        return ()
    errors: list[str] = []
    formulas: list[str] = []
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_part_of(archive, sheet)) as file:
            for attributes, content in _cells(iter(lambda: file.read(_CHUNK_BYTES), b"")):
                if _IS_ERROR.search(attributes):
                    errors.append(_place(attributes))
                elif _FORMULA.search(content) and not _VALUE.search(content) and not _IS_STRING.search(attributes):
                    formulas.append(_place(attributes))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        # calamine could read it, so it is only laid out in a way that is not known here.
        return ()
    return (
        *_findings(path, "error_cells", errors, _ERROR_WORDS),
        *_findings(path, "formula_cells", formulas, _FORMULA_WORDS),
    )


_ERROR_WORDS = (
    "{file}, cell {cell}: an error such as #N/A stands here; it is taken as empty "
    "({num_cells} such {num_cells:cell|cells} in all)."
)
_FORMULA_WORDS = (
    "{file}, cell {cell}: the file holds a formula here and no value for it; it is taken as empty "
    "({num_cells} such {num_cells:cell|cells} in all). Open the file in a spreadsheet program and save it there."
)


def _findings(path: Path, name: str, cells: list[str], template: str) -> Iterator[Finding]:
    if cells:
        details: dict[str, Detail] = {"file": str(path), "cell": cells[0], "num_cells": len(cells)}
        yield Finding("warning", Message(template, details), len(cells), name, first_rows(map(_row_of, cells)))


def first_rows(rows: Iterable[int]) -> tuple[int, ...]:
    """Return as many rows as a finding keeps, each once."""
    return tuple(islice(dict.fromkeys(rows), MAX_ROWS))


def _row_of(cell: str) -> int:
    return int(cell.lstrip(ascii_uppercase) or 0)


def _cells(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the attributes and the content of the cells, chunk by chunk."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        end = text.rfind(b"</row>") + 1 or text.rfind(b"c>") + 1
        ready, rest = text[:end], text[end:]
        if b't="e"' in ready or b"<f" in ready or b":f" in ready:
            for match in _CELL.finditer(ready):
                yield match.group(1), match.group(2)
    for match in _CELL.finditer(rest):
        yield match.group(1), match.group(2)


def _place(attributes: bytes) -> str:
    match = _PLACE.search(attributes)
    return match.group(1).decode() if match else ""


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet.

    Raises:
        KeyError: if it is not to be found.
    """
    relations = {
        _attribute(tag, "name"): _attribute(tag, "r:id") for tag in _SHEET.findall(_read(archive, "xl/workbook.xml"))
    }
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in _RELATIONSHIP.findall(_read(archive, "xl/_rels/workbook.xml.rels"))
    }
    target = targets[relations[sheet]]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _read(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8-sig")


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(match.group(1)) if match else ""

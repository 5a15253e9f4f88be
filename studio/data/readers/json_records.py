"""JSON files (an array of objects, or objects one after the other) and JSON lines."""

import json
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from studio.data.database import IsCancelled, OnProgress, quote_name, quote_path, quote_text
from studio.data.encodings import detect_encoding, has_mark, is_gzipped, open_text, read_head
from studio.data.findings import Finding
from studio.data.readers.base import Row
from studio.data.readers.records import check_archive, damaged_archive, shorten, wrong_encoding
from studio.data.source import Column, DataSource, Kind, stamp_of
from studio.errors import DataError

_MAX_OBJECT_BYTES = 16 << 20
_CHUNK_CHARACTERS = 1 << 20
_NUM_SAMPLED = 1000
_KINDS: dict[str, Kind] = {
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "BIGINT": "number",
    "UBIGINT": "number",
    "HUGEINT": "number",
    "DOUBLE": "number",
}


class JsonReader:
    """Reads JSON records through DuckDB, every value as JSON, so that no type is guessed from the first rows."""

    def open(self, path: Path, format: str) -> DataSource:
        """Look at the first records: encoding, layout, columns."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        head = read_head(path, gzipped)
        encoding = detect_encoding(path, head, gzipped)
        with open_text(path, encoding, gzipped) as file:
            start = file.read(_CHUNK_CHARACTERS).strip()
        if not start or start in ("[]", "{}"):
            raise DataError("{file}: expected JSON objects, one for each row. Received: an empty file.", file=path)
        if encoding == "utf-8" and has_mark(head):
            encoding = "utf-8-sig"
        source = DataSource(
            path, format, (), stamp, encoding, gzipped, layout=_layout(start, format), notes=_notes(path, encoding)
        )
        return replace(source, columns=_find_columns(source))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows; strings as they are, other values as JSON."""
        return [
            tuple(None if record.get(name) is None else _as_text(record[name]) for name in source.column_names)
            for record in _first_records(source, num_rows)
        ]

    def relation(self, source: DataSource) -> str:
        """Return a `read_json` with every column as JSON."""
        columns = ", ".join(f"{quote_text(name)}: 'JSON'" for name in source.column_names)
        return f"read_json({quote_path(source.path)}, {_options(source)}, columns={{{columns}}})"

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the text of a string or of the only one in a list, nothing for NaN and an empty list, else JSON."""
        return text_of_json(quote_name(column))

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is not UTF-8 without a mark."""
        return source.encoding != "utf-8"

    def diagnose(self, source: DataSource) -> bool:
        """Read record by record; the first broken one raises."""
        if source.is_gzipped:
            check_archive(source)
        for _ in _read_records(source):
            pass
        return False

    def copy(
        self, source: DataSource, folder: Path, on_progress: OnProgress | None, is_cancelled: IsCancelled | None
    ) -> DataSource:
        """Write the same text in UTF-8."""
        self.diagnose(source)
        path = folder / "copy.json"
        with (
            open_text(source.path, source.encoding, source.is_gzipped) as text,
            path.open("w", encoding="utf-8") as out,
        ):
            shutil.copyfileobj(text, out)
        return replace(source, path=path, stamp=stamp_of(path), encoding="utf-8", is_gzipped=False, notes=())


def text_of_json(value: str) -> str:
    """Return the SQL of a JSON value as text, given as SQL: that of a string, or of the only one in a list.

    NaN, which Python writes for a missing number, and an empty list are nothing; other values are as they are written.
    """
    text, only = f"({value} ->> '$')", f"({value} ->> '$[0]')"
    # The type is asked for where the first character allows it only: that costs another look at the value.
    return (
        f"CASE WHEN {text} = 'NaN' AND json_type({value}) = 'DOUBLE' THEN NULL "
        f"WHEN starts_with({text}, '[') AND json_type({value}) = 'ARRAY' THEN CASE json_array_length({value}) "
        "WHEN 0 THEN NULL "
        f"WHEN 1 THEN CASE WHEN json_type({value}, '$[0]') IN ('ARRAY', 'OBJECT') THEN {text} "
        f"WHEN json_type({value}, '$[0]') = 'DOUBLE' THEN nullif({only}, 'NaN') ELSE {only} END "
        f"ELSE {text} END ELSE {text} END"
    )


def _options(source: DataSource) -> str:
    compression = "gzip" if source.is_gzipped else "uncompressed"
    return f"format='{source.layout}', maximum_object_size={_MAX_OBJECT_BYTES}, compression='{compression}'"


def _layout(start: str, format: str) -> str:
    if start.startswith("["):
        return "array"
    if format == "jsonl":
        return "newline_delimited"
    try:
        json.loads(start.splitlines()[0])
    except json.JSONDecodeError:
        return "unstructured"
    return "newline_delimited"


def _find_columns(source: DataSource) -> tuple[Column, ...]:
    """Return every column that occurs in the first records, in the order they come."""
    kinds: dict[str, Kind | None] = {}
    num_records = 0
    for record in _first_records(source, _NUM_SAMPLED):
        num_records += 1
        for name, value in record.items():
            known = kinds.setdefault(name, None)
            if value is not None:
                kinds[name] = _kind(value) if known in (None, _kind(value)) else "text"
    if num_records == 1 and kinds and all(kind == "nested" for kind in kinds.values()):
        raise DataError(
            "{file}: expected an array of objects, or one object on each line. "
            "Received: a single object, whose values are arrays ({received}).",
            file=source.path,
            received=", ".join(kinds),
        )
    return tuple(Column(name, kind or "text") for name, kind in kinds.items())


def _kind(value: object) -> Kind:
    match value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case dict() | list():
            return "nested"
    return "text"


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _first_records(source: DataSource, num_rows: int) -> Iterator[dict[str, Any]]:
    for _, record in zip(range(num_rows), _read_records(source), strict=False):
        yield record


def _read_records(source: DataSource) -> Iterator[dict[str, Any]]:
    """Yield the records one by one, each checked.

    Raises:
        DataError: names the row, what was expected and what came.
    """
    try:
        with open_text(source.path, source.encoding, source.is_gzipped) as file:
            for row, value in enumerate(_split(source, file), start=1):
                if not isinstance(value, dict):
                    raise DataError(
                        "{file}, row {row}: expected a JSON object. Received: {received}.",
                        file=source.path,
                        row=row,
                        received=shorten(_as_text(value)),
                    )
                _check_encoding(source, row, value)
                yield value
    except (EOFError, zlib.error, OSError) as error:
        raise damaged_archive(source, error) from None


def _check_encoding(source: DataSource, row: int, record: dict[str, Any]) -> None:
    for name, value in record.items():
        if isinstance(value, str) and not value.isascii():
            for position, character in enumerate(value):
                if "\udc80" <= character <= "\udcff":
                    raise wrong_encoding(source, row, name, value, position)


def _split(source: DataSource, file: TextIO) -> Iterator[Any]:
    return _split_lines(source, file) if source.layout == "newline_delimited" else _split_values(source, file)


def _split_lines(source: DataSource, file: TextIO) -> Iterator[Any]:
    row = 0
    for line in file:
        if not line.strip():
            continue
        row += 1
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise _broken(source, row, error, line) from None


def _split_values(source: DataSource, file: TextIO) -> Iterator[Any]:
    """Yield values that may reach over lines, inside an array or one after the other."""
    decoder = json.JSONDecoder()
    text, is_over, row = "", False, 0
    is_array = source.layout == "array"
    is_first = True
    while True:
        text = text.lstrip("\ufeff \t\r\n")
        if is_array and text:
            text, is_first = text.removeprefix("[" if is_first else ",").lstrip(), False
        if is_over and text.strip() in ("", "]"):
            return
        try:
            value, end = decoder.raw_decode(text)
            # A number at the end of what was read may go on in the next piece.
            if end == len(text) and not is_over:
                raise json.JSONDecodeError("cut", text, end)
        except json.JSONDecodeError as error:
            piece = "" if is_over else file.read(_CHUNK_CHARACTERS)
            if is_over or len(text) > _MAX_OBJECT_BYTES:
                raise _broken(source, row + 1, error, text) from None
            is_over = not piece
            text += piece
            continue
        row += 1
        text = text[end:]
        yield value


def _broken(source: DataSource, row: int, error: json.JSONDecodeError, text: str) -> DataError:
    start = max(0, error.pos - 20)
    return DataError(
        "{file}, row {row}: expected valid JSON. Received: {received} ({reason}).",
        file=source.path,
        row=row,
        received=shorten(text[start : start + 60]) if text.strip() else "the end of the file",
        reason=error.msg,
    )


def _notes(path: Path, encoding: str) -> tuple[Finding, ...]:
    if encoding.startswith("utf-8"):
        return ()
    template = "{file} is encoded as {encoding}; it is read as such."
    return (Finding("info", template, {"file": str(path), "encoding": encoding.upper()}),)

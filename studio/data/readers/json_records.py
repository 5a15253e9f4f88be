"""JSON files (an array of objects, or objects one after the other) and JSON lines."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from studio.data.database import IsCancelled, OnProgress, quote_name, quote_path, quote_text
from studio.data.encodings import find_or_ask, has_mark, is_gzipped, open_text, read_head
from studio.data.findings import Finding
from studio.data.readers import label_studio
from studio.data.readers.base import Row
from studio.data.readers.class_names import are_classes, named_json, named_value, names_beside, told
from studio.data.readers.delimited import encoding_notes
from studio.data.readers.json_layout import LABEL_STUDIO, SQUAD, find_layout, is_own, key_of, read_values
from studio.data.readers.json_stream import JsonStream
from studio.data.readers.progress import Ticker
from studio.data.readers.records import check_archive, damage_named, shorten, wrong_encoding
from studio.data.readers.tally import RowTally, disputed_tasks
from studio.data.readers.value_text import is_several, list_text_of_json, text_of_json, text_of_value
from studio.data.source import Column, DataSource, Kind, stamp_of
from studio.errors import DataError
from studio.json_text import parse_json
from studio.messages import Message
from studio.spec import ReadingSpec

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

    settings: tuple[str, ...] = ("encoding",)

    def open(self, path: Path, format: str, reading: ReadingSpec) -> DataSource:
        """Look at the first records: encoding, layout, columns."""
        stamp = stamp_of(path)
        gzipped = is_gzipped(path)
        encoding = find_or_ask(path, gzipped, reading.encoding)
        with open_text(path, encoding, gzipped) as file:
            start = file.read(_CHUNK_CHARACTERS).strip()
        if not start or start in ("[]", "{}"):
            raise DataError("{file}: expected JSON objects, one for each row. Received: an empty file.", file=path)
        with open_text(path, encoding, gzipped) as file:
            layout = find_layout(path, file, start, format)
        if encoding == "utf-8" and has_mark(read_head(path, gzipped)):
            encoding = "utf-8-sig"
        source = DataSource(path, format, (), stamp, encoding, gzipped, layout=layout)
        columns = _find_columns(source)
        names = [told(path, column.name, column.class_names) for column in columns if column.class_names]
        return replace(source, columns=columns, notes=(*_notes(source, reading.encoding), *names))

    def preview(self, source: DataSource, num_rows: int) -> list[Row]:
        """Return the first rows as text, as `text_of` does."""
        return [
            tuple(_shown(column, record.get(column.name)) for column in source.columns)
            for record in _first_records(source, num_rows)
        ]

    def relation(self, source: DataSource) -> str:
        """Return a `read_json` with every column as JSON."""
        columns = ", ".join(f"{quote_text(name)}: 'JSON'" for name in source.column_names)
        return f"read_json({quote_path(source.path)}, {_options(source)}, columns={{{columns}}})"

    def text_of(self, source: DataSource, column: str) -> str:
        """Return the text of a string or of the only one in a list, nothing for NaN and an empty list, else JSON."""
        return text_of_json(_value(source.column(column)))

    def is_several(self, source: DataSource, column: str) -> str | None:
        """Return whether the value is an object, or a list of several."""
        return is_several(quote_name(column))

    def list_text_of(self, source: DataSource, column: str) -> str:
        """Return the text of a value that is no list, as `text_of` does, else the list as JSON."""
        return list_text_of_json(_value(source.column(column)))

    def needs_copy(self, source: DataSource) -> bool:
        """Return whether the file is not UTF-8 without a mark, or its records do not lie as DuckDB knows it."""
        return source.encoding != "utf-8" or is_own(source.layout)

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
        """Write the same records in UTF-8."""
        path = folder / "copy.json"
        if not is_own(source.layout):
            self.diagnose(source)
            with (
                open_text(source.path, source.encoding, source.is_gzipped) as text,
                path.open("w", encoding="utf-8") as out,
            ):
                shutil.copyfileobj(text, out)
            return replace(source, path=path, stamp=stamp_of(path), encoding="utf-8", is_gzipped=False, notes=())
        ticker = Ticker(f"Converting {source.path.name}", on_progress, is_cancelled)
        disputes = disputed_tasks()
        with path.open("w", encoding="utf-8") as out:
            for record in _read_records(source, disputes):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                ticker.tick()
        return replace(
            source,
            path=path,
            stamp=stamp_of(path),
            encoding="utf-8",
            is_gzipped=False,
            layout="newline_delimited",
            notes=disputes.notes(source),
        )


def _value(column: Column) -> str:
    """Return the SQL of a column's JSON value, in which numbers that stand for classes are these."""
    place = quote_name(column.name)
    return named_json(place, column.class_names) if column.class_names else place


def _shown(column: Column, value: object) -> str | None:
    return text_of_value(named_value(value, column.class_names) if column.class_names else value)


def _options(source: DataSource) -> str:
    compression = "gzip" if source.is_gzipped else "uncompressed"
    return f"format='{source.layout}', maximum_object_size={_MAX_OBJECT_BYTES}, compression='{compression}'"


def _find_columns(source: DataSource) -> tuple[Column, ...]:
    """Return every column that occurs in the first records, in the order they come."""
    kinds: dict[str, Kind | None] = {}
    names = names_beside(source.path)
    numbers: dict[str, list[object]] = {name: [] for name in names}
    num_records = 0
    for record in _first_records(source, _NUM_SAMPLED):
        num_records += 1
        for name, value in record.items():
            known = kinds.setdefault(name, None)
            if value is not None:
                kinds[name] = _kind(value) if known in (None, _kind(value)) else "text"
                if name in names:
                    numbers[name].append(value)
    # In an array, or on a line of JSON lines, an object is a row, such as one of tokens and tags.
    may_be_columns = source.format == "json" and source.layout != "array"
    if may_be_columns and num_records == 1 and kinds and all(kind == "nested" for kind in kinds.values()):
        raise DataError(
            "{file}: expected an array of objects, or one object on each line. "
            "Received: a single object, whose values are arrays ({received}).",
            file=source.path,
            received=", ".join(kinds),
        )
    classes = {name: names[name] for name, values in numbers.items() if are_classes(values, names[name])}
    return tuple(_column(name, kind or "text", classes.get(name, ())) for name, kind in kinds.items())


def _column(name: str, kind: Kind, class_names: tuple[str, ...]) -> Column:
    return Column(name, "text" if class_names and kind == "number" else kind, class_names)


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


def _read_records(source: DataSource, disputes: RowTally | None = None) -> Iterator[dict[str, Any]]:
    """Yield the records one by one, each checked.

    Raises:
        DataError: names the row, what was expected and what came.
    """
    with damage_named(source):
        has_spans = source.layout == LABEL_STUDIO and label_studio.marks_spans(_first_tasks(source))
        with open_text(source.path, source.encoding, source.is_gzipped) as file:
            for row, value in enumerate(_split(source, file), start=1):
                if not isinstance(value, dict):
                    raise DataError(
                        "{file}, row {row}: expected a JSON object. Received: {received}.",
                        file=source.path,
                        row=row,
                        received=shorten(_as_text(value)),
                    )
                if source.layout == LABEL_STUDIO:
                    if not label_studio.is_task(value):
                        raise _no_task(source, row, value)
                    value, is_disputed = label_studio.to_row(value, has_spans=has_spans)
                    if is_disputed and disputes is not None:
                        disputes.add(row)
                _check_encoding(source, row, value)
                yield value


def _check_encoding(source: DataSource, row: int, record: dict[str, Any]) -> None:
    for name, value in record.items():
        if isinstance(value, str) and not value.isascii():
            for position, character in enumerate(value):
                if "\udc80" <= character <= "\udcff":
                    raise wrong_encoding(source, row, name, value, position)


def _split(source: DataSource, file: TextIO) -> Iterator[Any]:
    """Yield the values of a file, as they stand in it."""
    return _split_lines(source, file) if source.layout == "newline_delimited" else _split_values(source, file)


def _split_lines(source: DataSource, file: TextIO) -> Iterator[Any]:
    row = 0
    for line in file:
        if not line.strip():
            continue
        row += 1
        try:
            yield parse_json(line)
        except json.JSONDecodeError as error:
            raise _broken(source, row, error, line) from None


def _split_values(source: DataSource, file: TextIO) -> Iterator[Any]:
    """Yield values that may reach over lines, inside an array or one after the other."""
    stream, row = JsonStream(file), 0
    try:
        for value in read_values(source, stream):
            row += 1
            yield value
    except json.JSONDecodeError as error:
        raise _broken(source, row + 1, error, stream.text) from None


def _broken(source: DataSource, row: int, error: json.JSONDecodeError, text: str) -> DataError:
    start = max(0, error.pos - 20)
    return DataError(
        "{file}, row {row}: expected valid JSON. Received: {received} ({reason}).",
        file=source.path,
        row=row,
        received=shorten(text[start : start + 60]) if text.strip() else "the end of the file",
        reason=error.msg,
    )


def _no_task(source: DataSource, row: int, value: object) -> DataError:
    return DataError(
        "{file}, row {row}: expected a task of Label Studio, as the others are. Received: {received}.",
        file=source.path,
        row=row,
        received=shorten(_as_text(value)),
    )


def _notes(source: DataSource, given: str | None) -> tuple[Finding, ...]:
    file = str(source.path)
    notes = list(encoding_notes(source.path, source.encoding, source.is_gzipped, given))
    if source.layout == LABEL_STUDIO:
        template = "{file} is a raw export of Label Studio: its tasks are the rows, what was chosen are their labels."
        notes.append(Finding("info", Message(template, {"file": file})))
        if kinds := label_studio.unread_kinds(_first_tasks(source)):
            template = "{file}: what is annotated in it as {received} is not read."
            notes.append(Finding("warning", Message(template, {"file": file, "received": ", ".join(kinds)})))
    elif source.layout == SQUAD:
        notes.append(
            Finding("info", Message("{file} is in the format of SQuAD: its questions are the rows.", {"file": file}))
        )
    elif key := key_of(source.layout):
        notes.append(Finding("info", Message("{file}: the rows lie under the key {key}.", {"file": file, "key": key})))
    return tuple(notes)


def _first_tasks(source: DataSource) -> list[dict[str, Any]]:
    with open_text(source.path, source.encoding, source.is_gzipped) as file:
        values = list(islice(_split(source, file), _NUM_SAMPLED))
    return [value for value in values if label_studio.is_task(value)]

"""How a data set is read, in words and as data."""

from studio.data.readers.lines import DOCUMENTS, PARAGRAPHS
from studio.data.readers.records import name_delimiter
from studio.data.source import DataSource
from studio.encodings import encoding_name
from studio.spec import TextRows

_TEXT_FORMATS = ("csv", "tsv", "json", "jsonl", "text", "folder")
_TABLES = ("csv", "tsv", "excel")


def header_setting(source: DataSource) -> str:
    """Return the header as the setting `data.reading.header` writes it."""
    dialect = source.dialect
    if not dialect.has_header:
        return "none"
    first = dialect.num_above + 1
    return f"{first}-{first + dialect.num_below}" if dialect.num_below else str(first)


def text_rows(source: DataSource) -> TextRows | None:
    """Return what is a row of a plain text file; `None` for others, and where labels stand in front of the lines."""
    rows: dict[str, TextRows] = {"": "lines", PARAGRAPHS: "paragraphs", DOCUMENTS: "documents"}
    return rows.get(source.layout) if source.format == "text" else None


def reading_data(source: DataSource) -> dict[str, object]:
    """Return how a data set is read, as JSON data: what a specification would say to have it read in this way."""
    data: dict[str, object] = {}
    if source.format in _TEXT_FORMATS:
        data["encoding"] = source.encoding.removesuffix("-sig")
    if source.format in ("csv", "tsv"):
        data["delimiter"] = source.dialect.delimiter
    if source.format in _TABLES:
        data["header"] = header_setting(source)
    if (found := text_rows(source)) is not None:
        data["text_rows"] = found
    if source.sheets:
        data["sheet"] = source.layout
        data["sheets"] = [{"name": sheet.name, "is_hidden": sheet.is_hidden} for sheet in source.sheets]
    return data


def describe_reading(source: DataSource) -> str:
    """Return how a data set is read, in one line."""
    parts = []
    if source.format in _TEXT_FORMATS:
        parts.append(f"encoding {encoding_name(source.encoding.removesuffix('-sig'))}")
    if source.format in ("csv", "tsv"):
        parts.append(f"delimiter {name_delimiter(source.dialect.delimiter)}")
    if source.format in _TABLES:
        header = header_setting(source)
        parts.append("no header" if header == "none" else f"header in row {header}")
    if (found := text_rows(source)) is not None:
        parts.append(f"its {found} are the rows")
    if source.sheets:
        names = [f"{sheet.name} (hidden)" if sheet.is_hidden else sheet.name for sheet in source.sheets]
        parts.append(f"sheet {source.layout} of {', '.join(names)}")
    return ", ".join(parts)

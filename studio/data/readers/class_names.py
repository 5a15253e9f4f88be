"""The class names that Hugging Face's libraries keep beside numbers: in a Parquet file's metadata, or in a file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.data.database import quote_text
from studio.data.findings import Finding
from studio.files import read_json
from studio.messages import Message

# What the libraries write where a row has no class.
NO_CLASS = -1
_NUM_NAMED = 10
_INFO_FILE, _INFOS_FILE = "dataset_info.json", "dataset_infos.json"


def read_names(features: object) -> dict[str, tuple[str, ...]]:
    """Return the class names by column, of columns of class numbers and of lists of them.

    Args:
        features: What a data set's columns hold, as the libraries write it.
    """
    if not isinstance(features, Mapping):
        return {}
    found = {str(name): _names_of(feature) for name, feature in features.items()}
    return {name: names for name, names in found.items() if names}


def names_beside(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the class names that stand in a file beside a data set, or in the folder above.

    Args:
        path: The data set.
    """
    for folder in (path.parent, path.parent.parent):
        for name in (_INFO_FILE, _INFOS_FILE):
            try:
                content = read_json(folder / name)
            except OSError:
                continue
            infos = [content] if name == _INFO_FILE else [*content.values()] if isinstance(content, dict) else []
            for info in infos:
                if isinstance(info, dict) and (found := read_names(info.get("features"))):
                    return found
    return {}


def list_of_names(names: Sequence[str]) -> str:
    """Return the SQL of a list of the names."""
    return f"[{', '.join(map(quote_text, names))}]"


def named_json(value: str, names: Sequence[str]) -> str:
    """Return the SQL of a JSON value, given as SQL, in which numbers, also those in a list, are their classes' names.

    What is no number of a class stays as it is.
    """
    listed, place = list_of_names(names), f"TRY_CAST({value} AS BIGINT)"
    inner = f"coalesce(({listed})[TRY_CAST(entry AS BIGINT) + 1], entry ->> '$')"
    return (
        f"CASE WHEN json_type({value}) IN ('UBIGINT', 'BIGINT') THEN CASE WHEN {place} = {NO_CLASS} THEN NULL "
        f"ELSE to_json(coalesce(({listed})[{place} + 1], {value} ->> '$')) END "
        f"WHEN json_type({value}) = 'ARRAY' "
        f"THEN to_json(list_transform(json_extract({value}, '$[*]'), lambda entry: {inner})) ELSE {value} END"
    )


def named_value(value: Any, names: Sequence[str]) -> Any:
    """Return a JSON value that Python read as `named_json` gives it."""
    if isinstance(value, list):
        return [None if entry is None else _named(entry, names) for entry in value]
    return None if value == NO_CLASS and not isinstance(value, bool) else _named(value, names)


def are_classes(values: Sequence[object], names: Sequence[str]) -> bool:
    """Return whether values, or all that is in them where they are lists, are numbers of classes."""
    entries = [entry for value in values for entry in (value if isinstance(value, list) else [value])]
    known = [entry for entry in entries if entry is not None]
    return bool(known) and all(
        isinstance(entry, int) and not isinstance(entry, bool) and NO_CLASS <= entry < len(names) for entry in known
    )


def told(path: Path, column: str, names: Sequence[str]) -> Finding:
    """Return what is told of a column whose numbers stand for names."""
    return Finding(
        "info",
        Message(
            "{file}, column {column}: its numbers stand for the class names that the file keeps ({received}).",
            {"file": str(path), "column": column, "received": ", ".join(names[:_NUM_NAMED])},
        ),
    )


def _named(value: Any, names: Sequence[str]) -> Any:
    is_class = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names)
    return names[value] if is_class else value


def _names_of(feature: object) -> tuple[str, ...]:
    if isinstance(feature, list):
        return _names_of(feature[0]) if len(feature) == 1 else ()
    if not isinstance(feature, Mapping):
        return ()
    names = feature.get("names")
    if feature.get("_type") == "ClassLabel" and isinstance(names, list):
        return tuple(map(str, names))
    return _names_of(feature.get("feature"))

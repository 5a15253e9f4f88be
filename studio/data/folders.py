"""Folders that hold parts of a data set, and folders inside them that are no classes."""

from pathlib import Path

from studio.data.source import UNLABELLED, has_texts, is_hidden
from studio.files import expand_user
from studio.spec import DataSpec

_PARTS = {
    "train": ("train", "training"),
    "validation": ("validation", "valid", "val", "dev", "development"),
    "test": ("test", "testing", "eval"),
}


def find_parts(folder: Path) -> dict[str, Path]:
    """Return the parts of a data set that a folder holds as folders: `train`, `validation`, `test`.

    Only a folder that has a training part beside another one, and nothing else but files, holds parts.
    """
    if not folder.is_dir():
        return {}
    inner = {entry.name.lower(): entry for entry in folder.iterdir() if entry.is_dir() and not is_hidden(entry)}
    found = {
        part: inner[name]
        for part, names in _PARTS.items()
        for name in names
        if name in inner and (has_texts(inner[name]) or _has_class_folders(inner[name]))
    }
    others = set(inner) - {path.name.lower() for path in found.values()} - UNLABELLED
    if "train" not in found or others:
        return {}
    return found if len(found) > 1 or _has_class_folders(found["train"]) else {}


def unlabelled_folders(folder: Path) -> list[Path]:
    """Return the folders inside a folder of class folders whose texts have no label."""
    return sorted(entry for entry in folder.iterdir() if entry.is_dir() and entry.name.lower() in UNLABELLED)


def with_parts(data: DataSpec) -> DataSpec:
    """Return a specification whose folder of parts is taken apart, as far as the other parts are not given."""
    parts = find_parts(expand_user(data.train).absolute())
    if not parts:
        return data
    update = {name: str(path) for name, path in parts.items() if name == "train" or getattr(data, name) is None}
    return data.model_copy(update=update)


def _has_class_folders(folder: Path) -> bool:
    return any(entry.is_dir() and not is_hidden(entry) and has_texts(entry) for entry in folder.iterdir())

"""The export formats: a module each, which writes an export and runs it."""

from studio.engine.exporting.formats.base import ExportFormatEngine, ExportRun
from studio.engine.exporting.formats.savedmodel import SavedModel

__all__ = ["ExportFormatEngine", "ExportRun", "get", "names"]

# By the names of `studio.exports.FORMATS`.
_FORMATS: dict[str, ExportFormatEngine] = {"savedmodel": SavedModel()}


def get(name: str) -> ExportFormatEngine:
    """Return what writes and runs a format."""
    return _FORMATS[name]


def names() -> tuple[str, ...]:
    """Return the names of all formats that can be written."""
    return tuple(_FORMATS)

"""What is said of a preset that cannot be loaded."""

from pathlib import Path

from studio.errors import PresetError


def unreadable(preset: str | Path, error: Exception) -> PresetError:
    """Return the error; one that says it in words already stays as it is."""
    if isinstance(error, PresetError):
        return error
    return PresetError("The backbone {preset} cannot be loaded: {reason}", preset=preset, reason=str(error))

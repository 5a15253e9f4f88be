"""What a data set is called, on every page."""

from pathlib import Path

_TRAINING_PARTS = ("train", "training")


def is_part(path: Path) -> bool:
    """Return whether a path is the training part of a folder of parts: its own name tells nothing."""
    return path.name.lower() in _TRAINING_PARTS


def data_name(path: Path) -> str:
    """Return the name of a data set, of a part with that of the folder of parts: `reviews/train`."""
    return f"{path.parent.name}/{path.name}" if is_part(path) else path.name

"""Files that travel with the studio: presets, sample data sets, translations, icons."""

from importlib.resources import files
from pathlib import Path


def path(*names: str) -> Path:
    """Return the path of a resource.

    Args:
        names: The parts of its path below this package, e.g. `path("samples", "reviews.csv")`.
    """
    return Path(str(files(__name__))).joinpath(*names)

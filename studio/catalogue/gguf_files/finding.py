"""Which file is meant by a path: a GGUF file, or a folder with nothing but one."""

from pathlib import Path

from studio.catalogue.gguf_files.header import SUFFIX
from studio.catalogue.layout import CONFIG
from studio.errors import PresetError


def is_gguf(path: str | Path) -> bool:
    """Return whether a path is named like a GGUF file."""
    return str(path).lower().endswith(SUFFIX)


def find_gguf(path: Path) -> Path | None:
    """Return the GGUF file that a path means; `None` for a folder in another layout.

    Raises:
        PresetError: if there is no such file, or the folder has several of them.
    """
    if not path.is_dir():
        if is_gguf(path) and not path.is_file():
            raise PresetError("There is no file {file}.", file=path)
        return path if is_gguf(path) else None
    if (path / CONFIG).is_file():
        return None
    files = sorted(entry for entry in path.iterdir() if is_gguf(entry) and entry.is_file())
    if len(files) > 1:
        raise PresetError(
            "{folder} has several GGUF files: {names}. Choose one of them.",
            folder=path,
            names=", ".join(file.name for file in files),
        )
    return files[0] if files else None

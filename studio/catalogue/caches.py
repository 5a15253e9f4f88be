"""Where the libraries behind `kaggle://` and `hf://` keep what they downloaded, and what came out of packages.

KerasHub fetches a preset file by file: kagglehub puts each file into a folder of the handle and marks it as complete
beside it, huggingface_hub links finished files into a snapshot. Both layouts are read here with plain paths, because
the window asks for all presets at once and importing those libraries takes longer than its first paint.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from studio.catalogue.layout import CONFIG, is_whole
from studio.catalogue.packages import PACKAGE_PREFIX, find_packaged, packaged_file
from studio.errors import PresetError

KAGGLE_PREFIX = "kaggle://"
HUGGING_FACE_PREFIX = "hf://"

_NUM_KAGGLE_PARTS = 4
_INCOMPLETE = ".incomplete"


@dataclass(frozen=True, slots=True)
class KaggleHandle:
    """The parts of `kaggle://owner/model/framework/variation[/version]`."""

    owner: str
    model: str
    framework: str
    variation: str
    version: int | None

    @classmethod
    def parse(cls, handle: str) -> "KaggleHandle":
        """Take a handle apart.

        Raises:
            PresetError: if it has another form.
        """
        parts = handle.removeprefix(KAGGLE_PREFIX).split("/")
        version = parts.pop() if len(parts) == _NUM_KAGGLE_PARTS + 1 else None
        if len(parts) != _NUM_KAGGLE_PARTS or not all(parts) or not (version is None or version.isdecimal()):
            raise PresetError(
                "Expected a handle of the form kaggle://owner/model/keras/variation[/version]. Received: {received}.",
                received=handle,
            )
        return cls(parts[0], parts[1], parts[2], parts[3], None if version is None else int(version))

    @property
    def path(self) -> str:
        """The handle as kagglehub takes it."""
        parts = [self.owner, self.model, self.framework, self.variation]
        return "/".join(parts if self.version is None else [*parts, str(self.version)])


def is_handle(preset: str) -> bool:
    """Return whether a preset is a hub's handle."""
    return preset.startswith((KAGGLE_PREFIX, HUGGING_FACE_PREFIX, PACKAGE_PREFIX))


def cached_folder(handle: str) -> Path | None:
    """Return the folder, or the GGUF file, of a whole downloaded preset; `None` if it, or a part of it, is missing."""
    if handle.startswith(PACKAGE_PREFIX):
        return packaged_file(handle)
    if handle.startswith(KAGGLE_PREFIX):
        return _kaggle_preset(KaggleHandle.parse(handle))
    if handle.startswith(HUGGING_FACE_PREFIX):
        folder = hugging_face_snapshot(handle)
        return folder if folder is not None and is_whole(folder) else None
    return None


def kaggle_cache() -> Path:
    """Return kagglehub's cache folder for models."""
    root = os.environ.get("KAGGLEHUB_CACHE")
    return (Path(root) if root else Path.home() / ".cache" / "kagglehub") / "models"


def kaggle_folder(handle: KaggleHandle) -> Path:
    """Return the folder for a handle with a version, whether or not it exists."""
    parts = (handle.owner, handle.model, handle.framework, handle.variation, str(handle.version))
    return kaggle_cache().joinpath(*parts)


def kaggle_marker(handle: KaggleHandle, file: str) -> Path:
    """Return the empty file by which kagglehub says that one file is complete."""
    folder = kaggle_folder(handle)
    return folder.parent / ".complete" / folder.name / f"{file}.complete"


def partial_folders(handle: str) -> tuple[Path, ...]:
    """Return the studio's own folders with what has come of files that are not whole yet.

    They lie beside the folders that the libraries read, on the same disk, so that a whole file is put in its place by
    renaming it, and a half one is never where anybody looks for a preset. Of a Kaggle handle without a version there
    may be several. Of a package nothing is kept until it is whole.
    """
    if handle.startswith(PACKAGE_PREFIX):
        return ()
    if handle.startswith(KAGGLE_PREFIX):
        parsed = KaggleHandle.parse(handle)
        parent = kaggle_folder(parsed).parent / _INCOMPLETE
        if parsed.version is not None:
            return (parent / str(parsed.version),)
        return tuple(sorted(folder for folder in parent.glob("*") if folder.is_dir()))
    return (hugging_face_folder(handle) / _INCOMPLETE,)


def download_lock(handle: str) -> Path:
    """Return the file that whoever downloads a preset holds locked.

    Raises:
        PresetError: if it is a package that the studio does not know.
    """
    if handle.startswith(PACKAGE_PREFIX):
        return find_packaged(handle).file.parent / f"{_INCOMPLETE}.lock"
    is_kaggle = handle.startswith(KAGGLE_PREFIX)
    folder = kaggle_folder(KaggleHandle.parse(handle)).parent if is_kaggle else hugging_face_folder(handle)
    return folder / f"{_INCOMPLETE}.lock"


def hugging_face_folder(handle: str) -> Path:
    """Return huggingface_hub's folder for a repository, whether or not it exists."""
    cache = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    home = os.environ.get("HF_HOME") or str(
        Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    )
    root = Path(cache) if cache else Path(home) / "hub"
    return root.expanduser() / ("models--" + handle.removeprefix(HUGGING_FACE_PREFIX).replace("/", "--"))


def hugging_face_snapshot(handle: str) -> Path | None:
    """Return the folder with the files of the main branch as they were last downloaded."""
    folder = hugging_face_folder(handle)
    try:
        commit = (folder / "refs" / "main").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    snapshot = folder / "snapshots" / commit
    return snapshot if (snapshot / CONFIG).is_file() else None


def _kaggle_preset(handle: KaggleHandle) -> Path | None:
    if handle.version is None:
        versions = _downloaded_versions(handle)
        return versions[-1] if versions else None
    folder = kaggle_folder(handle)
    return folder if _is_kaggle_folder_complete(handle, folder) else None


def _downloaded_versions(handle: KaggleHandle) -> list[Path]:
    parent = kaggle_folder(handle).parent
    numbers = sorted(int(entry.name) for entry in parent.glob("*") if entry.is_dir() and entry.name.isdecimal())
    versions = [KaggleHandle(handle.owner, handle.model, handle.framework, handle.variation, n) for n in numbers]
    return [folder for version in versions if (folder := _kaggle_preset(version)) is not None]


def _is_kaggle_folder_complete(handle: KaggleHandle, folder: Path) -> bool:
    if not folder.is_dir() or not is_whole(folder):
        return False
    if (folder.parent / f"{folder.name}.complete").exists():
        return True
    files = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return all(kaggle_marker(handle, file).exists() for file in files)

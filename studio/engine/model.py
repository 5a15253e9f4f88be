"""Models: a KerasHub backbone with a head, built from a specification, saved, and loaded again."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras_hub

from studio import __version__, catalogue, downloads, tasks
from studio.engine.model_info import ModelInfo
from studio.engine.pretrained import BlockSettings, load_task, unreadable
from studio.engine.scratch import build_from_scratch
from studio.engine.seeding import set_seed
from studio.engine.trainable import set_trainable
from studio.files import sync_file, sync_folder
from studio.spec import RunSpec

# What KerasHub puts on a backbone for each task.
_TASK_CLASSES = {
    "text_classification": keras_hub.models.TextClassifier,
    "masked_lm": keras_hub.models.MaskedLM,
}


@dataclass(frozen=True, slots=True, eq=False)
class TextModel:
    """A model that gives logits, and what it is for.

    Attributes:
        classifier: A `keras_hub.models.TextClassifier`, or a `MaskedLM`, which sorts hidden tokens into those known.
    """

    classifier: Any
    info: ModelInfo

    @property
    def tokenizer(self) -> Any:
        """The KerasHub tokenizer."""
        return self.classifier.preprocessor.tokenizer

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the arrays that the model takes: `token_ids`, most also `padding_mask`, some `segment_ids`.

        A masked language model takes `mask_positions` as well.
        """
        return tuple(sorted(self.classifier.input))

    @property
    def has_padding_mask(self) -> bool:
        """Whether padding changes nothing; else every batch must be padded to the same length."""
        return "padding_mask" in self.input_names


def build_model(
    spec: RunSpec,
    class_names: tuple[str, ...],
    dtype: str = "float32",
    columns: dict[str, str] | None = None,
    tokenizer: Any = None,
    class_counts: Sequence[int] = (),
) -> TextModel:
    """Build the model that a run trains: pretrained backbone, fresh head; or all of it fresh.

    The same specification builds the same model: `fit.seed` fixes the fresh weights and the seeds of dropout.

    Args:
        spec: The run.
        class_names: The classes, in the order of the outputs.
        dtype: A Keras dtype policy, e.g. `"float32"` or `"mixed_bfloat16"`.
        columns: The columns of the data by role, where the specification leaves them to be guessed.
        tokenizer: What was learned for a backbone from scratch; a pretrained one brings its own.
        class_counts: How often each class occurs in the training part.

    Raises:
        PresetError: if the backbone cannot be loaded.
        DownloadError: if it is not on this computer and cannot be fetched.
        SpecError: if the backbone does not allow what `backbone.trainable` asks for.
    """
    set_seed(spec.fit.seed)
    backbone = spec.backbone
    catalogue.check_task(backbone, spec.task)
    if backbone.architecture is not None:
        classifier = build_from_scratch(spec, tokenizer, len(class_names), dtype)
    else:
        preset = str(downloads.require(backbone.preset or ""))
        classifier = _load_task(preset, spec, len(class_names), dtype)
    set_trainable(classifier, backbone)
    sequence_length = min(spec.data.sequence_length, max_sequence_length(classifier.backbone))
    classifier.preprocessor.sequence_length = sequence_length
    roles = columns or dict(spec.data.columns)
    counts = tuple(map(int, class_counts))
    described = catalogue.describe_backbone(backbone)
    has_pooler = described is None or described.has_pooler or tasks.get(spec.task).uses_pooler
    info = ModelInfo(spec.task, class_names, sequence_length, roles, __version__, counts, has_pooler)
    return TextModel(classifier, info)


def save_model(model: TextModel, folder: Path) -> None:
    """Write a model as a KerasHub preset folder, complete or absent; an earlier one is replaced.

    LoRA is merged into the weights: the folder needs nothing special to be loaded.
    """
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        model.classifier.save_to_preset(str(temporary))
        model.info.write(temporary)
        BlockSettings.of(model.classifier.backbone).write(temporary)
        for path in temporary.rglob("*"):
            if path.is_file():
                sync_file(path)
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def load_model(folder: Path, dtype: str = "float32") -> TextModel:
    """Load what `save_model` wrote.

    Raises:
        NotFoundError: if there is no model in the folder.
        PresetError: if it is damaged.
    """
    info = ModelInfo.read(folder)
    try:
        classifier = _TASK_CLASSES[info.task].from_preset(str(folder), dtype=dtype)
        BlockSettings.read(folder).apply(classifier.backbone)
    except Exception as error:
        raise unreadable(folder, error) from error
    classifier.preprocessor.sequence_length = info.sequence_length
    return TextModel(classifier, info)


def max_sequence_length(backbone: Any) -> int:
    """Return the longest sequence that a backbone takes; a very large number if it has no limit."""
    return int(getattr(backbone, "max_sequence_length", None) or 2**31 - 1)


def _load_task(preset: str, spec: RunSpec, num_classes: int, dtype: str) -> Any:
    classes = num_classes if tasks.get(spec.task).has_labels else None
    return load_task(_TASK_CLASSES[spec.task], preset, dtype, spec.backbone.dropout, classes)

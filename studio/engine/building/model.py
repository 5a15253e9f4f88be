"""Models: a KerasHub backbone with a head, built from a specification, saved, and loaded again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

# Whoever loads a saved model needs the classes of the tokenizers.
import studio.engine.tokenizing  # noqa: F401
from studio import __version__, catalogue, downloads
from studio.engine import tasks
from studio.engine.building.scratch import build_backbone
from studio.engine.building.seeding import set_seed
from studio.engine.building.trainable import set_trainable
from studio.engine.models.model_info import ModelInfo
from studio.engine.models.pretrained import BlockSettings, load_saved_task, load_task, unreadable
from studio.engine.models.text_model import TextModel, max_sequence_length
from studio.files import complete_folder
from studio.schema import Schema
from studio.spec import RunSpec


def build_model(
    spec: RunSpec,
    schema: Schema,
    dtype: str = "float32",
    columns: Mapping[str, str | list[str]] | None = None,
    tokenizer: Any = None,
) -> TextModel:
    """Build the model that a run trains: pretrained backbone, fresh head; or all of it fresh.

    The same specification builds the same model: `fit.seed` fixes the fresh weights and the seeds of dropout.

    Args:
        spec: The run.
        schema: What is to be remembered of the data.
        dtype: A Keras dtype policy, e.g. `"float32"` or `"mixed_bfloat16"`.
        columns: The columns of the data by role, where the specification leaves them to be guessed.
        tokenizer: What was learned for a backbone from scratch; a pretrained one brings its own.

    Raises:
        PresetError: if the backbone cannot be loaded.
        DownloadError: if it is not on this computer and cannot be fetched.
        SpecError: if the backbone does not allow what `backbone.trainable` asks for.
    """
    set_seed(spec.fit.seed)
    backbone = spec.backbone
    catalogue.check_task(backbone, spec.task, spec.settings)
    folder = None if backbone.architecture is not None else Path(downloads.require(backbone.preset or ""))
    network = _build_network(spec, schema, tokenizer, dtype, folder)
    set_trainable(network, backbone)
    sequence_length = min(spec.sequence_length, max_sequence_length(network.backbone))
    network.preprocessor.sequence_length = sequence_length
    roles = dict(columns or spec.data.columns)
    described = catalogue.describe_backbone(backbone)
    has_pooler = described is None or described.has_pooler or spec.task.trains_pooler(spec.settings)
    settings = tasks.get(spec.task).remembered_settings(network, spec.settings, folder)
    info = ModelInfo(spec.task, schema, sequence_length, roles, __version__, has_pooler, settings)
    return TextModel(network, info)


def save_model(model: TextModel, folder: Path) -> None:
    """Write a model as a KerasHub preset folder, complete or absent; an earlier one is replaced.

    LoRA is merged into the weights: the folder needs nothing special to be loaded.
    """
    with complete_folder(folder) as unfinished:
        model.network.save_to_preset(str(unfinished))
        model.info.write(unfinished)
        BlockSettings.of(model.network.backbone).write(unfinished)


def load_model(folder: Path, dtype: str = "float32") -> TextModel:
    """Load what `save_model` wrote.

    Raises:
        NotFoundError: if there is no model in the folder.
        PresetError: if it is damaged.
    """
    info = ModelInfo.read(folder)
    # Its module registers the network's class.
    task = tasks.get(info.task)
    try:
        network = load_saved_task(folder, dtype)
        task.complete_saved(network, info.settings, folder)
        BlockSettings.read(folder).apply(network.backbone)
    except Exception as error:
        raise unreadable(folder, error) from error
    network.preprocessor.sequence_length = info.sequence_length
    return TextModel(network, info)


def _build_network(spec: RunSpec, schema: Schema, tokenizer: Any, dtype: str, folder: Path | None) -> Any:
    task, backbone = tasks.get(spec.task), spec.backbone
    if backbone.architecture is None:
        network = load_task(task.network_type, str(folder), dtype, backbone.dropout, task.head_settings(schema))
    else:
        more = task.scratch_settings(spec.settings)
        scratch = build_backbone(backbone.architecture, tokenizer.vocabulary_size(), backbone.dropout, dtype, more)
        network = task.from_scratch(scratch, tokenizer, schema)
    task.prepare_network(network, spec.settings, schema, folder)
    return network

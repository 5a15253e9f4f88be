"""The gate that every checkpoint in Hugging Face's layout goes through, when it is opened and when it is loaded."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.catalogue.hugging_face.config_gate import check_config
from studio.catalogue.hugging_face.settings import RULES
from studio.catalogue.hugging_face.shapes import SHAPES
from studio.catalogue.hugging_face.tensor_gate import HEAD, choose_tensors
from studio.catalogue.hugging_face.tensors import StoredTensor, read_tensors
from studio.catalogue.layout import CONFIG, weight_files


@dataclass(frozen=True, slots=True, eq=False)
class CheckedFolder:
    """A checkpoint that can be computed as it was trained.

    Attributes:
        config: Its configuration, whole.
        tensors: The backbone's tensors by their names without the family's prefix.
        num_parameters: How many numbers they have.
        unknown_settings: Settings of `config.json` that the studio does not know.
        left_out: Tensors of a head, which are not taken over.
        pretraining_heads: Those of the heads of pretraining, which are not taken over either.
        has_pooler: Whether it has its pooler, or is of a model type without one.
        has_head: Whether it has what turns vectors into tokens, or the table of its token vectors is that.
    """

    config: Mapping[str, Any]
    tensors: Mapping[str, StoredTensor]
    num_parameters: int
    unknown_settings: tuple[str, ...]
    left_out: tuple[str, ...]
    pretraining_heads: tuple[str, ...] = ()
    has_pooler: bool = True
    has_head: bool = True


def can_check(model_type: str) -> bool:
    """Return whether there are rules for a model type."""
    return model_type in RULES


def check_folder(folder: Path, config: Mapping[str, Any]) -> CheckedFolder:
    """Check a checkpoint's configuration and the headers of its weights; no tensor is read.

    Args:
        folder: Its folder, whose weights are there.
        config: What `config.json` holds; `can_check` its `model_type`.

    Raises:
        PresetError: says what differs from what the studio computes.
    """
    whole, unknown = check_config(folder / CONFIG, config)
    model_type = str(config["model_type"])
    shapes = SHAPES[model_type](whole)
    chosen = choose_tensors(folder, model_type, read_tensors(weight_files(folder)), shapes)
    num_parameters = sum(math.prod(shape) for shape in shapes.values())
    return CheckedFolder(
        whole,
        chosen.tensors,
        num_parameters,
        unknown,
        chosen.left_out,
        chosen.pretraining_heads,
        chosen.has_pooler,
        bool(whole.get("has_tied_head", whole.get("tie_word_embeddings", True))) or HEAD in chosen.tensors,
    )

"""The backbones that can be chosen: the bundled one, KerasHub's presets and folders of the user's own.

Nothing here loads TensorFlow, Keras or KerasHub: presets are read from a file that travels with the studio, folders
by their configuration and the headers of their weights.
"""

from studio.catalogue.folders import check_weights, describe_folder, only_generates, read_kind
from studio.catalogue.listing import (
    BUNDLED_NAME,
    MULTILINGUAL,
    USE_WORDS,
    BackboneInfo,
    PresetInfo,
    backbones,
    bundled_folder,
    find,
    presets,
)
from studio.catalogue.resolving import (
    ResolvedPreset,
    check_task,
    describe,
    describe_architecture,
    describe_backbone,
    describe_handle,
    hugging_face_handle,
    lacks_pooler,
    looks_like_path,
    resolve,
)
from studio.catalogue.tokens import count_tokens

__all__ = [
    "BUNDLED_NAME",
    "MULTILINGUAL",
    "USE_WORDS",
    "BackboneInfo",
    "PresetInfo",
    "ResolvedPreset",
    "backbones",
    "bundled_folder",
    "check_task",
    "check_weights",
    "count_tokens",
    "describe",
    "describe_architecture",
    "describe_backbone",
    "describe_folder",
    "describe_handle",
    "find",
    "hugging_face_handle",
    "lacks_pooler",
    "looks_like_path",
    "only_generates",
    "presets",
    "read_kind",
    "resolve",
]

"""Check and describe a backbone in a folder, in KerasHub's layout or in Hugging Face's, or in a GGUF file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from studio import tasks
from studio.catalogue import hugging_face
from studio.catalogue.gguf_files import check_gguf, find_gguf
from studio.catalogue.gguf_files.describing import describe_gguf
from studio.catalogue.layout import (
    CONFIG,
    KERAS_ASSETS,
    KERAS_INDEX,
    KERAS_TOKENIZER,
    KERAS_WEIGHTS,
    RUN_MODEL,
    SAFETENSORS,
    SAFETENSORS_INDEX,
    TORCH,
    TORCH_INDEX,
    check_sizes,
    read_object,
    readable,
    weight_files,
)
from studio.catalogue.listing import FROM_SCRATCH, PresetInfo, backbones, describe_use, generation_backbones
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.weights import count_h5
from studio.errors import PresetError
from studio.files import expand_user

Kind = Literal["keras_hub", "transformers", "gguf"]

_KERAS_WORDS = "A KerasHub preset in a folder."
_HUGGING_FACE_WORDS = "A Hugging Face checkpoint in a folder."
_KERAS_VOCABULARIES = (("vocabulary.txt",), ("vocabulary.json", "merges.txt"), ("vocabulary.spm",))
_TRANSFORMERS_WEIGHTS = (SAFETENSORS, SAFETENSORS_INDEX, TORCH, TORCH_INDEX)
# transformers 5 does not read them either.
_OTHER_WEIGHTS = ("tf_model.h5", "flax_model.msgpack")


@dataclass(frozen=True, slots=True)
class _ModelType:
    """How a Hugging Face `model_type` is read."""

    backbone: str
    num_layers: str = "num_hidden_layers"
    hidden_dim: str = "hidden_size"
    num_heads: str = "num_attention_heads"
    position_offset: int = 0


# What is compared with what the studio computes, and whose tokenizers are read as they are.
_MODEL_TYPES = {
    "albert": _ModelType("AlbertBackbone"),
    "bart": _ModelType("BartBackbone", "encoder_layers", "d_model", "encoder_attention_heads"),
    "bert": _ModelType("BertBackbone"),
    "distilbert": _ModelType("DistilBertBackbone", "n_layers", "dim", "n_heads"),
    "gemma": _ModelType("GemmaBackbone"),
    "gemma2": _ModelType("GemmaBackbone"),
    "gemma3_text": _ModelType("Gemma3Backbone"),
    "gpt2": _ModelType("GPT2Backbone", "n_layer", "n_embd", "n_head"),
    "llama": _ModelType("Llama3Backbone"),
    "mistral": _ModelType("MistralBackbone"),
    "opt": _ModelType("OPTBackbone"),
    "phi3": _ModelType("Phi3Backbone"),
    "qwen2": _ModelType("QwenBackbone"),
    "qwen3": _ModelType("Qwen3Backbone"),
    "roberta": _ModelType("RobertaBackbone", position_offset=2),
    "smollm3": _ModelType("SmolLM3Backbone"),
    "t5": _ModelType("T5Backbone", "num_layers", "d_model", "num_heads"),
    "xlm-roberta": _ModelType("XLMRobertaBackbone", position_offset=2),
}
# fmt: off
_GENERATION_TYPES = frozenset({
    "bloom", "falcon", "gemma3", "gemma3n", "gemma4", "gemma4_text", "gpt_neox", "gpt_oss", "mbart", "mixtral", "mt5",
    "phi", "qwen2_moe", "qwen3_moe", "qwen3_5", "rwkv", "t5gemma", "t5gemma2",
})
# fmt: on


def describe_folder(path: str | Path) -> PresetInfo:
    """Check a backbone's folder and say what is in it.

    Configurations and the headers of the weights are read; no tensor is.

    Args:
        path: A folder with a KerasHub preset (`save_to_preset`) or a Hugging Face checkpoint (`save_pretrained`); a
            GGUF file, or a folder with one.

    Returns:
        The description; its `name` is the full path of the folder or the GGUF file.

    Raises:
        PresetError: says what is missing or not supported, and what to do.
    """
    folder = expand_user(path).resolve()
    file = find_gguf(folder)
    if file is not None:
        stat = file.stat()
        return describe_gguf(file, stat.st_mtime_ns, stat.st_size)
    return _describe_stamped(folder, _stamp(folder))


@lru_cache(maxsize=32)
def _describe_stamped(folder: Path, _: tuple[tuple[str, int, int], ...]) -> PresetInfo:
    with readable(folder):
        config = _read_config(folder)
        if folder_kind(config) == "keras_hub":
            return _describe_keras(folder, config)
        return _describe_transformers(folder, config)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes with the files: the window asks for the same folder again and again."""
    files = sorted(file for place in (folder, folder / KERAS_ASSETS) for file in place.glob("*"))
    return tuple((file.name, (stat := file.stat()).st_mtime_ns, stat.st_size) for file in files if file.exists())


def read_kind(folder: Path) -> Kind:
    """Return the layout of a folder, or of a GGUF file.

    Raises:
        PresetError: if it is none of them.
    """
    return "gguf" if find_gguf(folder) is not None else folder_kind(_read_config(folder))


def folder_kind(config: Mapping[str, Any]) -> Kind:
    """Return the layout that a `config.json` belongs to."""
    return "keras_hub" if "registered_name" in config else "transformers"


def only_generates(folder: Path) -> bool:
    """Return whether a folder holds a backbone without a text classifier in KerasHub: it can be looked at, not trained.

    Raises:
        PresetError: if it holds no backbone.
    """
    file = find_gguf(folder)
    if file is not None:
        return not describe_folder(file).tasks
    config = _read_config(folder)
    if folder_kind(config) == "keras_hub":
        return str(config["registered_name"]).split(">")[-1] in generation_backbones()
    known = _MODEL_TYPES.get(str(config["model_type"]))
    return str(config["model_type"]) in _GENERATION_TYPES if known is None else known.backbone not in backbones()


def check_weights(folder: Path) -> hugging_face.CheckedFolder | None:
    """Check the configuration and weights of a folder in Hugging Face's layout, also of one that only generates text.

    Returns:
        What was found; `None` for other layouts and for model types without rules, which only generate.

    Raises:
        PresetError: says what differs from what the studio computes.
    """
    file = find_gguf(folder)
    if file is not None:
        check_gguf(file)
        return None
    config = _read_config(folder)
    if folder_kind(config) == "keras_hub" or not hugging_face.can_check(str(config["model_type"])):
        return None
    with readable(folder):
        _check_weights(folder, _TRANSFORMERS_WEIGHTS)
        return hugging_face.check_folder(folder, config)


def _read_config(folder: Path) -> dict[str, Any]:
    if not folder.is_dir():
        raise PresetError("There is no folder {folder}.", folder=folder)
    if not (folder / CONFIG).is_file():
        raise PresetError(
            "{folder} is not a backbone: expected a config.json, as KerasHub's save_to_preset or Hugging Face's "
            "save_pretrained write it, or a GGUF file. Received: {received}.",
            folder=folder,
            received=_list_files(folder),
        )
    config = read_object(folder / CONFIG)
    if "registered_name" not in config and "model_type" not in config:
        raise PresetError(
            "{file}: expected registered_name (a KerasHub preset) or model_type (a Hugging Face checkpoint). "
            "Received the fields {received}.",
            file=folder / CONFIG,
            received=", ".join(sorted(config)) or "none",
        )
    inner = config.get("config")
    check_sizes(folder / CONFIG, config | inner if isinstance(inner, dict) else config)
    return config


def _describe_keras(folder: Path, config: Mapping[str, Any]) -> PresetInfo:
    backbone = _check_class(folder, str(config["registered_name"]).split(">")[-1])
    files = _check_weights(folder, (KERAS_WEIGHTS, KERAS_INDEX))
    _check_keras_tokenizer(folder)
    read_own_tokenizer(folder)
    settings = config.get("config")
    settings = settings if isinstance(settings, dict) else {}
    _check_reads_text(folder, backbone, settings)
    return _describe(
        folder,
        files,
        backbone,
        _KERAS_WORDS,
        has_pooler=_has_pooler(folder),
        reads_pairs=_reads_pairs(backbone, settings, _int(settings, "num_segments")),
        num_parameters=sum(count_h5(file) for file in files),
        kind=settings.get("kind") if backbone == FROM_SCRATCH else None,
        num_layers=_int(settings, "num_layers", "decoder_num_layers"),
        num_heads=_int(settings, "num_heads", "num_query_heads", "num_attention_heads", "decoder_num_attention_heads"),
        hidden_dim=_int(settings, "hidden_dim", "decoder_hidden_dim"),
        vocabulary_size=_int(settings, "vocabulary_size"),
        max_sequence_length=_int(settings, "max_sequence_length", "max_position_embeddings"),
    )


def _describe_transformers(folder: Path, config: Mapping[str, Any]) -> PresetInfo:
    name = str(config["model_type"])
    model_type = _check_model_type(folder, name)
    files = _check_weights(folder, _TRANSFORMERS_WEIGHTS)
    read_own_tokenizer(folder)
    checked = hugging_face.check_folder(folder, config)
    config = checked.config
    positions = _int(config, "max_position_embeddings", "n_positions")
    return _describe(
        folder,
        files,
        model_type.backbone,
        _HUGGING_FACE_WORDS,
        checked,
        has_pooler=checked.has_pooler,
        reads_pairs=_reads_pairs(model_type.backbone, {}, _int(config, "type_vocab_size")),
        num_parameters=checked.num_parameters,
        num_layers=_int(config, model_type.num_layers),
        num_heads=_int(config, model_type.num_heads),
        hidden_dim=_int(config, model_type.hidden_dim),
        vocabulary_size=_int(config, "vocab_size"),
        max_sequence_length=None if positions is None else positions - model_type.position_offset,
    )


def _describe(
    folder: Path,
    files: list[Path],
    backbone: str,
    description: str,
    checked: hugging_face.CheckedFolder | None = None,
    *,
    has_pooler: bool,
    reads_pairs: bool,
    num_parameters: int,
    kind: str | None = None,
    **shape: int | None,
) -> PresetInfo:
    info = backbones()[backbone]
    return PresetInfo(
        name=str(folder),
        description=description,
        family=info.family,
        backbone=backbone,
        num_parameters=num_parameters,
        num_layers=shape["num_layers"],
        num_heads=shape["num_heads"],
        hidden_dim=shape["hidden_dim"],
        vocabulary_size=shape["vocabulary_size"],
        max_sequence_length=shape["max_sequence_length"],
        languages=(),
        tasks=tuple(
            name for name in info.tasks if (kind is None or kind in tasks.get(name).kinds) and _has_head(checked)
        ),
        licence=None,
        handle=None,
        source="folder",
        good_for=describe_use(num_parameters, ()),
        folder=folder,
        file_bytes=sum(file.stat().st_size for file in files),
        unknown_settings=() if checked is None else checked.unknown_settings,
        left_out=() if checked is None else checked.left_out,
        has_pooler=has_pooler,
        reads_pairs=reads_pairs,
    )


def _has_head(checked: hugging_face.CheckedFolder | None) -> bool:
    return checked is None or checked.has_head


def _has_pooler(folder: Path) -> bool:
    """Return whether the pooler of a KerasHub folder is trained: what a run saved may have begun without one."""
    return not (folder / RUN_MODEL).is_file() or read_object(folder / RUN_MODEL).get("has_pooler") is not False


def _reads_pairs(backbone: str, settings: Mapping[str, Any], num_segments: int | None) -> bool:
    """Return whether a backbone tells two segments apart and has a layer on the first token."""
    if backbone == FROM_SCRATCH:
        return bool(settings.get("use_pooler")) and (num_segments or 0) > 1
    return backbones()[backbone].reads_pairs and num_segments != 1


def _check_class(folder: Path, name: str) -> str:
    if name in backbones():
        return name
    raise PresetError(
        "{folder} holds a {name}, which only generates text and can be looked at, but not trained. "
        "Expected one of: {expected}."
        if name in generation_backbones()
        else "{folder} holds a {name}, which neither classifies nor writes text. Expected one of: {expected}.",
        folder=folder,
        name=name,
        expected=", ".join(sorted(backbones())),
    )


def _check_reads_text(folder: Path, name: str, settings: Mapping[str, Any]) -> None:
    """Refuse what is of a family that writes, but reads pictures too, or looks ahead to make vectors of texts."""
    if settings.get("vision_encoder"):
        raise PresetError(
            "{folder} holds a {name} that reads pictures too: it can be looked at, but not trained. Expected one for "
            "text alone.",
            folder=folder,
            name=name,
        )
    if settings.get("is_embedding_model"):
        raise PresetError(
            "{folder} holds a {name} that makes vectors of texts and cannot write: its attention looks ahead. Expected "
            "one that writes.",
            folder=folder,
            name=name,
        )


def _check_model_type(folder: Path, name: str) -> _ModelType:
    model_type = _MODEL_TYPES.get(name)
    if model_type is None or model_type.backbone not in backbones():
        raise PresetError(
            "{folder} holds a {name} model, which only generates text and can be looked at, but not trained. "
            "Expected one of the model types: {expected}."
            if name in _GENERATION_TYPES or model_type is not None
            else "{folder} holds a {name} model, which cannot be read from Hugging Face's layout. "
            "Expected one of the model types: {expected}.",
            folder=folder,
            name=name,
            expected=", ".join(sorted(_MODEL_TYPES)),
        )
    return model_type


def _check_weights(folder: Path, expected: tuple[str, ...]) -> list[Path]:
    files = [file for file in weight_files(folder) if any((folder / name).is_file() for name in expected)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        raise PresetError("{folder} lacks weights: there is no {missing}.", folder=folder, missing=", ".join(missing))
    if files:
        return files
    other = next((name for name in _OTHER_WEIGHTS if (folder / name).is_file()), None)
    if other is None:
        raise PresetError(
            "{folder} has no weights: expected {expected}. Received: {received}.",
            folder=folder,
            expected=" or ".join(expected),
            received=_list_files(folder),
        )
    raise PresetError(
        "{folder} has its weights only as {other}: expected {expected}. Where a version of transformers before 5 is "
        'installed with that framework and PyTorch, convert them: AutoModel.from_pretrained("{folder}", {option}=True)'
        '.save_pretrained("{folder}").',
        folder=folder,
        other=other,
        expected=" or ".join(expected),
        option="from_tf" if other == "tf_model.h5" else "from_flax",
    )


def _check_keras_tokenizer(folder: Path) -> None:
    assets = folder / KERAS_ASSETS
    has_vocabulary = any(all((assets / name).is_file() for name in names) for names in _KERAS_VOCABULARIES)
    if not has_vocabulary or not (folder / KERAS_TOKENIZER).is_file():
        raise PresetError(
            "{folder} has no vocabulary: expected tokenizer.json and the files in assets/tokenizer, as the "
            "preprocessor's save_to_preset writes them.",
            folder=folder,
        )


def _int(config: Mapping[str, Any], *names: str) -> int | None:
    """Return the first of these settings that there is: families call the same thing by different names."""
    return next((value for name in names if isinstance(value := config.get(name), int)), None)


def _list_files(folder: Path) -> str:
    names = sorted(entry.name for entry in folder.iterdir())
    shown = ", ".join(names[:8])
    return f"{shown}, … ({len(names)} entries)" if len(names) > 8 else shown or "an empty folder"

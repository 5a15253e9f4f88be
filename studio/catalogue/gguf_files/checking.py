"""The gate that every GGUF file goes through, when it is opened and when it is loaded."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.catalogue.gguf_files.architectures import (
    ARCHITECTURES,
    OUTPUT,
    OUTPUT_NAME,
    QUANTIZATIONS,
    ROPE_FACTORS,
    Architecture,
)
from studio.catalogue.gguf_files.config import check_config
from studio.catalogue.gguf_files.header import GgufHeader, GgufTensor, read_header
from studio.errors import PresetError

_SHOWN = 3
_LAYER = re.compile(r"^layers\.\d+\.")


@dataclass(frozen=True, slots=True, eq=False)
class CheckedGguf:
    """A GGUF file that can be computed as llama.cpp computes it.

    Attributes:
        architecture: How its architecture is computed.
        config: Its configuration as Hugging Face has it.
        tensors: Its tensors by Hugging Face's names, without a prefix.
        num_parameters: How many numbers they have.
        quantization: How most of them are stored, e.g. `"Q4_0"`.
        unknown_settings: Settings of the architecture that the studio does not know.
    """

    architecture: Architecture
    config: Mapping[str, Any]
    tensors: Mapping[str, GgufTensor]
    num_parameters: int
    quantization: str
    unknown_settings: tuple[str, ...]


def check_gguf(file: Path) -> CheckedGguf:
    """Check a GGUF file's settings and the list of its tensors; none but a small one is read.

    Raises:
        PresetError: says what differs from what the studio computes.
    """
    header = read_header(file)
    config, unknown = check_config(header)
    architecture = ARCHITECTURES[header.architecture]
    names = architecture.names(config["num_hidden_layers"])
    shapes = _shapes(config)
    if not config["tie_word_embeddings"]:
        names[OUTPUT], shapes[OUTPUT_NAME] = OUTPUT_NAME, shapes["embed_tokens.weight"]
    _check_names(header, names, architecture)
    tensors = {other: header.tensors[name] for name, other in names.items()}
    for name, other in names.items():
        _check_tensor(name, header.tensors[name], shapes[_LAYER.sub("", other)])
    num_parameters = sum(tensor.num_elements for tensor in tensors.values())
    return CheckedGguf(architecture, config, tensors, num_parameters, _quantization(tensors.values()), unknown)


def _shapes(config: Mapping[str, Any]) -> dict[str, tuple[int, ...]]:
    """Return the shape of each tensor; those of a layer by the ends of their names."""
    width, inner, head_dim = config["hidden_size"], config["intermediate_size"], config["head_dim"]
    wide, narrow = head_dim * config["num_attention_heads"], head_dim * config["num_key_value_heads"]
    return {
        "embed_tokens.weight": (config["vocab_size"], width),
        "norm.weight": (width,),
        "input_layernorm.weight": (width,),
        "post_attention_layernorm.weight": (width,),
        "self_attn.q_proj.weight": (wide, width),
        "self_attn.k_proj.weight": (narrow, width),
        "self_attn.v_proj.weight": (narrow, width),
        "self_attn.o_proj.weight": (width, wide),
        "self_attn.q_proj.bias": (wide,),
        "self_attn.k_proj.bias": (narrow,),
        "self_attn.v_proj.bias": (narrow,),
        "self_attn.q_norm.weight": (head_dim,),
        "self_attn.k_norm.weight": (head_dim,),
        "mlp.gate_proj.weight": (inner, width),
        "mlp.up_proj.weight": (inner, width),
        "mlp.down_proj.weight": (width, inner),
    }


def _check_names(header: GgufHeader, names: Mapping[str, str], architecture: Architecture) -> None:
    missing = [name for name in names if name not in header.tensors]
    if missing:
        raise PresetError(
            "{folder} lacks weights of a {model_type} model of the shape that its settings say: {names}.",
            folder=header.file,
            model_type=header.architecture,
            names=_list(missing),
        )
    known = {*names, ROPE_FACTORS, *((OUTPUT,) if architecture.is_tied else ())}
    others = [name for name in header.tensors if name not in known]
    if others:
        raise PresetError(
            "{folder} holds weights that no layer of a {model_type} model takes: {names}. Without them it would "
            "compute something else than what was trained. An adapter must be merged into the weights first.",
            folder=header.file,
            model_type=header.architecture,
            names=_list(others),
        )


def _check_tensor(name: str, tensor: GgufTensor, shape: tuple[int, ...]) -> None:
    if tensor.dtype not in QUANTIZATIONS:
        raise PresetError(
            "{file}: {name} is quantized in a way that the studio does not read. Expected one of {expected}. "
            "Received: {received}.",
            file=tensor.file,
            name=name,
            expected=", ".join(sorted(QUANTIZATIONS)),
            received=tensor.dtype,
        )
    if tensor.shape != shape:
        raise PresetError(
            "{file}: expected {name} of shape {expected}, as its settings say. Received: {received}.",
            file=tensor.file,
            name=name,
            expected=_show(shape),
            received=_show(tensor.shape),
        )


def _quantization(tensors: Iterable[GgufTensor]) -> str:
    """Return the type that most numbers of the tables have."""
    counts: dict[str, int] = {}
    for tensor in tensors:
        counts[tensor.dtype] = counts.get(tensor.dtype, 0) + math.prod(tensor.shape)
    return max(counts, key=lambda name: counts[name])


def _list(names: Iterable[str]) -> str:
    known = list(names)
    return ", ".join(known[:_SHOWN]) + (f", … ({len(known)})" if len(known) > _SHOWN else "")


def _show(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "1"

"""Whether everything that a GGUF file's settings ask for is computed here, and Hugging Face's words for it."""

import math
from collections.abc import Mapping
from typing import Any

from studio.catalogue.gguf_files.architectures import ARCHITECTURES, OUTPUT, ROPE_FACTORS, Architecture
from studio.catalogue.gguf_files.header import GgufHeader
from studio.errors import PresetError

_SIZES = {
    "block_count": "num_hidden_layers",
    "embedding_length": "hidden_size",
    "feed_forward_length": "intermediate_size",
    "attention.head_count": "num_attention_heads",
    "context_length": "max_position_embeddings",
}
_LAYERS, _MOST = "block_count", 2**31 - 1
_HEADS, _GROUPS = "attention.head_count", "attention.head_count_kv"
_EPSILON, _THETA = "attention.layer_norm_rms_epsilon", "rope.freq_base"
_HEAD_DIMS = ("attention.key_length", "attention.value_length", "rope.dimension_count")
# Settings with the values that are computed; one that is left out is as good.
_ONLY: dict[str, tuple[Any, ...]] = {
    "rope.scaling.type": ("none",),
    "rope.scale_linear": (1.0,),
    "expert_count": (0,),
    "attention.causal": (True,),
    "attention.sliding_window": (0,),
    "tensor_data_layout": ("Meta AI original pth", "reference"),
    "attention.scale": (),
    "logit_scale": (),
    "residual_scale": (),
    "embedding_scale": (),
    "attn_logit_softcapping": (),
    "final_logit_softcapping": (),
}
# They change no number, or say again what tensors say.
_IGNORED = frozenset(
    {"vocab_size", "expert_used_count", "rope.scaling.finetuned", "rope.scaling.original_context_length"}
)
_DEFAULT_THETA = 10_000.0
# Meta's Llama 3.1 to 3.3: by what slow rotations are slowed down, and which ones are; the file has only the result.
_LLAMA3 = {"low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}
_LLAMA3_FACTORS = (8.0, 32.0)
_SPLIT = "split.count"


def check_config(header: GgufHeader) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Check the settings of a GGUF file.

    Returns:
        The configuration as Hugging Face has it, and the names of the settings that nobody here knows.

    Raises:
        PresetError: if it asks for something that is not computed; names the setting.
    """
    if header.metadata.get(_SPLIT, 1) > 1:
        raise PresetError(
            "{file} is one of {count} {count:file|files} of a model. Expected a model in one file: join them first, "
            "with llama.cpp's llama-gguf-split --merge.",
            file=header.file,
            count=header.metadata[_SPLIT],
        )
    architecture = find_architecture(header)
    prefix = f"{header.architecture}."
    settings = {name.removeprefix(prefix): value for name, value in header.metadata.items() if name.startswith(prefix)}
    _check_only(header, settings, architecture)
    config: dict[str, Any] = {other: _size(header, settings, name) for name, other in _SIZES.items()}
    config["num_key_value_heads"] = (
        _size(header, settings, _GROUPS) if _GROUPS in settings else config["num_attention_heads"]
    )
    config["head_dim"] = _head_dim(header, settings, config, architecture)
    config |= {
        "model_type": architecture.model_type,
        "vocab_size": _vocabulary_size(header),
        "rms_norm_eps": _number(header, settings, _EPSILON, None),
        "rope_theta": _number(header, settings, _THETA, _DEFAULT_THETA),
        "rope_scaling": _rope_scaling(header, settings, config["head_dim"]),
        "tie_word_embeddings": architecture.is_tied or OUTPUT not in header.tensors,
        "use_sliding_window": False,
        "sliding_window": None,
    }
    config["rope_parameters"] = {"rope_theta": config["rope_theta"]}
    known = {*_SIZES, *_HEAD_DIMS, *_ONLY, *_IGNORED, _GROUPS, _EPSILON, _THETA}
    return config, tuple(f"{prefix}{name}" for name in sorted(set(settings) - known))


def find_architecture(header: GgufHeader) -> Architecture:
    """Return how a file's architecture is computed.

    Raises:
        PresetError: if it is not.
    """
    architecture = ARCHITECTURES.get(header.architecture)
    if architecture is None:
        raise PresetError(
            "{file} holds a model of the architecture {received}. Expected one of {expected}.",
            file=header.file,
            received=header.architecture or "–",
            expected=", ".join(ARCHITECTURES),
        )
    return architecture


def _check_only(header: GgufHeader, settings: Mapping[str, Any], architecture: Architecture) -> None:
    for name, accepted in _ONLY.items():
        if name in settings and settings[name] not in accepted:
            raise _refusal(header, name, ", ".join(map(str, accepted)) or "–", settings[name])
    for name, value in architecture.fixed.items():
        if name in settings and not math.isclose(settings[name], value, rel_tol=1e-6):
            raise _refusal(header, name, str(value), settings[name])
    if settings.get(_HEADS) and isinstance(settings[_HEADS], int):
        for name, whole in ((_HEADS, "embedding_length"), (_GROUPS, _HEADS)):
            of, part = settings.get(whole), settings.get(name, settings[_HEADS])
            is_free = name == _HEADS and architecture.has_own_head_dim
            if isinstance(of, int) and isinstance(part, int) and part and of % part and not is_free:
                raise _refusal(header, name, f"a divisor of {whole}, {of}", part)


def _head_dim(
    header: GgufHeader, settings: Mapping[str, Any], config: Mapping[str, Any], architecture: Architecture
) -> int:
    share = config["hidden_size"] // config["num_attention_heads"]
    head_dim = settings.get("attention.key_length", share)
    if not architecture.has_own_head_dim and head_dim != share:
        raise _refusal(header, "attention.key_length", str(share), head_dim)
    for name in _HEAD_DIMS:
        if settings.get(name, head_dim) != head_dim:
            raise _refusal(header, name, str(head_dim), settings[name])
    return int(head_dim)


def _rope_scaling(header: GgufHeader, settings: Mapping[str, Any], head_dim: int) -> dict[str, Any] | None:
    """Return the scaling whose result a file keeps as a tensor.

    Raises:
        PresetError: if it is another than Llama 3.1's.
    """
    import numpy as np

    tensor = header.tensors.get(ROPE_FACTORS)
    if tensor is None:
        return None
    found = None
    if tensor.dtype == "F32" and tensor.shape == (head_dim // 2,):
        found = np.fromfile(tensor.file, "<f4", tensor.num_elements, offset=tensor.offset)
    for factor in _LLAMA3_FACTORS:
        expected = llama3_factors(head_dim, _number(header, settings, _THETA, _DEFAULT_THETA), factor)
        if found is not None and np.allclose(found, expected, rtol=1e-4):
            return {"rope_type": "llama3", "factor": factor, **_LLAMA3}
    raise _refusal(header, ROPE_FACTORS, "Llama 3.1", "–" if found is None else f"{found[:3]} …")


def llama3_factors(head_dim: int, theta: float, factor: float) -> list[float]:
    """Return by what each pair of numbers of a head turns slower than without scaling (Llama 3.1's release)."""
    low, high, length = (
        _LLAMA3["low_freq_factor"],
        _LLAMA3["high_freq_factor"],
        _LLAMA3["original_max_position_embeddings"],
    )
    factors = []
    for place in range(0, head_dim, 2):
        turns = length * theta ** (-place / head_dim) / (2 * math.pi)
        smooth = min(1.0, max(0.0, (turns - low) / (high - low)))
        factors.append(1 / ((1 - smooth) / factor + smooth))
    return factors


def _vocabulary_size(header: GgufHeader) -> int:
    tensor = header.tensors.get("token_embd.weight")
    return 0 if tensor is None else tensor.shape[0]


def _size(header: GgufHeader, settings: Mapping[str, Any], name: str) -> int:
    value = settings.get(name)
    # A layer without a tensor is none.
    most = len(header.tensors) if name == _LAYERS else _MOST
    if type(value) is not int or not 1 <= value <= most:
        # Some architectures have a list, a number for each layer.
        received = "–" if value is None else str(value)[:80]
        raise _refusal(header, name, "a whole number above 0, the same for all layers", received)
    return value


def _number(header: GgufHeader, settings: Mapping[str, Any], name: str, default: float | None) -> float:
    value = settings.get(name, default)
    if not isinstance(value, int | float) or not 0 < value < math.inf:
        raise _refusal(header, name, "a number above 0", "–" if value is None else value)
    # It was a float32: 1e-5 comes as 9.999999747378752e-06.
    return float(f"{value:.7g}")


def _refusal(header: GgufHeader, name: str, expected: str, received: Any) -> PresetError:
    return PresetError(
        "{file} asks for something that the studio does not compute. Expected {key}: {expected}. Received: {received}.",
        file=header.file,
        key=name if name == ROPE_FACTORS else f"{header.architecture}.{name}",
        expected=expected,
        received=str(received)[:80],
    )

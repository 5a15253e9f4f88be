"""What model types that write text ask for, each by itself, and how KerasHub's converters want to be told of it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.catalogue.hugging_face.refusals import refuse_size, refuse_value

_FULL, _SLIDING = "full_attention", "sliding_attention"
_WAVELENGTH = 10_000.0
_SMOLLM3_WAVELENGTH = 2_000_000.0
_GEMMA3_WAVELENGTHS = {_SLIDING: 10_000.0, _FULL: 1_000_000.0}
# Of Gemma 3's layers each sixth sees the whole text.
_GEMMA3_PATTERN = 6
# The names of T5's feed-forward layers, and whether they have a gate.
_T5_FORWARD = {"relu": ("relu", False), "gated-gelu": ("gelu_approximate", True)}


def _check_llama(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _fill_head_dim(file, config, is_fixed=True)
    _rewrite_rope(file, config, ("default", "llama3"))


def _check_mistral(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _fill_head_dim(file, config, is_fixed=False)
    _rewrite_rope(file, config)
    # Left out it is 4096, null it is none.
    window = config.setdefault("sliding_window", 4096)
    if window is not None and (type(window) is not int or window < 1):
        raise refuse_size(file, "sliding_window", 0, window)


def _check_phi3(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _rewrite_rope(file, config)
    window, length = config.get("sliding_window"), config.get("max_position_embeddings", 4096)
    # KerasHub's class has no window; one as long as the longest text changes nothing.
    if window is not None and window < length:
        raise refuse_value(file, "sliding_window", [None], window)
    if config.get("partial_rotary_factor") not in (None, 1, 1.0):
        raise refuse_value(file, "partial_rotary_factor", [1], config["partial_rotary_factor"])


def _check_qwen2(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _fill_head_dim(file, config, is_fixed=True)
    _rewrite_rope(file, config)
    _check_layers(file, config, [_FULL] * config["num_hidden_layers"])
    config.setdefault("use_sliding_window", False)
    config.setdefault("sliding_window", None)


def _check_qwen3(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _rewrite_rope(file, config)
    _check_layers(file, config, [_FULL] * config["num_hidden_layers"])
    config["rms_norm_eps"] = 1e-6
    config.setdefault("use_sliding_window", False)
    config.setdefault("sliding_window", None)


def _check_smollm3(file: Path, config: dict[str, Any]) -> None:
    _fill_heads(file, config)
    _fill_head_dim(file, config, is_fixed=True)
    _rewrite_rope(file, config, wavelength=_SMOLLM3_WAVELENGTH)
    num_layers = config["num_hidden_layers"]
    _check_layers(file, config, [_FULL] * num_layers)
    config["layer_types"] = [_FULL] * num_layers
    config |= {"attention_bias": False, "mlp_bias": False}
    interval = config.get("no_rope_layer_interval") or 4
    given = config.get("no_rope_layers")
    # In spite of its name 1 stands for layers with positions.
    layers = [int((index + 1) % interval != 0) for index in range(num_layers)] if given is None else given
    if len(layers) != num_layers or not set(layers) <= {0, 1}:
        raise refuse_value(file, "no_rope_layers", [f"{num_layers} × 0 | 1"], layers)
    config["no_rope_layers"] = layers


def _check_gemma(file: Path, config: dict[str, Any]) -> None:
    _rewrite_rope(file, config)
    _check_wavelength(file, "rope_theta", config["rope_theta"], _WAVELENGTH)


def _check_gemma2(file: Path, config: dict[str, Any]) -> None:
    _check_gemma(file, config)
    _check_layers(file, config, [(_SLIDING, _FULL)[index % 2] for index in range(config["num_hidden_layers"])])
    _check_scale(file, config)
    _check_caps(file, config, final=30.0, attention=50.0)


def _check_gemma3(file: Path, config: dict[str, Any]) -> None:
    num_layers = config["num_hidden_layers"]
    pattern = [_SLIDING if (index + 1) % _GEMMA3_PATTERN else _FULL for index in range(num_layers)]
    _check_layers(file, config, pattern)
    config["layer_types"] = pattern
    _check_scale(file, config)
    _check_caps(file, config, final=None, attention=None)
    _rewrite_gemma3_rope(file, config)


def _check_opt(file: Path, config: dict[str, Any]) -> None:
    if config.get("word_embed_proj_dim") not in (None, config["hidden_size"]):
        raise refuse_value(file, "word_embed_proj_dim", [config["hidden_size"]], config["word_embed_proj_dim"])


def _check_bloom(file: Path, config: dict[str, Any]) -> None:
    inner = config.get("n_inner")
    if inner not in (None, 4 * config["hidden_size"]):
        raise refuse_value(file, "n_inner", [4 * config["hidden_size"]], inner)
    # The same by its older name.
    if config.get("num_attention_heads") not in (None, config["n_head"]):
        raise refuse_value(file, "num_attention_heads", [config["n_head"]], config["num_attention_heads"])


def _check_t5(file: Path, config: dict[str, Any]) -> None:
    if config.get("num_decoder_layers") not in (None, config["num_layers"]):
        raise refuse_value(file, "num_decoder_layers", [config["num_layers"]], config["num_decoder_layers"])
    if config["feed_forward_proj"] not in _T5_FORWARD:
        raise refuse_value(file, "feed_forward_proj", _T5_FORWARD, config["feed_forward_proj"])
    config["activation"], config["is_gated_act"] = _T5_FORWARD[config["feed_forward_proj"]]
    # Where the head is the table of token vectors, the original scales the vectors and later ones do not; KerasHub's
    # class takes both for one thing, and a copy of the table for a head of its own.
    is_scaled = config.get("scale_decoder_outputs", config["tie_word_embeddings"])
    if not isinstance(is_scaled, bool):
        raise refuse_value(file, "scale_decoder_outputs", [True, False], is_scaled)
    config["has_tied_head"] = "scale_decoder_outputs" in config or config["tie_word_embeddings"]
    config["tie_word_embeddings"] = is_scaled and config["tie_word_embeddings"]


# === Heads, windows and scales ===


def _fill_heads(file: Path, config: dict[str, Any]) -> None:
    if config["num_key_value_heads"] is None:
        config["num_key_value_heads"] = config["num_attention_heads"]
    if type(config["num_key_value_heads"]) is not int or config["num_key_value_heads"] < 1:
        raise refuse_size(file, "num_key_value_heads", 0, config["num_key_value_heads"])


def _fill_head_dim(file: Path, config: dict[str, Any], *, is_fixed: bool) -> None:
    width = config["hidden_size"] // config["num_attention_heads"]
    given = config.get("head_dim")
    if given is None:
        config["head_dim"] = width if not config["hidden_size"] % config["num_attention_heads"] else None
    elif type(given) is not int or given < 1:
        raise refuse_size(file, "head_dim", 0, given)
    elif is_fixed and given != width:
        raise refuse_value(file, "head_dim", [width], given)


def _check_layers(file: Path, config: Mapping[str, Any], expected: Sequence[str]) -> None:
    given = config.get("layer_types")
    if given is not None and list(given) != list(expected):
        raise refuse_value(file, "layer_types", [", ".join(dict.fromkeys(expected))], ", ".join(map(str, given)))


def _check_scale(file: Path, config: Mapping[str, Any]) -> None:
    # WORKAROUND: the blocks of KerasHub 0.32's Gemma scale by the width of a head, whatever its backbone is told.
    if config["query_pre_attn_scalar"] != config["head_dim"]:
        raise refuse_value(file, "query_pre_attn_scalar", [config["head_dim"]], config["query_pre_attn_scalar"])


def _check_caps(file: Path, config: dict[str, Any], final: float | None, attention: float | None) -> None:
    for key, default in (("final_logit_softcapping", final), ("attn_logit_softcapping", attention)):
        cap = config.setdefault(key, default)
        if cap is not None and not (isinstance(cap, int | float) and cap > 0):
            raise refuse_size(file, key, 0, cap)


# === Rotary positions ===


def _rewrite_rope(
    file: Path, config: dict[str, Any], kinds: tuple[str, ...] = ("default",), wavelength: float = _WAVELENGTH
) -> None:
    # WORKAROUND: KerasHub 0.32 reads the wavelength of `rope_parameters`, which transformers 5 writes, but no scaling.
    key = "rope_scaling" if config["rope_parameters"] is None else "rope_parameters"
    rope = config[key] or {}
    if not isinstance(rope, dict):
        raise refuse_value(file, key, [None], rope)
    kind = rope.get("rope_type", rope.get("type", "default"))
    if kind not in kinds:
        raise refuse_value(file, f"{key}.rope_type", kinds, kind)
    if rope.get("partial_rotary_factor") not in (None, 1, 1.0):
        raise refuse_value(file, f"{key}.partial_rotary_factor", [1], rope["partial_rotary_factor"])
    theta = rope.get("rope_theta", config["rope_theta"])
    config["rope_theta"] = wavelength if theta is None else theta
    config["rope_parameters"] = {"rope_theta": config["rope_theta"]}
    config["rope_scaling"] = {**rope, "rope_type": kind} if kind != "default" else None


def _rewrite_gemma3_rope(file: Path, config: dict[str, Any]) -> None:
    """Bring both layouts of a checkpoint's rotary positions into the one that KerasHub reads."""
    parameters = config["rope_parameters"]
    if parameters is None:
        parameters = {
            _FULL: {"rope_theta": config["rope_theta"], **(config["rope_scaling"] or {})},
            _SLIDING: {"rope_theta": config["rope_local_base_freq"]},
        }
    if not isinstance(parameters, dict) or not set(parameters) <= set(_GEMMA3_WAVELENGTHS):
        raise refuse_value(file, "rope_parameters", _GEMMA3_WAVELENGTHS, parameters)
    factors = {}
    for name, wavelength in _GEMMA3_WAVELENGTHS.items():
        rope, key = parameters.get(name) or {}, f"rope_parameters.{name}"
        kind = rope.get("rope_type", rope.get("type", "default"))
        kinds = ("default", "linear") if name == _FULL else ("default",)
        if kind not in kinds:
            raise refuse_value(file, f"{key}.rope_type", kinds, kind)
        _check_wavelength(file, f"{key}.rope_theta", rope.get("rope_theta"), wavelength)
        factors[name] = {"factor": float(rope["factor"]) if kind == "linear" else 1.0}
    config["rope_parameters"], config["rope_scaling"] = factors, None


def _check_wavelength(file: Path, key: str, received: Any, expected: float) -> None:
    """Check what KerasHub's class takes no argument for."""
    if received is not None and received != expected:
        raise refuse_value(file, key, [expected], received)


WRITER_CHECKS: Mapping[str, Callable[[Path, dict[str, Any]], None]] = {
    "bloom": _check_bloom,
    "gemma": _check_gemma,
    "gemma2": _check_gemma2,
    "gemma3_text": _check_gemma3,
    "llama": _check_llama,
    "mistral": _check_mistral,
    "opt": _check_opt,
    "phi3": _check_phi3,
    "qwen2": _check_qwen2,
    "qwen3": _check_qwen3,
    "smollm3": _check_smollm3,
    "t5": _check_t5,
}

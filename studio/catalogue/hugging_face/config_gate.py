"""Whether everything that a Hugging Face configuration asks for is computed here."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from studio.catalogue.hugging_face.settings import ACTIVATIONS, COMMON_IGNORED, COMMON_ONLY, RULES, Rules
from studio.errors import PresetError

# Sizes of which one must be a multiple of the other.
_MULTIPLES = (
    ("hidden_size", "num_attention_heads"),
    ("dim", "n_heads"),
    ("n_embd", "n_head"),
    ("d_model", "encoder_attention_heads"),
    ("num_hidden_layers", "num_hidden_groups"),
    ("num_attention_heads", "num_key_value_heads"),
)
_ROPE_TYPES = ("default", "llama3")


def check_config(file: Path, config: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Check a configuration against the rules of its model type.

    Args:
        file: Where it stands.
        config: What it says; its `model_type` must be one of `RULES`.

    Returns:
        The configuration with what transformers takes for the settings that are left out, and the names of the
        settings that nobody here knows.

    Raises:
        PresetError: if it asks for something that is not computed; names the setting.
    """
    name = str(config["model_type"])
    rules = RULES[name]
    only = {**COMMON_ONLY, **rules.only}
    for key, accepted in only.items():
        if config.get(key) not in (None, *accepted):
            raise _refusal(file, key, accepted, config[key])
    whole = {**config, **{key: _followed(config, key, value) for key, value in rules.followed.items()}}
    for key, size in rules.sizes.items():
        whole[key] = config.get(key, size)
        if type(whole[key]) is not int or whole[key] < 1:
            raise _no_size(file, key, 0, whole[key])
    _check_numbers(file, whole, rules)
    _CHECKS.get(name, _nothing_more)(file, whole)
    _check_multiples(file, whole)
    known = {*rules.sizes, *rules.followed, *only, *rules.ignored, *COMMON_IGNORED}
    return whole, tuple(sorted(set(config) - known))


def _followed(config: Mapping[str, Any], key: str, default: Any) -> Any:
    return default if config.get(key) is None else config[key]


def _check_numbers(file: Path, config: Mapping[str, Any], rules: Rules) -> None:
    if rules.activation is not None and config[rules.activation] not in ACTIVATIONS:
        raise _refusal(file, rules.activation, ACTIVATIONS, config[rules.activation])
    for key, default in rules.followed.items():
        if isinstance(default, float) and not (isinstance(config[key], int | float) and 0 <= config[key] < 1):
            raise PresetError(
                "{file}: expected {key} to be a number from 0 to below 1. Received: {received}.",
                file=file,
                key=key,
                received=_show(config[key]),
            )


def _check_multiples(file: Path, config: Mapping[str, Any]) -> None:
    for key, divisor in _MULTIPLES:
        if key in config and divisor in config and config[key] % config[divisor]:
            raise PresetError(
                "{file}: expected {key} to be a multiple of {other}, which is {divisor}. Received: {received}.",
                file=file,
                key=key,
                other=divisor,
                divisor=config[divisor],
                received=config[key],
            )


# === What one model type alone asks for ===


def _nothing_more(file: Path, config: dict[str, Any]) -> None:
    pass


def _check_roberta(file: Path, config: dict[str, Any]) -> None:
    # The first two rows stand for padding.
    if config["max_position_embeddings"] <= 2:
        raise _no_size(file, "max_position_embeddings", 2, config["max_position_embeddings"])


def _check_bart(file: Path, config: dict[str, Any]) -> None:
    for name in ("layers", "ffn_dim", "attention_heads"):
        if config[f"decoder_{name}"] != config[f"encoder_{name}"]:
            raise _refusal(file, f"decoder_{name}", [config[f"encoder_{name}"]], config[f"decoder_{name}"])
    # WORKAROUND: KerasHub 0.32 reads a key that transformers 5 does not write.
    config["num_hidden_layers"] = config["encoder_layers"]


def _check_gpt2(file: Path, config: dict[str, Any]) -> None:
    inner = config.get("n_inner")
    if inner not in (None, 4 * config["n_embd"]):
        raise _refusal(file, "n_inner", [4 * config["n_embd"]], inner)


def _check_llama(file: Path, config: dict[str, Any]) -> None:
    heads = config["num_attention_heads"]
    if config["num_key_value_heads"] is None:
        config["num_key_value_heads"] = heads
    if type(config["num_key_value_heads"]) is not int or config["num_key_value_heads"] < 1:
        raise _no_size(file, "num_key_value_heads", 0, config["num_key_value_heads"])
    width = config["hidden_size"] // heads
    if config.get("head_dim") not in (None, width):
        raise _refusal(file, "head_dim", [width], config["head_dim"])
    _rewrite_rope(file, config)


def _rewrite_rope(file: Path, config: dict[str, Any]) -> None:
    # WORKAROUND: KerasHub 0.32 reads the wavelength of `rope_parameters`, which transformers 5 writes, but no scaling.
    key = "rope_scaling" if config["rope_parameters"] is None else "rope_parameters"
    rope = config[key] or {}
    if not isinstance(rope, dict):
        raise _refusal(file, key, [None], rope)
    kind = rope.get("rope_type", rope.get("type", "default"))
    if kind not in _ROPE_TYPES:
        raise _refusal(file, f"{key}.rope_type", _ROPE_TYPES, kind)
    if rope.get("partial_rotary_factor") not in (None, 1, 1.0):
        raise _refusal(file, f"{key}.partial_rotary_factor", [1], rope["partial_rotary_factor"])
    theta = rope.get("rope_theta", config["rope_theta"])
    config["rope_theta"] = 10_000.0 if theta is None else theta
    config["rope_parameters"] = {"rope_theta": config["rope_theta"]}
    config["rope_scaling"] = {**rope, "rope_type": kind} if kind != "default" else None


_CHECKS = {
    "bart": _check_bart,
    "gpt2": _check_gpt2,
    "llama": _check_llama,
    "roberta": _check_roberta,
    "xlm-roberta": _check_roberta,
}


def _refusal(file: Path, key: str, accepted: Iterable[Any], received: Any) -> PresetError:
    values = ", ".join(map(_show, accepted))
    if not values:
        return PresetError(
            "{file} asks for something that the studio does not compute. Expected no {key}. Received: {received}.",
            file=file,
            key=key,
            received=_show(received),
        )
    return PresetError(
        "{file} asks for something that the studio does not compute. Expected {key}: {expected}. Received: {received}.",
        file=file,
        key=key,
        expected=values,
        received=_show(received),
    )


def _no_size(file: Path, key: str, limit: int, received: Any) -> PresetError:
    return PresetError(
        "{file}: expected {key} to be a whole number above {limit}. Received: {received}.",
        file=file,
        key=key,
        limit=limit,
        received=_show(received),
    )


def _show(value: Any) -> str:
    # As JSON has it.
    return json.dumps(value, ensure_ascii=False)[:80] if isinstance(value, bool | None) else str(value)[:80]

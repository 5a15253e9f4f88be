"""Whether everything that a Hugging Face configuration asks for is computed here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.catalogue.hugging_face.refusals import refuse_size, refuse_value, show
from studio.catalogue.hugging_face.rules import Rules
from studio.catalogue.hugging_face.settings import ACTIVATIONS, COMMON_IGNORED, COMMON_ONLY, RULES
from studio.catalogue.hugging_face.writer_checks import WRITER_CHECKS
from studio.errors import PresetError

# Sizes of which one must be a multiple of the other.
_MULTIPLES = (
    ("hidden_size", "num_attention_heads"),
    ("dim", "n_heads"),
    ("n_embd", "n_head"),
    ("d_model", "encoder_attention_heads"),
    ("num_hidden_layers", "num_hidden_groups"),
    ("num_attention_heads", "num_key_value_heads"),
    ("hidden_size", "n_head"),
)


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
            raise refuse_value(file, key, accepted, config[key])
    whole = {**config, **{key: _followed(config, key, value) for key, value in rules.followed.items()}}
    for key, size in rules.sizes.items():
        whole[key] = config.get(key, size)
        if type(whole[key]) is not int or whole[key] < 1:
            raise refuse_size(file, key, 0, whole[key])
    _check_numbers(file, whole, rules)
    _CHECKS.get(name, _nothing_more)(file, whole)
    _check_multiples(file, whole)
    known = {*rules.sizes, *rules.followed, *only, *rules.ignored, *COMMON_IGNORED}
    return whole, tuple(sorted(set(config) - known))


def _followed(config: Mapping[str, Any], key: str, default: Any) -> Any:
    return default if config.get(key) is None else config[key]


def _check_numbers(file: Path, config: Mapping[str, Any], rules: Rules) -> None:
    if rules.activation is not None and config[rules.activation] not in ACTIVATIONS:
        raise refuse_value(file, rules.activation, ACTIVATIONS, config[rules.activation])
    for key, default in rules.followed.items():
        if isinstance(default, float) and not (isinstance(config[key], int | float) and 0 <= config[key] < 1):
            raise PresetError(
                "{file}: expected {key} to be a number from 0 to below 1. Received: {received}.",
                file=file,
                key=key,
                received=show(config[key]),
            )


def _check_multiples(file: Path, config: Mapping[str, Any]) -> None:
    for key, divisor in _MULTIPLES:
        if (key, config.get("head_dim") is not None) == ("hidden_size", True):
            # Where the width of a head is set, that of all heads together may be any.
            continue
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
        raise refuse_size(file, "max_position_embeddings", 2, config["max_position_embeddings"])


def _check_bart(file: Path, config: dict[str, Any]) -> None:
    for name in ("layers", "ffn_dim", "attention_heads"):
        if config[f"decoder_{name}"] != config[f"encoder_{name}"]:
            raise refuse_value(file, f"decoder_{name}", [config[f"encoder_{name}"]], config[f"decoder_{name}"])
    # WORKAROUND: KerasHub 0.32 reads a key that transformers 5 does not write.
    config["num_hidden_layers"] = config["encoder_layers"]


def _check_gpt2(file: Path, config: dict[str, Any]) -> None:
    inner = config.get("n_inner")
    if inner not in (None, 4 * config["n_embd"]):
        raise refuse_value(file, "n_inner", [4 * config["n_embd"]], inner)


_CHECKS = {
    "bart": _check_bart,
    "gpt2": _check_gpt2,
    "roberta": _check_roberta,
    "xlm-roberta": _check_roberta,
    **WRITER_CHECKS,
}

"""How texts are split into words before their bytes are merged, one way for each line of models."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
_AFTER_NUMBERS = r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
_WORDS = rf"{_CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+"


def _byte_level(*, use_regex: bool) -> dict[str, Any]:
    return {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": use_regex}


def _pattern(numbers: str) -> dict[str, Any]:
    split = {
        "type": "Split",
        "pattern": {"Regex": f"{_WORDS}|{numbers}{_AFTER_NUMBERS}"},
        "behavior": "Isolated",
        "invert": False,
    }
    return {"type": "Sequence", "pretokenizers": [split, _byte_level(use_regex=False)]}


# As the package `tokenizers` writes them; the names are those of the models that began with them.
SPLITS: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        # Radford et al., GPT-2 (2019), section 2.2.
        "gpt-2": _byte_level(use_regex=True),
        # The same, each digit a word of its own.
        "smollm": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Digits", "individual_digits": True}, _byte_level(use_regex=True)],
        },
        # Numbers in groups of three digits; a word takes the sign before it.
        "llama-3": _pattern(r"\p{N}{1,3}"),
        # The same, each digit a word of its own.
        "qwen2": _pattern(r"\p{N}"),
    }
)

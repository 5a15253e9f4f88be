"""What is known of KerasHub's presets of families that write, beyond what the library says of them.

The shapes are those of the configurations that the authors published. They are written only where an architecture of
that shape has exactly as many parameters as KerasHub says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

# Larger ones can be given by their handle: with what training holds beside its weights, one of these takes 60 GB.
MOST_PARAMETERS = 4_400_000_000

# They read pictures, make vectors of texts, judge them, or write program code, mathematics or biology; int8 weights are
# not trained; of T5Gemma's sizes three are enough.
NOT_OFFERED = (
    r"gemma3_(instruct_)?4b$|medgemma_|translategemma_",
    r"code_gemma|.*_(coder|math)_",
    r"t5gemma_(ml|xl)_",
    r".*embedding",
    r"shieldgemma_|.*_guard_|function_gemma|c2s_scale_",
    r".*_int8$",
)

LICENCES = (
    (r"gpt2_base_en_cnn_dailymail$", None),
    (r"gpt2_|phi3_|bart_large_en_cnn$", "MIT"),
    (r"bart_|falcon_|flan_|t5_|smollm3_|qwen3_", "Apache-2.0"),
    (r"opt_", "OPT-175B License"),
    (r"bloomz?_", "BigScience BLOOM RAIL 1.0"),
    (r"llama3\.2_", "Llama 3.2 Community License"),
    (r"qwen2\.5_(coder_)?(instruct_)?3b", "Qwen Research License"),
    (r"qwen2\.5_", "Apache-2.0"),
    (r"(code_|vault_)?gemma|t5gemma_", "Gemma Terms of Use"),
)

# Where the name does not say it, or says too much.
LANGUAGES = (
    # Their vocabulary has no others: Chinese would be unknown tokens alone.
    (r"(t5|flan)_(small|base|large)_multi$", ("en", "fr", "de", "ro")),
    (r"qwen|gemma3_4b|gemma3_instruct_4b", ("multi",)),
    (r"llama3\.2_", ("en", "de", "fr", "it", "pt", "hi", "es", "th")),
    (r"smollm3_", ("en", "fr", "es", "de", "it", "pt")),
)

# KerasHub 0.32 says nothing of them.
DESCRIPTIONS = (
    (
        r"t5_1\.1_",
        "T5 1.1 model with gated feed-forward layers. Trained on the Colossal Clean Crawled Corpus (C4) alone.",
    ),
)

CORRECTIONS = (
    ("case in maintained", "case is maintained"),
    ("based LLaMA", "base LLaMA"),
    ("parameter(170m embedding,100m transformer params) model", "parameter (170m embedding, 100m transformer)"),
    ("text-only,instruction-tuned", "text-only, instruction-tuned"),
    ("hidden dimension of 1024. trained", "hidden dimension of 1024. Trained"),
    ("hidden dimension of 1536. trained", "hidden dimension of 1536. Trained"),
    ("hidden dimension of 2048. trained", "hidden dimension of 2048. Trained"),
    ("hidden dimension of 2560. trained", "hidden dimension of 2560. Trained"),
    ("hidden dimension of 1024. finetuned", "hidden dimension of 1024. Finetuned"),
    ("hidden dimension of 1536. finetuned", "hidden dimension of 1536. Finetuned"),
    ("hidden dimension of 2048. finetuned", "hidden dimension of 2048. Finetuned"),
    ("hidden dimension of 2560. finetuned", "hidden dimension of 2560. Finetuned"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a Transformer that writes.

    Attributes:
        inner: The width of its feed-forward layers.
        max_sequence_length: Tokens that it has positions for; `None` where they are rotary or relative.
        key_value_heads: Fewer than `heads` where these share keys and values; `None` for as many.
        head_dim: The width of a head; `None` where all of them together are as wide as the model.
        is_tied: Whether the table of token vectors turns vectors into tokens, too.
        variant: What else it has: `biases` of queries, keys and values, `norms` of queries and keys, `four_norms` in
            each layer, a `gate` in T5's feed-forward layers.
    """

    num_layers: int
    hidden_dim: int
    vocabulary_size: int
    heads: int
    inner: int
    max_sequence_length: int | None = None
    key_value_heads: int | None = None
    head_dim: int | None = None
    is_tied: bool = True
    variant: tuple[str, ...] = ()

    def to_json(self) -> dict[str, int | None]:
        """Return what `presets.json` keeps of it."""
        return {
            "num_layers": self.num_layers,
            "hidden_dim": self.hidden_dim,
            "vocabulary_size": self.vocabulary_size,
            "max_sequence_length": self.max_sequence_length,
            "num_heads": self.heads,
        }


def _gpt2(num_layers: int, hidden_dim: int) -> Shape:
    return Shape(num_layers, hidden_dim, 50_257, hidden_dim // 64, 4 * hidden_dim, 1024)


def _bloom(num_layers: int, hidden_dim: int, heads: int = 16) -> Shape:
    return Shape(num_layers, hidden_dim, 250_880, heads, 4 * hidden_dim)


def _t5(num_layers: int, hidden_dim: int, heads: int, inner: int, *, is_gated: bool, is_tied: bool = True) -> Shape:
    variant = ("gate",) if is_gated else ()
    return Shape(num_layers, hidden_dim, 32_128, heads, inner, head_dim=64, is_tied=is_tied, variant=variant)


def _qwen2(num_layers: int, hidden_dim: int, heads: int, inner: int, *, is_tied: bool = True) -> Shape:
    return Shape(num_layers, hidden_dim, 151_936, heads, inner, key_value_heads=2, is_tied=is_tied, variant=("biases",))


def _qwen3(num_layers: int, hidden_dim: int, heads: int, inner: int) -> Shape:
    return Shape(num_layers, hidden_dim, 151_936, heads, inner, key_value_heads=8, head_dim=128, variant=("norms",))


def _gemma3(num_layers: int, hidden_dim: int, inner: int, heads: int, key_value_heads: int) -> Shape:
    return Shape(
        num_layers, hidden_dim, 262_144, heads, inner, key_value_heads=key_value_heads, head_dim=256,
        variant=("norms", "four_norms"),
    )  # fmt: skip


SHAPES: tuple[tuple[str, Shape], ...] = (
    (r"gpt2_base_", _gpt2(12, 768)),
    (r"gpt2_medium_", _gpt2(24, 1024)),
    (r"gpt2_large_", _gpt2(36, 1280)),
    (r"gpt2_extra_large_", _gpt2(48, 1600)),
    (r"opt_125m_", Shape(12, 768, 50_272, 12, 3072, 2048)),
    (r"opt_1\.3b_", Shape(24, 2048, 50_272, 32, 8192, 2048)),
    (r"bloomz?_560m_", _bloom(24, 1024)),
    (r"bloomz?_1\.1b_", _bloom(24, 1536)),
    (r"bloomz?_1\.7b_", _bloom(24, 2048)),
    (r"bloomz?_3b_", _bloom(30, 2560, 32)),
    (r"llama3\.2_.*1b", Shape(16, 2048, 128_256, 32, 8192, key_value_heads=8, is_tied=False)),
    (r"llama3\.2_.*3b", Shape(28, 3072, 128_256, 24, 8192, key_value_heads=8, is_tied=False)),
    (r"qwen2\.5_.*0\.5b", _qwen2(24, 896, 14, 4864)),
    (r"qwen2\.5_.*1\.5b", _qwen2(28, 1536, 12, 8960)),
    (r"qwen2\.5_.*3b", _qwen2(36, 2048, 16, 11_008)),
    (r"qwen3_0\.6b", _qwen3(28, 1024, 16, 3072)),
    (r"qwen3_1\.7b", _qwen3(28, 2048, 16, 6144)),
    (r"qwen3_4b", _qwen3(36, 2560, 32, 9728)),
    (r"(code_)?gemma_.*2b", Shape(18, 2048, 256_000, 8, 16_384, key_value_heads=1, head_dim=256)),
    (r"gemma2_.*2b", Shape(26, 2304, 256_000, 8, 9216, key_value_heads=4, head_dim=256, variant=("four_norms",))),
    (r"gemma3_.*270m", _gemma3(18, 640, 2048, 4, 1)),
    (r"gemma3_.*1b", _gemma3(26, 1152, 6912, 4, 1)),
    (r"gemma3_.*4b_text", _gemma3(34, 2560, 10_240, 8, 4)),
    (r"phi3_mini_", Shape(32, 3072, 32_064, 32, 8192, is_tied=False)),
    (r"smollm3_3b", Shape(36, 2048, 128_256, 16, 11_008, key_value_heads=4)),
    (r"bart_base_", Shape(6, 768, 50_265, 12, 3072, 1024)),
    (r"bart_large_", Shape(12, 1024, 50_265, 16, 4096, 1024)),
    (r"t5_small_", _t5(6, 512, 8, 2048, is_gated=False)),
    (r"t5_base_", _t5(12, 768, 12, 3072, is_gated=False)),
    (r"t5_large_", _t5(24, 1024, 16, 4096, is_gated=False)),
    (r"t5_1\.1_small", _t5(8, 512, 6, 1024, is_gated=True)),
    (r"t5_1\.1_base", _t5(12, 768, 12, 2048, is_gated=True)),
    (r"t5_1\.1_large", _t5(24, 1024, 16, 2816, is_gated=True)),
    (r"t5_1\.1_xl$", _t5(24, 2048, 32, 5120, is_gated=True)),
    (r"flan_small_", _t5(8, 512, 6, 1024, is_gated=True, is_tied=False)),
    (r"flan_base_", _t5(12, 768, 12, 2048, is_gated=True, is_tied=False)),
    (r"flan_large_", _t5(24, 1024, 16, 2816, is_gated=True, is_tied=False)),
)


def is_offered(name: str, metadata: Mapping[str, Any]) -> bool:
    """Return whether the catalogue lists a preset of a family that writes."""
    return metadata["params"] <= MOST_PARAMETERS and not any(re.match(pattern, name) for pattern in NOT_OFFERED)


def find_shape(name: str, backbone: str, num_parameters: int) -> Shape | None:
    """Return a preset's shape; `None` where none is known that has as many parameters."""
    shape = next((shape for pattern, shape in SHAPES if re.match(pattern, name)), None)
    return shape if shape is not None and _COUNTS[backbone](shape) == num_parameters else None


# === Counting ===


def _count_gpt2(shape: Shape) -> int:
    """Count GPT-2's and OPT's."""
    width = shape.hidden_dim
    return (
        width * (shape.vocabulary_size + (shape.max_sequence_length or 0))
        + shape.num_layers * _layer(width)
        + 2 * width
    )


def _count_bloom(shape: Shape) -> int:
    return _count_gpt2(shape) + 2 * shape.hidden_dim


def _count_bart(shape: Shape) -> int:
    width = shape.hidden_dim
    cross_attention = 4 * (width * width + width) + 2 * width
    embedded = shape.vocabulary_size + 2 * (shape.max_sequence_length or 0)
    return width * embedded + 4 * width + shape.num_layers * (2 * _layer(width) + cross_attention)


def _count_t5(shape: Shape) -> int:
    width, heads = shape.hidden_dim, shape.heads
    attention = 4 * width * heads * (shape.head_dim or 0)
    forward = (3 if "gate" in shape.variant else 2) * width * shape.inner
    tables = width * shape.vocabulary_size * (1 if shape.is_tied else 2) + 2 * 32 * heads + 2 * width
    return tables + shape.num_layers * (3 * attention + 2 * forward + 5 * width)


def _count_grouped(shape: Shape) -> int:
    """Count those of Llama and what was made after it."""
    width, head_dim = shape.hidden_dim, shape.head_dim or shape.hidden_dim // shape.heads
    wide, narrow = head_dim * shape.heads, head_dim * (shape.key_value_heads or shape.heads)
    layer = 2 * width * (wide + narrow) + 3 * width * shape.inner
    layer += (wide + 2 * narrow) * ("biases" in shape.variant) + 2 * head_dim * ("norms" in shape.variant)
    layer += width * (4 if "four_norms" in shape.variant else 2)
    return width * shape.vocabulary_size * (1 if shape.is_tied else 2) + shape.num_layers * layer + width


def _layer(width: int) -> int:
    """Count a layer with biases whose feed-forward part is four times as wide."""
    return 12 * width * width + 13 * width


_COUNTS = MappingProxyType(
    {
        **dict.fromkeys(
            [f"{name}Backbone" for name in ("Gemma3", "Gemma", "Llama3", "Phi3", "Qwen3", "Qwen", "SmolLM3")],
            _count_grouped,
        ),
        "BartBackbone": _count_bart,
        "BloomBackbone": _count_bloom,
        "GPT2Backbone": _count_gpt2,
        "OPTBackbone": _count_gpt2,
        "T5Backbone": _count_t5,
    }
)

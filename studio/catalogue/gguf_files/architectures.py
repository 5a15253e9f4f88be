"""The architectures of GGUF files that are computed here: their settings, and what their tensors are called elsewhere.

The names on the other side are Hugging Face's, which KerasHub's converters take. An architecture fixes how llama.cpp
computes: which numbers of a head are turned together, and what is added to the scale of a normalization.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_BLOCK = {
    "attn_norm.weight": "input_layernorm.weight",
    "attn_q.weight": "self_attn.q_proj.weight",
    "attn_k.weight": "self_attn.k_proj.weight",
    "attn_v.weight": "self_attn.v_proj.weight",
    "attn_output.weight": "self_attn.o_proj.weight",
    "ffn_norm.weight": "post_attention_layernorm.weight",
    "ffn_gate.weight": "mlp.gate_proj.weight",
    "ffn_up.weight": "mlp.up_proj.weight",
    "ffn_down.weight": "mlp.down_proj.weight",
}
_BIASES = {f"attn_{name}.bias": f"self_attn.{name}_proj.bias" for name in ("q", "k", "v")}
_HEAD_NORMS = {f"attn_{name}_norm.weight": f"self_attn.{name}_norm.weight" for name in ("q", "k")}
_OUTER = {"token_embd.weight": "embed_tokens.weight", "output_norm.weight": "norm.weight"}

# What turns vectors into tokens, where it is not the table of the token vectors itself.
OUTPUT, OUTPUT_NAME = "output.weight", "lm_head.weight"
# By what Llama 3.1 slows its rotations down, once for each pair of numbers of a head.
ROPE_FACTORS = "rope_freqs.weight"


@dataclass(frozen=True, slots=True)
class Architecture:
    """How an architecture of llama.cpp is computed here.

    Attributes:
        model_type: Hugging Face's name for it.
        backbone: KerasHub's class.
        family: As people call it.
        block: The tensors of a layer by the ends of their names, and how Hugging Face calls them.
        has_pairs: Whether the numbers turned together are neighbours; else they lie half a head apart, as in KerasHub.
        has_own_head_dim: Whether a head may have another width than its share of the hidden one.
        norm_offset: What was added to the scales of all normalizations when the file was made.
        is_tied: Whether the table of the token vectors is always the output as well.
        fixed: Settings that KerasHub has one value for.
    """

    model_type: str
    backbone: str
    family: str
    block: Mapping[str, str]
    has_pairs: bool = False
    has_own_head_dim: bool = False
    norm_offset: float = 0.0
    is_tied: bool = False
    fixed: Mapping[str, float] = field(default_factory=dict)

    def names(self, num_layers: int) -> dict[str, str]:
        """Return the tensors by their names in the file, and how Hugging Face calls them."""
        layers = {
            f"blk.{index}.{name}": f"layers.{index}.{other}"
            for index in range(num_layers)
            for name, other in self.block.items()
        }
        return _OUTER | layers


ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType(
    {
        "gemma": Architecture(
            "gemma",
            "GemmaBackbone",
            "Gemma",
            _BLOCK,
            has_own_head_dim=True,
            norm_offset=1.0,
            is_tied=True,
            fixed={"rope.freq_base": 10_000.0, "attention.layer_norm_rms_epsilon": 1e-6},
        ),
        "llama": Architecture("llama", "Llama3Backbone", "Llama", _BLOCK, has_pairs=True),
        "qwen2": Architecture("qwen2", "QwenBackbone", "Qwen", _BLOCK | _BIASES),
        "qwen3": Architecture("qwen3", "Qwen3Backbone", "Qwen", _BLOCK | _HEAD_NORMS, has_own_head_dim=True),
    }
)

# The usual ones, dequantized by the package `gguf`. Those of the first row were compared with llama.cpp.
QUANTIZATIONS = frozenset(
    {
        *("F32", "F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"),
        *("Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS"),
    }
)

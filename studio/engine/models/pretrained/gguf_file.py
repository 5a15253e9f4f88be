"""A backbone out of a GGUF file, as llama.cpp computes it."""

from importlib import import_module
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import numpy.typing as npt

from studio.catalogue.gguf_files import CheckedGguf, GgufTensor, check_gguf
from studio.engine.models.pretrained.block_settings import BlockSettings
from studio.engine.models.pretrained.tensors import TensorLoader

Array = npt.NDArray[np.float32]

_CONVERTERS = {"gemma": "convert_gemma", "llama": "convert_llama3", "qwen2": "convert_qwen", "qwen3": "convert_qwen3"}
_NO_ARGUMENTS = ("use_sliding_window", "sliding_window_size")


def build_gguf_backbone(file: Path, dtype: str, dropout: float | None) -> Any:
    """Build a backbone and fill it with the dequantized tensors of a file.

    Args:
        file: The GGUF file.
        dtype: A Keras dtype policy.
        dropout: float. Instead of none.

    Raises:
        PresetError: if it holds something that is not computed here.
    """
    checked = check_gguf(file)
    converter = import_module(f"keras_hub.src.utils.transformers.{_CONVERTERS[checked.architecture.model_type]}")
    arguments = converter.convert_backbone_config(checked.config)
    # WORKAROUND: KerasHub 0.32's converters leave the epsilon out where its classes take one.
    arguments |= {"layer_norm_epsilon": checked.config["rms_norm_eps"]}
    arguments = {name: value for name, value in arguments.items() if name not in _NO_ARGUMENTS}
    if dropout is not None:
        arguments["dropout"] = dropout
    backbone = converter.backbone_cls(**arguments, dtype=dtype)
    converter.convert_weights(backbone, GgufLoader(checked), checked.config)
    BlockSettings(head_norm_epsilon=checked.config["rms_norm_eps"]).apply(backbone)
    return backbone


class GgufLoader(TensorLoader):
    """Hands a file's tensors to KerasHub's converters, as Hugging Face keeps them.

    Args:
        checked: What the gate found in the file.
    """

    def __init__(self, checked: CheckedGguf) -> None:
        super().__init__({})
        self._checked = checked

    def get_tensor(self, hf_weight_key: str) -> Array:
        """Return a tensor in float32.

        Raises:
            KeyError: if there is none of that name.
        """
        name = hf_weight_key.removeprefix("model.")
        numbers = dequantize(self._checked.tensors[name])
        architecture, config = self._checked.architecture, self._checked.config
        if architecture.has_pairs and name.endswith("self_attn.q_proj.weight"):
            return halve(numbers, config["num_attention_heads"])
        if architecture.has_pairs and name.endswith("self_attn.k_proj.weight"):
            return halve(numbers, config["num_key_value_heads"])
        return numbers - architecture.norm_offset if name.endswith("norm.weight") else numbers


def halve(weight: Array, num_heads: int) -> Array:
    """Put the numbers that are turned together half a head apart: llama.cpp has them side by side.

    Args:
        weight: array of shape `(num_heads * head_dim, hidden_dim)`.
        num_heads: int.
    """
    head_dim = weight.shape[0] // num_heads
    pairs = weight.reshape(num_heads, head_dim // 2, 2, *weight.shape[1:])
    return np.ascontiguousarray(pairs.swapaxes(1, 2).reshape(weight.shape))


def dequantize(tensor: GgufTensor) -> Array:
    """Return a tensor's numbers in float32."""
    kind = gguf.GGMLQuantizationType[tensor.dtype]
    content = np.fromfile(tensor.file, np.uint8, tensor.num_bytes, offset=tensor.offset)
    rows = content.reshape(*tensor.shape[:-1], tensor.num_bytes // (tensor.num_elements // tensor.shape[-1]))
    return np.asarray(gguf.quants.dequantize(rows, kind), np.float32).reshape(tensor.shape)

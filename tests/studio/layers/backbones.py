"""Tiny backbones of every kind, and inputs for them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from tests.studio.layers.helpers import padding, randomize

KINDS = ("encoder", "decoder", "encoder_decoder")
POSITIONS = ("learned", "sinusoidal", "rotary", "relative", "alibi")
NORMALIZATIONS = ("layer_norm", "rms_norm")
ACTIVATIONS = ("relu", "gelu", "gelu_approximate", "swiglu", "geglu")

VOCABULARY = 19
MAX_LENGTH = 12
SIZES = {
    "vocabulary_size": VOCABULARY,
    "num_layers": 2,
    "num_heads": 4,
    "hidden_dim": 16,
    "intermediate_dim": 12,
    "max_sequence_length": MAX_LENGTH,
    "dropout": 0.0,
    "relative_num_buckets": 8,
    "relative_max_distance": 6,
}


def make(kind: str = "encoder", dtype: Any = None, **settings: Any) -> Any:
    """Return a new backbone whose weights are all random, biases and scales too."""
    from studio.layers import TransformerBackbone

    backbone = TransformerBackbone(kind=kind, dtype=dtype, **{**SIZES, **settings})
    randomize(backbone)
    return backbone


@cache
def shared(kind: str, positions: str, normalize_first: bool = True) -> Any:
    """Return a backbone that tests may use but not change."""
    return make(
        kind,
        positions=positions,
        normalize_first=normalize_first,
        num_key_value_heads=2,
        normalization="rms_norm" if normalize_first else "layer_norm",
        activation="swiglu" if normalize_first else "gelu",
    )


def inputs(kind: str, *lengths: int, length: int, seed: int = 0) -> dict[str, np.ndarray]:
    """Return random tokens, one text for each of the lengths, padded with random tokens to `length`.

    The encoder of an encoder–decoder reads as many tokens and two more.
    """
    generator = np.random.default_rng(seed)

    def side(prefix: str, extra: int = 0) -> dict[str, np.ndarray]:
        ids = generator.integers(0, VOCABULARY, (len(lengths), length + extra), np.int32)
        mask = padding(*(one + extra for one in lengths), length=length + extra)
        return {f"{prefix}token_ids": ids, f"{prefix}padding_mask": mask}

    return {**side("encoder_", 2), **side("decoder_")} if kind == "encoder_decoder" else side("")


def sequence(outputs: Any) -> np.ndarray:
    """Return the last sequence that a backbone gives, as float32: of an encoder–decoder the decoder's."""
    import keras

    if isinstance(outputs, dict):
        outputs = outputs.get("decoder_sequence_output", outputs.get("sequence_output"))
    return keras.ops.convert_to_numpy(keras.ops.cast(outputs, "float32"))


def decode_step_by_step(
    backbone: Any, given: dict[str, np.ndarray], first: int, compiled: Callable[[Any], Any] = lambda step: step
) -> np.ndarray:
    """Return the hidden states of all tokens: of the first ones at once, then of one after the other, by the cache."""
    prefix = "decoder_" if backbone.kind == "encoder_decoder" else ""
    token_ids = given[f"{prefix}token_ids"]
    options = {}
    if prefix:
        encoded = backbone.encode(given)
        options = {
            "cross_attention_cache": backbone.make_cross_attention_cache(encoded),
            "encoder_padding_mask": given["encoder_padding_mask"],
        }
    batch_size, length = token_ids.shape
    cache = backbone.make_cache(batch_size, length)

    def step(token_ids: Any, cache: Any, index: Any) -> Any:
        return backbone.call_with_cache(token_ids, cache, index, **options)

    run, parts = compiled(step), []
    for start, end in zip([0, *range(first, length)], range(first, length + 1), strict=True):
        hidden, cache = run(token_ids[:, start:end], cache, np.int32(start))
        parts.append(sequence(hidden))
    return np.concatenate(parts, axis=1)

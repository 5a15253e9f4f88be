"""What a model's attention says about a text, as plain arrays: the engine computes it, the window and files show it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

MapKind = Literal["encoder", "decoder", "cross"]
AttributionMethod = Literal["integrated_gradients", "leave_one_out"]

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class AttentionMap:
    """The attention weights of one stack of layers for one text.

    Attributes:
        kind: Self-attention of an encoder or a decoder, or a decoder's attention to an encoder.
        query_tokens: The tokens that attend, as they are read; special ones included, padding left out.
        key_tokens: The tokens that are attended to.
        weights: float32 array of shape `(num_layers, num_heads, query_length, key_length)`, rows adding up to 1.
        query_specials, key_specials: The places of special tokens among the tokens.
    """

    kind: MapKind
    query_tokens: tuple[str, ...]
    key_tokens: tuple[str, ...]
    weights: Array
    query_specials: tuple[int, ...] = ()
    key_specials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """How much each token adds to what the model says.

    Attributes:
        target: The class that is explained: the predicted one unless another was asked for.
        scores: float32 array of shape `(num_tokens,)`: positive speaks for the target, negative against it.
        baseline_output, output: The target's logit for the baseline (all tokens but the special ones padded or
            masked away) and for the text.
        completeness_error: |sum of scores − (output − baseline_output)| as a fraction of |output − baseline_output|;
            `None` for `leave_one_out`, which promises no sum.
        specials: The places of special tokens among the tokens.
    """

    method: AttributionMethod
    target: str
    tokens: tuple[str, ...]
    scores: Array
    baseline_output: float
    output: float
    completeness_error: float | None
    specials: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class HeadWalk:
    """One head, step by step: `softmax(QKᵀ/√d_k)V` with the numbers of the user's own text.

    Attributes:
        kind, layer, head: Which one, counted from 0.
        positions, normalization: How the model knows the order, and how it normalizes, as `ArchitectureSpec` has it.
        hidden: float32 `(length, hidden_dim)`: what enters the layer's attention.
        query, key, value: float32 `(length, head_dim)`.
        scores: float32 `(length, length)`: `QKᵀ/√d_k`, biases of positions added; masked places are −inf.
        weights: float32 `(length, length)`: the softmax of the scores.
        output: float32 `(length, head_dim)`: weights times value.
        multi_head: float32 `(length, hidden_dim)`: all heads, concatenated and projected.
        residual: float32 `(length, hidden_dim)`: `hidden` as it was before the attention, plus `multi_head`.
        normalized: float32 `(length, hidden_dim)`: the normalization that follows.
    """

    kind: MapKind
    layer: int
    head: int
    num_heads: int
    positions: str
    normalization: str
    tokens: tuple[str, ...]
    key_tokens: tuple[str, ...]
    hidden: Array
    query: Array
    key: Array
    value: Array
    scores: Array
    weights: Array
    output: Array
    multi_head: Array
    residual: Array
    normalized: Array


def rollout(weights: Array) -> Array:
    """Return how much each token draws from each input token through all layers.

    Abnar and Zuidema, Quantifying Attention Flow in Transformers, section 3: heads averaged, the residual connection
    added as an identity, rows brought back to a sum of 1, layers multiplied.

    Args:
        weights: float32 array of shape `(num_layers, num_heads, length, length)`.

    Returns:
        float32 array of shape `(length, length)`, rows adding up to 1.
    """
    result = np.eye(weights.shape[-1], dtype=np.float32)
    for layer in weights.mean(axis=1):
        mixed = layer + np.eye(len(layer), dtype=np.float32)
        result = (mixed / mixed.sum(axis=-1, keepdims=True)) @ result
    return result


def write_arrays(path: Path, value: AttentionMap | Attribution | HeadWalk) -> None:
    """Write one of the values above into an `.npz` file; the engine hands large arrays to the window that way."""
    fields = {name: np.asarray(getattr(value, name)) for name in value.__dataclass_fields__}
    np.savez(path, allow_pickle=False, **{name: field for name, field in fields.items() if field.dtype != object})


def read_map(path: Path) -> AttentionMap:
    """Read an `AttentionMap` that `write_arrays` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return AttentionMap(
            kind=str(arrays["kind"]),  # type: ignore[arg-type]
            query_tokens=tuple(map(str, arrays["query_tokens"])),
            key_tokens=tuple(map(str, arrays["key_tokens"])),
            weights=arrays["weights"],
            query_specials=tuple(map(int, arrays["query_specials"])),
            key_specials=tuple(map(int, arrays["key_specials"])),
        )


def read_walk(path: Path) -> HeadWalk:
    """Read a `HeadWalk` that `write_arrays` wrote."""
    words = ("kind", "positions", "normalization")
    numbers = ("layer", "head", "num_heads")
    names = ("tokens", "key_tokens")
    with np.load(path, allow_pickle=False) as arrays:
        data = {name: arrays[name] for name in arrays.files if name not in (*words, *numbers, *names)}
        data |= {name: str(arrays[name]) for name in words}
        data |= {name: int(arrays[name]) for name in numbers}
        data |= {name: tuple(map(str, arrays[name])) for name in names}
    return HeadWalk(**data)

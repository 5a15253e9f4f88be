"""The shape of a Transformer that is built from scratch: the part `{"architecture": …}` of a specification."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import model_validator

from studio.errors import SpecError
from studio.settings import SpecPart, setting

Kind = Literal["encoder", "decoder", "encoder_decoder"]
Positions = Literal["learned", "sinusoidal", "rotary", "relative", "alibi"]
Normalization = Literal["layer_norm", "rms_norm"]
Activation = Literal["relu", "gelu", "gelu_approximate", "swiglu", "geglu"]
TokenizerKind = Literal["wordpiece", "bpe", "unigram", "character"]

# Byte-pair encoding falls back on single bytes, so that no character is unknown.
NUM_BYTES = 256

_MOST_HIDDEN_DIM = 16_384
_LEAST_BPE_VOCABULARY = 300


class ArchitectureSpec(SpecPart):
    """The layers of a Transformer, and the tokenizer that is learned for it from the training data."""

    kind: Kind = setting(
        "encoder",
        label="Kind",
        help="An encoder reads the whole text at once and suits classification. A decoder sees only what came before "
        "and suits generation. An encoder–decoder reads one text and writes another.",
    )
    num_layers: int = setting(
        4,
        label="Layers",
        help="How many Transformer blocks are stacked. An encoder–decoder has so many on each side.",
        unit="layers",
        ge=1,
        le=200,
    )
    num_heads: int = setting(
        4,
        label="Heads",
        help="How many attention patterns each layer computes side by side.",
        unit="heads",
        ge=1,
        le=256,
    )
    num_key_value_heads: int | None = setting(
        None,
        label="Key/value heads",
        help="Grouped-query attention: several heads share one set of keys and values. Empty gives each its own.",
        unit="heads",
        is_advanced=True,
        ge=1,
        le=256,
    )
    hidden_dim: int = setting(
        256,
        label="Hidden width",
        help="How many numbers stand for a token between the layers. It must be a multiple of the heads.",
        step=32,
        ge=8,
        le=_MOST_HIDDEN_DIM,
    )
    intermediate_dim: int = setting(
        1024,
        label="Feed-forward width",
        help="How wide the feed-forward part of each layer is. Four times the hidden width is usual.",
        step=64,
        ge=8,
        le=131_072,
    )
    positions: Positions = setting(
        "learned",
        label="Positions",
        help="How the model knows the order of the tokens.",
    )
    normalization: Normalization = setting(
        "layer_norm",
        label="Normalization",
        help="How each layer keeps its numbers in range. RMS normalization is a little cheaper.",
        is_advanced=True,
    )
    normalize_first: bool = setting(
        True,
        label="Normalize first",
        help="Normalizing before each part (pre-norm) trains more steadily. The first paper did it after (post-norm).",
        is_advanced=True,
    )
    activation: Activation = setting(
        "gelu",
        label="Activation",
        help="The curve between the two feed-forward products. SwiGLU and GeGLU gate it by a third product.",
        is_advanced=True,
    )
    dropout: float = setting(
        0.1,
        label="Dropout",
        help="The share of values set to zero at random while training, against overfitting.",
        is_advanced=True,
        step=0.05,
        ge=0.0,
        lt=1.0,
    )
    max_sequence_length: int = setting(
        512,
        label="Longest text",
        help="The most tokens that the model can take at once.",
        unit="tokens",
        step=64,
        ge=8,
        le=131_072,
    )
    tokenizer: TokenizerKind = setting(
        "wordpiece",
        label="Tokenizer",
        help="How texts are cut into tokens. It is learned from the training data, for any script.",
    )
    vocabulary_size: int = setting(
        8000,
        label="Vocabulary",
        help="The most tokens that the tokenizer may learn. A small data set gives fewer.",
        unit="tokens",
        step=1000,
        ge=64,
        le=500_000,
    )
    lowercase: bool = setting(
        True,
        label="Lowercase",
        help="Treats capital and small letters alike: fewer tokens, less detail.",
        is_advanced=True,
    )

    tie_weights: bool = setting(
        True,
        label="Tied token vectors",
        help="How likely a token comes next is a product with its own vector: one table for what is read and what is "
        "said. Untied, a second table of the same size is learned for what is said, which pays only with very much "
        "text.",
        is_advanced=True,
    )

    @model_validator(mode="after")
    def _check_widths(self) -> Self:
        found = find_contradiction({name: getattr(self, name) for name in type(self).model_fields})
        if found is not None:
            raise found.error
        return self

    @property
    def name(self) -> str:
        """A short name for lists, e.g. `"encoder 4 × 256"`."""
        return f"{self.kind.replace('_', '–')} {self.num_layers} × {self.hidden_dim}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why settings that are each in their range do not go together.

    Attributes:
        field: The setting that is to be changed.
        remedy: A value for it, near the present one, with which this contradiction is gone.
    """

    field: str
    error: SpecError
    remedy: int


def find_contradiction(values: Mapping[str, Any]) -> Contradiction | None:
    """Return the first contradiction between the fields of an `ArchitectureSpec`; `None` if there is none."""
    hidden_dim, num_heads, num_groups = (values[key] for key in ("hidden_dim", "num_heads", "num_key_value_heads"))
    if hidden_dim % num_heads:
        error = SpecError(
            "Expected a hidden width (hidden_dim) that is a multiple of the heads, {num_heads}. "
            "Received: {hidden_dim}.",
            num_heads=num_heads,
            hidden_dim=hidden_dim,
        )
        return Contradiction("hidden_dim", error, _near_multiple(hidden_dim, num_heads))
    if values["positions"] == "rotary" and hidden_dim // num_heads % 2:
        error = SpecError(
            "Expected an even width of each head (hidden_dim / num_heads) for rotary positions. Received: {head_dim}.",
            head_dim=hidden_dim // num_heads,
        )
        return Contradiction("hidden_dim", error, _near_multiple(hidden_dim, 2 * num_heads))
    if num_groups is not None and num_heads % num_groups:
        error = SpecError(
            "Expected key/value heads (num_key_value_heads) that the heads, {num_heads}, are a multiple of. "
            "Received: {num_groups}.",
            num_heads=num_heads,
            num_groups=num_groups,
        )
        return Contradiction("num_key_value_heads", error, _near_divisor(num_groups, num_heads))
    return _find_small_vocabulary(values["tokenizer"], values["vocabulary_size"])


def _find_small_vocabulary(tokenizer: str, vocabulary_size: int) -> Contradiction | None:
    if tokenizer != "bpe" or vocabulary_size >= _LEAST_BPE_VOCABULARY:
        return None
    error = SpecError(
        "Expected a vocabulary (vocabulary_size) of at least {expected} {expected:token|tokens} for the tokenizer "
        "bpe: {num_bytes} of them are single bytes. Received: {received}.",
        expected=_LEAST_BPE_VOCABULARY,
        num_bytes=NUM_BYTES,
        received=vocabulary_size,
    )
    return Contradiction("vocabulary_size", error, _LEAST_BPE_VOCABULARY)


def _near_multiple(value: int, factor: int) -> int:
    return max(1, min(round(value / factor), _MOST_HIDDEN_DIM // factor)) * factor


def _near_divisor(value: int, number: int) -> int:
    divisors = (candidate for candidate in range(1, number + 1) if number % candidate == 0)
    return min(divisors, key=lambda candidate: abs(candidate - value))

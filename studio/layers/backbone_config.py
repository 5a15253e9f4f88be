"""What a `TransformerBackbone` is made of: each setting once, with its default and its check."""

from dataclasses import dataclass, fields
from typing import Any

from studio.layers.activations import ACTIVATIONS
from studio.layers.arguments import check_choice, check_count, check_fraction, check_multiple
from studio.layers.normalization import NORMALIZATIONS

KINDS = ("encoder", "decoder", "encoder_decoder")
POSITIONS = ("learned", "sinusoidal", "rotary", "relative", "alibi")

_COUNTS = (
    "vocabulary_size",
    "num_layers",
    "num_heads",
    "hidden_dim",
    "intermediate_dim",
    "max_sequence_length",
    "num_inner_repetitions",
)
_OPTIONAL_COUNTS = ("num_key_value_heads", "head_dim", "embedding_dim", "num_groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class BackboneConfig:
    """The settings of a `TransformerBackbone`.

    Attributes:
        kind: str. `"encoder"`, `"decoder"` or `"encoder_decoder"`.
        vocabulary_size: int.
        num_layers: int. An encoder–decoder has so many on each side.
        num_heads: int. The query heads.
        num_key_value_heads: int. Key and value heads, a divisor of `num_heads`; as many as those if `None`.
        head_dim: int. The width of a head; `hidden_dim / num_heads` if `None`.
        hidden_dim: int. The width between the layers.
        intermediate_dim: int. The width inside the feed-forward networks.
        embedding_dim: int. The width of the token vectors, widened by a product (ALBERT); `hidden_dim` if `None`.
        positions: str. `"learned"`, `"sinusoidal"`, `"rotary"`, `"relative"` or `"alibi"`.
        max_sequence_length: int. The most tokens; it limits learned positions only.
        num_segments: int. The segments of an encoder's input; 0 takes no `segment_ids`.
        normalization: str. `"layer_norm"` or `"rms_norm"`.
        normalize_first: bool. Pre-norm or post-norm.
        layer_norm_epsilon: float. Added to the variance or the mean square.
        use_embedding_norm: bool. Whether the embeddings are normalized; `None`: with post-norm only.
        use_final_norm: bool. Whether the last layer's output is normalized; `None`: with pre-norm only.
        activation: str. A name in `ACTIVATIONS`.
        dropout: float.
        use_inner_dropout: bool. Whether dropout acts inside feed-forward networks and on the final output, too (Raffel
            et al., T5, section 2.1).
        use_bias: bool. Whether the products of the layers add biases.
        attention_scale: float. What scores are multiplied by; `1/√head_dim` if `None`. T5 has 1.
        scale_embedding: bool. Whether token vectors are multiplied by the root of their width; `None`: with
            sinusoidal positions only.
        tie_weights: bool. Whether `token_embedding(x, reverse=True)` uses the vectors of the tokens, or its own.
        use_pooler: bool. Whether an encoder also gives `pooled_output`, a dense layer with tanh on the first token
            (Devlin et al., BERT, section 3.1).
        num_groups: int. Into how many groups the layers fall whose weights are shared (Lan et al., ALBERT, section
            3.1); `None`: nothing is shared.
        num_inner_repetitions: int. The blocks of a group, applied one after the other for each layer.
        rope_max_wavelength, rope_frequency_adjustment_factor, rope_low_freq_factor, rope_high_freq_factor,
            rope_pretraining_sequence_length: As `RotaryPositions` has them.
        relative_num_buckets, relative_max_distance: int. As `RelativeBias` has them.
        initializer_stddev: float. The spread of the random weights.
    """

    kind: str = "encoder"
    vocabulary_size: int
    num_layers: int
    num_heads: int
    hidden_dim: int
    intermediate_dim: int
    num_key_value_heads: int | None = None
    head_dim: int | None = None
    embedding_dim: int | None = None
    positions: str = "learned"
    max_sequence_length: int = 512
    num_segments: int = 0
    normalization: str = "layer_norm"
    normalize_first: bool = True
    layer_norm_epsilon: float = 1e-5
    use_embedding_norm: bool | None = None
    use_final_norm: bool | None = None
    activation: str = "gelu"
    dropout: float = 0.1
    use_inner_dropout: bool = False
    use_bias: bool = True
    attention_scale: float | None = None
    scale_embedding: bool | None = None
    tie_weights: bool = True
    use_pooler: bool = False
    num_groups: int | None = None
    num_inner_repetitions: int = 1
    rope_max_wavelength: float = 10_000.0
    rope_frequency_adjustment_factor: float | None = None
    rope_low_freq_factor: float | None = None
    rope_high_freq_factor: float | None = None
    rope_pretraining_sequence_length: int | None = None
    relative_num_buckets: int = 32
    relative_max_distance: int = 128
    initializer_stddev: float = 0.02

    def __post_init__(self) -> None:
        for name in _COUNTS:
            check_count(name, getattr(self, name))
        for name in _OPTIONAL_COUNTS:
            if getattr(self, name) is not None:
                check_count(name, getattr(self, name))
        check_choice("kind", self.kind, KINDS)
        check_choice("positions", self.positions, POSITIONS)
        check_choice("normalization", self.normalization, NORMALIZATIONS)
        check_choice("activation", self.activation, ACTIVATIONS)
        check_fraction("dropout", self.dropout)
        self._check_multiples()
        self._check_encoder_only()

    @property
    def inner_head_dim(self) -> int:
        """The width of a head."""
        return self.head_dim or self.hidden_dim // self.num_heads

    @property
    def has_embedding_norm(self) -> bool:
        """Whether the embeddings are normalized."""
        return not self.normalize_first if self.use_embedding_norm is None else self.use_embedding_norm

    @property
    def has_final_norm(self) -> bool:
        """Whether the last layer's output is normalized."""
        return self.normalize_first if self.use_final_norm is None else self.use_final_norm

    @property
    def has_scaled_embedding(self) -> bool:
        """Whether token vectors are multiplied by the root of their width."""
        return self.positions == "sinusoidal" if self.scale_embedding is None else self.scale_embedding

    @property
    def num_blocks(self) -> int:
        """How many blocks with weights of their own there are on each side."""
        return (self.num_groups or self.num_layers) * self.num_inner_repetitions

    @property
    def order(self) -> list[int]:
        """The block of each layer, in the order of computation."""
        num_groups, inner = self.num_groups or self.num_layers, self.num_inner_repetitions
        repeats = self.num_layers // num_groups
        return [group * inner + block for group in range(num_groups) for _ in range(repeats) for block in range(inner)]

    def to_dict(self) -> dict[str, Any]:
        """Return the settings as JSON data."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _check_multiples(self) -> None:
        if self.head_dim is None:
            check_multiple("hidden_dim", self.hidden_dim, "num_heads", self.num_heads)
        if self.num_key_value_heads is not None:
            check_multiple("num_heads", self.num_heads, "num_key_value_heads", self.num_key_value_heads)
        if self.num_groups is not None:
            check_multiple("num_layers", self.num_layers, "num_groups", self.num_groups)

    def _check_encoder_only(self) -> None:
        if self.kind == "encoder":
            return
        for name in ("num_segments", "use_pooler", "embedding_dim"):
            if getattr(self, name):
                raise ValueError(
                    f'Expected `{name}` only with kind="encoder". Received: {name}={getattr(self, name)!r}, '
                    f"kind={self.kind!r}"
                )

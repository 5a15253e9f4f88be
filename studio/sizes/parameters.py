"""How many parameters the `TransformerBackbone` of an architecture has, part by part."""

from dataclasses import dataclass

from studio.architecture import ArchitectureSpec
from studio.sizes.memory import LayerShape

# Relative positions are told apart in so many buckets, as in T5.
_NUM_BUCKETS = 32


@dataclass(frozen=True, slots=True)
class LayerParameters:
    """The parameters of one Transformer layer.

    Attributes:
        cross_attention: The attention to the encoder; 0 where there is none.
        normalization: All norms of the layer.
    """

    self_attention: int
    cross_attention: int
    feed_forward: int
    normalization: int

    @property
    def total(self) -> int:
        """All of them together."""
        return self.self_attention + self.cross_attention + self.feed_forward + self.normalization


@dataclass(frozen=True, slots=True)
class ParameterCount:
    """The parameters of a backbone.

    Attributes:
        token_embedding: The table of the tokens.
        output_embedding: A second one, of what is said; 0 where the first serves both.
        positions: The tables of the positions, of all sides; 0 where positions are computed.
        encoder, decoder: One layer of each; `None` where there is no such side.
        num_layers: Layers on each side.
        outer_normalization: The norms outside of the layers.
    """

    token_embedding: int
    output_embedding: int
    positions: int
    encoder: LayerParameters | None
    decoder: LayerParameters | None
    num_layers: int
    outer_normalization: int

    @property
    def layers(self) -> tuple[LayerParameters, ...]:
        """One layer of each side that there is."""
        return tuple(layer for layer in (self.encoder, self.decoder) if layer is not None)

    @property
    def embeddings(self) -> int:
        """Tokens, read and said, and positions."""
        return self.token_embedding + self.output_embedding + self.positions

    @property
    def attention(self) -> int:
        """The attention of all layers."""
        return self.num_layers * sum(layer.self_attention + layer.cross_attention for layer in self.layers)

    @property
    def feed_forward(self) -> int:
        """The feed-forward parts of all layers."""
        return self.num_layers * sum(layer.feed_forward for layer in self.layers)

    @property
    def normalization(self) -> int:
        """All norms."""
        return self.outer_normalization + self.num_layers * sum(layer.normalization for layer in self.layers)

    @property
    def total(self) -> int:
        """All parameters."""
        return self.embeddings + self.attention + self.feed_forward + self.normalization


def layer_shape(architecture: ArchitectureSpec, *, is_cross_attending: bool = False) -> LayerShape:
    """Return the widths of an architecture's layers."""
    return LayerShape(
        architecture.hidden_dim,
        architecture.intermediate_dim,
        architecture.num_heads,
        architecture.num_key_value_heads or architecture.num_heads,
        is_gated=architecture.activation in ("swiglu", "geglu"),
        num_attentions=2 if is_cross_attending else 1,
    )


def layer_shapes(architecture: ArchitectureSpec) -> tuple[LayerShape, ...]:
    """Return the widths of the layers of each side: of one, or of an encoder and then of its decoder."""
    if architecture.kind != "encoder_decoder":
        return (layer_shape(architecture),)
    return (layer_shape(architecture), layer_shape(architecture, is_cross_attending=True))


def count_parameters(architecture: ArchitectureSpec, vocabulary_size: int | None = None) -> ParameterCount:
    """Count the parameters of the `studio.layers.TransformerBackbone` that an architecture describes.

    Args:
        architecture: The architecture.
        vocabulary_size: Tokens that the tokenizer learned; `None` takes as many as it may learn.
    """
    sides = {"encoder": (True, False), "decoder": (False, True), "encoder_decoder": (True, True)}
    has_encoder, has_decoder = sides[architecture.kind]
    num_sides = has_encoder + has_decoder
    tokens = architecture.vocabulary_size if vocabulary_size is None else vocabulary_size
    table = tokens * architecture.hidden_dim
    return ParameterCount(
        token_embedding=table,
        output_embedding=0 if architecture.tie_weights else table,
        positions=num_sides * _positions(architecture),
        encoder=_layer(architecture, is_cross_attending=False) if has_encoder else None,
        decoder=_layer(architecture, is_cross_attending=has_encoder) if has_decoder else None,
        num_layers=architecture.num_layers,
        outer_normalization=num_sides * _norm(architecture),
    )


def _positions(architecture: ArchitectureSpec) -> int:
    match architecture.positions:
        case "learned":
            return architecture.max_sequence_length * architecture.hidden_dim
        case "relative":
            return _NUM_BUCKETS * architecture.num_heads
    return 0


def _layer(architecture: ArchitectureSpec, *, is_cross_attending: bool) -> LayerParameters:
    shape = layer_shape(architecture)
    attention = _attention(shape)
    return LayerParameters(
        self_attention=attention,
        cross_attention=attention if is_cross_attending else 0,
        feed_forward=_feed_forward(shape),
        normalization=(3 if is_cross_attending else 2) * _norm(architecture),
    )


def _attention(shape: LayerShape) -> int:
    key_value_dim = shape.hidden_dim // shape.num_heads * shape.num_key_value_heads
    return 2 * _dense(shape.hidden_dim, shape.hidden_dim) + 2 * _dense(shape.hidden_dim, key_value_dim)


def _feed_forward(shape: LayerShape) -> int:
    num_widening = 2 if shape.is_gated else 1
    return num_widening * _dense(shape.hidden_dim, shape.intermediate_dim) + _dense(
        shape.intermediate_dim, shape.hidden_dim
    )


def _dense(input_dim: int, output_dim: int) -> int:
    return input_dim * output_dim + output_dim


def _norm(architecture: ArchitectureSpec) -> int:
    # A scale, and a shift that RMS normalization does without.
    return architecture.hidden_dim * (2 if architecture.normalization == "layer_norm" else 1)

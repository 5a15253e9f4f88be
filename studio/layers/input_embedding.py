"""From token vectors to what enters the first block. Devlin et al., BERT, section 3 (input representation)."""

import math
from typing import Any

import keras
from keras import ops

from studio.layers.arguments import check_choice, check_count, check_fraction
from studio.layers.dropout import Dropout
from studio.layers.learned_positions import LearnedPositions
from studio.layers.normalization import make_normalization
from studio.layers.sinusoidal_positions import SinusoidalPositions
from studio.layers.tensor import Shape, Tensor

# Rotary positions and biases come later: in the attention.
ADDED_POSITIONS = ("learned", "sinusoidal")


@keras.saving.register_keras_serializable(package="fettle")
class InputEmbedding(keras.layers.Layer):
    """Adds positions and segments to the token vectors, normalizes, drops out, and widens, as far as each is asked for.

    Args:
        hidden_dim: int. The width of the result. Where the token vectors are narrower, a last product widens them
            (Lan et al., ALBERT, section 3.1, factorized embedding parameterization).
        positions: str. `"learned"`, `"sinusoidal"`, or `None`: nothing is added.
        max_sequence_length: int. How many learned positions there are.
        num_segments: int. How many segments there are; 0 takes no `segment_ids`.
        is_scaled: bool. Whether token vectors are first multiplied by the root of their width (Vaswani et al., section
            3.4), so that positions do not drown them.
        normalization: str. `"layer_norm"`, `"rms_norm"`, or `None`.
        layer_norm_epsilon: float.
        dropout: float. The fraction that is dropped in training.
        initializer: Of positions, segments and the kernel.

    Call arguments:
        tokens: float tensor of shape `(batch, length, embedding_dim)`: the vectors of the token embedding.
        segment_ids: int tensor of shape `(batch, length)`.
        start_index: int, or int tensor. The position of the first token.

    Returns:
        float tensor of shape `(batch, length, hidden_dim)`.
    """

    def __init__(
        self,
        hidden_dim: int,
        positions: str | None = "learned",
        max_sequence_length: int = 512,
        num_segments: int = 0,
        is_scaled: bool = False,
        normalization: str | None = None,
        layer_norm_epsilon: float = 1e-5,
        dropout: float = 0.0,
        initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        check_count("hidden_dim", hidden_dim)
        if positions is not None:
            check_choice("positions", positions, ADDED_POSITIONS)
        check_fraction("dropout", dropout)
        self.hidden_dim = hidden_dim
        self.positions = positions
        self.max_sequence_length = max_sequence_length
        self.num_segments = num_segments
        self.is_scaled = is_scaled
        self.normalization = normalization
        self.layer_norm_epsilon = layer_norm_epsilon
        self.dropout = dropout
        self.initializer = keras.initializers.get(initializer)
        self.supports_masking = True

    def build(self, tokens_shape: Shape, segment_ids_shape: Shape | None = None) -> None:
        """Create positions, segments, normalization and product."""
        self.position_embedding = self._make_positions()
        if self.position_embedding is not None:
            self.position_embedding.build(tokens_shape)
        self.segment_embedding = None
        if self.num_segments:
            self.segment_embedding = keras.layers.Embedding(
                self.num_segments,
                tokens_shape[-1],
                embeddings_initializer=self.initializer.clone(),
                dtype=self.dtype_policy,
                name="segment_embedding",
            )
            self.segment_embedding.build(segment_ids_shape)
        self.norm = None
        if self.normalization is not None:
            self.norm = make_normalization(self.normalization, self.layer_norm_epsilon, self.dtype_policy, "norm")
            self.norm.build(tokens_shape)
        self.dropout_layer = Dropout(self.dropout, dtype=self.dtype_policy, name="dropout")
        self.projection = None
        if tokens_shape[-1] != self.hidden_dim:
            self.projection = keras.layers.Dense(
                self.hidden_dim, kernel_initializer=self.initializer.clone(), dtype=self.dtype_policy, name="projection"
            )
            self.projection.build(tokens_shape)
        self.built = True

    def call(self, tokens: Tensor, segment_ids: Tensor | None = None, start_index: Tensor = 0) -> Tensor:
        """Return what enters the first block."""
        x = tokens * ops.cast(math.sqrt(tokens.shape[-1]), tokens.dtype) if self.is_scaled else tokens
        if self.position_embedding is not None:
            x = self.position_embedding(x, start_index=start_index)
        if self.segment_embedding is not None:
            if segment_ids is None:
                raise ValueError(f"Expected `segment_ids`: there are {self.num_segments} segments. Received: None")
            x = x + self.segment_embedding(segment_ids)
        x = x if self.norm is None else self.norm(x)
        x = self.dropout_layer(x)
        return x if self.projection is None else self.projection(x)

    def compute_output_shape(self, tokens_shape: Shape, segment_ids_shape: Shape | None = None) -> Shape:
        """Return `(batch, length, hidden_dim)`."""
        return (*tokens_shape[:-1], self.hidden_dim)

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "hidden_dim": self.hidden_dim,
            "positions": self.positions,
            "max_sequence_length": self.max_sequence_length,
            "num_segments": self.num_segments,
            "is_scaled": self.is_scaled,
            "normalization": self.normalization,
            "layer_norm_epsilon": self.layer_norm_epsilon,
            "dropout": self.dropout,
            "initializer": keras.initializers.serialize(self.initializer),
        }

    def _make_positions(self) -> Any:
        if self.positions == "learned":
            return LearnedPositions(
                self.max_sequence_length,
                initializer=self.initializer.clone(),
                dtype=self.dtype_policy,
                name="position_embedding",
            )
        if self.positions == "sinusoidal":
            return SinusoidalPositions(dtype=self.dtype_policy, name="position_embedding")
        return None

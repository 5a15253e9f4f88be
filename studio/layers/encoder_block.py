"""One layer of an encoder.

Vaswani et al., Attention Is All You Need, section 3.1; pre-norm: Xiong et al., On Layer Normalization in the
Transformer Architecture, section 3.
"""

from typing import Any, NamedTuple

import keras
from keras import ops

from studio.layers.arguments import check_choice, check_count, check_fraction
from studio.layers.dropout import Dropout
from studio.layers.feed_forward import FeedForward
from studio.layers.masks import implicit_padding_mask
from studio.layers.multi_head_attention import AttentionSteps, MultiHeadAttention
from studio.layers.normalization import NORMALIZATIONS, make_normalization
from studio.layers.tensor import Shape, Tensor


class BlockSteps(NamedTuple):
    """One attention of a block with what stands around it, for a view of it.

    Attributes:
        inputs: `(batch, length, hidden_dim)`: what the residual connection carries past the attention.
        hidden: `(batch, length, hidden_dim)`: what enters the attention: the inputs, normalized if that comes first.
        attention: The steps of the attention.
        residual: `(batch, length, hidden_dim)`: the inputs plus the attention's output.
        normalized: `(batch, length, hidden_dim)`: the normalization that follows.
    """

    inputs: Tensor
    hidden: Tensor
    attention: AttentionSteps
    residual: Tensor
    normalized: Tensor


@keras.saving.register_keras_serializable(package="fettle")
class EncoderBlock(keras.layers.Layer):
    """Self-attention, then a feed-forward network; each with a residual connection, dropout and a normalization.

    Args:
        num_heads: int. The query heads.
        intermediate_dim: int. The width inside the feed-forward network.
        head_dim, num_key_value_heads: As `MultiHeadAttention` has them.
        activation: str. As `FeedForward` has it.
        normalization: str. `"layer_norm"` or `"rms_norm"`.
        normalize_first: bool. Whether the inputs of each part are normalized (pre-norm), or the sum after it
            (post-norm, as in the paper).
        layer_norm_epsilon: float. Added to the variance or the mean square.
        dropout: float. The fraction dropped of the attention weights and of what each part adds, in training.
        inner_dropout: float. The fraction dropped inside the feed-forward network.
        use_bias: bool. Whether the products add biases.
        attention_scale: float. Instead of `1/√head_dim`.
        kernel_initializer: Of the kernels.

    Call arguments:
        hidden: float tensor of shape `(batch, length, hidden_dim)`.
        padding_mask: bool or int tensor of shape `(batch, length)`: `True` for a real token.
        attention_mask, position_bias, rotary, return_attention_scores: As `MultiHeadAttention` has them.

    Returns:
        Tensor of the shape of `hidden`; or a tuple of it and the weights `(batch, num_heads, length, length)`.
    """

    is_causal = False

    def __init__(
        self,
        num_heads: int,
        intermediate_dim: int,
        head_dim: int | None = None,
        num_key_value_heads: int | None = None,
        activation: str = "gelu",
        normalization: str = "layer_norm",
        normalize_first: bool = False,
        layer_norm_epsilon: float = 1e-5,
        dropout: float = 0.0,
        inner_dropout: float = 0.0,
        use_bias: bool = True,
        attention_scale: float | None = None,
        kernel_initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(autocast=False, **kwargs)
        check_count("num_heads", num_heads)
        check_choice("normalization", normalization, NORMALIZATIONS)
        check_fraction("dropout", dropout)
        self.num_heads = num_heads
        self.intermediate_dim = intermediate_dim
        self.head_dim = head_dim
        self.num_key_value_heads = num_key_value_heads
        self.activation = activation
        self.normalization = normalization
        self.normalize_first = normalize_first
        self.layer_norm_epsilon = layer_norm_epsilon
        self.dropout = dropout
        self.inner_dropout = inner_dropout
        self.use_bias = use_bias
        self.attention_scale = attention_scale
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.supports_masking = True

    def build(self, hidden_shape: Shape) -> None:
        """Create the attention and the feed-forward network."""
        self.self_attention = self._make_attention("self_attention", is_cross_attention=False)
        self.self_attention.build(hidden_shape)
        self.self_attention_norm = self._make_norm("self_attention_norm", hidden_shape)
        self.self_attention_dropout = self._make_dropout("self_attention_dropout")
        self.feed_forward = FeedForward(
            self.intermediate_dim,
            activation=self.activation,
            use_bias=self.use_bias,
            dropout=self.inner_dropout,
            kernel_initializer=self.kernel_initializer.clone(),
            dtype=self.dtype_policy,
            name="feed_forward",
        )
        self.feed_forward.build(hidden_shape)
        self.feed_forward_norm = self._make_norm("feed_forward_norm", hidden_shape)
        self.feed_forward_dropout = self._make_dropout("feed_forward_dropout")
        self.built = True

    def call(
        self,
        hidden: Tensor,
        padding_mask: Tensor | None = None,
        attention_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
        return_attention_scores: bool = False,
        training: bool | None = None,
    ) -> Any:
        """Apply the block."""
        padding_mask = implicit_padding_mask(hidden) if padding_mask is None else padding_mask
        hidden = ops.cast(hidden, self.compute_dtype)
        attended = self.self_attention(
            self._entering(hidden, self.self_attention_norm),
            padding_mask=padding_mask,
            attention_mask=attention_mask,
            position_bias=position_bias,
            rotary=rotary,
            return_attention_scores=return_attention_scores,
            training=training,
        )
        attended, *scores = attended if return_attention_scores else (attended,)
        hidden = self._leaving(hidden, attended, self.self_attention_norm, self.self_attention_dropout)
        hidden = self._fed_forward(hidden)
        return (hidden, *scores) if scores else hidden

    def explain(
        self,
        hidden: Tensor,
        padding_mask: Tensor | None = None,
        position_bias: Tensor | None = None,
        rotary: tuple[Tensor, Tensor] | None = None,
    ) -> BlockSteps:
        """Return every step of the self-attention, as it is in inference."""
        entering = self._entering(hidden, self.self_attention_norm)
        steps = self.self_attention.explain(
            entering,
            padding_mask=padding_mask,
            use_causal_mask=self.is_causal,
            position_bias=position_bias,
            rotary=rotary,
        )
        return self._steps(hidden, entering, steps, self.self_attention_norm, self.feed_forward_norm)

    def compute_output_spec(self, hidden: Any, return_attention_scores: bool = False, **kwargs: Any) -> Any:
        """Return shape and type of what `call` returns."""
        output = keras.KerasTensor(hidden.shape, dtype=self.compute_dtype)
        if not return_attention_scores:
            return output
        batch_size, length, _ = hidden.shape
        return output, keras.KerasTensor((batch_size, self.num_heads, length, length), dtype=self.compute_dtype)

    def compute_output_shape(self, hidden_shape: Shape) -> Shape:
        """Return the shape of `hidden`."""
        return hidden_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "num_heads": self.num_heads,
            "intermediate_dim": self.intermediate_dim,
            "head_dim": self.head_dim,
            "num_key_value_heads": self.num_key_value_heads,
            "activation": self.activation,
            "normalization": self.normalization,
            "normalize_first": self.normalize_first,
            "layer_norm_epsilon": self.layer_norm_epsilon,
            "dropout": self.dropout,
            "inner_dropout": self.inner_dropout,
            "use_bias": self.use_bias,
            "attention_scale": self.attention_scale,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
        }

    def _make_attention(self, name: str, is_cross_attention: bool) -> MultiHeadAttention:
        return MultiHeadAttention(
            self.num_heads,
            head_dim=self.head_dim,
            num_key_value_heads=self.num_key_value_heads,
            is_cross_attention=is_cross_attention,
            use_bias=self.use_bias,
            scale=self.attention_scale,
            dropout=self.dropout,
            kernel_initializer=self.kernel_initializer.clone(),
            dtype=self.dtype_policy,
            name=name,
        )

    def _make_norm(self, name: str, hidden_shape: Shape) -> Any:
        norm = make_normalization(self.normalization, self.layer_norm_epsilon, self.dtype_policy, name)
        norm.build(hidden_shape)
        return norm

    def _make_dropout(self, name: str) -> Any:
        return Dropout(self.dropout, dtype=self.dtype_policy, name=name)

    def _entering(self, hidden: Tensor, norm: Any) -> Tensor:
        return norm(hidden) if self.normalize_first else hidden

    def _leaving(self, hidden: Tensor, added: Tensor, norm: Any, dropout: Any) -> Tensor:
        hidden = hidden + dropout(added)
        return hidden if self.normalize_first else norm(hidden)

    def _fed_forward(self, hidden: Tensor) -> Tensor:
        added = self.feed_forward(self._entering(hidden, self.feed_forward_norm))
        return self._leaving(hidden, added, self.feed_forward_norm, self.feed_forward_dropout)

    def _steps(
        self, inputs: Tensor, entering: Tensor, steps: AttentionSteps, own_norm: Any, next_norm: Any
    ) -> BlockSteps:
        residual = inputs + steps.multi_head
        normalized = (next_norm if self.normalize_first else own_norm)(residual)
        return BlockSteps(inputs, entering, steps, residual, normalized)

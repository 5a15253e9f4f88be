"""The feed-forward network.

Vaswani et al., Attention Is All You Need, section 3.3; gated: Shazeer, GLU Variants Improve Transformer, section 2.
"""

from typing import Any

import keras
from keras import ops

from studio.layers.activations import ACTIVATIONS
from studio.layers.arguments import check_choice, check_count, check_fraction
from studio.layers.dropout import Dropout
from studio.layers.tensor import Shape, Tensor


@keras.saving.register_keras_serializable(package="fettle")
class FeedForward(keras.layers.Layer):
    """Two products with a curve between them: `f(xW₁)W₂`, or gated `(f(xW₁) ⊙ xV)W₂`.

    A gated network computes `xW₁` and `xV` as one product, whose kernel has the shape
    `(hidden_dim, 2 * intermediate_dim)`: first the part that is activated, then the other.

    Args:
        intermediate_dim: int. The width between the products.
        activation: str. A name in `ACTIVATIONS`: `"relu"`, `"gelu"`, `"gelu_approximate"`, `"swiglu"`, `"geglu"`, …
        use_bias: bool. Whether the products add biases.
        dropout: float. The fraction that is dropped between the products in training; only T5 drops there.
        kernel_initializer: Of the kernels.

    Call arguments:
        inputs: float tensor of shape `(batch, length, hidden_dim)`.

    Returns:
        Tensor of the same shape.
    """

    def __init__(
        self,
        intermediate_dim: int,
        activation: str = "gelu",
        use_bias: bool = True,
        dropout: float = 0.0,
        kernel_initializer: Any = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        check_count("intermediate_dim", intermediate_dim)
        check_choice("activation", activation, ACTIVATIONS)
        check_fraction("dropout", dropout)
        self.intermediate_dim = intermediate_dim
        self.activation = activation
        self.use_bias = use_bias
        self.dropout = dropout
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.supports_masking = True

    def build(self, inputs_shape: Shape) -> None:
        """Create the products."""
        curve = ACTIVATIONS[self.activation]
        units = self.intermediate_dim * (2 if curve.is_gated else 1)
        function = None if curve.is_gated else curve.function
        self.intermediate_dense = self._make_dense(units, "intermediate", function, inputs_shape)
        inner_shape = (*inputs_shape[:-1], self.intermediate_dim)
        self.output_dense = self._make_dense(inputs_shape[-1], "output", None, inner_shape)
        self.dropout_layer = Dropout(self.dropout, dtype=self.dtype_policy, name="inner_dropout")
        self.built = True

    def call(self, inputs: Tensor) -> Tensor:
        """Apply the network to each token by itself."""
        x = self.intermediate_dense(inputs)  # (batch, length, intermediate_dim), or twice that
        curve = ACTIVATIONS[self.activation]
        if curve.is_gated:
            activated, linear = ops.split(x, 2, axis=-1)
            x = curve.function(activated) * linear
        if self.dropout:
            x = self.dropout_layer(x)
        return self.output_dense(x)

    def compute_output_shape(self, inputs_shape: Shape) -> Shape:
        """Return the shape of the inputs."""
        return inputs_shape

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {
            **super().get_config(),
            "intermediate_dim": self.intermediate_dim,
            "activation": self.activation,
            "use_bias": self.use_bias,
            "dropout": self.dropout,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
        }

    def _make_dense(self, units: int | None, name: str, activation: Any, input_shape: Shape) -> Any:
        dense = keras.layers.Dense(
            units,
            activation=activation,
            use_bias=self.use_bias,
            kernel_initializer=self.kernel_initializer.clone(),
            dtype=self.dtype_policy,
            name=name,
        )
        dense.build(input_shape)
        return dense

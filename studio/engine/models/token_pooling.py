"""From one vector for each token to one for the whole text."""

from typing import Any, Literal, get_args

import keras
from keras import ops

Method = Literal["mean", "first", "last"]


@keras.saving.register_keras_serializable(package="fettle")
class TokenPooling(keras.layers.Layer):
    """Averages the real tokens, or takes the first or the last of them.

    Args:
        method: str. `"mean"`, `"first"` or `"last"`.

    Call arguments:
        hidden: float tensor of shape `(batch, length, hidden_dim)`.
        padding_mask: bool or int tensor of shape `(batch, length)`: true for a real token, of which each text has one
            at least, before all padding.

    Returns:
        float tensor of shape `(batch, hidden_dim)`.
    """

    def __init__(self, method: Method, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if method not in get_args(Method):
            raise ValueError(f"Expected `method` to be one of {get_args(Method)}. Received: method={method!r}")
        self.method = method

    def call(self, hidden: Any, padding_mask: Any) -> Any:
        """Return the vector of each text."""
        if self.method == "mean":
            weights = ops.cast(padding_mask, hidden.dtype)[:, :, None]  # (batch, length, 1)
            return ops.sum(hidden * weights, axis=1) / ops.sum(weights, axis=1)
        if self.method == "first":
            return hidden[:, 0]
        last = ops.sum(ops.cast(padding_mask, "int32"), axis=1) - 1  # (batch,)
        return ops.squeeze(ops.take_along_axis(hidden, last[:, None, None], axis=1), axis=1)

    def compute_output_shape(self, hidden_shape: Any, padding_mask_shape: Any) -> tuple[int | None, ...]:
        """Return `(batch, hidden_dim)`."""
        return (hidden_shape[0], hidden_shape[-1])

    def get_config(self) -> dict[str, Any]:
        """Return the constructor's arguments."""
        return {**super().get_config(), "method": self.method}

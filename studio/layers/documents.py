"""Several documents in one row, kept apart.

Krell et al., Efficient Sequence Packing without Cross-contamination (2021), section 3.2: the mask is block-diagonal,
and positions begin anew in each document.
"""

from keras import ops

from studio.layers.tensor import Tensor


def document_mask(document_ids: Tensor) -> Tensor:
    """Return where query and key belong to the same document.

    Args:
        document_ids: int tensor of shape `(batch, length)`: equal numbers in a row belong together.

    Returns:
        bool tensor of shape `(batch, length, length)`.
    """
    return ops.equal(ops.expand_dims(document_ids, 2), ops.expand_dims(document_ids, 1))


def document_positions(document_ids: Tensor) -> Tensor:
    """Return how many tokens of its own document stand before each token.

    Args:
        document_ids: As `document_mask` takes them.

    Returns:
        int32 tensor of shape `(batch, length)`.
    """
    places = ops.arange(ops.shape(document_ids)[1], dtype="int32")
    is_before = ops.expand_dims(places, 0) < ops.expand_dims(places, 1)  # (length, length)
    return ops.sum(ops.cast(ops.logical_and(document_mask(document_ids), is_before), "int32"), axis=-1)

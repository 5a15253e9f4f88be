"""Several documents in one row of a causal network, kept apart while a training step is traced.

KerasHub's families compute their causal masks inside of their layers and take no other, and their learned positions
count along the row. See docs/design/documents-apart.md.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FunctionType, MethodType
from typing import Any

import keras_hub
import tensorflow as tf
from keras import ops

from studio.engine.models.precision import in_float32
from studio.layers import Decoder, LearnedPositions, SinusoidalPositions, document_mask, document_positions
from studio.messages import Message

_CAUSAL_MASK = "compute_causal_mask"
_POSITIONS = (keras_hub.layers.PositionEmbedding, LearnedPositions, SinusoidalPositions)
_INPUTS = {"token_ids", "padding_mask"}
_FIRST, _SECOND = (1, 2, 3), (3, 1, 4, 2)
# Of rounding in float32; what a mask does not hide changes more, even among fresh weights.
_TOLERANCE = 1e-4


@contextmanager
def documents_apart(network: Any, document_ids: Any) -> Iterator[None]:
    """Call a causal network such that no token sees another document, and positions begin anew in each.

    Rotary positions and biases of distances need nothing: they depend on differences of places only. The network is
    left as it was; it must not be called with a cache meanwhile.

    Args:
        network: A network for which `why_not_packed` says nothing.
        document_ids: int32 tensor of shape `(batch, length)`: equal numbers in a row belong together. Padding has a
            number of its own.
    """
    positions = document_positions(document_ids)
    with ExitStack() as replaced:
        for layer in network._flatten_layers():  # noqa: SLF001  Keras has no public way to walk nested layers.
            if isinstance(layer, Decoder):
                replaced.enter_context(_replaced(layer, "call", _with(layer.call, document_ids=document_ids)))
            elif isinstance(layer, _POSITIONS):
                replaced.enter_context(_replaced(layer, "call", _with(layer.call, positions=positions)))
            else:
                for name, method in _masking_methods(layer, document_ids):
                    replaced.enter_context(_replaced(layer, name, method))
        yield


def why_not_packed(network: Any) -> Message | None:
    """Return why the documents of a row cannot be kept apart in a network, or `None` where they can.

    No list of families says it: a few tokens are read behind other ones, with `documents_apart` and without it, and
    alone.

    Args:
        network: A `keras_hub.models.Task`.
    """
    backbone, name = network.backbone, type(network).__name__
    # Encoder–decoders have dictionaries of outputs.
    if isinstance(backbone.output, dict) or not {"token_ids"} <= set(backbone.input) <= _INPUTS:
        return Message(
            "Expected a causal language model whose inputs are token ids and a padding mask. Received: {name}.",
            {"name": name},
        )
    if any(hasattr(layer, "inverese_freq_long_factor") for layer in backbone._flatten_layers()):  # noqa: SLF001
        return Message(
            "Expected rotary positions that do not depend on a row's length. Received: those of {name}.", {"name": name}
        )
    apart, together = _errors(backbone)
    # What cannot be seen without masks either, as where fresh weights are zero, proves nothing.
    if apart <= _TOLERANCE < together / 4:
        return None
    return Message(
        "Expected a network in which documents can be kept apart by masks. Received: {name}, where they cannot.",
        {"name": name},
    )


def _errors(backbone: Any) -> tuple[float, float]:
    """Return by how much a document reads otherwise behind another one: as `documents_apart` has it, and without."""
    first, second = tf.constant([_FIRST], tf.int32), tf.constant([_SECOND], tf.int32)
    behind = tf.concat([first, second], axis=1)
    document_ids = tf.constant([(1,) * len(_FIRST) + (2,) * len(_SECOND)], tf.int32)
    with _unrounded(), in_float32(backbone):
        alone = _read(backbone, second)
        together = _read(backbone, behind)[len(_FIRST) :]
        with documents_apart(backbone, document_ids):
            apart = _read(backbone, behind)[len(_FIRST) :]
    return _error(apart, alone), _error(together, alone)


@contextmanager
def _unrounded() -> Iterator[None]:
    """Let graphics processors compute products in float32: else they round factors to ten bits."""
    was_rounded = tf.config.experimental.tensor_float_32_execution_enabled()
    tf.config.experimental.enable_tensor_float_32_execution(False)
    try:
        yield
    finally:
        tf.config.experimental.enable_tensor_float_32_execution(was_rounded)


def _read(backbone: Any, token_ids: Any) -> Any:
    inputs = {"token_ids": token_ids, "padding_mask": tf.ones_like(token_ids)}
    return backbone({name: inputs[name] for name in backbone.input}, training=False)[0]  # (length, hidden_dim)


def _error(found: Any, expected: Any) -> float:
    """Return the largest relative distance of a token's vector from the one expected."""
    distances = tf.norm(found - expected, axis=-1) / tf.norm(expected, axis=-1)
    return float(tf.reduce_max(distances))


@contextmanager
def _replaced(layer: Any, name: str, method: Any) -> Iterator[None]:
    """Shadow a layer's method by another one."""
    setattr(layer, name, method)
    try:
        yield
    finally:
        delattr(layer, name)


def _with(call: Callable[..., Any], **given: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: call(*args, **(kwargs | given))


def _masking_methods(layer: Any, document_ids: Any) -> Iterator[tuple[str, Any]]:
    """Yield those methods of a layer of KerasHub's that compute a causal mask, with one of documents instead.

    The function is one of the method's module: the method is made anew with other globals, so that no other network
    is changed.
    """
    for name in dir(type(layer)):
        method = getattr(type(layer), name)
        if isinstance(method, FunctionType) and _CAUSAL_MASK in method.__code__.co_names:
            found = method.__globals__[_CAUSAL_MASK]
            names = method.__globals__ | {_CAUSAL_MASK: _masking_documents(found, document_ids)}
            other = FunctionType(method.__code__, names, name, method.__defaults__, method.__closure__)
            other.__kwdefaults__ = method.__kwdefaults__
            yield name, MethodType(other, layer)


def _masking_documents(causal_mask: Callable[..., Any], document_ids: Any) -> Callable[..., Any]:
    def compute(*args: Any, **kwargs: Any) -> Any:
        return ops.logical_and(causal_mask(*args, **kwargs), document_mask(document_ids))

    return compute

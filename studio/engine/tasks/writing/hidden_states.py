"""A network that writes, cut in two: what leads to hidden states, and what makes logits of them.

The logits of a batch have a number for each token of the vocabulary at each place: 100,000 times more than there are
tokens. So they are never there all at once: whoever asks gets hidden states, and the head that makes logits of a few.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import keras
import tensorflow as tf


@dataclass(frozen=True, slots=True, eq=False)
class HiddenStates:
    """What stands before the logits.

    Attributes:
        states: Float tensor of shape `(batch, length, hidden_dim)`.
        head: From the values of `weights` and states of any shape `(…, hidden_dim)` to float32 logits
            `(…, vocabulary_size)`.
        weights: What of the head is trained, as tensors.
        vocabulary_size: How many logits there are at each place.
    """

    states: Any
    head: Callable[[Any, Any], Any]
    weights: list[Any]
    vocabulary_size: int


class CutNetwork:
    """A network of KerasHub's kind in two parts, which share its weights.

    Args:
        network: A `keras_hub.models.CausalLM` or `keras_hub.models.Seq2SeqLM`.
    """

    def __init__(self, network: Any) -> None:
        hidden = _behind_backbone(network)
        self._body = keras.Model(network.input, hidden, name="body")
        self._head = keras.Model(hidden, network.output, name="head")
        self._vocabulary_size = int(network.output.shape[-1])

    def hidden_states(self, inputs: Any, *, training: bool) -> HiddenStates:
        """Return the hidden states of a batch, inside a graph.

        Args:
            inputs: int32 tensors of shape `(batch, length)`, by the names of the network's inputs.
            training: bool. Whether the dropout is at work.
        """
        states = self._body(inputs, training=training)
        head = self._head
        fixed = [tf.convert_to_tensor(variable.value) for variable in head.non_trainable_variables]

        def logits(weights: Any, states: Any) -> Any:
            # The head takes whole sequences.
            found, _ = head.stateless_call(list(weights), fixed, states[None], training=False)
            return tf.cast(found[0], tf.float32)

        trained = [tf.convert_to_tensor(variable.value) for variable in head.trainable_variables]
        return HiddenStates(states, logits, trained, self._vocabulary_size)


def _behind_backbone(network: Any) -> Any:
    """Return the symbolic tensor of vectors that a network's head begins with."""
    waiting, seen = [network.output], set()
    while waiting:
        tensor = waiting.pop()
        history = tensor._keras_history  # noqa: SLF001  Keras has no public way to ask where a tensor comes from.
        if history.operation is network.backbone:
            return tensor
        if id(tensor) in seen:
            continue
        seen.add(id(tensor))
        node = history.operation._inbound_nodes[history.node_index]  # noqa: SLF001
        waiting.extend(node.input_tensors)
    raise ValueError(f"Expected a network with a head on its backbone. Received: {type(network).__name__}")


_CUT: WeakKeyDictionary[Any, CutNetwork] = WeakKeyDictionary()


def cut_network(network: Any) -> CutNetwork:
    """Return the parts of a network, always the same ones."""
    if network not in _CUT:
        _CUT[network] = CutNetwork(network)
    return _CUT[network]

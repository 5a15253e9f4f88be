"""How the layers of a model compute where it is trained: fused kernels, the stack on processors, LoRA by itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import tensorflow as tf

from studio.engine.backends.compiling import can_fuse
from studio.engine.backends.fusing import fused
from studio.engine.backends.low_rank import beside_kernels
from studio.engine.backends.stack_blocks import StackBlocks
from studio.engine.models.precision import Precision
from studio.engine.models.tokens_read import TokensRead


class FastLayers:
    """The layers of a model, as a graph for training is traced with them.

    Args:
        network: A Keras model, or a part of one.
        precision: How training computes.
        uses_stack: Whether encoder layers are computed through the attention stack, which needs a processor. `None`:
            as the precision says.
    """

    def __init__(self, network: Any, precision: Precision, uses_stack: bool | None = None) -> None:
        self._network = network
        self._is_fused = can_fuse() and network.dtype_policy.name == "float32"
        self._blocks = None
        if self._is_fused and (precision.uses_stack if uses_stack is None else uses_stack):
            self._blocks = StackBlocks(network, tf.bfloat16 if precision.is_rewritten else tf.float32)

    @property
    def num_stack_layers(self) -> int:
        """How many Transformer layers are computed through the attention stack."""
        return 0 if self._blocks is None else len(self._blocks)

    @contextmanager
    def computing(self, read: TokensRead | None = None) -> Iterator[None]:
        """Trace a graph so; the model is left as it was.

        Args:
            read: The tokens that are read of what the backbone gives; `None`: all.
        """
        with ExitStack() as contexts:
            contexts.enter_context(beside_kernels(self._network))
            if self._is_fused:
                contexts.enter_context(fused(self._network))
            if self._blocks is not None:
                contexts.enter_context(self._blocks.computing(read))
            yield


@contextmanager
def answering(backbone: Any) -> Iterator[None]:
    """Trace a graph in which a backbone drops nothing out, while the head on it does."""

    def call(inputs: Any, training: bool | None = None, **settings: Any) -> Any:
        return type(backbone).call(backbone, inputs, training=False, **settings)

    try:
        backbone.call = call
        yield
    finally:
        del backbone.call

"""What KerasHub's `generate` asks of a network: to write on with KerasHub's samplers.

The studio writes with its own generator, see docs/design/one-generator.md. This is for whoever opens a saved model with
KerasHub alone.
"""

from collections.abc import Callable, Sequence
from typing import Any

from keras import ops
from keras_hub.src.utils.tensor_utils import any_equal

# From the new token of each row, what is known of the tokens before it, and its place, to logits, hidden states and
# what is known then.
Step = Callable[[Any, Any, Any], tuple[Any, Any, Any]]


def write_with_sampler(
    network: Any,
    step: Step,
    token_ids: Any,
    padding_mask: Any,
    *,
    cache: Any,
    hidden_states: Any,
    stop_token_ids: Sequence[int] | None,
) -> tuple[Any, Any]:
    """Write rows on to their full length, or until each has a token that stops it.

    Args:
        network: The network, with the sampler of its `compile`.
        step: From int tensors of shape `(batch, 1)`, a cache and a place to logits `(batch, 1, vocabulary_size)`,
            hidden states `(batch, 1, hidden_dim)` and a cache.
        token_ids: int tensor of shape `(batch, length)`: prompts, and room behind them.
        padding_mask: bool tensor of the same shape: where the prompts are.
        cache: What is known of the prompts.
        hidden_states: Those of the prompts.
        stop_token_ids: What stops a row; `None` for nothing.

    Returns:
        Token ids and a mask of what is written, prompts counted: int and bool tensors of shape `(batch, length)`.
    """

    def next_token(prompt: Any, cache: Any, index: Any) -> tuple[Any, Any, Any]:
        token = ops.slice(prompt, [0, index - 1], [ops.shape(prompt)[0], 1])
        logits, hidden, cache = step(token, cache, index - 1)
        return ops.squeeze(logits, axis=1), ops.squeeze(hidden, axis=1), cache

    written = network.sampler(
        next=next_token,
        prompt=token_ids,
        cache=cache,
        # The first place that some row has no token for.
        index=ops.min(ops.sum(ops.cast(padding_mask, "int32"), axis=-1)),
        mask=padding_mask,
        stop_token_ids=stop_token_ids,
        hidden_states=hidden_states,
        model=network,
    )
    if stop_token_ids is None:
        return written, ops.ones_like(written, dtype="bool")
    ends = ops.cast(any_equal(written, stop_token_ids, ops.logical_not(padding_mask)), "int32")
    # What stands behind the first end is nothing.
    return written, ops.equal(ops.cumsum(ends, axis=-1) - ends, 0)

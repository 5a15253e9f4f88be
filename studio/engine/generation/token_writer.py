"""What writing token by token has in common, whatever is taken next. All inside a graph."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from studio.engine.generation.cached_decoder import CachedDecoder, State
from studio.engine.generation.scores import forbid_ends, forbid_repeated, penalize_repetition

# What a writer is told, as scalar tensors: numbers, so that one graph serves all settings.
COMMON_OPTION_SPECS = {
    "repetition_penalty": tf.TensorSpec([], tf.float32),
    "no_repeat_ngram_size": tf.TensorSpec([], tf.int32),
    "min_new_tokens": tf.TensorSpec([], tf.int32),
    "max_new_tokens": tf.TensorSpec([], tf.int32),
}


class TokenWriter(ABC):
    """Writes on from prompts, a token at a time.

    Args:
        decoder: What the tokens are asked of.
        end_token_ids: What ends a text.
        pad_token_id: What stands behind it.

    Attributes:
        state_specs: The state as `tf.TensorSpec`: `written`, whose last axis is that of the tokens, and of which
            `num_written` places are filled; `is_over`, whether each row has ended; what else a way of writing needs.
    """

    state_specs: State

    def __init__(self, decoder: CachedDecoder, end_token_ids: Any, pad_token_id: int) -> None:
        self._decoder = decoder
        self._num_ends = len(end_token_ids)
        self._ends = tf.constant(end_token_ids, tf.int32, shape=[self._num_ends])
        self._pad = pad_token_id

    def write(self, state: State, options: Mapping[str, Any], num_steps: Any) -> State:
        """Write on by at most so many tokens, until all rows have ended.

        Args:
            state: As `start` gives it.
            options: As `start` takes them.
            num_steps: int32 scalar tensor.
        """
        weights = self._decoder.weights()
        state = state | {"decoder": self._decoder.own(state["decoder"])}
        until = tf.minimum(state["num_written"] + num_steps, tf.shape(state["written"])[-1])
        (state,) = tf.while_loop(
            lambda state: (state["num_written"] < until) & ~tf.reduce_all(state["is_over"]),
            lambda state: [self._write_one(state, options, weights)],
            [state],
            shape_invariants=[tf.nest.map_structure(lambda spec: spec.shape, self.state_specs)],
        )
        return state

    @abstractmethod
    def _write_one(self, state: State, options: Mapping[str, Any], weights: Any) -> State:
        """Return the state with one more token of each row."""

    def _read(self, sources: Mapping[str, Any], prompts: Any, prompt_lengths: Any, options: Mapping[str, Any]) -> State:
        """Return `decoder`, `written`, `num_written` and `logits` once the shortest prompt was read."""
        batch_size, length = tf.unstack(tf.shape(prompts))
        most = options["max_new_tokens"]
        decoder = self._decoder.start(sources, batch_size, length + most)
        num_written = tf.reduce_min(prompt_lengths)
        logits, decoder = self._decoder.step(decoder, prompts[:, :num_written], tf.constant(0), self._decoder.weights())
        written = tf.pad(prompts, [[0, 0], [0, most]], constant_values=self._pad)
        return {"decoder": decoder, "written": written, "num_written": num_written, "logits": logits}

    def _allowed(self, scores: Any, written: Any, num_written: Any, num_new: Any, options: Mapping[str, Any]) -> Any:
        """Return scores changed by what should not and must not come.

        Args:
            scores: float32 tensor of shape `(rows, vocabulary_size)`.
            written: int32 tensor of shape `(rows, length)`.
            num_written: int32 scalar tensor.
            num_new: int32 tensor of shape `(rows,)`: how many tokens stand behind each prompt.
            options: With `COMMON_OPTION_SPECS`.
        """
        scores = penalize_repetition(scores, written, num_written, options["repetition_penalty"])
        scores = forbid_repeated(scores, written, num_written, options["no_repeat_ngram_size"])
        return forbid_ends(scores, self._ends, num_new < options["min_new_tokens"])

    def _is_end(self, token_ids: Any) -> Any:
        """Return whether tokens end a text: bool, of their shape."""
        return tf.reduce_any(tf.equal(token_ids[..., None], self._ends), axis=-1)

"""Prompts of any lengths, written on together. All inside a graph.

All rows are at the same place at the same time. Where a row's prompt is longer than the shortest, what the model would
write is passed over and the prompt's own token taken, so that each row is what it would be by itself, and no place of a
row holds padding that the model could see.
"""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from studio.engine.generation.cached_decoder import CachedDecoder, State
from studio.engine.generation.drawing import chances, draw
from studio.engine.generation.token_writer import COMMON_OPTION_SPECS, TokenWriter

OPTION_SPECS = {
    "is_drawn": tf.TensorSpec([], tf.bool),
    "temperature": tf.TensorSpec([], tf.float32),
    "top_k": tf.TensorSpec([], tf.int32),
    "top_p": tf.TensorSpec([], tf.float32),
    "min_p": tf.TensorSpec([], tf.float32),
    "seed": tf.TensorSpec([], tf.int32),
    **COMMON_OPTION_SPECS,
}


class Writer(TokenWriter):
    """Writes one text for each prompt: greedily, or by chance."""

    def __init__(self, decoder: CachedDecoder, end_token_ids: Any, pad_token_id: int) -> None:
        super().__init__(decoder, end_token_ids, pad_token_id)
        self.state_specs: State = {
            "decoder": decoder.state_specs,
            "written": tf.TensorSpec([None, None], tf.int32),
            "num_written": tf.TensorSpec([], tf.int32),
            "logits": tf.TensorSpec([None, None], tf.float32),
            "prompt_lengths": tf.TensorSpec([None], tf.int32),
            "lengths": tf.TensorSpec([None], tf.int32),
            "is_over": tf.TensorSpec([None], tf.bool),
            "chances": tf.TensorSpec([None, None], tf.float32),
        }

    def start(
        self, sources: Mapping[str, Any], prompts: Any, prompt_lengths: Any, rows: Any, options: Mapping[str, Any]
    ) -> State:
        """Read the prompts.

        Args:
            sources: What an encoder reads; nothing of a decoder.
            prompts: int32 tensor of shape `(batch, length)`, filled up behind the end of each.
            prompt_lengths: int32 tensor of shape `(batch,)`, at least 1 each.
            rows: int32 tensor of shape `(batch,)`: the number of each row, by which it draws.
            options: By `OPTION_SPECS`.

        Returns:
            The state: `written` `(batch, length + max_new_tokens)`, of which `num_written` places are filled;
            `lengths`, how long each row is; `is_over`, whether it has ended; `logits` of the next token.
        """
        return {
            **self._read(sources, prompts, prompt_lengths, options),
            "prompt_lengths": prompt_lengths,
            "lengths": prompt_lengths,
            "is_over": tf.zeros(tf.shape(prompt_lengths), tf.bool),
            "chances": chances(options["max_new_tokens"], options["seed"], rows),
        }

    def _write_one(self, state: State, options: Mapping[str, Any], weights: Any) -> State:
        place, prompt_lengths = state["num_written"], state["prompt_lengths"]
        is_given = place < prompt_lengths
        chosen = self._choose(state, options)
        given = tf.gather(state["written"], place, axis=1)
        token_ids = tf.where(is_given, given, tf.where(state["is_over"], self._pad, chosen))
        is_new = ~is_given & ~state["is_over"]
        is_end = is_new & self._is_end(token_ids)
        is_full = place + 1 >= prompt_lengths + options["max_new_tokens"]
        is_place = tf.equal(tf.range(tf.shape(state["written"])[1]), place)
        is_over = state["is_over"] | is_end | is_full
        logits, decoder = self._next(state, token_ids, place, is_over, weights)
        return state | {
            "decoder": decoder,
            "written": tf.where(is_place, token_ids[:, None], state["written"]),
            "num_written": place + 1,
            "logits": logits,
            # The end itself is no part of the text.
            "lengths": state["lengths"] + tf.cast(is_new & ~is_end, tf.int32),
            "is_over": is_over,
        }

    def _next(self, state: State, token_ids: Any, place: Any, is_over: Any, weights: Any) -> tuple[Any, State]:
        """Ask for the logits of the next token, unless no row needs one."""

        def ask() -> tuple[Any, State]:
            return self._decoder.step(state["decoder"], token_ids[:, None], place, weights)

        asked: tuple[Any, State] = tf.cond(tf.reduce_all(is_over), lambda: (state["logits"], state["decoder"]), ask)
        return asked

    def _choose(self, state: State, options: Mapping[str, Any]) -> Any:
        written, place = state["written"], state["num_written"]
        num_new = place - state["prompt_lengths"]
        scores = self._allowed(state["logits"], written, place, num_new, options)
        limits = (options[name] for name in ("temperature", "top_k", "top_p", "min_p"))
        last = tf.shape(state["chances"])[1] - 1
        chance = tf.gather(state["chances"], tf.clip_by_value(num_new, 0, last), batch_dims=1)
        return tf.cond(
            options["is_drawn"],
            lambda: draw(scores, chance, *limits),
            lambda: tf.argmax(scores, axis=-1, output_type=tf.int32),
        )

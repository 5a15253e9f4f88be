"""Beam search: several texts for each prompt at once, of which the likeliest is kept. All inside a graph.

Scores are sums of log probabilities. A text that ended counts with its sum divided by its number of new tokens, the end
counted, to the power of the length penalty; a row is over when as many texts ended as there are beams and none that is
still being written can count more at its length.
"""

from collections.abc import Mapping
from typing import Any

import tensorflow as tf

from studio.engine.generation.cached_decoder import CachedDecoder, State
from studio.engine.generation.scores import NEVER
from studio.engine.generation.token_writer import COMMON_OPTION_SPECS, TokenWriter

BEAM_OPTION_SPECS = {
    "num_beams": tf.TensorSpec([], tf.int32),
    "length_penalty": tf.TensorSpec([], tf.float32),
    **COMMON_OPTION_SPECS,
}


class BeamWriter(TokenWriter):
    """Writes several beams for each prompt."""

    def __init__(self, decoder: CachedDecoder, end_token_ids: Any, pad_token_id: int) -> None:
        super().__init__(decoder, end_token_ids, pad_token_id)
        self.state_specs: State = {
            "decoder": decoder.state_specs,
            "written": tf.TensorSpec([None, None, None], tf.int32),
            "num_written": tf.TensorSpec([], tf.int32),
            "logits": tf.TensorSpec([None, None], tf.float32),
            "prompt_lengths": tf.TensorSpec([None], tf.int32),
            "scores": tf.TensorSpec([None, None], tf.float32),
            "ended": tf.TensorSpec([None, None, None], tf.int32),
            "ended_scores": tf.TensorSpec([None, None], tf.float32),
            "ended_lengths": tf.TensorSpec([None, None], tf.int32),
            "is_over": tf.TensorSpec([None], tf.bool),
        }

    def start(self, sources: Mapping[str, Any], prompts: Any, prompt_lengths: Any, options: Mapping[str, Any]) -> State:
        """Read the prompts.

        Args:
            sources: What an encoder reads; nothing of a decoder.
            prompts: int32 tensor of shape `(batch, length)`, filled up behind the end of each.
            prompt_lengths: int32 tensor of shape `(batch,)`, at least 1 each.
            options: By `BEAM_OPTION_SPECS`.

        Returns:
            The state. `ended` `(batch, num_beams, length + max_new_tokens)` are the texts that ended, the best first,
            with `ended_scores` and `ended_lengths`, those of the prompts counted.
        """
        num_beams, batch_size = options["num_beams"], tf.shape(prompts)[0]
        read = self._read(sources, prompts, prompt_lengths, options)
        written = tf.repeat(read["written"][:, None], num_beams, axis=1)
        # All beams begin alike: only the first is followed until they part.
        scores = tf.where(tf.range(num_beams) > 0, NEVER, 0.0)
        return {
            "decoder": tf.nest.map_structure(lambda tensor: tf.repeat(tensor, num_beams, axis=0), read["decoder"]),
            "written": written,
            "num_written": read["num_written"],
            "logits": tf.repeat(read["logits"], num_beams, axis=0),
            "prompt_lengths": prompt_lengths,
            "scores": tf.broadcast_to(scores, [batch_size, num_beams]),
            "ended": written,
            "ended_scores": tf.fill([batch_size, num_beams], NEVER),
            "ended_lengths": tf.zeros([batch_size, num_beams], tf.int32),
            "is_over": tf.zeros([batch_size], tf.bool),
        }

    def _write_one(self, state: State, options: Mapping[str, Any], weights: Any) -> State:
        place, num_beams = state["num_written"], options["num_beams"]
        found = self._candidates(state, options)
        is_given = (place < state["prompt_lengths"])[:, None]  # (batch, 1)
        state = self._with_ended(state, found, options, ~is_given & ~state["is_over"][:, None])
        # Those that go on: the best without an end.
        kept, order = tf.math.top_k(tf.where(found["is_end"], NEVER, found["scores"]), k=num_beams)
        same = tf.broadcast_to(tf.range(num_beams), tf.shape(kept))
        is_kept = is_given | state["is_over"][:, None]
        parents = tf.where(is_kept, same, tf.gather(found["parents"], order, batch_dims=1))
        token_ids = tf.gather(found["token_ids"], order, batch_dims=1)
        token_ids = tf.where(is_given, tf.gather(state["written"], place, axis=2), token_ids)
        scores = tf.where(is_kept, state["scores"], kept)
        written = tf.gather(state["written"], parents, batch_dims=1)
        is_place = tf.equal(tf.range(tf.shape(written)[2]), place)
        state = state | {
            "written": tf.where(is_place, token_ids[:, :, None], written),
            "num_written": place + 1,
            "scores": scores,
        }
        state = self._with_over(state, options)
        return state | self._next(state, parents, token_ids, place, weights)

    def _candidates(self, state: State, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the best tokens for all beams of a row, `(batch, num_beams · (1 + num_ends))`, the best first."""
        batch_size, num_beams, length = tf.unstack(tf.shape(state["written"]))
        place = state["num_written"]
        written = tf.reshape(state["written"], [batch_size * num_beams, length])
        scores = tf.nn.log_softmax(state["logits"], axis=-1)  # (batch · num_beams, vocabulary_size)
        num_new = tf.repeat(place - state["prompt_lengths"], num_beams)
        scores = self._allowed(scores, written, place, num_new, options)
        size = tf.shape(scores)[1]
        sums = tf.reshape(scores, [batch_size, num_beams, size]) + state["scores"][:, :, None]
        # So many are without an end at least as there are beams.
        most = tf.minimum(num_beams * (1 + self._num_ends), num_beams * size)
        best, places = tf.math.top_k(tf.reshape(sums, [batch_size, num_beams * size]), k=most)
        token_ids = places % size
        return {"scores": best, "parents": places // size, "token_ids": token_ids, "is_end": self._is_end(token_ids)}

    def _with_ended(self, state: State, found: Mapping[str, Any], options: Mapping[str, Any], is_counted: Any) -> State:
        """Return the state with the candidates that end among its ended texts, as far as they are good enough."""
        num_new = state["num_written"] - state["prompt_lengths"] + 1
        counted = found["scores"] / _to_power(num_new, options["length_penalty"])[:, None]
        is_front = tf.range(tf.shape(counted)[1]) < options["num_beams"]
        counted = tf.where(found["is_end"] & is_front & is_counted, counted, NEVER)
        texts = tf.gather(state["written"], found["parents"], batch_dims=1)
        lengths = tf.fill(tf.shape(counted), state["num_written"])
        return state | _best_ended(state, counted, texts, lengths)

    def _with_over(self, state: State, options: Mapping[str, Any]) -> State:
        """Return the state with what is over: rows with no room left, and rows that nothing better can come of."""
        num_new = state["num_written"] - state["prompt_lengths"]
        counted = state["scores"] / _to_power(tf.maximum(num_new, 1), options["length_penalty"])[:, None]
        is_full = ~state["is_over"] & (num_new >= options["max_new_tokens"])
        lengths = tf.fill(tf.shape(counted), state["num_written"])
        state = state | _best_ended(state, tf.where(is_full[:, None], counted, NEVER), state["written"], lengths)
        is_settled = state["ended_scores"][:, -1] >= tf.reduce_max(counted, axis=1)
        return state | {"is_over": state["is_over"] | is_full | ((num_new > 0) & is_settled)}

    def _next(self, state: State, parents: Any, token_ids: Any, place: Any, weights: Any) -> State:
        """Ask for the logits of the next token of each beam, unless no row needs one."""

        def ask() -> State:
            batch_size, num_beams = tf.unstack(tf.shape(parents))
            rows = tf.reshape(parents + tf.range(batch_size)[:, None] * num_beams, [-1])
            moved = tf.nest.map_structure(lambda tensor: tf.gather(tensor, rows), state["decoder"])
            logits, decoder = self._decoder.step(moved, tf.reshape(token_ids, [-1, 1]), place, weights)
            return {"logits": logits, "decoder": decoder}

        kept = {"logits": state["logits"], "decoder": state["decoder"]}
        asked: State = tf.cond(tf.reduce_all(state["is_over"]), lambda: kept, ask)
        return asked


def _best_ended(state: State, scores: Any, texts: Any, lengths: Any) -> State:
    """Return the best of the texts that had ended and of these."""
    num_beams = tf.shape(state["ended_scores"])[1]
    best, order = tf.math.top_k(tf.concat([state["ended_scores"], scores], axis=1), k=num_beams)
    return {
        "ended_scores": best,
        "ended": tf.gather(tf.concat([state["ended"], texts], axis=1), order, batch_dims=1),
        "ended_lengths": tf.gather(tf.concat([state["ended_lengths"], lengths], axis=1), order, batch_dims=1),
    }


def _to_power(num_tokens: Any, power: Any) -> Any:
    return tf.pow(tf.cast(num_tokens, tf.float32), power)

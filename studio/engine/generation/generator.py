"""The generator: compiled once, whatever the prompts' lengths, the number of rows and the settings are."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.generation.beams import BEAM_OPTION_SPECS, BeamWriter
from studio.engine.generation.decoders import cached_decoder
from studio.engine.generation.writing import OPTION_SPECS, Writer
from studio.errors import InputError
from studio.generation import GenerationSettings

TokenIds = NDArray[np.int32]


class Generator:
    """Writes on from prompts with a network.

    Args:
        network: A `keras_hub.models.CausalLM` or `keras_hub.models.Seq2SeqLM`.
        end_token_ids: What ends a text.
        pad_token_id: What a batch is filled up with.
        max_length: The most tokens that the network takes, those of the prompt counted.

    Attributes:
        decoder: The network as it is asked token by token.
    """

    def __init__(self, network: Any, end_token_ids: Sequence[int], pad_token_id: int, max_length: int) -> None:
        decoder = self.decoder = cached_decoder(network)
        self._source_names = decoder.source_names
        self._pad = pad_token_id
        self._max_length = max_length
        ids, ids_1d = tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None], tf.int32)
        sources = dict.fromkeys(self._source_names, ids)
        num_steps = tf.TensorSpec([], tf.int32)
        writer, beams = (kind(decoder, list(end_token_ids), pad_token_id) for kind in (Writer, BeamWriter))
        self._start = _compiled(writer.start, sources, ids, ids_1d, ids_1d, OPTION_SPECS)
        self._write = _compiled(writer.write, writer.state_specs, OPTION_SPECS, num_steps)
        self._start_beams = _compiled(beams.start, sources, ids, ids_1d, BEAM_OPTION_SPECS)
        self._write_beams = _compiled(beams.write, beams.state_specs, BEAM_OPTION_SPECS, num_steps)

    @property
    def num_traces(self) -> int:
        """How many graphs were made so far."""
        return sum(
            function.experimental_get_tracing_count()
            for function in (self._start, self._write, self._start_beams, self._write_beams)
        )

    def start(
        self,
        prompts: Sequence[Sequence[int]],
        settings: GenerationSettings,
        sources: Mapping[str, TokenIds] | None = None,
        rows: Sequence[int] | None = None,
    ) -> "Writing":
        """Read prompts that are to be written on.

        Args:
            prompts: Token ids, at least one each. Those of an encoder–decoder begin its answer.
            settings: How to write.
            sources: What an encoder reads: `encoder_token_ids` and `encoder_padding_mask`, int32 arrays of shape
                `(batch, source_length)`.
            rows: The number of each prompt, by which it draws; by default its place.

        Raises:
            InputError: if a prompt is empty, or leaves no room for what is to be written.
        """
        self._check(prompts, settings)
        lengths = np.array([len(prompt) for prompt in prompts], np.int32)
        padded = np.full((len(prompts), int(lengths.max())), self._pad, np.int32)
        for row, prompt in enumerate(prompts):
            padded[row, : len(prompt)] = prompt
        given = {name: tf.constant(array, tf.int32) for name, array in (sources or {}).items()}
        if settings.sampler == "beam":
            options = _options(BEAM_OPTION_SPECS, settings)
            state = self._start_beams(given, padded, lengths, options)
            return BeamWriting(self._write_beams, state, options, lengths)
        options = _options(OPTION_SPECS, settings) | {"is_drawn": tf.constant(settings.sampler == "sample")}
        numbers = np.arange(len(prompts)) if rows is None else np.array(rows)
        state = self._start(given, padded, lengths, numbers.astype(np.int32), options)
        return Writing(self._write, state, options, lengths)

    def _check(self, prompts: Sequence[Sequence[int]], settings: GenerationSettings) -> None:
        for place, prompt in enumerate(prompts):
            if not prompt:
                raise InputError(
                    "Expected a prompt of at least one token. Received: none, prompt {place}.", place=place + 1
                )
            if len(prompt) + settings.max_new_tokens > self._max_length:
                raise InputError(
                    "Expected a prompt and new tokens that the model has room for, {room} together. Received: {prompt} "
                    "{prompt:token|tokens} of the prompt and up to {new} new {new:token|tokens}.",
                    room=self._max_length,
                    prompt=len(prompt),
                    new=settings.max_new_tokens,
                )


class Writing:
    """Texts that are being written.

    Args:
        write: The compiled step.
        state: Where it is.
        options: How it is written.
        prompt_lengths: int32 array of shape `(batch,)`.
    """

    def __init__(self, write: Any, state: Any, options: Mapping[str, Any], prompt_lengths: TokenIds) -> None:
        self._write = write
        self._state = state
        self._options = options
        self._prompt_lengths = prompt_lengths

    @property
    def is_over(self) -> bool:
        """Whether all texts have ended."""
        return bool(self._state["is_over"].numpy().all())

    def rows_over(self) -> list[bool]:
        """Return which texts have ended."""
        over: list[bool] = self._state["is_over"].numpy().tolist()
        return over

    def num_new_tokens(self) -> list[int]:
        """Return how many tokens behind each prompt were looked for so far; of a beam search, of each beam."""
        counts: list[int] = np.maximum(self._state["num_written"].numpy() - self._prompt_lengths, 0).tolist()
        return counts

    def write(self, num_steps: int) -> None:
        """Write on by at most so many tokens."""
        self._state = self._write(self._state, self._options, tf.constant(num_steps, tf.int32))

    def end(self, rows: Sequence[int]) -> None:
        """End texts, such as those in which one stands at which writing stops."""
        is_over = self._state["is_over"].numpy()
        is_over[list(rows)] = True
        self._state = self._state | {"is_over": tf.constant(is_over)}

    def token_ids(self) -> list[list[int]]:
        """Return what was written so far, without prompts and ends."""
        written, lengths = self._state["written"].numpy(), self._state["lengths"].numpy()
        return [row[start:end].tolist() for row, start, end in zip(written, self._prompt_lengths, lengths, strict=True)]

    def candidates(self, num_candidates: int) -> tuple[TokenIds, NDArray[np.float32]]:
        """Return the likeliest next tokens and their probabilities in the model's eyes: `(batch, num_candidates)`."""
        probabilities = tf.nn.softmax(self._state["logits"], axis=-1)
        values, token_ids = tf.math.top_k(probabilities, k=min(num_candidates, probabilities.shape[1]))
        return token_ids.numpy(), values.numpy()


class BeamWriting(Writing):
    """Texts that a beam search writes: there is something to show only where beams have ended, or at the front."""

    def token_ids(self) -> list[list[int]]:
        """Return the best text of each row: of those that ended, else of those that are being written."""
        names = ("written", "scores", "ended", "ended_scores", "ended_lengths")
        state = {name: self._state[name].numpy() for name in names}
        num_written = int(self._state["num_written"])
        found = []
        for row, start in enumerate(self._prompt_lengths):
            if state["ended_lengths"][row, 0]:
                text, end = state["ended"][row, 0], state["ended_lengths"][row, 0]
            else:
                text, end = state["written"][row, state["scores"][row].argmax()], num_written
            found.append(text[start:end].tolist())
        return found


def _compiled(function: Any, *signature: Any) -> Any:
    # Never XLA: it compiles anew for each shape.
    return tf.function(function, input_signature=signature, jit_compile=False)


def _options(specs: Mapping[str, Any], settings: GenerationSettings) -> dict[str, Any]:
    told = (name for name in specs if name != "is_drawn")
    return {name: tf.constant(getattr(settings, name), specs[name].dtype) for name in told}

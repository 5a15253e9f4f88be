"""A network that writes on from prompts of tokens: what is written comes back as text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.answers import Written
from studio.engine.generation.cached_decoder import SOURCE_NAMES
from studio.engine.generation.generator import Generator, Writing
from studio.engine.models.precision import in_float32
from studio.engine.models.text_model import TextModel, max_sequence_length
from studio.engine.tasks.writing.marks import WritingMarks
from studio.engine.tasks.writing.token_decoder import TokenDecoder
from studio.engine.texts.batches import Batch
from studio.engine.tokenizing.readable import read_tokens
from studio.engine.tokenizing.splitting import make_splitter
from studio.errors import InputError
from studio.generation import GenerationSettings

# After so many tokens it is looked for texts to stop at; where there are none, there is nothing to look for.
_STOP_STEPS, _ALL_STEPS = 16, 2**30
# What bytes become that are no character (yet).
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends a text beside what ends all texts of a network.

    Attributes:
        token_ids: Tokens.
        texts: Texts, which are not part of it.
        is_trimmed: Whether blanks at its beginning are none of it, either.
    """

    token_ids: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    is_trimmed: bool = False

    def added_to(self, settings: GenerationSettings) -> GenerationSettings:
        """Return settings by which writing stops at these texts, too."""
        stop = tuple(dict.fromkeys((*settings.stop, *self.texts)))
        return settings.model_copy(update={"stop": stop})


NO_ENDS = Ends()


@dataclass(frozen=True, slots=True, eq=False)
class Prompts:
    """What is to be written on.

    Attributes:
        token_ids: Of each row, at least one token.
        sources: What an encoder reads, by the names of its inputs: int32 arrays of shape `(batch, source_length)`.
    """

    token_ids: Sequence[Sequence[int]]
    sources: Mapping[str, NDArray[np.int32]]

    @classmethod
    def of(cls, batch: Batch) -> "Prompts":
        """Return the prompts of a batch: what its decoder reads, without padding."""
        inputs = batch.inputs
        prefix = "decoder_" if "decoder_token_ids" in inputs else ""
        lengths = inputs[f"{prefix}padding_mask"].sum(axis=1)
        rows = zip(inputs[f"{prefix}token_ids"], lengths, strict=True)
        return cls(
            [row[:length].tolist() for row, length in rows],
            {name: inputs[name] for name in SOURCE_NAMES if name in inputs},
        )


class PromptWriter:
    """Writes on from prompts.

    Args:
        model: The model, whose network is a `keras_hub.models.CausalLM` or `keras_hub.models.Seq2SeqLM`.
        ends: What ends a text beside what ends all texts of the network.

    Attributes:
        network: Its network.
        marks: What stands around texts.
        ends: What ends a text beside what ends all texts of the network.
        stops: All tokens that end a text.
        decoder: Makes texts of tokens.
        split: Makes tokens of texts, nothing added and nothing cut.
        cached_decoder: The network as it is asked token by token.
        max_length: The most tokens of a prompt and what is written behind it.
    """

    def __init__(self, model: TextModel, ends: Ends = NO_ENDS) -> None:
        self.network = model.network
        self.ends = ends
        self._tokenizer = model.tokenizer
        self.marks = WritingMarks.of(model.network.preprocessor)
        self.stops = tuple(dict.fromkeys((*self.marks.stops, *ends.token_ids)))
        self.decoder = TokenDecoder(model.tokenizer, is_trimmed=ends.is_trimmed)
        self.split = make_splitter(model.tokenizer)
        self.max_length = max_sequence_length(model.network.backbone)
        self._generator = Generator(model.network, self.stops, int(model.tokenizer.pad_token_id), self.max_length)
        self.cached_decoder = self._generator.decoder

    def room(self, settings: GenerationSettings) -> int:
        """Return how many tokens of a prompt there is room for.

        Raises:
            InputError: if what is to be written leaves none.
        """
        room = self.max_length - settings.max_new_tokens
        if room < 1:
            raise InputError(
                "max_new_tokens: expected at most {expected}, as the model has room for {room} {room:token|tokens}, "
                "those of the prompt counted. Received: {received}.",
                expected=self.max_length - 1,
                room=self.max_length,
                received=settings.max_new_tokens,
            )
        return room

    def start(
        self, prompts: Prompts, settings: GenerationSettings, rows: Sequence[int] | None = None
    ) -> "TextsInWriting":
        """Read prompts, so that they can be written on.

        Args:
            prompts: The prompts.
            settings: How to write.
            rows: A number of each, by which it draws beside the seed; by default the same for all, so that a prompt is
                written on alike wherever it stands.
        """
        settings = self.ends.added_to(settings)
        with in_float32(self.network):
            numbers = [0] * len(prompts.token_ids) if rows is None else rows
            writing = self._generator.start(prompts.token_ids, settings, prompts.sources, numbers)
        return TextsInWriting(self, writing, prompts.token_ids, settings)

    def read_token(self, token_id: int) -> str:
        """Return a token as people read it, by itself."""
        return read_tokens(self._tokenizer, [token_id])[0]


class TextsInWriting:
    """Texts that are being written.

    Args:
        writer: Who writes them.
        writing: What is known of their tokens.
        prompts: The tokens before them.
        settings: How they are written.
    """

    def __init__(
        self, writer: PromptWriter, writing: Writing, prompts: Sequence[Sequence[int]], settings: GenerationSettings
    ) -> None:
        self._writer = writer
        self._writing = writing
        self._prompts = prompts
        self._settings = settings
        self._is_stopped = [False] * len(prompts)

    @property
    def is_over(self) -> bool:
        """Whether all texts have ended."""
        return self._writing.is_over

    def write(self, num_steps: int) -> None:
        """Write on by at most so many tokens. A text in which one stands at which writing stops is over."""
        with in_float32(self._writer.network):
            self._writing.write(num_steps)
        if self._settings.stop:
            texts = self._writer.decoder.texts(self._prompts, self._writing.token_ids())
            self._is_stopped = [any(stop in text for stop in self._settings.stop) for text in texts]
            self._writing.end([row for row, stopped in enumerate(self._is_stopped) if stopped])

    def finish(self) -> list[Written]:
        """Write to the end of all texts, and return them."""
        while not self.is_over:
            # The lengths of prompts differ: so many steps may be too few for all of them.
            self.write(_STOP_STEPS if self._settings.stop else _ALL_STEPS)
        return self.texts()

    def num_done(self) -> float:
        """Return how many texts are written, parts of texts counted by the tokens that they may have."""
        most = self._settings.max_new_tokens
        rows = zip(self._writing.rows_over(), self._writing.num_new_tokens(), strict=True)
        return sum(1.0 if is_over else num_new / most for is_over, num_new in rows)

    def texts(self) -> list[Written]:
        """Return what was written so far, up to a text at which writing stops."""
        tokens = self._writing.token_ids()
        is_over = self._writing.rows_over()
        found = []
        for row, text in enumerate(self._writer.decoder.texts(self._prompts, tokens)):
            is_ended = self._is_stopped[row] or (is_over[row] and len(tokens[row]) < self._settings.max_new_tokens)
            # A character of several tokens appears with the last of them.
            shown = text if is_over[row] else text.rstrip(_REPLACEMENT)
            found.append(Written(cut_at(shown, self._settings.stop), len(tokens[row]), is_ended))
        return found

    def token_ids(self) -> list[list[int]]:
        """Return the tokens that were written so far, without prompts and ends."""
        return self._writing.token_ids()

    def candidates(self, num_candidates: int) -> list[list[tuple[str, float]]]:
        """Return the likeliest next tokens of each text with their probabilities in the model's eyes."""
        token_ids, probabilities = self._writing.candidates(num_candidates)
        return [
            list(zip(map(self._writer.read_token, ids.tolist()), values.tolist(), strict=True))
            for ids, values in zip(token_ids, probabilities, strict=True)
        ]


def cut_at(text: str, stops: Sequence[str]) -> str:
    """Return a text up to the first of several texts that stands in it."""
    places = [place for stop in stops if (place := text.find(stop)) >= 0]
    return text[: min(places)] if places else text


# Graphs are traced once for each network.
_WRITERS: WeakKeyDictionary[Any, dict[Ends, PromptWriter]] = WeakKeyDictionary()


def prompt_writer(model: TextModel, ends: Ends = NO_ENDS) -> PromptWriter:
    """Return what writes with a model's network, always the same one.

    Args:
        model: The model.
        ends: What ends a text beside what ends all texts of the network.
    """
    writers = _WRITERS.setdefault(model.network, {})
    if ends not in writers:
        # Whoever asks first may be tracing a graph, which must not own what all others use as well.
        with tf.init_scope():
            writers[ends] = PromptWriter(model, ends)
    return writers[ends]

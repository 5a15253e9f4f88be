"""What a masked language model puts where `[MASK]` stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.engine.models.graphs import compiled, tensors
from studio.engine.models.model import load_model
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.base import DEFAULT_BATCH_SIZE
from studio.engine.tasks.masked_lm.batches import MaskedBatcher
from studio.engine.tasks.masked_lm.encoding import MASK_PATTERN, SPACES, MaskedTextEncoder
from studio.engine.tasks.masked_lm.masking import GivenMasks
from studio.engine.tasks.masked_lm.token_texts import TokenTexts
from studio.engine.texts.examples import Examples
from studio.errors import InputError
from studio.tasks.masked_lm import MASK

NUM_GUESSES = 5

_CHUNK_SIZE = 1024
_MASK_WITH_SPACES = re.compile(f"({SPACES}){MASK_PATTERN}")


@dataclass(frozen=True, slots=True)
class FilledText:
    """What a model says about one text.

    Attributes:
        text: The text with the likeliest token in the place of each mask that the model read.
        masks: For each of these masks the likeliest tokens with their probabilities, the likeliest first.
    """

    text: str
    masks: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Fillings:
    """What a model says about some texts."""

    filled: tuple[FilledText, ...]

    def __len__(self) -> int:
        return len(self.filled)

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return `prediction`, `masks`, and `token_1` to `probability_5` for the first mask."""
        columns: dict[str, NDArray[Any]] = {
            "prediction": np.array([entry.text for entry in self.filled], dtype=object),
            "masks": np.array([len(entry.masks) for entry in self.filled], np.int32),
        }
        tokens, probabilities = self._first_masks()
        for rank in range(NUM_GUESSES):
            columns[f"token_{rank + 1}"] = tokens[:, rank]
            columns[f"probability_{rank + 1}"] = probabilities[:, rank]
        return columns

    def rows(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Return each text with `prediction` and `masks`: for each the likeliest tokens."""
        return [
            {"text": text, "prediction": entry.text, "masks": _guesses(entry)}
            for text, entry in zip(texts, self.filled, strict=True)
        ]

    def summary(self) -> dict[str, Any]:
        """Return how many masks were filled."""
        return {"masks": sum(len(entry.masks) for entry in self.filled)}

    def answer(self) -> dict[str, Any]:
        """Return `prediction` and `masks`, one of each for each text."""
        return {
            "prediction": [entry.text for entry in self.filled],
            "masks": [_guesses(entry) for entry in self.filled],
        }

    def exported(self) -> dict[str, NDArray[Any]]:
        """Return `tokens` and `probabilities` of the first masks; empty and 0 where a text has none."""
        tokens, probabilities = self._first_masks()
        return {"tokens": tokens, "probabilities": probabilities}

    def _first_masks(self) -> tuple[NDArray[Any], NDArray[np.float32]]:
        tokens = np.full((len(self), NUM_GUESSES), "", dtype=object)
        probabilities = np.zeros((len(self), NUM_GUESSES), np.float32)
        for row, entry in enumerate(self.filled):
            for rank, (token, probability) in enumerate(entry.masks[0] if entry.masks else ()):
                tokens[row, rank], probabilities[row, rank] = token, probability
        return tokens, probabilities


class MaskFiller:
    """A masked language model that answers texts.

    Args:
        model: A model, or the folder of a saved one, which is loaded in float32.

    Raises:
        NotFoundError: if there is no model in the folder.
    """

    def __init__(self, model: TextModel | Path) -> None:
        self.model = model if isinstance(model, TextModel) else load_model(model)
        self.texts = TokenTexts(self.model.tokenizer)
        self._encoder = MaskedTextEncoder(self.model)
        self._masks = GivenMasks(self.model.tokenizer)
        self._guess = compiled(self.model, guess)

    def predict(
        self,
        texts: Sequence[str],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> Fillings:
        """Fill the masks of texts that are in memory.

        Raises:
            InputError: if a text has no mask that the model reads.
        """
        for text in texts:
            if not has_mask(text):
                raise InputError(
                    "Expected a text with {mask} where the model is to guess. Received: {received}.",
                    mask=MASK,
                    received=_shorten(text),
                )
        chunks = (texts[start : start + _CHUNK_SIZE] for start in range(0, len(texts), _CHUNK_SIZE))
        fillings = self.gather(self.iter_predict(chunks, batch_size, on_progress))
        for text, entry in zip(texts, fillings.filled, strict=True):
            if not entry.masks:
                raise InputError(
                    "Expected {mask} within the first {length} {length:token|tokens}, since the model reads no more. "
                    "Received: {received}.",
                    mask=MASK,
                    length=self.model.info.sequence_length,
                    received=_shorten(text),
                )
        return fillings

    def iter_predict(
        self,
        chunks: Iterator[Sequence[str]],
        batch_size: int = DEFAULT_BATCH_SIZE,
        on_progress: Callable[[int], None] | None = None,
    ) -> Iterator[list[FilledText]]:
        """Yield the answers to each chunk of texts, in their order. A text without a mask stays as it is."""
        num_done = 0
        for chunk in chunks:
            batcher = MaskedBatcher(self.model, Examples.single(self._encoder.encode(chunk)), self._masks)
            filled: list[FilledText] = [FilledText("", ())] * len(chunk)
            for indices in batcher.indices_by_length(batch_size):
                batch = batcher.batch(indices)
                tokens, probabilities = self._guess(tensors(batch.inputs))
                for index, ids, values in zip(indices, tokens.numpy(), probabilities.numpy(), strict=True):
                    count = len(batcher.masks(int(index)).positions)
                    filled[index] = self._fill(chunk[index], ids[:count], values[:count])
                num_done += len(indices)
                if on_progress is not None:
                    on_progress(num_done)
            yield filled

    def gather(self, chunks: Iterator[list[FilledText]]) -> Fillings:
        """Put the answers to chunks together."""
        return Fillings(tuple(entry for chunk in chunks for entry in chunk))

    def _fill(self, text: str, ids: NDArray[np.int32], probabilities: NDArray[np.float32]) -> FilledText:
        best = iter(ids[:, 0].tolist())

        def put(found: re.Match[str]) -> str:
            token = next(best, None)
            if token is None:
                return found[0]
            word = self.texts.text([token]) or self.texts.names[token]
            return word if self.texts.goes_on(token) else f"{found[1]}{word}"

        masks = tuple(
            tuple((self.texts.names[token], float(value)) for token, value in zip(row, values, strict=True))
            for row, values in zip(ids.tolist(), probabilities, strict=True)
        )
        return FilledText(_MASK_WITH_SPACES.sub(put, text), masks)


def has_mask(text: str) -> bool:
    """Return whether a mask stands in a text."""
    return _MASK_WITH_SPACES.search(text) is not None


def guess(model: TextModel, inputs: dict[str, Any]) -> tuple[Any, Any]:
    """Return the likeliest tokens at masked positions and their probabilities, each of shape `(batch, num_masks, 5)`.

    Args:
        model: The model.
        inputs: Its inputs with `mask_positions`, int32 of shape `(batch, num_masks)`.
    """
    logits = tf.cast(model.network(inputs, training=False), tf.float32)  # (batch, num_masks, vocabulary)
    return likeliest(logits)


def likeliest(logits: Any) -> tuple[Any, Any]:
    """Return the ids and the probabilities of the likeliest tokens: `(…, vocabulary)` to `(…, 5)` twice."""
    highest, token_ids = tf.math.top_k(logits, NUM_GUESSES)
    return token_ids, tf.exp(highest - tf.reduce_logsumexp(logits, axis=-1, keepdims=True))


def _guesses(entry: FilledText) -> list[list[dict[str, Any]]]:
    return [[{"token": token, "probability": value} for token, value in mask] for mask in entry.masks]


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 80 else f'"{line[:79]}…"'

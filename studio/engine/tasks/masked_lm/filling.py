"""What a masked language model puts where `[MASK]` stands."""

import re
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from studio.answers import Fills
from studio.answers.fills import NUM_GUESSES
from studio.engine.models.text_model import TextModel
from studio.engine.tasks.masked_lm.encoding import MASK_PATTERN, SPACES, MaskedTextEncoder
from studio.engine.tasks.masked_lm.masking import GivenMasks
from studio.engine.tasks.masked_lm.token_texts import TokenTexts
from studio.errors import InputError
from studio.tasks.masked_lm import MASK

_MASK_WITH_SPACES = re.compile(f"({SPACES}){MASK_PATTERN}")


class MaskFiller:
    """Reads texts with masks, and puts tokens in their places.

    Args:
        model: The model whose tokenizer is used.

    Attributes:
        encoder: Turns texts with masks into token ids.
        masks: Finds the masks among them.
        texts: Writes tokens as text.
    """

    def __init__(self, model: TextModel) -> None:
        self.encoder = MaskedTextEncoder(model)
        self.masks = GivenMasks(model.tokenizer)
        self.texts = TokenTexts(model.tokenizer)

    def fill(self, text: str, ids: NDArray[np.int32], probabilities: NDArray[np.float32]) -> Fills:
        """Return a text with its masks filled.

        Args:
            text: The text.
            ids: int32 array of shape `(num_masks, 5)`, the likeliest tokens for each mask that the model read.
            probabilities: Theirs.
        """
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
        return Fills(_MASK_WITH_SPACES.sub(put, text), masks)


# What a model's tokens are called is worked out once, however often it is asked.
_FILLERS: WeakKeyDictionary[TextModel, MaskFiller] = WeakKeyDictionary()


def mask_filler(model: TextModel) -> MaskFiller:
    """Return what fills the masks of a model's texts, always the same one."""
    if model not in _FILLERS:
        _FILLERS[model] = MaskFiller(model)
    return _FILLERS[model]


def check_filled(model: TextModel, texts: Sequence[str], answers: Sequence[Fills]) -> None:
    """Check that each text has a mask that the model read.

    Raises:
        InputError: if one has none.
    """
    for text, answer in zip(texts, answers, strict=True):
        if not has_mask(text):
            raise InputError(
                "Expected a text with {mask} where the model is to guess. Received: {received}.",
                mask=MASK,
                received=_shorten(text),
            )
        if not answer.masks:
            raise InputError(
                "Expected {mask} within the first {length} {length:token|tokens}, since the model reads no more. "
                "Received: {received}.",
                mask=MASK,
                length=model.info.sequence_length,
                received=_shorten(text),
            )


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


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 80 else f'"{line[:79]}…"'

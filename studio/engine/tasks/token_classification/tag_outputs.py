"""The tag of a word, explained: which tokens speak for it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from studio.engine.tasks.explained import Explained, Floats
from studio.engine.tasks.token_classification.piece_reader import PieceReader
from studio.engine.tasks.token_classification.span_tags import OUTSIDE, name_of, num_tags
from studio.engine.texts.packed_text import PackedText
from studio.errors import InputError


class TagOutputs(Explained):
    """A logit for each tag of each token: the number of a token's tag stands at `position · num_tags + tag`.

    Asked for a type, it is the tag of the token that is most likely of that type; asked for nothing, that of the
    token that is most likely of any. Only tokens that are tagged count: the first of each piece, in the window that
    tags it.

    Args:
        reader: Reads texts.
        types: The names of the types.
    """

    def __init__(self, reader: PieceReader, types: tuple[str, ...]) -> None:
        self._reader = reader
        self._types = types
        self._num_tags = num_tags(len(types))

    def windows(self, text: str, pair: str | None) -> tuple[PackedText, ...]:
        """Return the windows of the text."""
        if pair is not None:
            raise InputError("Expected one text, whose words are tagged. Received: two texts.")
        return self._reader.packed(text)

    def outputs(self, network_outputs: Any) -> Any:
        """Return the logits of all tokens in one row."""
        return tf.reshape(network_outputs, (tf.shape(network_outputs)[0], -1))

    def choose(self, outputs: Sequence[Floats], target: str | None, windows: Sequence[PackedText]) -> tuple[int, int]:
        """Return the likeliest tag of the type that is asked for, or of any."""
        if target is not None and target not in self._types:
            raise InputError(
                "target: expected one of {expected}. Received: {received}.",
                expected=", ".join(self._types),
                received=target,
            )
        tags = np.array(
            [
                tag
                for tag in range(self._num_tags)
                if tag != OUTSIDE and (target is None or (tag - 1) // 2 == self._types.index(target))
            ]
        )
        chances = [
            # A model that cannot tell padding from text gives more.
            np.where(window.is_answering[:, None], self._chances(logits)[: len(window), tags], 0.0)
            for window, logits in zip(windows, outputs, strict=True)
            if window.is_answering is not None
        ]
        found = int(np.argmax([chance.max() for chance in chances]))
        place, wanted = np.unravel_index(int(chances[found].argmax()), chances[found].shape)
        return found, int(place * self._num_tags + tags[wanted])

    def name(self, index: int) -> str:
        """Return the tag, as files write it."""
        return name_of(index % self._num_tags, self._types)

    def probability(self, outputs: Floats, index: int) -> Floats:
        """Return the softmax over the tags of the same token."""
        result: Floats = self._chances(outputs)[..., index // self._num_tags, index % self._num_tags]
        return result

    def _chances(self, outputs: Floats) -> Floats:
        logits = outputs.reshape(*outputs.shape[:-1], -1, self._num_tags)
        exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
        chances: Floats = exponentials / exponentials.sum(axis=-1, keepdims=True)
        return chances

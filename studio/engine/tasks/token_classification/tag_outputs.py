"""The tag of a word, explained: which tokens speak for it."""

from typing import Any

import numpy as np
import tensorflow as tf

from studio.engine.tasks.explained import Explained, Floats
from studio.engine.tasks.token_classification.span_tags import OUTSIDE, name_of, num_tags
from studio.errors import InputError


class TagOutputs(Explained):
    """A logit for each tag of each token: the number of a token's tag stands at `position · num_tags + tag`.

    Asked for a type, it is the tag of the token that is most likely of that type; asked for nothing, that of the
    token that is most likely of any.

    Args:
        types: The names of the types.
    """

    def __init__(self, types: tuple[str, ...]) -> None:
        self._types = types
        self._num_tags = num_tags(len(types))

    def outputs(self, network_outputs: Any) -> Any:
        """Return the logits of all tokens in one row."""
        return tf.reshape(network_outputs, (tf.shape(network_outputs)[0], -1))

    def choose(self, outputs: Floats, target: str | None) -> int:
        """Return the likeliest tag of the type that is asked for, or of any. The special tokens have none."""
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
        chances = self._chances(outputs)[1:-1, tags]  # (length - 2, num_wanted)
        place, wanted = np.unravel_index(int(chances.argmax()), chances.shape)
        return int((place + 1) * self._num_tags + tags[wanted])

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

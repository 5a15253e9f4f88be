"""Which tokens are hidden from a masked language model, and what stands in their place.

15 % of the tokens of each text are chosen; of these 80 % become the mask token, 10 % a random token, and 10 % stay as
they are (Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers, 2018, section 3.1). They are chosen anew
in each epoch (Liu et al., RoBERTa, 2019, section 4.1). Start, end, padding and unknown tokens are never chosen.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from studio.tasks.masked_lm import MASKED_FRACTION

MASK_FRACTION = 0.8
RANDOM_FRACTION = 0.1

# The sampler draws from the same key with the counter at 0: this keeps the two apart.
_COUNTER = 1
# Beyond any epoch, so that what is measured on never equals what is trained on.
_FIXED_EPOCH = 2**63
_FIXED_SEED = 0
# Not all tokenizers count it among their special tokens.
_UNKNOWN_TOKENS = ("[UNK]", "<unk>")


@dataclass(frozen=True, slots=True, eq=False)
class Masks:
    """What is hidden in one text.

    Attributes:
        token_ids: int32 array of shape `(num_tokens,)`: what the model reads.
        positions: int32 array of shape `(num_masks,)`, ascending: where it guesses.
        labels: int32 array of shape `(num_masks,)`: the tokens that stood there; -1 where nobody knows.
    """

    token_ids: NDArray[np.int32]
    positions: NDArray[np.int32]
    labels: NDArray[np.int32]


class Masker(Protocol):
    """Hides tokens."""

    def mask(self, token_ids: NDArray[np.int32], example: int, epoch: int) -> Masks:
        """Hide tokens of a text.

        Args:
            token_ids: int32 array of shape `(num_tokens,)`, without padding.
            example: Its number in the split.
            epoch: The epoch.
        """
        ...


class RandomMasker:
    """Hides tokens by chance: what it does depends on the seed, the epoch and the example alone.

    Args:
        tokenizer: A KerasHub tokenizer with a mask token.
        seed: What the masks depend on.
        is_fixed: Whether all epochs have the same masks, as they must to be measured on.
    """

    def __init__(self, tokenizer: Any, seed: int = _FIXED_SEED, *, is_fixed: bool = False) -> None:
        self._mask_token_id = int(tokenizer.mask_token_id)
        self._is_ordinary = ordinary_tokens(tokenizer)
        self._ordinary_ids = np.flatnonzero(self._is_ordinary).astype(np.int32)
        self._seed = seed
        self._is_fixed = is_fixed

    def mask(self, token_ids: NDArray[np.int32], example: int, epoch: int) -> Masks:
        """Hide 15 % of the tokens of a text, at least one where there is any that may be hidden. See `Masker`."""
        random = self._random(example, _FIXED_EPOCH if self._is_fixed else epoch)
        candidates = np.flatnonzero(self._is_ordinary[token_ids])
        if not len(candidates):
            none = np.zeros(0, np.int32)
            return Masks(token_ids, none, none)
        # Rounded up or down by chance, so that short texts have 15 % on average as well.
        count = max(1, int(MASKED_FRACTION * len(candidates) + random.random()))
        positions = np.sort(random.permutation(candidates)[:count])
        labels, choice = token_ids[positions], random.random(count)
        strangers = self._ordinary_ids[random.integers(0, len(self._ordinary_ids), count)]
        masked = token_ids.copy()
        masked[positions] = np.where(choice < MASK_FRACTION + RANDOM_FRACTION, strangers, labels)
        masked[positions[choice < MASK_FRACTION]] = self._mask_token_id
        return Masks(masked, positions.astype(np.int32), labels.astype(np.int32))

    def _random(self, example: int, epoch: int) -> np.random.Generator:
        # A counter-based generator needs no state but these numbers: a resumed run draws the same masks.
        return np.random.Generator(np.random.Philox(key=[self._seed, epoch], counter=[0, 0, _COUNTER, example]))


class GivenMasks:
    """Finds the mask tokens that stand in a text already; what they hide is not known.

    Args:
        tokenizer: A KerasHub tokenizer with a mask token.
    """

    def __init__(self, tokenizer: Any) -> None:
        self._mask_token_id = int(tokenizer.mask_token_id)

    def mask(self, token_ids: NDArray[np.int32], example: int, epoch: int) -> Masks:
        """Find the mask tokens. See `Masker`."""
        positions = np.flatnonzero(token_ids == self._mask_token_id).astype(np.int32)
        return Masks(token_ids, positions, np.full(len(positions), -1, np.int32))


def ordinary_tokens(tokenizer: Any) -> NDArray[np.bool_]:
    """Return for each token id whether it stands for a piece of text: bool array of shape `(vocabulary_size,)`."""
    is_ordinary = np.ones(int(tokenizer.vocabulary_size()), bool)
    special = {*tokenizer.special_token_ids, tokenizer.mask_token_id, tokenizer.pad_token_id}
    vocabulary = tokenizer.get_vocabulary()
    special |= {tokenizer.token_to_id(token) for token in _UNKNOWN_TOKENS if token in vocabulary}
    is_ordinary[[int(token_id) for token_id in special]] = False
    return is_ordinary

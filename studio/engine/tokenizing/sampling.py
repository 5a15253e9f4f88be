"""A part of a large corpus that fits into memory, the same for the same seed."""

from collections.abc import Iterable

import numpy as np

# Beyond this a vocabulary hardly changes any more, but learning it takes minutes.
MAX_CHARACTERS = 10_000_000
MAX_TEXTS = 1_000_000
MAX_TEXT_CHARACTERS = 20_000

_ALL = 2**64


def sample_texts(
    batches: Iterable[list[str]], seed: int, max_characters: int = MAX_CHARACTERS, max_texts: int = MAX_TEXTS
) -> list[str]:
    """Return the texts of a corpus, or a random part of them, in their order.

    Each text draws a number. Whenever too much was kept, only the texts in the lower half of the numbers stay.

    Args:
        batches: The texts in batches; read once.
        seed: int.
        max_characters: int. The most characters that are kept.
        max_texts: int. The most texts that are kept.
    """
    random = np.random.Philox(key=seed)
    limit, size = _ALL, 0
    kept: list[tuple[int, str]] = []
    for texts in batches:
        for number, text in zip(random.random_raw(len(texts)).tolist(), texts, strict=True):
            if number < limit:
                kept.append((number, text[:MAX_TEXT_CHARACTERS]))
                size += len(kept[-1][1])
        while (size > max_characters or len(kept) > max_texts) and len(kept) > 1:
            limit //= 2
            kept = [entry for entry in kept if entry[0] < limit] or [min(kept)]
            size = sum(len(text) for _, text in kept)
    return [text for _, text in kept]

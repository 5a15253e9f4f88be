"""What tokens look at on the whole: themselves, their neighbours, special tokens."""

from dataclasses import dataclass

import numpy as np

from studio.attention import Array


@dataclass(frozen=True, slots=True)
class Habits:
    """Parts of the attention, each from 0 to 1; together they are 1."""

    itself: float
    before: float
    after: float
    specials: float
    others: float


def habits(weights: Array, specials: tuple[int, ...]) -> Habits:
    """Return where the attention goes, as a mean over the tokens of the text.

    Args:
        weights: float32 array of shape `(length, length)`, rows adding up to 1.
        specials: The places of special tokens: they count as such and nothing else, and are not asked themselves.
    """
    length = len(weights)
    is_special = np.isin(np.arange(length), specials)
    rows = np.flatnonzero(~is_special) if not is_special.all() else np.arange(length)
    kept = np.where(is_special, 0.0, weights)  # columns of special tokens count as such alone
    to_specials = float(weights[rows][:, is_special].sum(axis=1).mean())
    itself = float(kept[rows, rows].mean())
    inner, last = rows[rows > 0], rows[rows < length - 1]
    before = float(kept[inner, inner - 1].sum() / len(rows))
    after = float(kept[last, last + 1].sum() / len(rows))
    return Habits(itself, before, after, to_specials, max(0.0, 1.0 - itself - before - after - to_specials))

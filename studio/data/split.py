"""The split into train, validation and test: stratified, seeded, the same on every platform.

Each text gets a key, a hash of the seed and its row. Within each class the texts are put in the order of their keys;
the first ones go to validation, the next to test, the others to train. No library's random numbers are used, so a
split can be repeated with any version of any of them. Rows that belong together always go to the same part.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.parts import num_held_back

Rows = NDArray[np.int64]
Labels = NDArray[np.int32]

TRAIN, VALIDATION, TEST = 0, 1, 2
NO_PART = -1


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """The rows that belong together: they have the same texts, or share one, and go to the same part.

    Attributes:
        rows: int64 array of shape (num_repeats,), every such row, the first of each group among them.
        leaders: int64 array of shape (num_repeats,), the first row of each one's group.
    """

    rows: Rows
    leaders: Rows


@dataclass(frozen=True, slots=True)
class Fold:
    """One of the parts of a cross-validation.

    Attributes:
        number: Which one, counted from 0.
        count: How many there are, 2 at least.
    """

    number: int
    count: int


def split_rows(
    labels: Labels,
    repeats: Repeats,
    validation_fraction: float,
    test_fraction: float,
    seed: int,
    fold: Fold | None = None,
) -> tuple[Rows, Rows, Rows]:
    """Split rows.

    Each part gets its fraction of the rows of each class, rounded so that the parts' sizes fit as a whole (largest
    remainder). Every class keeps at least one row in train.

    With a fold, the test part is the same for all of them, and what is left is dealt out to the folds in turn, class by
    class: each row is validated on in one fold, unless it is the only one of its class.

    Args:
        labels: int32 array of shape (num_rows,), the class of each row; below 0 for a row that goes to no part.
        repeats: The rows that belong together.
        validation_fraction: Between 0 and 1.
        test_fraction: Between 0 and 1; both together below 1.
        seed: Any number from 0 to 2³¹ − 1.
        fold: Which fold of a cross-validation is validated on; the validation fraction is then not looked at.

    Returns:
        The row numbers of train, validation and test, ascending.
    """
    num_rows = len(labels)
    leaders = np.arange(num_rows, dtype=np.int64)
    leaders[repeats.rows] = repeats.leaders
    units = np.flatnonzero((leaders == np.arange(num_rows)) & (labels >= 0))
    sizes = np.bincount(leaders, minlength=num_rows)[units]
    order = np.lexsort((_keys(units, seed), labels[units]))
    units, sizes = units[order], sizes[order]
    del order
    parts = np.where(labels >= 0, TRAIN, NO_PART).astype(np.int8)
    starts = np.flatnonzero(np.diff(labels[units], prepend=-1))
    ends = np.append(starts[1:], len(units))
    totals = np.array([sizes[start:end].sum() for start, end in zip(starts, ends, strict=True)], dtype=np.int64)
    held = _share(totals, validation_fraction if fold is None else 0.0, totals - 1)
    tested = _share(totals, test_fraction, totals - 1 - held)
    for start, end, num_held, num_tested in zip(starts, ends, held, tested, strict=True):
        filled = np.cumsum(sizes[start : end - 1])
        first = start + np.searchsorted(filled, num_held, side="right")
        last = start + np.searchsorted(filled, num_held + num_tested, side="right")
        parts[units[start:first]] = VALIDATION
        parts[units[first:last]] = TEST
    if fold is not None:
        dealt = units[parts[units] == TRAIN]
        parts[dealt[fold.number :: fold.count]] = VALIDATION
    parts = parts[leaders]
    _keep_classes_in_train(parts, labels, leaders)
    train, validation, test = (np.flatnonzero(parts == part).astype(np.int64) for part in (TRAIN, VALIDATION, TEST))
    return train, validation, test


def first_of_linked(hashes: Sequence[NDArray[np.uint64]]) -> Rows:
    """Return for each row the first of the rows that it is linked with, itself among them: (num_rows,).

    Two rows are linked where they have a value in common, or are both linked with a third one.

    Args:
        hashes: Arrays of shape (num_rows,): the values of each row.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    num_rows = len(hashes[0])
    _, values = np.unique(np.concatenate(hashes), return_inverse=True)
    rows = np.tile(np.arange(num_rows), len(hashes))
    size = num_rows + int(values.max(initial=-1)) + 1
    graph = coo_array((np.ones(len(rows), np.bool_), (rows, num_rows + values)), shape=(size, size))
    _, components = connected_components(graph, directed=False)
    _, firsts, places = np.unique(components[:num_rows], return_index=True, return_inverse=True)
    leaders: Rows = firsts[places].astype(np.int64)
    return leaders


def _keys(rows: Rows, seed: int) -> NDArray[np.uint64]:
    """Hash rows with SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).

    Each seed starts 2³² rows further on in the generator's one sequence.
    """
    keys = rows.astype(np.uint64) + np.uint64((seed << 32) + 1)
    keys *= np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        keys ^= keys >> np.uint64(shift)
        keys *= np.uint64(factor)
    keys ^= keys >> np.uint64(31)
    return keys


def _share(totals: Rows, fraction: float, limits: Rows) -> Rows:
    """Return how many rows of each class a part gets: its fraction, by largest remainder, within the limits."""
    if fraction <= 0.0:
        return np.zeros_like(totals)
    exact = totals * fraction
    shares: Rows = np.minimum(np.floor(exact).astype(np.int64), limits)
    num_left = num_held_back(int(totals.sum()), fraction) - int(shares.sum())
    for index in np.argsort(np.floor(exact) - exact, kind="stable"):
        if num_left > 0 and shares[index] < limits[index]:
            shares[index] += 1
            num_left -= 1
    return shares


def _keep_classes_in_train(parts: NDArray[np.int8], labels: Labels, leaders: Rows) -> None:
    """Move a text back to train for each class that has none there.

    It happens only where the same text comes with different labels: the texts go together, under the first label.
    """
    num_classes = int(labels.max()) + 1
    present = np.bincount(labels[parts == TRAIN], minlength=num_classes)
    for label in np.flatnonzero(present == 0):
        rows = np.flatnonzero(labels == label)
        if len(rows):
            parts[leaders == leaders[rows[0]]] = TRAIN

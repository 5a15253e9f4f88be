"""Tokens and those that follow."""

import numpy as np

from studio.data.targets import Ragged
from studio.engine.tasks.writing.examples import cut, in_pieces, shifted, surrounded


def ragged(*rows: list[int]) -> Ragged:
    lengths = [len(row) for row in rows]
    return Ragged(
        np.array([token for row in rows for token in row], np.int32),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
    )


def rows_of(found: Ragged) -> list[list[int]]:
    return [found[row].tolist() for row in range(len(found))]


def test_special_tokens_stand_around_each_text() -> None:
    texts = ragged([5, 6], [], [7])
    assert rows_of(surrounded(texts.values, texts.offsets, [1, 2], [3])) == [[1, 2, 5, 6, 3], [1, 2, 3], [1, 2, 7, 3]]
    assert rows_of(surrounded(texts.values, texts.offsets, [], [])) == [[5, 6], [], [7]]


def test_each_token_is_followed_by_the_next() -> None:
    read, said = shifted(ragged([1, 5, 6, 3], [], [4], [1, 3]))
    assert rows_of(read) == [[1, 5, 6], [], [], [1]]
    assert rows_of(said) == [[5, 6, 3], [], [], [3]]


def test_long_texts_are_cut_or_parted() -> None:
    texts = ragged([1, 2, 3, 4, 5], [], [6, 7])
    assert rows_of(cut(texts, 2)) == [[1, 2], [], [6, 7]]
    offsets, row_of = in_pieces(texts, 2)
    assert offsets.tolist() == [0, 2, 4, 5, 7]
    assert row_of.tolist() == [0, 0, 0, 2]

"""Which passages make up pairs: half follow, the others come from another document, and nothing is left unread."""

from typing import Any

import numpy as np
import pytest

from studio.errors import DataError

pytestmark = pytest.mark.engine

PAD, UNKNOWN, START, END = range(4)
LENGTH = 43
ROOM = LENGTH - 3


class FakeTokenizer:
    """What packing asks of a tokenizer."""

    start_token_id = START
    end_token_id = END


def make_sentences(documents: list[list[int]]) -> Any:
    """Return sentences of so many tokens each; no token occurs twice."""
    from studio.engine.tasks.masked_lm.sentences import DOCUMENT
    from studio.engine.texts.examples import TEXT, Examples
    from studio.engine.texts.tokens import TokenRows

    lengths = np.array([length for sizes in documents for length in sizes], np.int64)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    # Two documents in each row.
    numbers = np.repeat(np.arange(len(documents)), [len(sizes) for sizes in documents])
    rows = TokenRows(np.arange(10, 10 + offsets[-1], dtype=np.int32), offsets)
    return Examples({TEXT: rows}, (numbers // 2).astype(np.int64), {DOCUMENT: (numbers % 2).astype(np.int32)})


def random_documents(number: int = 40, longest: int = 25, seed: int = 0) -> list[list[int]]:
    random = np.random.default_rng(seed)
    return [random.integers(2, longest, random.integers(1, 30)).tolist() for _ in range(number)]


def make_pairs(documents: list[list[int]], seed: int = 0, **options: Any) -> Any:
    from studio.engine.tasks.masked_lm.pairs import SentencePairs

    return SentencePairs(make_sentences(documents), FakeTokenizer(), LENGTH, seed, **options)


def document_of(documents: list[list[int]]) -> np.ndarray:
    """Return the document of each token."""
    return np.repeat(np.arange(len(documents)), [sum(sizes) for sizes in documents])


@pytest.mark.parametrize("epoch", [0, 1, 7])
@pytest.mark.parametrize("longest", [12, 25, 60])
def test_half_of_the_pairs_follow_and_the_others_come_from_another_document(epoch: int, longest: int) -> None:
    documents = random_documents(longest=longest)
    pairs, owner = make_pairs(documents), document_of(documents)
    found = pairs.passages(epoch)
    follows = found.follows == 1
    if longest < ROOM // 2:
        assert np.count_nonzero(follows) / len(pairs) == pytest.approx(0.5, abs=1.5 / len(pairs))
    first, second = owner[found.first_starts], owner[found.second_starts]
    np.testing.assert_array_equal(first == second, follows)
    # A passage never goes beyond its document.
    np.testing.assert_array_equal(owner[found.first_ends - 1], first)
    np.testing.assert_array_equal(owner[found.second_ends - 1], second)
    lengths = found.first_ends - found.first_starts + found.second_ends - found.second_starts
    assert (found.first_ends > found.first_starts).all()
    assert (found.second_ends > found.second_starts).all()
    assert lengths.max() <= ROOM


def test_what_follows_begins_right_where_the_first_passage_ends() -> None:
    documents = random_documents(longest=12)
    pairs = make_pairs(documents)
    edges = {0, *np.cumsum([length for sizes in documents for length in sizes]).tolist()}
    for epoch in range(3):
        found = pairs.passages(epoch)
        follows = found.follows == 1
        # Short sentences: nothing is cut.
        np.testing.assert_array_equal(found.first_ends[follows], found.second_starts[follows])
        for ends in (found.first_starts, found.first_ends, found.second_starts):
            assert set(ends[follows].tolist()) <= edges


def test_no_sentence_is_left_out_of_an_epoch_but_for_what_is_cut() -> None:
    documents = random_documents(longest=12)
    pairs, num_tokens = make_pairs(documents), sum(map(sum, documents))
    for epoch in range(3):
        found = pairs.passages(epoch)
        follows = found.follows == 1
        own = [*zip(found.first_starts, found.first_ends, strict=True)]
        own += zip(found.second_starts[follows], found.second_ends[follows], strict=True)
        places = np.concatenate([np.arange(start, end) for start, end in own])
        assert len(set(places.tolist())) == len(places)
        assert 0.97 * num_tokens < len(places) <= num_tokens


def test_pairs_fill_their_length_and_those_that_do_not_follow_are_as_long() -> None:
    pairs = make_pairs(random_documents(200, longest=12))
    found = pairs.passages()
    lengths = found.first_ends - found.first_starts + found.second_ends - found.second_starts
    follows = found.follows == 1
    assert lengths[follows].mean() == pytest.approx(lengths[~follows].mean(), rel=0.1)
    assert np.median(lengths) > 0.8 * ROOM


def test_epochs_and_seeds_have_pairs_of_their_own_and_the_same_ones_again() -> None:
    documents = random_documents()

    def drawn(seed: int, epoch: int, before: tuple[int, ...] = ()) -> list[int]:
        pairs = make_pairs(documents, seed)
        for other in before:
            pairs.passages(other)
        found = pairs.passages(epoch)
        return [*found.first_ends.tolist(), *found.second_starts.tolist(), *found.follows.tolist()]

    assert drawn(0, 3) == drawn(0, 3, before=(0, 1, 2, 5))
    assert drawn(0, 3) != drawn(0, 4)
    assert drawn(0, 3) != drawn(1, 3)
    fixed = make_pairs(documents, is_fixed=True)
    np.testing.assert_array_equal(fixed.passages(0).second_starts, fixed.passages(9).second_starts)
    assert len(make_pairs(documents, seed=8)) == len(fixed)


def test_the_longer_passage_is_cut_first_from_both_of_its_sides() -> None:
    documents = [[30, 300], [6, 50], [300, 4]]
    starts = set()
    for epoch in range(20):
        pairs = make_pairs(documents)
        found = pairs.passages(epoch)
        follows = np.flatnonzero(found.follows == 1)
        for pair in follows:
            num_first = found.first_ends[pair] - found.first_starts[pair]
            num_second = found.second_ends[pair] - found.second_starts[pair]
            whole = {0: (20, 20), 330: (6, 34), 386: (36, 4)}
            row = int(found.sentences[pair])
            assert (num_first, num_second) == whole[(0, 330, 386)[row // 2]]
            starts.add(int(found.second_starts[pair]) if row == 0 else 30)
    assert len(starts) > 3


def test_a_pair_is_packed_with_its_segments() -> None:
    from studio.engine.tasks.masked_lm.pairs import SentencePairs

    pairs = SentencePairs(make_sentences([[3, 2], [3, 2]]), FakeTokenizer(), 43)
    found = pairs.passages()
    (pair,) = np.flatnonzero(found.follows == 1)[:1] if (found.follows == 1).any() else (0,)
    rows = pairs.pack(np.array([pair]))
    first = np.arange(found.first_starts[pair], found.first_ends[pair]) + 10
    second = np.arange(found.second_starts[pair], found.second_ends[pair]) + 10
    assert rows.token_ids.tolist() == [START, *first, END, *second, END]
    assert rows.extras["segment_ids"].tolist() == [0] * (len(first) + 2) + [1] * (len(second) + 1)


def test_a_sentence_left_at_the_end_takes_another_one_from_before() -> None:
    from studio.engine.tasks.masked_lm.pairs import _stretches

    def cut(*sizes: int) -> list[tuple[int, int]]:
        return _stretches(np.array(sizes), np.array([0, len(sizes)]), 10)

    assert cut(4, 3, 3, 5) == [(0, 2), (2, 4)]
    assert cut(5, 5, 5) == [(0, 2), (2, 3)]
    assert cut(40, 40, 3, 3) == [(0, 2), (2, 4)]
    assert cut(7) == [(0, 1)]


def test_rows_of_single_sentences_are_first_passages_and_nothing_more_is_cut_up() -> None:
    pairs = make_pairs([[5]] * 20 + [[5, 5]] * 4)
    found = pairs.passages()
    assert len(pairs) == 24
    assert found.follows.sum() == 4
    assert pairs.rows().tolist() == [number // 2 for number in range(24)]


@pytest.mark.parametrize(
    ("documents", "received"),
    [([[5, 5, 5]], "1 document with 3 sentences"), ([[5], [4], [3]], "3 documents with 3 sentences")],
)
def test_too_few_documents_are_refused(documents: list[list[int]], received: str) -> None:
    with pytest.raises(DataError, match=f"Received: {received}"):
        make_pairs(documents)

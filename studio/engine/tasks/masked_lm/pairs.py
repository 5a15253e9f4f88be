"""Pairs of passages, of which the second follows the first in half of the cases.

This is the second task of Devlin et al., BERT (2018), section 3.1. Each document is cut into stretches of whole
sentences that fill a pair's length. A stretch is cut in two between two of its sentences: both parts make up a pair; or
each is the first passage of a pair whose second one comes from another document. A third of the stretches are cut up in
the latter way, so that half of all pairs follow, all sentences of all documents are read in each epoch, and each epoch
has the same number of pairs. A stretch of a single sentence is a first passage too; where there are many of them, fewer
are cut up. Which stretches these are, where they are cut, and what comes from where is drawn anew in each epoch.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.engine.tasks.masked_lm.sentences import DOCUMENT
from studio.engine.texts.examples import Examples
from studio.engine.texts.packing import Marks, pack
from studio.engine.texts.tokens import TokenRows
from studio.errors import DataError

Numbers = NDArray[np.int64]

# The sampler and the masks draw from the same key with other counters.
_COUNTER = 2
# Beyond any epoch, so that what is measured on never equals what is trained on.
_FIXED_EPOCH = 2**63
_FIXED_SEED = 0
# A stretch needs as many sentences to be cut in two.
_LEAST_SENTENCES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """The pairs of an epoch: arrays of shape `(num_pairs,)`.

    Attributes:
        first_starts, first_ends: Which tokens are the first passages.
        second_starts, second_ends: Which are the second ones.
        follows: int32: 1 where the second passage follows the first, 0 where it comes from another document.
        sentences: The first sentence of each first passage.
    """

    first_starts: Numbers
    first_ends: Numbers
    second_starts: Numbers
    second_ends: Numbers
    follows: NDArray[np.int32]
    sentences: Numbers


class SentencePairs:
    """Makes the pairs of a split. They depend on the seed, the epoch and the pair's number alone.

    Args:
        examples: The sentences, as `make_sentences` gives them.
        tokenizer: A KerasHub tokenizer with a start and an end token.
        sequence_length: The most tokens of a pair, the special ones counted.
        seed: What is drawn by chance depends on it.
        is_fixed: Whether all epochs have the same pairs, as they must to be measured on.

    Attributes:
        lengths: int64 array of shape `(num_pairs,)`: about how many tokens each pair has, the special ones counted.

    Raises:
        DataError: if there are fewer than two documents, or none with two sentences.
    """

    def __init__(
        self,
        examples: Examples,
        tokenizer: Any,
        sequence_length: int,
        seed: int = _FIXED_SEED,
        *,
        is_fixed: bool = False,
    ) -> None:
        # === State ===
        self._rows = examples.rows
        self._row_of = examples.row_of
        self._marks = Marks.of(tokenizer)
        self._sequence_length = sequence_length
        self._room = max(2, sequence_length - self._marks.count(2))
        self._seed = seed
        self._is_fixed = is_fixed
        self._cached: tuple[int, Passages] | None = None
        # === Documents ===
        starts = _document_starts(examples)  # (num_documents + 1,), in sentences
        sizes = np.diff(starts)
        if len(sizes) < 2 or sizes.max() < _LEAST_SENTENCES:
            raise DataError(
                "Expected at least two documents, of which one has two sentences or more, in each part of the data. "
                "Received: {num_documents} {num_documents:document|documents} with {num_sentences} "
                "{num_sentences:sentence|sentences} in all. Each line is a sentence, and an empty line parts "
                "documents.",
                num_documents=len(sizes),
                num_sentences=len(examples),
            )
        self._document_starts, self._document_ends = np.repeat(starts[:-1], sizes), np.repeat(starts[1:], sizes)
        # === Stretches ===
        edges = _stretches(self._rows.lengths, starts, self._room)
        self._starts, self._ends = np.array(edges, np.int64).T  # (num_stretches,) each, in sentences
        self._can_be_cut = self._ends - self._starts >= _LEAST_SENTENCES
        num_whole = int(np.count_nonzero(~self._can_be_cut))
        num_cut = len(self._starts) - num_whole
        # Cut up, a stretch gives two pairs that do not follow; one that cannot be cut gives one such pair.
        self._num_parted = max(0, round((num_cut - num_whole) / 3))
        offsets = self._rows.offsets
        sizes = np.minimum(offsets[self._ends] - offsets[self._starts], self._room)
        sizes[~self._can_be_cut] = self._room
        self._sizes = sizes
        more = np.full(self._num_parted, self._room)
        self.lengths: Numbers = np.concatenate([sizes, more]) + self._marks.count(2)

    def __len__(self) -> int:
        return len(self.lengths)

    def passages(self, epoch: int = 0) -> Passages:
        """Return the pairs of an epoch."""
        if self._is_fixed:
            epoch = _FIXED_EPOCH
        if self._cached is None or self._cached[0] != epoch:
            self._cached = (epoch, self._drawn(epoch))
        return self._cached[1]

    def rows(self, epoch: int = 0) -> Numbers:
        """Return the row that each pair's first passage comes from: int64 array of shape `(num_pairs,)`."""
        rows: Numbers = self._row_of[self.passages(epoch).sentences]
        return rows

    def pack(self, indices: Numbers, epoch: int = 0) -> TokenRows:
        """Return pairs as a model reads them, with their `segment_ids`: `[CLS] first [SEP] second [SEP]` for BERT.

        Args:
            indices: Which pairs.
            epoch: The epoch.
        """
        found = self.passages(epoch)
        first = self._gathered(found.first_starts[indices], found.first_ends[indices])
        second = self._gathered(found.second_starts[indices], found.second_ends[indices])
        packed = pack(self._marks, [first, second], self._sequence_length)
        return TokenRows(packed.token_ids, packed.offsets, extras={"segment_ids": packed.segment_ids})

    def _gathered(self, starts: Numbers, ends: Numbers) -> tuple[NDArray[np.int32], Numbers]:
        tokens = [np.asarray(self._rows.token_ids[start:end]) for start, end in zip(starts, ends, strict=True)]
        offsets = np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64)
        return np.concatenate([*tokens, np.zeros(0, np.int32)]), offsets

    def _drawn(self, epoch: int) -> Passages:
        # A counter-based generator needs no state but these numbers: a resumed run draws the same pairs.
        random = np.random.Generator(np.random.Philox(key=[self._seed, epoch], counter=[0, 0, _COUNTER, 0]))
        offsets = self._rows.offsets
        middles = self._ends.copy()
        cut = np.flatnonzero(self._can_be_cut)
        middles[cut] = random.integers(self._starts[cut] + 1, self._ends[cut])
        parted = np.sort(random.permutation(cut)[: self._num_parted])
        # The first parts of all stretches, then the second parts of those that are cut up.
        starts = np.concatenate([self._starts, middles[parted]])
        ends = np.concatenate([middles, self._ends[parted]])
        sizes = np.concatenate([self._sizes, self._sizes[parted]])
        follows = self._can_be_cut.copy()
        follows[parted] = False
        follows = np.concatenate([follows, np.zeros(self._num_parted, np.bool_)])
        second_starts, second_ends = np.empty_like(starts), np.empty_like(ends)
        kept = np.flatnonzero(follows)
        second_starts[kept], second_ends[kept] = middles[kept], self._ends[kept]
        strange = np.flatnonzero(~follows)
        lengths = offsets[ends[strange]] - offsets[starts[strange]]
        second_starts[strange], second_ends[strange] = self._strangers(random, starts[strange], sizes[strange], lengths)
        return self._cut(random, starts, (offsets[starts], offsets[ends]), (second_starts, second_ends), follows)

    def _strangers(
        self, random: np.random.Generator, sentences: Numbers, sizes: Numbers, lengths: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return the first sentence and the end of a passage of another document for each first passage.

        Args:
            random: What they are drawn from.
            sentences: A sentence of each first passage.
            sizes: About how many tokens each pair shall have.
            lengths: How many each first passage has.
        """
        offsets = self._rows.offsets
        own_starts, own_ends = self._document_starts[sentences], self._document_ends[sentences]
        starts = random.integers(0, len(self._document_starts) - (own_ends - own_starts))
        starts += np.where(starts >= own_starts, own_ends - own_starts, 0)
        wanted = offsets[starts] + sizes - lengths
        # The end of a sentence that lies nearest, not the last one before: so they are as long as those that follow.
        ends = np.maximum(np.searchsorted(offsets, wanted, side="right") - 1, starts + 1)
        after = np.minimum(ends + 1, len(offsets) - 1)
        is_nearer = offsets[after] - wanted < wanted - offsets[ends]
        has_room = offsets[after] - offsets[starts] <= self._room - lengths
        ends = np.where(is_nearer & has_room, after, ends)
        return starts, np.minimum(ends, self._document_ends[starts])

    def _cut(
        self,
        random: np.random.Generator,
        sentences: Numbers,
        first: tuple[Numbers, Numbers],
        second: tuple[Numbers, Numbers],
        follows: NDArray[np.bool_],
    ) -> Passages:
        """Cut pairs that are too long, the longer passage first, each token from its front or its back by chance."""
        offsets = self._rows.offsets
        starts = [first[0], offsets[second[0]]]
        ends = [first[1], offsets[second[1]]]
        lengths = [end - start for start, end in zip(starts, ends, strict=True)]
        half = self._room // 2
        num_second = np.minimum(lengths[1], np.maximum(self._room - lengths[0], half))
        kept = [np.minimum(lengths[0], self._room - num_second), num_second]
        for place in range(2):
            front = random.binomial(lengths[place] - kept[place], 0.5)
            starts[place] = starts[place] + front
            ends[place] = starts[place] + kept[place]
        return Passages(starts[0], ends[0], starts[1], ends[1], follows.astype(np.int32), sentences)


def _document_starts(examples: Examples) -> Numbers:
    """Return the first sentence of each document, and the number of sentences."""
    keys = np.stack([examples.row_of, np.asarray(examples.targets[DOCUMENT], np.int64)])
    is_first = np.any(np.diff(keys, axis=1, prepend=-1) != 0, axis=0)
    return np.append(np.flatnonzero(is_first), len(examples)).astype(np.int64)


def _stretches(lengths: Numbers, document_starts: Numbers, room: int) -> list[tuple[int, int]]:
    """Return the first sentence and the end of each stretch: as many sentences as there is room for, at least two.

    A single sentence that is left at the end of a document takes another one from the stretch before, if that can spare
    one.
    """
    sizes = lengths.tolist()
    found: list[tuple[int, int]] = []
    for low, high in pairwise(document_starts.tolist()):
        start, num_tokens = low, 0
        for sentence in range(low, high):
            if sentence - start >= _LEAST_SENTENCES and num_tokens + sizes[sentence] > room:
                found.append((start, sentence))
                start, num_tokens = sentence, 0
            num_tokens += sizes[sentence]
        if high - start == 1 and start > low and start - found[-1][0] > _LEAST_SENTENCES:
            found[-1] = (found[-1][0], start - 1)
            start -= 1
        found.append((start, high))
    return found

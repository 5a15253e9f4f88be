"""Which tokens are hidden, and what stands in their place."""

from typing import Any

import numpy as np
import pytest

pytestmark = pytest.mark.engine

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(f"word{number}" for number in range(995))]
PAD, UNKNOWN, START, END, MASK = range(5)
SPECIAL = {PAD, UNKNOWN, START, END, MASK}
NUM_EXAMPLES = 3000


class FakeTokenizer:
    """What masking asks of a tokenizer."""

    mask_token_id = MASK
    pad_token_id = PAD
    special_token_ids = (PAD, START, END, MASK)

    def vocabulary_size(self) -> int:
        return len(VOCABULARY)

    def get_vocabulary(self) -> list[str]:
        return VOCABULARY

    def token_to_id(self, token: str) -> int:
        return VOCABULARY.index(token)


class FakeModel:
    """What a batcher asks of a model."""

    input_names = ("mask_positions", "padding_mask", "token_ids")
    has_padding_mask = True
    tokenizer = FakeTokenizer()

    class info:  # noqa: N801
        sequence_length = 64


def make_masker(seed: int = 0, **options: Any) -> Any:
    from studio.engine.tasks.masked_lm.masking import RandomMasker

    return RandomMasker(FakeTokenizer(), seed, **options)


def make_rows(lengths: np.ndarray, seed: int = 0) -> Any:
    from studio.engine.texts.tokens import TokenRows

    random = np.random.default_rng(seed)
    texts = [[START, *random.integers(5, len(VOCABULARY), length), END] for length in lengths]
    offsets = np.concatenate([[0], np.cumsum(lengths + 2)])
    return TokenRows(np.concatenate(texts).astype(np.int32), offsets)


def texts_of(rows: Any) -> list[np.ndarray]:
    return np.split(rows.token_ids, rows.offsets[1:-1])


@pytest.mark.parametrize("length", [7, 20, 128])
def test_fifteen_percent_of_the_tokens_are_chosen_and_split_into_80_10_10(length: int) -> None:
    texts = texts_of(make_rows(np.full(NUM_EXAMPLES, length)))
    masks = [make_masker().mask(text, example, 0) for example, text in enumerate(texts)]
    num_chosen = sum(len(mask.positions) for mask in masks)
    assert num_chosen / (NUM_EXAMPLES * length) == pytest.approx(0.15, rel=0.02)
    found = np.concatenate([mask.token_ids[mask.positions] for mask in masks])
    labels = np.concatenate([mask.labels for mask in masks])
    # Four standard deviations of a share of so many draws.
    assert np.mean(found == MASK) == pytest.approx(0.8, abs=4 * (0.16 / num_chosen) ** 0.5)
    assert np.mean(found == labels) == pytest.approx(0.1, abs=4 * (0.09 / num_chosen) ** 0.5 + 1e-3)
    strangers = found[(found != MASK) & (found != labels)]
    assert len(strangers) / num_chosen == pytest.approx(0.1, abs=4 * (0.09 / num_chosen) ** 0.5 + 1e-3)
    assert not SPECIAL & set(strangers.tolist())
    assert len(set(strangers.tolist())) > 200


def test_every_place_is_chosen_as_often_as_any_other() -> None:
    texts = texts_of(make_rows(np.full(NUM_EXAMPLES, 20)))
    places = np.concatenate([make_masker().mask(text, example, 3).positions for example, text in enumerate(texts)])
    counts = np.bincount(places, minlength=22)
    assert counts[0] == counts[21] == 0
    assert counts[1:21].min() > 0.8 * 0.15 * NUM_EXAMPLES
    assert counts[1:21].max() < 1.2 * 0.15 * NUM_EXAMPLES


def test_special_tokens_and_unknown_ones_are_never_chosen() -> None:
    text = np.array([START, UNKNOWN, 7, UNKNOWN, END, 8, END], np.int32)
    for epoch in range(200):
        mask = make_masker().mask(text, 0, epoch)
        assert set(mask.positions.tolist()) <= {2, 5}
        assert len(mask.positions) == 1
        untouched = [place for place in range(len(text)) if place not in mask.positions]
        assert (mask.token_ids[untouched] == text[untouched]).all()
    assert len(make_masker().mask(np.array([START, UNKNOWN, END], np.int32), 0, 0).positions) == 0


def test_masks_depend_on_the_seed_the_epoch_and_the_example_alone() -> None:
    text = texts_of(make_rows(np.array([50])))[0]

    def masked(seed: int, example: int, epoch: int) -> tuple[int, ...]:
        return tuple(make_masker(seed).mask(text, example, epoch).token_ids.tolist())

    assert masked(0, 0, 0) == masked(0, 0, 0)
    different = {masked(seed, example, epoch) for seed in range(5) for example in range(5) for epoch in range(5)}
    assert len(different) == 125


def test_what_is_measured_on_is_the_same_in_all_epochs_and_in_none_of_training() -> None:
    text = texts_of(make_rows(np.array([50])))[0]
    fixed = {tuple(make_masker(is_fixed=True).mask(text, 4, epoch).token_ids.tolist()) for epoch in range(20)}
    assert len(fixed) == 1
    trained = {tuple(make_masker().mask(text, 4, epoch).token_ids.tolist()) for epoch in range(20)}
    assert not fixed & trained


def test_a_batch_says_where_to_guess_and_what_stood_there_and_leaves_padding_alone() -> None:
    from studio.engine.tasks.masked_lm.batches import MaskedBatcher
    from studio.engine.texts.examples import Examples

    rows = make_rows(np.array([40, 6, 20]))
    batcher = MaskedBatcher(FakeModel(), Examples.single(rows), make_masker())  # type: ignore[arg-type]
    indices = np.array([2, 0, 1])
    batch = batcher.batch(indices, epoch=2)
    assert batch.targets["masked_token_ids"].shape == batch.inputs["mask_positions"].shape
    assert batch.inputs["token_ids"].shape == (3, 48)
    assert batch.num_tokens == 66 + 6
    assert (
        batch.num_targets
        == np.count_nonzero(batch.targets["masked_token_ids"] >= 0)
        == sum(len(batcher.masks(index, 2).positions) for index in range(3))
    )
    plain = np.array([np.pad(texts_of(rows)[index], (0, 48 - len(texts_of(rows)[index]))) for index in indices])
    for row in range(3):
        is_counted = batch.targets["masked_token_ids"][row] >= 0
        places = batch.inputs["mask_positions"][row][is_counted]
        np.testing.assert_array_equal(plain[row][places], batch.targets["masked_token_ids"][row][is_counted])
        untouched = np.setdiff1d(np.arange(48), places)
        np.testing.assert_array_equal(batch.inputs["token_ids"][row][untouched], plain[row][untouched])
        assert (places < batch.inputs["padding_mask"][row].sum()).all()
    again = batcher.batch(indices, epoch=3)
    assert not np.array_equal(again.inputs["token_ids"], batch.inputs["token_ids"])


def test_masks_that_stand_in_a_text_already_are_found() -> None:
    from studio.engine.tasks.masked_lm.masking import GivenMasks

    masks = GivenMasks(FakeTokenizer()).mask(np.array([START, 9, MASK, 8, MASK, END], np.int32), 0, 0)
    assert masks.positions.tolist() == [2, 4]
    assert masks.labels.tolist() == [-1, -1]

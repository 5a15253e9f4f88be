import pytest

from studio.engine.tokenizing.sampling import MAX_TEXT_CHARACTERS, sample_texts

pytestmark = pytest.mark.engine

TEXTS = [f"text number {number}" for number in range(1000)]


def in_batches(size: int) -> list[list[str]]:
    return [TEXTS[start : start + size] for start in range(0, len(TEXTS), size)]


def test_a_corpus_that_fits_is_taken_whole():
    assert sample_texts(in_batches(64), seed=0) == TEXTS


@pytest.mark.parametrize("max_characters", [10_000, 1000, 100])
def test_of_a_larger_one_a_part_is_taken_in_its_order(max_characters):
    found = sample_texts(in_batches(64), seed=0, max_characters=max_characters)
    assert 0 < sum(map(len, found)) <= max_characters
    assert found == [text for text in TEXTS if text in set(found)]


def test_of_very_many_texts_a_part_is_taken_however_short_they_are():
    found = sample_texts(in_batches(64), seed=0, max_texts=100)
    assert 20 < len(found) <= 100


def test_about_half_of_what_there_is_room_for_is_taken_at_least():
    found = sample_texts(in_batches(64), seed=0, max_characters=8000)
    assert sum(map(len, found)) > 3000


def test_the_seed_decides_and_the_size_of_the_batches_does_not():
    first = sample_texts(in_batches(64), seed=1, max_characters=5000)
    assert first == sample_texts(in_batches(64), seed=1, max_characters=5000)
    assert set(first) == set(sample_texts(in_batches(1000), seed=1, max_characters=5000))
    assert first != sample_texts(in_batches(64), seed=2, max_characters=5000)


def test_one_very_long_text_is_cut_and_never_all_that_is_dropped():
    (found,) = sample_texts([["x" * 10 * MAX_TEXT_CHARACTERS]], seed=0, max_characters=10)
    assert found == "x" * MAX_TEXT_CHARACTERS

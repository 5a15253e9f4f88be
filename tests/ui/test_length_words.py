"""What is said of long texts fits what the task does with them."""

import pytest

from studio import tasks
from ui.reading.data_reading import TokenLengths
from ui.words.length_words import length_words, read_lengths


@pytest.mark.parametrize(
    ("task", "words", "is_cut"),
    [
        ("text_classification", "3 % of the texts are cut at 128 tokens.", True),
        ("text_pair_classification", "3 % of the texts are cut at 128 tokens.", True),
        (
            "extractive_qa",
            "3 % of the texts are longer than 128 tokens: they are read in windows that overlap.",
            False,
        ),
        (
            "token_classification",
            "3 % of the texts are longer than 128 tokens: they are read in windows that overlap.",
            False,
        ),
        (
            "text_embedding",
            "In 3 % of the rows the texts have more than 128 tokens together; each is cut by itself.",
            False,
        ),
        (
            "text_generation",
            "3 % of the texts are longer than 128 tokens: they go on in the next example.",
            False,
        ),
        ("chat", "3 % of the conversations are longer than 128 tokens: they lose what was said first.", True),
    ],
)
def test_long_texts_are_cut_read_in_windows_or_read_apart(task, words, is_cut):
    found = length_words(0.03, "3 %", 128, tasks.get(task).long_texts)
    assert (str(found.message), found.is_cut) == (words, is_cut)


def test_where_no_text_is_too_long_nothing_is_cut():
    found = length_words(0.0, "0 %", 128, "windows")
    assert (str(found.message), found.is_cut) == ("No text is longer than 128 tokens: nothing is cut.", False)


def test_documents_that_pairs_are_made_of_are_not_cut():
    task = tasks.get("masked_lm")
    long_texts = task.long_texts_with(task.settings(next_sentence=True))
    found = length_words(1.0, "100 %", 128, long_texts)
    words = "100 % of the texts are longer than 128 tokens: pairs of passages are made of them."
    assert (str(found.message), found.is_cut) == (words, False)
    assert task.long_texts_with(task.settings()) == "cut"


@pytest.mark.parametrize("name", ["translation", "summarization"])
def test_what_is_given_and_what_is_written_have_lengths_of_their_own(name):
    task = tasks.get(name)
    target = TokenLengths((5, 60), (1, 2), "spanish")
    tokens = TokenLengths((10, 20, 30, 40), (4, 3, 2, 1), "english", target)
    settings = task.settings(source_length=25, target_length=64)
    given, written = read_lengths(tokens, task, settings, sequence_length=8)
    # The length of other tasks is not theirs.
    assert (given.length, written.length) == (25, 64)
    assert str(given.words().message) == "50\u2009% of the texts in the column english are cut at 25 tokens."
    assert given.words().is_cut
    assert given.long_rows() == (1, 2)
    assert str(written.words().message) == ("No text in the column spanish is longer than 64 tokens: nothing is cut.")
    assert not written.words().is_cut


def test_other_tasks_have_the_length_of_the_data():
    tokens = TokenLengths((10, 20, 30, 40), (4, 3, 2, 1), "text")
    task = tasks.get("text_generation")
    (found,) = read_lengths(tokens, task, task.settings(), sequence_length=25)
    assert (found.length, found.column, found.is_parted) == (25, "", True)
    assert read_lengths(None, task, task.settings(), 25) == ()


def test_each_kind_of_long_texts_has_its_words():
    from typing import get_args

    from studio.tasks.base import LongTexts
    from studio.tasks.long_texts import ASKED, LIMIT_WORDS

    assert set(LIMIT_WORDS) == set(ASKED) == set(get_args(LongTexts))
    for kind in get_args(LongTexts):
        assert "128" in str(length_words(0.03, "3 %", 128, kind).message)

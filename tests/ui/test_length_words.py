"""What is said of long texts fits what the task does with them."""

import pytest

from studio import tasks
from studio.spec import DataSpec
from ui.draft import Draft
from ui.words.length_words import length_words


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


def test_a_source_is_cut_at_a_length_of_its_own():
    translation = tasks.get("translation")
    data, settings = DataSpec(train="a.csv", sequence_length=100), translation.settings(source_length=300)
    assert Draft(translation, data=data, settings=settings).input_length == 300
    assert Draft(tasks.get("chat"), data=data).input_length == 100
    assert Draft(tasks.get("chat")).input_length == DataSpec(train="a.csv").sequence_length

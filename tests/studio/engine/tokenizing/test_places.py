"""Where the tokens of a text stand in it, for every kind of tokenizer."""

import pytest

from tests.tiny_presets import make_tokenizer

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

TEXT = "The film was clever，这本书内容很好 and bright."


def parts(tokenizer, text, token_ids=None):
    """Return what of a text each token has."""
    import studio.engine  # isort: skip  # noqa: F401

    from studio.engine.tokenizing.places import find_places
    from studio.engine.tokenizing.splitting import make_splitter

    ids = make_splitter(tokenizer)([text])[0].tolist() if token_ids is None else token_ids
    places = find_places(text, tokenizer, ids).tolist()
    assert len(places) == len(ids)
    assert all(0 <= start <= end <= len(text) for start, end in places)
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize("kind", ["wordpiece", "bpe", "unigram", "character"])
@pytest.mark.parametrize("is_lowercase", [True, False])
def test_the_tokens_of_a_text_have_all_of_it_in_order(learn, kind, is_lowercase):
    tokenizer = learn(kind, is_lowercase)
    found = parts(tokenizer, TEXT)
    if kind != "wordpiece":
        # A word that WordPiece does not know is one token, and has all that is between its neighbours.
        assert len(found) >= 8
    assert "".join(found).replace(" ", "") == TEXT.replace(" ", "")
    assert "film" in "".join(found)


def test_a_script_without_spaces_is_parted_where_its_tokens_are(learn):
    found = parts(learn("unigram"), "这本书很好，孩子喜欢")
    assert "".join(found) == "这本书很好，孩子喜欢"
    assert len(found) > 3


@pytest.mark.parametrize("family", ["GPT2", "Bart", "T5", "XLMRoberta", "Bert"])
def test_published_kinds_of_tokenizers_are_read(family):
    text = "a good film with a story, bad music"
    found = parts(make_tokenizer(family), text)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


def test_a_character_of_several_tokens_belongs_to_each():
    found = parts(make_tokenizer("GPT2"), "a 好")
    assert found[-3:] == ["好"] * 3


def test_accents_that_a_tokenizer_drops_stay_with_their_letter():
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "cafe", "no", "##ir", "bar"]
    tokenizer = keras_hub.models.BertTokenizer(words, lowercase=True, strip_accents=True)
    assert parts(tokenizer, "Cafe\u0301 NOIR bar") == ["Cafe\u0301", "NO", "IR", "bar"]
    assert parts(tokenizer, "café bar") == ["café", "bar"]


def test_an_unknown_word_has_what_lies_between_its_neighbours():
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat"]
    tokenizer = keras_hub.models.BertTokenizer(words, lowercase=True)
    assert parts(tokenizer, "the catapult the cat") == ["the", "catapult", "the", "cat"]
    # Two in a row cannot be told apart: the first one has both.
    assert parts(tokenizer, "the catapult, the") == ["the", "catapult,", "", "the"]


def test_special_tokens_and_those_beyond_the_vocabulary_have_no_width():
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat"]
    tokenizer = keras_hub.models.BertTokenizer(words, lowercase=True)
    assert parts(tokenizer, "the cat", [2, 5, 6, 3, 99]) == ["", "the", "cat", "", ""]


def test_tokens_behind_the_end_of_a_text_that_was_cut_have_no_width(learn):
    tokenizer = learn("character")
    from studio.engine.tokenizing.splitting import make_splitter

    ids = make_splitter(tokenizer)(["film dull"])[0].tolist()
    assert parts(tokenizer, "film", ids)[-4:] == [""] * 4

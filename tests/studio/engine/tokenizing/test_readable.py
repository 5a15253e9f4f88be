import io

import pytest

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def byte_pairs():
    """All bytes, and a few pairs: the first two bytes of 好 and a whole word."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    from studio.catalogue.own_tokens.byte_pairs import byte_of_character

    letters = list(byte_of_character())
    first, second, _ = (next(c for c, b in byte_of_character().items() if b == byte) for byte in "好".encode())
    words = ["<s>", "<pad>", "</s>", "<unk>", *letters, first + second, "Ġf", "il", "Ġfil", "Ġfilm", "<mask>"]
    vocabulary = {word: place for place, word in enumerate(words)}
    merges = [f"{first} {second}", "Ġ f", "i l", "Ġf il", "Ġfil m"]
    return keras_hub.models.RobertaTokenizer(vocabulary, merges)


@pytest.fixture(scope="module")
def word_pieces():
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "film", "##ing", "play", "好", "电"]
    return keras_hub.models.BertTokenizer(vocabulary, lowercase=True)


def train_sentence_piece(texts, **options):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, hard_vocab_limit=False, minloglevel=2, **options
    )
    return model.getvalue()


def ids(tokenizer, text):
    from studio.engine.tokenizing.splitting import make_splitter

    return make_splitter(tokenizer)([text])[0]


def read(tokenizer, text):
    from studio.engine.tokenizing.readable import read_tokens

    return read_tokens(tokenizer, ids(tokenizer, text))


def test_word_pieces_are_read_as_they_are_spelled(word_pieces):
    assert read(word_pieces, "Playing film 好电 ✈") == ("play", "##ing", "film", "好", "电", "[UNK]")


def test_special_tokens_have_their_names(word_pieces, byte_pairs):
    from studio.engine.tokenizing.readable import read_tokens

    assert read_tokens(word_pieces, [2, 4, 3]) == ("[CLS]", "[MASK]", "[SEP]")
    assert read_tokens(byte_pairs, [0, byte_pairs.mask_token_id, 2]) == ("<s>", "<mask>", "</s>")


def test_byte_pairs_are_decoded_and_show_the_space_before_a_word(byte_pairs):
    assert read(byte_pairs, "a film") == ("a", "▁film")


def test_a_character_that_falls_into_two_tokens_is_shown_in_both_with_its_parts(byte_pairs):
    assert read(byte_pairs, "好!") == ("好 1/2", "好 2/2", "!")


def test_an_emoji_of_four_bytes_is_never_shown_as_bytes(byte_pairs):
    assert read(byte_pairs, "🎬") == ("🎬 1/4", "🎬 2/4", "🎬 3/4", "🎬 4/4")


def test_bytes_of_a_character_that_was_cut_off_are_shown_as_bytes(byte_pairs):
    from studio.engine.tokenizing.readable import read_tokens

    assert read_tokens(byte_pairs, ids(byte_pairs, "好")[:1]) == ("<0xE5><0xA5>",)


def test_line_breaks_and_tabs_are_visible(byte_pairs):
    assert "↵" in read(byte_pairs, "a\nb")
    assert "⇥" in read(byte_pairs, "a\tb")


def test_sentence_pieces_keep_their_mark_of_a_space():
    import keras_hub

    proto = train_sentence_piece(["the film was warm", "the story was dull"] * 20, vocab_size=60, model_type="word")
    tokenizer = keras_hub.tokenizers.SentencePieceTokenizer(proto)
    assert read(tokenizer, "the film was") == ("▁the", "▁film", "▁was")


def test_byte_pieces_of_sentence_piece_are_read_as_characters():
    import keras_hub

    proto = train_sentence_piece(["the film was warm"] * 20, vocab_size=300, model_type="bpe", byte_fallback=True)
    tokenizer = keras_hub.tokenizers.SentencePieceTokenizer(proto)
    assert read(tokenizer, "the 好")[-3:] == ("好 1/3", "好 2/3", "好 3/3")


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], []),
        ([b"ab", b"c"], [("ab", 1, 1), ("c", 1, 1)]),
        (["好的".encode()[:4], "好的".encode()[4:]], [("好的", 1, 2), ("的", 2, 2)]),
        ([b"\xff", b"a"], [("<0xFF>", 1, 1), ("a", 1, 1)]),
        (["é".encode()[:1], "é".encode()[1:], "ü".encode()], [("é", 1, 2), ("é", 2, 2), ("ü", 1, 1)]),
    ],
)
def test_bytes_across_pieces_become_characters(pieces, expected):
    from studio.engine.tokenizing.readable import join_bytes

    assert [(piece.text, piece.part, piece.num_parts) for piece in join_bytes(pieces)] == expected


def test_each_piece_has_a_text_whatever_the_bytes_are():
    from hypothesis import given
    from hypothesis import strategies as st

    from studio.engine.tokenizing.readable import join_bytes

    @given(st.lists(st.binary(min_size=1, max_size=5), max_size=8))
    def check(pieces):
        found = join_bytes(pieces)
        assert len(found) == len(pieces)
        assert all(piece.text and piece.part <= piece.num_parts for piece in found)

    check()


def test_whole_characters_come_back_as_they_were():
    from hypothesis import given
    from hypothesis import strategies as st

    from studio.engine.tokenizing.readable import join_bytes

    @given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=4), max_size=8))
    def check(texts):
        assert [piece.text for piece in join_bytes([text.encode() for text in texts])] == texts

    check()

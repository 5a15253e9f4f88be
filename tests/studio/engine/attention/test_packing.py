from functools import cache

import numpy as np
import pytest

from studio.attention import ReadPart
from studio.errors import InputError

pytestmark = pytest.mark.engine

WORDS = ["film", "was", "warm", "dull", "a", "story", "好", "电", "影"]
FIRST, SECOND = "a film was warm", "a dull story"


def byte_pairs(cls, *specials):
    """Letters, and one word that is whole."""
    letters = sorted(set("".join(WORDS)) - set("好电影"))
    names = [*specials, "Ġ", *letters, "Ġa"]
    return cls({name: place for place, name in enumerate(names)}, ["Ġ a"])


@cache
def bert():
    import keras_hub

    return keras_hub.models.BertTokenizer(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS], lowercase=True)


@cache
def roberta():
    import keras_hub

    return byte_pairs(keras_hub.models.RobertaTokenizer, "<s>", "<pad>", "</s>", "<unk>", "<mask>")


@cache
def gpt2():
    import keras_hub

    return byte_pairs(keras_hub.models.GPT2Tokenizer, "<|endoftext|>")


@cache
def bart():
    import keras_hub

    return byte_pairs(keras_hub.models.BartTokenizer, "<s>", "<pad>", "</s>", "<unk>", "<mask>")


def packer(tokenizer, sequence_length=64):
    from studio.engine.attention.packing import TextPacker

    return TextPacker(tokenizer, sequence_length)


def preprocessor_of(tokenizer, sequence_length):
    import keras_hub

    family = type(tokenizer).__name__.removesuffix("Tokenizer")
    cls = getattr(keras_hub.models, f"{family}TextClassifierPreprocessor")
    return cls(tokenizer, sequence_length=sequence_length)


@pytest.mark.parametrize("make", [bert, roberta])
@pytest.mark.parametrize(
    ("texts", "sequence_length"),
    [
        ((FIRST,), 64),
        ((FIRST, SECOND), 64),
        ((FIRST,), 5),
        ((FIRST, SECOND), 8),
        ((SECOND, FIRST), 7),
        (("", SECOND), 64),
        ((FIRST, ""), 6),
    ],
)
def test_an_encoder_reads_what_its_own_classifier_would(make, texts, sequence_length):
    tokenizer = make()
    packed = packer(tokenizer, sequence_length).encoder(*texts)
    # Without a label KerasHub would take the second text for one.
    expected, _ = preprocessor_of(tokenizer, sequence_length)(texts, 0)
    length = len(packed)
    assert np.asarray(expected["padding_mask"]).sum() == length
    np.testing.assert_array_equal(packed.token_ids, np.asarray(expected["token_ids"])[:length])
    if "segment_ids" in expected:
        np.testing.assert_array_equal(packed.segment_ids, np.asarray(expected["segment_ids"])[:length])


def test_a_text_of_a_run_has_the_ids_that_it_was_trained_on(tiny_model):
    from studio.engine.attention.packing import TextPacker
    from studio.engine.texts.tokens import TextEncoder

    text = "the warm film was a story with actors and music and scene that ends the dull film"
    packed = TextPacker(tiny_model.tokenizer, tiny_model.info.sequence_length).encoder(text)
    rows = TextEncoder(tiny_model).encode([text])
    np.testing.assert_array_equal(packed.token_ids, rows.token_ids)
    assert packed.num_cut_tokens == rows.num_cut_tokens == 3


def test_special_tokens_are_those_that_were_added():
    packed = packer(bert()).encoder(FIRST, SECOND)
    assert packed.specials == (0, 5, 9)
    assert packer(bert()).encoder("[SEP] a").specials[-1] == len(packer(bert()).encoder("[SEP] a")) - 1
    assert packer(roberta()).encoder("a", "a").specials == (0, 2, 3, 5)


def test_no_text_leaves_the_special_tokens():
    packed = packer(bert()).encoder("")
    assert packed.specials == (0, 1)
    assert packed.num_cut_tokens == 0


def test_what_was_cut_is_counted_over_both_texts():
    packed = packer(bert(), 8).encoder(FIRST, SECOND)
    assert (len(packed), packed.num_cut_tokens) == (8, 2)
    assert packed.part == ReadPart((1, 1))


def test_a_model_too_short_for_the_special_tokens_is_told():
    with pytest.raises(InputError, match="at least 3 tokens"):
        packer(bert(), 2).encoder(FIRST, SECOND)


def test_a_decoder_reads_a_start_and_no_end():
    tokenizer = gpt2()
    packed = packer(tokenizer).decoder("a film")
    assert packed.token_ids[0] == tokenizer.start_token_id
    assert tokenizer.end_token_id not in packed.token_ids[1:]
    assert packed.specials == (0,)
    pair = packer(tokenizer).decoder("a", "a")
    assert list(pair.token_ids) == [0, pair.token_ids[1], 0, pair.token_ids[1]]
    assert pair.specials == (0, 2)


@pytest.mark.parametrize("pair", [SECOND, None])
def test_an_encoder_decoder_reads_two_texts_as_its_own_preprocessor_would(pair):
    import keras_hub

    tokenizer = bart()
    source, target = packer(tokenizer).encoder_decoder(FIRST, pair)
    own = keras_hub.models.BartSeq2SeqLMPreprocessor(tokenizer, 64, 64)
    expected, _, _ = own({"encoder_text": [FIRST], "decoder_text": [pair or FIRST]})
    np.testing.assert_array_equal(source.token_ids, np.asarray(expected["encoder_token_ids"])[0, : len(source)])
    np.testing.assert_array_equal(target.token_ids, np.asarray(expected["decoder_token_ids"])[0, : len(target)])
    assert (source.specials, target.specials) == ((0, len(source) - 1), (0, 1, len(target) - 1))


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_t5_begins_with_padding_in_its_decoder_alone():
    import io

    import keras_hub
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([FIRST, SECOND] * 9), model_writer=model, vocab_size=30, model_type="word",
        hard_vocab_limit=False, minloglevel=2, bos_id=-1, pad_id=0, eos_id=1, unk_id=2, pad_piece="<pad>",
    )  # fmt: skip
    tokenizer = keras_hub.models.T5Tokenizer(model.getvalue())
    source, target = packer(tokenizer).encoder_decoder(FIRST, SECOND)
    assert (source.token_ids[-1], source.specials) == (tokenizer.end_token_id, (len(source) - 1,))
    assert (target.token_ids[0], target.specials) == (tokenizer.pad_token_id, (0, len(target) - 1))


def test_a_mask_in_a_text_is_the_mask_token_of_a_model_that_guesses():
    from studio.engine.attention.packing import TextPacker

    tokenizer = bert()
    reading = TextPacker(tokenizer, 64, reads_masks=True)
    packed = reading.encoder("a [MASK] was [MASK]", "[MASK]")
    words = [tokenizer.id_to_token(token_id) for token_id in packed.token_ids]
    assert words == ["[CLS]", "a", "[MASK]", "was", "[MASK]", "[SEP]", "[MASK]", "[SEP]"]
    assert packed.specials == (0, 5, 7)
    assert tokenizer.mask_token_id not in packer(tokenizer).encoder("a [MASK] was").token_ids

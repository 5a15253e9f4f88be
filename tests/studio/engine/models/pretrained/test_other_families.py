"""RoBERTa, ALBERT and XLM-RoBERTa read the tokens of their own tokenizers, in Python and inside a graph."""

import json
import sys
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.catalogue.own_tokens import build_reference
from studio.catalogue.own_tokens.byte_pairs import from_definition as byte_pairs
from studio.catalogue.own_tokens.probe import PROBE
from studio.catalogue.own_tokens.sentence_pieces import from_definition as sentence_pieces
from studio.errors import InputError, PresetError

pytestmark = pytest.mark.engine

TEXT = st.text(
    st.one_of(
        st.sampled_from("aZ'ste 12 \n\t\u00a0\u3000!<mask>é水١"),
        st.characters(exclude_categories=["Cs"], max_codepoint=0x10EFFF),
    )
)
# Of two ways that are equally likely TensorFlow Text takes another one than the package does; and what SentencePiece
# writes for a space is a space to it.
TIES = ("25\u202f000 m", "3.14 1,000 50% $5 €7 £9 ¥3", "## ##a ▁ ▁a")


def entry(number: int, content: str, *, takes_left: bool = False) -> dict[str, Any]:
    flags = {"single_word": False, "rstrip": False, "normalized": False, "special": True}
    return {"id": number, "content": content, "lstrip": takes_left, **flags}


def make_byte_pairs(*, is_prefixed: bool = False) -> Any:
    from tokenizers import ByteLevelBPETokenizer

    trained = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(
        [*PROBE, "the film was good"] * 3, vocab_size=400, special_tokens=special, show_progress=False
    )
    definition = json.loads(trained.to_str())
    definition["added_tokens"] = [entry(n, token, takes_left=token == "<mask>") for n, token in enumerate(special)]
    definition["normalizer"] = None
    definition["pre_tokenizer"]["add_prefix_space"] = is_prefixed
    return byte_pairs(Path("tokenizer.json"), definition, {})


def make_sentence_pieces(*, like_xlm: bool) -> Any:
    special = ["<s>", "<pad>", "</s>", "<unk>"] if like_xlm else ["<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"]
    letters = sorted(set("abcdefghijklmnopqrstuvwxyz水泵好é,.!?'\"-<>[]▁"))
    # No two scores are equal, and none is the sum of others.
    pieces = [
        [piece, -3.0 - 0.0137 * number] for number, piece in enumerate([*letters, "▁the", "▁fi", "lm", "oo", "good"])
    ]
    vocabulary = [[token, 0.0] for token in special] + pieces + ([["<mask>", 0.0]] if like_xlm else [])
    names = [token for token, _ in vocabulary]
    added = [entry(names.index(token), token) for token in [*special, *(["<mask>"] if like_xlm else [])]]
    steps = [] if like_xlm else [
        {"type": "Replace", "pattern": {"String": "``"}, "content": '"'},
        {"type": "Replace", "pattern": {"String": "''"}, "content": '"'},
        {"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Lowercase"},
    ]  # fmt: skip
    before = [
        {"type": "WhitespaceSplit"},
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
    ]
    definition = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": {"type": "Sequence", "normalizers": steps} if steps else None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": before}, "post_processor": None, "decoder": None,
        "model": {"type": "Unigram", "unk_id": names.index("<unk>"), "vocab": vocabulary, "byte_fallback": False},
    }  # fmt: skip
    return sentence_pieces(Path("tokenizer.json"), definition, {})


def right(reference: Any, texts: list[str]) -> list[list[int]]:
    return [encoding.ids for encoding in reference.encode_batch_fast(texts, add_special_tokens=False)]


def rows(tokenizer: Any, texts: list[str]) -> list[list[int]]:
    from studio.engine.tokenizing.splitting import make_splitter

    return cut(make_splitter(tokenizer), texts)


def cut(split: Any, texts: list[str]) -> list[list[int]]:
    values, splits = split(texts)
    return [values[start:end].tolist() for start, end in pairwise(splits)]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "with a space in front"])
def roberta(request: pytest.FixtureRequest) -> Any:
    from studio.engine.models.pretrained.byte_pairs import FaithfulRobertaTokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    own = make_byte_pairs(is_prefixed=request.param)
    tokenizer = FaithfulRobertaTokenizer.of(own)
    return tokenizer, own.reference(), make_splitter(tokenizer)


def test_byte_pairs_of_hard_strings_are_those_of_the_package(roberta):
    _, reference, split = roberta
    assert cut(split, list(PROBE)) == right(reference, list(PROBE))
    texts = ["a <mask>b", "<s>", "x  <mask>  y</s>"]
    assert cut(split, texts) == right(reference, texts)


def test_white_space_before_a_mask_goes_with_it_as_the_package_has_it_in_python_and_in_a_graph(roberta):
    import keras_hub
    import tensorflow as tf

    from studio.engine.tasks.masked_lm.encoding import MaskedTextEncoder, encode_masked

    tokenizer, reference, _ = roberta
    # All that Unicode calls white space, and what Python takes for it.
    spaces = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    texts = [f"the film{space} {space}<mask> good" for space in spaces] + ["<mask>", "good <mask><mask>\n\n<mask>"]
    expected = [[tokenizer.start_token_id, *ids, tokenizer.end_token_id] for ids in right(reference, texts)]
    preprocessor = keras_hub.models.RobertaMaskedLMPreprocessor(tokenizer, sequence_length=64)
    model = SimpleNamespace(
        tokenizer=tokenizer,
        info=SimpleNamespace(sequence_length=64),
        classifier=SimpleNamespace(preprocessor=preprocessor),
        input_names=("padding_mask", "token_ids"),
        has_padding_mask=True,
    )
    rows = MaskedTextEncoder(model).encode(texts)
    assert [ids.tolist() for ids in np.split(rows.token_ids, rows.offsets[1:-1])] == expected
    found = tf.function(lambda text: encode_masked(model, text)["token_ids"])(tf.constant(texts)).numpy()
    assert [row[: len(ids)].tolist() for row, ids in zip(found, expected, strict=True)] == expected


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, min_size=20, max_size=30))
def test_byte_pairs_of_any_text_are_those_of_the_package(roberta, texts):
    _, reference, split = roberta
    assert cut(split, texts) == right(reference, texts)


@pytest.mark.parametrize("unk_token", [None, "<unk>"])
def test_a_byte_that_the_vocabulary_lacks_is_read_as_the_package_reads_it(unk_token, tmp_path):
    """In KerasHub it is −1, which Keras takes for the last token of all."""
    from studio.catalogue.own_tokens.unknown import count_unknown
    from studio.engine.models.pretrained.byte_pairs import FaithfulRobertaTokenizer
    from studio.engine.models.pretrained.telling import _tell_of_missing

    definition = json.loads(json.dumps(make_byte_pairs().definition))
    model = definition["model"]
    # The bytes of é and of emoji.
    lost = {"Ã", "©", "ð", "Ł"}
    model["vocab"] = {token: number for token, number in model["vocab"].items() if not lost.intersection(token)}
    model["merges"] = [
        pair for pair in model["merges"] if not lost.intersection("".join(pair)) and "".join(pair) in model["vocab"]
    ]
    model["unk_token"] = unk_token
    own = byte_pairs(Path("tokenizer.json"), definition, {})
    texts = ["é", "café film", "fiélm", "<mask>é <mask>", "", "the film 😀 was 東京 é", "é é", "good"]
    tokenizer = FaithfulRobertaTokenizer.of(own)
    expected = right(own.reference(), texts)
    assert rows(tokenizer, texts) == expected
    # Left out before bytes are merged: what stood on both sides may become one token.
    assert (expected[2] == right(own.reference(), ["film"])[0]) == (unk_token is None)
    tokenizer.save_to_preset(str(tmp_path))
    [saved] = tmp_path.glob("**/tokenizer.json")
    config = json.loads(saved.read_text(encoding="utf-8"))["config"]
    assert config["rules"]["unk_token"] == unk_token

    assert count_unknown(own, texts).num_unknown == 8
    [event] = _tell_of_missing(tokenizer, texts)
    assert str(event.message).startswith("6 of 8 texts hold characters")


def test_byte_pairs_without_a_token_for_what_is_unknown_are_refused_in_words():
    import keras_hub

    letters = {
        letter: number for number, letter in enumerate(["<s>", "<pad>", "</s>", "<unk>", "<mask>", *"abĠ", "ab"])
    }
    with pytest.raises(InputError, match=r"its vocabulary lacks bytes\. Received: a é"):
        rows(keras_hub.models.RobertaTokenizer(letters, ["a b"]), ["a b", "a é"])


def test_a_vocabulary_of_word_pieces_needs_a_token_for_what_is_unknown():
    from studio.engine.models.pretrained.word_pieces import FaithfulBertTokenizer

    with pytest.raises(ValueError, match=r"\[UNK\]"):
        FaithfulBertTokenizer(["[PAD]", "[CLS]", "[SEP]", "[MASK]", "film"])


def test_saved_byte_pairs_read_texts_as_before(roberta, tmp_path):
    import keras_hub

    tokenizer, reference, _ = roberta
    backbone = keras_hub.models.RobertaBackbone(tokenizer.vocabulary_size(), 1, 2, 8, 16, max_sequence_length=32)
    preprocessor = keras_hub.models.RobertaTextClassifierPreprocessor(tokenizer)
    model = keras_hub.models.RobertaTextClassifier(backbone, num_classes=2, preprocessor=preprocessor)
    model.save_to_preset(str(tmp_path))
    loaded = keras_hub.models.TextClassifier.from_preset(str(tmp_path)).preprocessor.tokenizer
    assert loaded.rules == tokenizer.rules
    assert rows(loaded, list(PROBE)) == right(reference, list(PROBE))
    kept = build_reference(json.loads(tokenizer.reference().to_str()))
    assert right(kept, list(PROBE)) == right(reference, list(PROBE))


@pytest.mark.parametrize("like_xlm", [False, True])
def test_sentence_pieces_of_hard_strings_are_those_of_the_package(like_xlm, tmp_path):
    from studio.engine.models.pretrained.sentence_pieces import FaithfulAlbertTokenizer, FaithfulXLMRobertaTokenizer

    own = make_sentence_pieces(like_xlm=like_xlm)
    tokenizer = (FaithfulXLMRobertaTokenizer if like_xlm else FaithfulAlbertTokenizer).of(own)
    texts = [*(text for text in PROBE if text not in TIES), "The FILM", "good [MASK] film", "a<mask> b"]
    expected = right(own.reference(), texts)
    assert rows(tokenizer, texts) == expected
    loaded = type(tokenizer).from_config(tokenizer.get_config())
    tokenizer.save_assets(str(tmp_path))
    loaded.load_assets(str(tmp_path))
    assert rows(loaded, texts) == expected


def test_a_step_that_cannot_be_taken_is_refused_by_name():
    own = make_byte_pairs()
    with pytest.raises(PresetError, match=r"normalizer.*none.*Received: NFC"):
        byte_pairs(Path("tokenizer.json"), {**own.definition, "normalizer": {"type": "NFC"}}, {})
    pieces = make_sentence_pieces(like_xlm=True)
    with pytest.raises(PresetError, match=r"normalizer.*Received: NFC"):
        sentence_pieces(Path("tokenizer.json"), {**pieces.definition, "normalizer": {"type": "NFC"}}, {})


def test_the_gate_shows_the_texts_that_are_read_otherwise():
    from studio.engine.models.pretrained.byte_pairs import FaithfulRobertaTokenizer
    from studio.engine.models.pretrained.token_gate import compare_tokens

    own, other = make_byte_pairs(), make_byte_pairs(is_prefixed=True)
    report = compare_tokens(FaithfulRobertaTokenizer.of(other), own, ["<mask>", " film", "xx"])
    assert (report.source, report.num_texts, report.num_different) == ("tokenizer.json", 3, 1)
    assert [(entry.text, entry.expected) for entry in report.differences] == [("xx", ("xx",))]
    assert report.differences[0].received[0].startswith("Ġ")

"""Pairs of texts as training, exports and the attention tab pack them, and as KerasHub would."""

from functools import cache
from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest

from studio.errors import InputError
from tests.matrix import cases
from tests.tiny_presets import FAMILIES, TEXTS, make_tokenizer

pytestmark = [
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

LONG = " ".join([TEXTS[0], TEXTS[1]])
PAIRS = [(TEXTS[0], TEXTS[1]), (LONG, "good"), ("film", LONG), (LONG, LONG), ("", "bad"), ("a story", ""), ("", "")]
DOUBLE = ("Roberta", "XLMRoberta")


class FakeModel:
    """What the packers ask of a model."""

    input_names = ("padding_mask", "segment_ids", "token_ids")
    has_padding_mask = True

    class info:  # noqa: N801
        sequence_length = 0

    def __init__(self, tokenizer: Any, sequence_length: int) -> None:
        self.tokenizer = tokenizer
        self.info = type("info", (), {"sequence_length": sequence_length})  # type: ignore[assignment,misc]


@cache
def tokenizer_of(family: str) -> Any:
    return make_tokenizer(family)


def rows_of(values: Any, offsets: Any) -> list[list[int]]:
    return [np.asarray(values)[start:end].tolist() for start, end in pairwise(offsets)]


@pytest.mark.parametrize(
    ("family", "sequence_length"),
    # One of each way to part two texts and to find their tokens.
    cases(product(FAMILIES, (64, 11)), [("Albert", 11), ("Bert", 11), ("Roberta", 11)]),
)
def test_pairs_are_the_same_outside_a_graph_inside_it_in_the_attention_tab_and_in_keras_hub(
    family: str, sequence_length: int
) -> None:
    import keras_hub
    import tensorflow as tf

    from studio.engine.attention.packing import TextPacker
    from studio.engine.texts.encoding import encode
    from studio.engine.texts.tokens import TextEncoder

    tokenizer = tokenizer_of(family)
    model: Any = FakeModel(tokenizer, sequence_length)
    first, second = (list(texts) for texts in zip(*PAIRS, strict=True))
    rows = TextEncoder(model).encode_pairs(first, second)
    token_ids = rows_of(rows.token_ids, rows.offsets)
    segment_ids = rows_of(rows.extras["segment_ids"], rows.offsets)
    # The graph of an export.
    graph = tf.function(lambda *texts: encode(model, *texts), input_signature=[tf.TensorSpec([None], tf.string)] * 2)
    found = {name: array.numpy() for name, array in graph(tf.constant(first), tf.constant(second)).items()}
    lengths = found["padding_mask"].sum(axis=1)
    assert [row[:length].tolist() for row, length in zip(found["token_ids"], lengths, strict=True)] == token_ids
    assert [row[:length].tolist() for row, length in zip(found["segment_ids"], lengths, strict=True)] == segment_ids
    assert graph(tf.constant([], tf.string), tf.constant([], tf.string))["token_ids"].shape == (0, 1)
    # The attention tab.
    packer = TextPacker(tokenizer, sequence_length)
    packed = [packer.encoder(*pair) for pair in PAIRS]
    assert [row.token_ids.tolist() for row in packed] == token_ids
    assert [row.segment_ids.tolist() for row in packed] == segment_ids
    assert sum(row.num_cut_tokens for row in packed) == rows.num_cut_tokens
    # KerasHub, which has the special tokens of both texts in mind as well.
    own = getattr(keras_hub.models, f"{family}TextClassifierPreprocessor")(tokenizer, sequence_length=sequence_length)
    expected, _ = own((first, second), np.zeros(len(PAIRS)))
    assert [
        np.asarray(row)[: len(ids)].tolist() for row, ids in zip(expected["token_ids"], token_ids, strict=True)
    ] == (token_ids)
    if "segment_ids" in expected:
        assert [
            np.asarray(row)[: len(ids)].tolist() for row, ids in zip(expected["segment_ids"], segment_ids, strict=True)
        ] == segment_ids


def test_two_texts_are_parted_as_the_family_was_trained() -> None:
    from studio.engine.texts.tokens import TextEncoder

    for family in FAMILIES:
        tokenizer = tokenizer_of(family)
        start, end = tokenizer.start_token_id, tokenizer.end_token_id
        model: Any = FakeModel(tokenizer, 64)
        rows = TextEncoder(model).encode_pairs([""], [""])
        marks = [start, end, end, end] if family in DOUBLE else [start, end, end]
        assert rows.token_ids.tolist() == marks
        assert rows.extras["segment_ids"].tolist() == ([0, 0, 0, 0] if family in DOUBLE else [0, 0, 1])


def test_the_longer_text_is_cut_first_and_an_odd_place_goes_to_the_first() -> None:
    from studio.engine.texts.packing import Marks, pack

    def kept(first: int, second: int, sequence_length: int) -> tuple[int, int]:
        texts = [(np.full(count, mark, np.int32), np.array([0, count])) for mark, count in ((1, first), (2, second))]
        packed = pack(Marks((8,), (9,), (9,)), texts, sequence_length)
        assert packed.num_cut.sum() == first + second - np.count_nonzero(packed.token_ids < 3)
        return np.count_nonzero(packed.token_ids == 1), np.count_nonzero(packed.token_ids == 2)

    assert kept(150, 200, 128) == kept(200, 150, 128) == (63, 62)
    assert kept(150, 200, 129) == (63, 63)
    assert (kept(20, 300, 128), kept(300, 20, 128)) == ((20, 105), (105, 20))
    assert kept(5, 6, 14) == (5, 6)


def test_a_model_too_short_for_the_special_tokens_is_told() -> None:
    from studio.engine.texts.packing import Marks, pack

    text = (np.zeros(0, np.int32), np.zeros(2, np.int64))
    with pytest.raises(InputError, match="at least 3 tokens"):
        pack(Marks((8,), (9,), (9,)), [text, text], 2)

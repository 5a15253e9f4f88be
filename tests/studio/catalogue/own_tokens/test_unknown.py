"""The words of some texts that a tokenizer does not know."""

import json

import pytest

from studio.catalogue import bundled_folder
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.own_tokens.unknown import UnknownWords, count_unknown

LONG = "x" * 101


def test_words_with_the_unknown_token_are_counted_and_the_first_are_named():
    own = read_own_tokenizer(bundled_folder())
    found = count_unknown(own, ["a good film", f"\U00013000\u00a0good, {LONG}", "\U00013000", ""])
    assert found == UnknownWords(4, 8, 3, ("\U00013000", LONG))
    assert found.fraction == pytest.approx(3 / 8)
    assert count_unknown(own, [""]).fraction == 0.0


def test_byte_pairs_know_every_word_and_sentence_pieces_all_but_strange_letters(tmp_path):
    from tests.tiny_presets import sentence_pieces, write_vocabulary

    for family, model_type in (("Roberta", "roberta"), ("XLMRoberta", "xlm-roberta")):
        folder = tmp_path / family
        folder.mkdir()
        write_vocabulary(family, folder)
        (folder / "config.json").write_text(json.dumps({"model_type": model_type}))
    assert sentence_pieces()
    texts = ["a good film", "film \U00013000"]
    assert count_unknown(read_own_tokenizer(tmp_path / "Roberta"), texts).num_unknown == 0
    found = count_unknown(read_own_tokenizer(tmp_path / "XLMRoberta"), texts)
    assert (found.num_words, found.num_unknown, found.examples) == (5, 1, ("\U00013000",))

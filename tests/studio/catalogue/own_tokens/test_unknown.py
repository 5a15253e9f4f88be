"""The words of some texts that a tokenizer does not know."""

import json

import pytest
from tokenizers.pre_tokenizers import ByteLevel

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


@pytest.fixture
def folders(tmp_path):
    """Byte pairs of a few letters, such with all bytes, and SentencePiece."""
    from tests.tiny_presets import write_vocabulary

    found = {}
    for name, family, model_type in (
        ("few_bytes", "Roberta", "roberta"),
        ("all_bytes", "Roberta", "roberta"),
        ("pieces", "XLMRoberta", "xlm-roberta"),
    ):
        found[name] = folder = tmp_path / name
        folder.mkdir()
        write_vocabulary(family, folder)
        (folder / "config.json").write_text(json.dumps({"model_type": model_type}))
    path = found["few_bytes"] / "vocab.json"
    vocabulary = json.loads(path.read_text(encoding="utf-8"))
    # No letter of the texts is made of bytes above 127, but the strange one.
    kept = [name for name in vocabulary if name not in ByteLevel.alphabet() or name.isascii() or name == "Ġ"]
    path.write_text(json.dumps({name: number for number, name in enumerate(kept)}), encoding="utf-8")
    return found


def test_byte_pairs_know_every_word_unless_they_lack_its_bytes_and_sentence_pieces_all_but_strange_letters(folders):
    texts = ["a good film", "film \U00013000"]
    assert count_unknown(read_own_tokenizer(folders["all_bytes"]), texts).num_unknown == 0
    for name in ("few_bytes", "pieces"):
        found = count_unknown(read_own_tokenizer(folders[name]), texts)
        assert (found.num_words, found.num_unknown, found.examples) == (5, 1, ("\U00013000",))

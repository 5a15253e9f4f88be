import pytest

from studio.catalogue import BUNDLED_NAME, count_tokens
from studio.errors import PresetError


def test_the_start_and_the_end_token_are_counted(bert_folder):
    assert count_tokens(str(bert_folder), ["hello world!", "", "Unknown Cafes", "xyz"]) == [5, 2, 6, 3]


def test_accents_go_where_the_model_reads_without_them(bert_folder):
    assert count_tokens(str(bert_folder), ["Café", "CAFÉS"]) == [3, 4]
    (bert_folder / "tokenizer_config.json").write_text('{"do_lower_case": false}')
    assert count_tokens(str(bert_folder), ["café", "cafés", "un\u00a0known"]) == [3, 4, 4]


def test_a_preset_that_is_not_here_has_no_counts(empty_caches):
    assert count_tokens("bert_base_en", ["a text"]) is None


def test_texts_may_come_from_an_iterator():
    assert count_tokens(BUNDLED_NAME, (text for text in ["good", "not good"])) == [3, 4]


def test_a_damaged_vocabulary_is_refused(bert_folder, set_config):
    set_config(model_type="roberta")
    (bert_folder / "vocab.txt").unlink()
    (bert_folder / "vocab.json").write_text("no json")
    (bert_folder / "merges.txt").write_text("")
    with pytest.raises(PresetError, match=r"vocab\.json cannot be read"):
        count_tokens(str(bert_folder), ["a"])

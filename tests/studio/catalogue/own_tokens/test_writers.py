"""The tokenizers of models that write, as a folder of Hugging Face's layout tells of them."""

import json

import pytest

from studio.catalogue.own_tokens.splits import SPLITS
from studio.catalogue.own_tokens.writers import read_writer
from studio.errors import PresetError

BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}


@pytest.fixture
def write(tmp_path):
    """What writes a folder with a tokenizer, as transformers 5 does."""

    def make(split="gpt-2", settings=None, config=None, model=None, **parts):
        from tokenizers import pre_tokenizers

        letters = sorted(pre_tokenizers.ByteLevel.alphabet())
        vocabulary = {name: number for number, name in enumerate(["<end>", "<turn>", *letters, "Ġa"])}
        definition = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": [entry(0, "<end>"), entry(1, "<turn>")],
            "normalizer": None,
            "pre_tokenizer": SPLITS[split],
            "post_processor": None,
            "decoder": None,
            "model": {"type": "BPE", "vocab": vocabulary, "merges": [["Ġ", "a"]]} | (model or {}),
        }
        (tmp_path / "tokenizer.json").write_text(json.dumps(definition | parts))
        (tmp_path / "tokenizer_config.json").write_text(json.dumps({"eos_token": "<end>"} | (settings or {})))
        (tmp_path / "config.json").write_text(json.dumps({"model_type": "gpt2"} | (config or {})))
        return tmp_path

    return make


def entry(number, content, **flags):
    usual = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    return {"id": number, "content": content, **usual, **flags}


@pytest.mark.parametrize("split", list(SPLITS))
def test_the_split_of_words_is_known_by_what_it_is(write, split):
    assert read_writer(write(split), "llama").rules.split == split


def test_a_step_of_splitting_is_the_same_wherever_offsets_are_trimmed(write):
    steps = [SPLITS["qwen2"]["pretokenizers"][0], BYTES]
    folder = write(pre_tokenizer={"type": "Sequence", "pretokenizers": steps}, normalizer={"type": "NFC"})
    rules = read_writer(folder, "qwen2").rules
    assert (rules.split, rules.composes) == ("qwen2", True)


def test_what_ends_a_text_and_a_turn_is_read_from_wherever_it_stands(write):
    folder = write(config={"eos_token_id": [0, 1], "bos_token_id": 1}, settings={"pad_token": {"content": "<turn>"}})
    rules = read_writer(folder, "gpt2").rules
    assert (rules.start_token, rules.end_token, rules.pad_token) == ("<turn>", "<end>", "<turn>")
    assert rules.more_end_tokens == ("<turn>",)
    assert not rules.adds_start


def test_a_text_begins_with_a_token_where_the_files_say_so(write):
    template = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<turn>", "type_id": 0}}, {"Sequence": {}}],
    }
    after = {"type": "Sequence", "processors": [BYTES, template]}
    assert read_writer(write(settings={"bos_token": "<turn>"}, post_processor=after), "llama").rules.adds_start
    folder = write(settings={"bos_token": "<turn>", "add_bos_token": False}, post_processor=after)
    assert not read_writer(folder, "llama").rules.adds_start


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"normalizer": {"type": "NFKC"}}, "normalizer.*Expected NFC. Received: NFKC"),
        ({"pre_tokenizer": {"type": "Whitespace"}}, "pre_tokenizer.*Expected gpt-2, smollm"),
        ({"model": {"type": "Unigram"}}, "model.*Expected BPE. Received: Unigram"),
        ({"model": {"dropout": 0.1}}, "dropout"),
        ({"added_tokens": [entry(300, "two words")]}, "tokens without spaces. Received: two words"),
        ({"settings": {"eos_token": "<none>"}}, "eos_token.*Received: <none>"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused_by_name(write, parts, message):
    with pytest.raises(PresetError, match=message):
        read_writer(write(**parts), "gpt2")


def test_a_folder_without_a_tokenizer_says_what_is_missing(write):
    folder = write()
    (folder / "tokenizer.json").unlink()
    with pytest.raises(
        PresetError, match=r"expected tokenizer\.model or vocab\.json and merges\.txt or tokenizer\.json"
    ):
        read_writer(folder, "gpt2")

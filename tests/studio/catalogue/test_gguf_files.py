"""GGUF files are described by what stands before their tensors, and refused where they would be computed otherwise."""

import json
import struct
from dataclasses import replace

import gguf
import numpy as np
import pytest

from studio import catalogue
from studio.catalogue.gguf_files import check_gguf, read_header
from studio.catalogue.gguf_files.config import llama3_factors
from studio.catalogue.own_tokens import WriterBytePairRules, WriterPieceRules, read_own_tokenizer
from studio.catalogue.own_tokens.probe import PROBE
from studio.errors import PresetError
from tests.tiny_gguf import ARCHITECTURES, EXPECTED, TEXTS, TOKENIZERS, WIDTH, byte_pairs, tensors, write_gguf

TOKENS = json.loads((EXPECTED / "tokens.json").read_text(encoding="utf-8"))
FAMILIES = {"gemma": "Gemma", "llama": "Llama", "qwen2": "Qwen", "qwen3": "Qwen"}


@pytest.fixture
def file(tmp_path):
    return write_gguf(tmp_path / "tiny.gguf", dtype="Q8_0", general__license="apache-2.0", general__languages=["en"])


def test_a_file_is_described_without_its_tensors(file):
    info = catalogue.describe_folder(file)
    vocabulary = len(byte_pairs()[0])
    assert (info.name, info.folder, info.source, info.file_bytes) == (str(file), file, "folder", file.stat().st_size)
    assert (info.family, info.backbone, info.quantization) == ("Llama", "Llama3Backbone", "Q8_0")
    assert (info.num_layers, info.num_heads, info.hidden_dim) == (2, 4, 64)
    assert (info.vocabulary_size, info.max_sequence_length) == (vocabulary, 128)
    layer = 64 * 64 * 2 + 64 * 32 * 2 + 3 * 64 * 96 + 2 * 64
    assert info.num_parameters == 2 * layer + 2 * vocabulary * 64 + 64
    assert (info.tokenizer, info.chat_template) == ("byte pairs, smollm", "{{ messages[0]['content'] }}")
    assert (info.licence, info.languages, info.unknown_settings) == ("apache-2.0", ("en",), ())


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_architecture_is_described(tmp_path, architecture):
    info = catalogue.describe_folder(write_gguf(tmp_path / "tiny.gguf", architecture))
    assert (info.family, info.quantization) == (FAMILIES[architecture], "F32")


def test_a_folder_with_one_file_means_the_file(file):
    assert catalogue.describe_folder(file.parent).name == str(file)
    assert catalogue.resolve(str(file.parent)) == catalogue.resolve(str(file))
    assert catalogue.resolve(str(file)).kind == "gguf"


def test_a_file_is_no_name_and_no_handle(file, monkeypatch):
    monkeypatch.chdir(file.parent)
    assert catalogue.describe("tiny.gguf") == catalogue.describe_folder(file)
    with pytest.raises(PresetError, match=r"There is no file .*other\.gguf"):
        catalogue.describe("somebody/other.gguf")


def test_of_several_files_one_must_be_chosen(file):
    write_gguf(file.parent / "more.gguf")
    with pytest.raises(PresetError, match=r"has several GGUF files: more\.gguf, tiny\.gguf"):
        catalogue.describe_folder(file.parent)


def test_a_file_that_changed_is_read_anew(file):
    before = catalogue.describe_folder(file)
    write_gguf(file, "qwen2")
    assert catalogue.describe_folder(file) != before


def test_the_header_is_the_one_that_the_package_reads(file):
    header, reader = read_header(file), gguf.GGUFReader(file)
    known = {name: field.contents() for name, field in reader.fields.items() if not name.startswith("GGUF.")}
    assert {name: list(v) if isinstance(v, tuple) else v for name, v in header.metadata.items()} == known
    assert {
        name: (tensor.dtype, tensor.num_bytes, tensor.offset, tensor.shape[::-1])
        for name, tensor in header.tensors.items()
    } == {
        tensor.name: (tensor.tensor_type.name, tensor.n_bytes, tensor.data_offset, tuple(tensor.shape))
        for tensor in reader.tensors
    }


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_the_ids_are_those_of_llama_cpp(tmp_path, tokenizer):
    own = read_own_tokenizer(write_gguf(tmp_path / "tiny.gguf", **TOKENIZERS[tokenizer]))
    found = own.reference().encode_batch([*PROBE, *TEXTS], add_special_tokens=False)
    assert [encoding.ids for encoding in found] == TOKENS[tokenizer]


def test_control_tokens_are_known(tmp_path):
    rules = read_own_tokenizer(write_gguf(tmp_path / "tiny.gguf")).rules
    assert isinstance(rules, WriterBytePairRules)
    assert (rules.start_token, rules.end_token, rules.pad_token) == ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
    assert (rules.more_end_tokens, rules.adds_start) == (("<|endoftext|>",), False)
    whole = read_own_tokenizer(write_gguf(tmp_path / "tiny.gguf", pre="llama-bpe")).rules
    assert (whole.takes_whole_words, whole.adds_start, whole.split) == (True, True, "llama-3")
    pieces = read_own_tokenizer(write_gguf(tmp_path / "tiny.gguf", tokenizer="llama")).rules
    assert isinstance(pieces, WriterPieceRules)
    assert (pieces.start_token, pieces.end_token, pieces.pad_token, pieces.adds_start) == ("<s>", "</s>", "</s>", True)
    assert pieces == WriterPieceRules.of(json.loads(json.dumps(pieces.to_json())))


def test_without_an_output_table_the_vectors_of_the_tokens_are_it(tmp_path):
    tied = check_gguf(write_gguf(tmp_path / "tiny.gguf", changed={"output.weight": None}))
    assert tied.config["tie_word_embeddings"] is True
    assert check_gguf(write_gguf(tmp_path / "tiny.gguf")).config["tie_word_embeddings"] is False


def test_the_slowed_rotations_of_llama_3_are_recognized(tmp_path):
    factors = np.array(llama3_factors(16, 50_000.0, 32.0), np.float32)
    # Fast rotations are as they were, slow ones 32 times slower.
    assert factors[0] == 1.0
    assert factors[-1] == pytest.approx(32.0)
    checked = check_gguf(write_gguf(tmp_path / "tiny.gguf", changed={"rope_freqs.weight": factors}))
    assert checked.config["rope_scaling"]["factor"] == 32.0
    with pytest.raises(PresetError, match=r"Expected rope_freqs\.weight: Llama 3\.1"):
        check_gguf(write_gguf(tmp_path / "tiny.gguf", changed={"rope_freqs.weight": factors * 2}))


def test_an_unknown_setting_of_the_architecture_is_told(tmp_path):
    checked = check_gguf(write_gguf(tmp_path / "tiny.gguf", llama__swirl=3))
    assert checked.unknown_settings == ("llama.swirl",)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"llama__rope__scaling__type": "linear"}, r"Expected llama\.rope\.scaling\.type: none\. Received: linear"),
        ({"llama__expert_count": 8}, r"Expected llama\.expert_count: 0\. Received: 8"),
        ({"llama__attention__key_length": 32}, r"Expected llama\.attention\.key_length: 16\. Received: 32"),
        ({"llama__rope__dimension_count": 8}, r"Expected llama\.rope\.dimension_count: 16\. Received: 8"),
        (
            {"llama__attention__head_count_kv": [2, 1]},
            r"head_count_kv: a whole number above 0, the same for all layers",
        ),
        ({"llama__attention__head_count_kv": 3}, r"head_count_kv: a divisor of attention\.head_count, 4\. Received: 3"),
        ({"llama__block_count": None}, r"Expected llama\.block_count: a whole number above 0"),
        ({"llama__block_count": 3}, r"lacks weights of a llama model.*blk\.2\.attn_norm\.weight.*\(9\)"),
        ({"llama__block_count": 1}, r"holds weights that no layer of a llama model takes: blk\.1"),
        ({"llama__feed_forward_length": 128}, r"expected blk\.0\.ffn_gate\.weight of shape 128 × 64.*96 × 64"),
        ({"llama__attention__layer_norm_rms_epsilon": None}, r"layer_norm_rms_epsilon: a number above 0"),
        ({"split__count": 2}, r"is one of 2 files of a model"),
        ({"tokenizer__ggml__model": "bert"}, r"tokenizer\.ggml\.model is not supported.*gpt2 or llama.*bert"),
        ({"pre": "tekken"}, r"tokenizer\.ggml\.pre is not supported.*smollm.*Received: tekken"),
        ({"tokenizer__ggml__merges": ["h x"]}, r"merges is not supported.*Received: h x"),
        ({"tokenizer__ggml__eos_token_id": None}, r"eos_token_id is not supported"),
        ({"tokenizer__ggml__eos_token_id": 900}, r"eos_token_id is not supported.*Received: 900"),
        (
            {"changed": {"token_embd.weight": np.zeros((9, WIDTH), np.float32), "output.weight": None}},
            r"weights know only 9 tokens",
        ),
        (
            {"changed": {"blk.0.attn_q.bias": np.zeros(WIDTH, np.float32)}},
            r"no layer of a llama model takes.*attn_q\.bias",
        ),
    ],
)
def test_what_would_be_computed_otherwise_is_refused_by_name(tmp_path, settings, message):
    path = write_gguf(tmp_path / "tiny.gguf", **settings)
    with pytest.raises(PresetError, match=message):
        catalogue.describe_folder(path)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (16, r"quantized in a way that the studio does not read.*Received: IQ2_XXS"),
        (99, "is quantized in a way that is not"),
    ],
)
def test_another_quantization_comes_with_those_that_are_read(file, number, message):
    content = file.read_bytes()
    # The type of a norm's scale stands behind its length.
    at = content.index(b"blk.0.attn_norm.weight") + 22 + 4 + 8
    file.write_bytes(content[:at] + number.to_bytes(4, "little") + content[at + 4 :])
    with pytest.raises(PresetError, match=message if number == 99 else r"damaged|" + message):
        catalogue.describe_folder(file)


def test_another_architecture_comes_with_those_that_are_supported(tmp_path):
    path = write_gguf(tmp_path / "tiny.gguf", "mamba")
    with pytest.raises(PresetError, match=r"architecture mamba\. Expected one of gemma, llama, qwen2, qwen3"):
        catalogue.describe_folder(path)


def test_gemma_has_the_one_epsilon_that_is_computed(tmp_path):
    path = write_gguf(tmp_path / "tiny.gguf", "gemma", gemma__attention__layer_norm_rms_epsilon=1e-5)
    with pytest.raises(PresetError, match=r"gemma\.attention\.layer_norm_rms_epsilon: 1e-06"):
        catalogue.describe_folder(path)


def test_a_file_that_is_cut_off_anywhere_is_refused(file):
    content = file.read_bytes()
    begin = min(tensor.offset for tensor in read_header(file).tensors.values())
    for size in (0, 3, 6, 20, 100, begin // 2, begin - 40, begin + 10, len(content) - 64):
        file.write_bytes(content[:size])
        with pytest.raises(PresetError, match=r"no GGUF file|damaged|cut off"):
            catalogue.describe_folder(file)


def test_counts_of_more_than_a_file_holds_are_refused(file):
    content = file.read_bytes()
    for at in (8, 16, content.index(b"tokenizer.ggml.tokens") + 21 + 8, content.index(b"token_type") + 10 + 8):
        (count,) = struct.unpack_from("<Q", content, at)
        file.write_bytes(content[:at] + struct.pack("<Q", count + 100_000) + content[at + 8 :])
        with pytest.raises(PresetError, match="damaged"):
            catalogue.describe_folder(file)


def test_another_version_and_another_file_are_told(file):
    content = file.read_bytes()
    file.write_bytes(content[:4] + b"\x00\x00\x00\x03" + content[8:])
    with pytest.raises(PresetError, match="expected version 2 or 3 of GGUF, for machines of this byte order"):
        catalogue.describe_folder(file)
    file.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(PresetError, match=r"is no GGUF file: expected it to begin with GGUF\. Received: 'PK"):
        catalogue.describe_folder(file)


def test_tokens_are_counted(file):
    assert catalogue.count_tokens(str(file), ["hello world"]) == [4]


def test_tensors_have_the_shapes_that_are_written(file):
    expected = {name: array.shape for name, array in tensors("llama", len(byte_pairs()[0])).items()}
    assert {name: tensor.shape for name, tensor in read_header(file).tensors.items()} == expected
    assert replace(next(iter(read_header(file).tensors.values())), shape=(2, 3)).num_elements == 6


def test_a_conversation_is_written_with_the_template_that_the_file_brings(file):
    from studio.catalogue.chat_templates import choose_template

    template = choose_template("auto", file, "Llama3")
    assert (template.name, template.source) == ("tiny.gguf", "{{ messages[0]['content'] }}")
    tokens = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
    assert template.special_tokens == tokens

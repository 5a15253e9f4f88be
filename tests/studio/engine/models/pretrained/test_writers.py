"""Folders of models that write, in Hugging Face's layout: network, tokenizer and what frames a text."""

import io
import json
from itertools import pairwise

import numpy as np
import pytest

from studio import catalogue, tasks
from studio.catalogue.hugging_face.config_gate import check_config
from studio.catalogue.hugging_face.shapes import SHAPES
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.own_tokens.probe import PROBE
from studio.catalogue.own_tokens.splits import SPLITS
from studio.errors import PresetError
from studio.spec import BackboneSpec
from tests.hugging_face import FOLDERS
from tests.tiny_presets import TEXTS, writing_pieces

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open, and hands T5's attention an
    # input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

CASES = {"qwen2-lm": "QwenBackbone", "opt-lm": "OPTBackbone", "mistral-lm": "MistralBackbone", "t5-lm": "T5Backbone"}
SIZE = 500


def write_checkpoint(name, folder, *, has_head=True):
    """Write a checkpoint of a known shape with a larger vocabulary."""
    from safetensors.numpy import save_file

    config = json.loads((FOLDERS / name / "config.json").read_text(encoding="utf-8")) | {"vocab_size": SIZE}
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config))
    whole, _ = check_config(folder / "config.json", config)
    random = np.random.default_rng(0)
    tensors = {
        key: random.normal(0.0, 0.2, shape).astype(np.float32)
        for key, shape in SHAPES[config["model_type"]](whole).items()
    }
    if has_head and not whole["tie_word_embeddings"]:
        tensors["lm_head.weight"] = random.normal(0.0, 0.2, (SIZE, config["hidden_size"])).astype(np.float32)
    save_file(tensors, folder / "model.safetensors")
    return folder


def write_byte_pairs(folder, split, *, composes):
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    definition = json.loads(Tokenizer(models.BPE()).to_str()) | {"pre_tokenizer": SPLITS[split]}
    tokenizer = Tokenizer.from_str(json.dumps(definition | {"normalizer": {"type": "NFC"} if composes else None}))
    letters = pre_tokenizers.ByteLevel.alphabet()
    special = ["<|endoftext|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=letters, show_progress=False)
    tokenizer.train_from_iterator([*PROBE, *TEXTS] * 3, trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text('{"eos_token": "<|endoftext|>", "bos_token": "<|endoftext|>"}')


def write_pieces(folder):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS * 3), model_writer=model, vocab_size=290, model_type="bpe", byte_fallback=True,
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, normalization_rule_name="identity", remove_extra_whitespaces=False,
        hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    (folder / "tokenizer.model").write_bytes(model.getvalue())
    (folder / "tokenizer_config.json").write_text('{"bos_token": "<s>", "eos_token": "</s>"}')


@pytest.fixture(params=CASES)
def folder(request, tmp_path):
    found = write_checkpoint(request.param, tmp_path / request.param)
    match request.param:
        case "qwen2-lm":
            write_byte_pairs(found, "qwen2", composes=True)
        case "opt-lm":
            write_byte_pairs(found, "gpt-2", composes=False)
        case "mistral-lm":
            write_pieces(found)
        case "t5-lm":
            (found / "spiece.model").write_bytes(writing_pieces(bos_id=-1, eos_piece="</s>"))
    return found


def test_a_folder_is_described_loaded_and_read_as_it_was_trained(folder):
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub

    from studio.engine.models.pretrained import load_task
    from studio.engine.tasks.writing.token_decoder import TokenDecoder
    from studio.engine.tokenizing.splitting import make_splitter

    info = catalogue.describe_folder(folder)
    is_seq2seq = folder.name == "t5-lm"
    assert info.backbone == CASES[folder.name]
    assert info.tasks[0] == ("translation" if is_seq2seq else "text_generation")
    assert (info.num_layers, info.hidden_dim, info.vocabulary_size) == (2, 16, SIZE)
    network = load_task(keras_hub.models.Seq2SeqLM if is_seq2seq else keras_hub.models.CausalLM, str(folder))
    # OPT leaves the first two positions over; a head may be a table of its own.
    assert -2 * 16 <= network.backbone.count_params() - info.num_parameters <= SIZE * 16
    tokenizer = network.preprocessor.tokenizer
    texts = ["a good film", "cafe\u0301 2024", " x  y"]
    if own := read_own_tokenizer(folder):
        values, splits = make_splitter(tokenizer)(texts)
        found = [values[start:end].tolist() for start, end in pairwise(splits)]
        assert found == [entry.ids for entry in own.reference().encode_batch_fast(texts, add_special_tokens=False)]
        assert network.preprocessor.add_start_token is own.rules.adds_start is (folder.name == "mistral-lm")
    assert tokenizer.detokenize(tokenizer("a good film")) == "a good film"
    # The weights know more tokens than the vocabulary: a model that writes one of them writes nothing.
    written = [int(token) for token in tokenizer("a good film")]
    assert TokenDecoder(tokenizer).texts([[]], [[*written, SIZE - 1]]) == ["a good film"]


def test_a_base_model_cannot_write_and_says_so(tmp_path):
    folder = write_checkpoint("qwen2-lm", tmp_path / "base", has_head=False)
    write_byte_pairs(folder, "qwen2", composes=True)
    assert catalogue.describe_folder(folder).tasks == ()
    with pytest.raises(PresetError, match=r"lacks lm_head\.weight.*AutoModelForCausalLM"):
        catalogue.check_task(BackboneSpec(preset=str(folder)), (task := tasks.get("text_generation")), task.settings())

"""What the light part says of folders and tokens is what KerasHub finds in them."""

import io
import random

import pytest

from studio.catalogue import BUNDLED_NAME, bundled_folder, count_tokens, describe_folder, resolve
from tests import tiny_presets

pytestmark = [
    pytest.mark.engine,
    # Keras 3.15 on TensorFlow 2.21 and NumPy 2, when weights are saved.
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept:DeprecationWarning"),
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open, and hands T5's attention an
    # input with a mask, of which Keras warns.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Layer .* looks like it has unbuilt state"),
    pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask"),
]

TEXTS = [
    "",
    "A plain sentence, with punctuation!",
    "Crème brûlée at the CAFÉ — naïve façade…",
    "你好,世界 mixed with English",
    "internationalization antidisestablishmentarianism",
    "tabs\tand\nnew lines\u00a0and\u200b control",
    "email@example.com http://example.com/a?b=c 3.14 $5",
    "emoji 🎉🎉 and 𝕌𝕟𝕚𝕔𝕠𝕕𝕖",
    "x" * 150,
    "Straße ÀÉÎ İstanbul",
]


@pytest.fixture(scope="module")
def hub():
    return pytest.importorskip("keras_hub")


@pytest.fixture(scope="module")
def word_piece_preset(hub, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bert")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefgé", *(f"##{letter}" for letter in "abcdefgé")]
    backbone = hub.models.BertBackbone(len(vocabulary), 2, 2, 8, 16, max_sequence_length=32)
    backbone.save_to_preset(str(folder))
    hub.tokenizers.BertTokenizer(vocabulary, lowercase=True).save_to_preset(str(folder))
    return folder, backbone


def test_word_pieces_are_counted_as_a_model_reads_them(hub):
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    _, splits = make_splitter(load_tokenizer(str(bundled_folder())))(TEXTS)
    assert count_tokens(BUNDLED_NAME, TEXTS) == [int(length) + 2 for length in splits[1:] - splits[:-1]]


def test_a_saved_preset_is_described_as_it_was_built(word_piece_preset):
    folder, backbone = word_piece_preset
    info = describe_folder(folder)
    assert info.num_parameters == backbone.count_params()
    assert (info.num_layers, info.hidden_dim, info.max_sequence_length) == (2, 8, 32)
    assert info.backbone == "BertBackbone"
    assert resolve(str(folder)).kind == "keras_hub"


@pytest.mark.parametrize("family", tiny_presets.WRITING_FAMILIES)
def test_a_saved_preset_that_writes_is_described_as_it_was_built(hub, writing_tasks, family, tmp_path):
    tiny_presets.save_keras_hub(family, tmp_path)
    backbone = hub.models.Backbone.from_preset(str(tmp_path))
    info = describe_folder(tmp_path)
    assert info.num_parameters == backbone.count_params()
    assert (info.num_layers, info.num_heads, info.hidden_dim) == (2, 2, tiny_presets.WIDTH)
    assert info.vocabulary_size == backbone.vocabulary_size
    task = "translation" if family in ("Bart", "T5") else "text_generation"
    assert family in tiny_presets.families(writing_tasks[task])
    tokenizer = getattr(hub.models, f"{family}Tokenizer").from_preset(str(tmp_path))
    assert tokenizer.detokenize(tokenizer("a café film")) == "a café film"


def test_the_vocabulary_of_a_saved_preset_is_used(word_piece_preset, hub):
    folder, _ = word_piece_preset
    tokenizer = hub.tokenizers.BertTokenizer.from_preset(str(folder))
    texts = ["ABC dd", "gee!", "abcdefg"]
    assert count_tokens(str(folder), texts) == [len(tokenizer(text)) + 2 for text in texts]


def test_byte_pairs_are_counted_as_the_library_counts_them(hub, tmp_path):
    from tokenizers import ByteLevelBPETokenizer

    trainer = ByteLevelBPETokenizer()
    trainer.train_from_iterator(TEXTS * 3, vocab_size=280, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    trainer.save_model(str(tmp_path))
    size = trainer.get_vocab_size()
    hub.models.RobertaBackbone(size, 1, 2, 8, 16, max_sequence_length=32).save_to_preset(str(tmp_path))
    tokenizer = hub.tokenizers.RobertaTokenizer(str(tmp_path / "vocab.json"), str(tmp_path / "merges.txt"))
    tokenizer.save_to_preset(str(tmp_path))
    texts = [text for text in TEXTS if text]
    assert count_tokens(str(tmp_path), texts) == [len(tokenizer(text)) + 2 for text in texts]


def test_sentence_pieces_are_counted_as_the_library_counts_them(hub, tmp_path):
    import sentencepiece

    random.seed(0)
    words = ["the", "cat", "sat", "on", "a", "mat", "and", "looked", "at", "us"]
    sentences = [" ".join(random.choices(words, k=6)) for _ in range(200)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences), model_writer=model, vocab_size=28, pad_id=0, unk_id=1, bos_id=2, eos_id=3,
        pad_piece="<pad>", unk_piece="<unk>", bos_piece="[CLS]", eos_piece="[SEP]", user_defined_symbols="[MASK]",
        minloglevel=2,
    )  # fmt: skip
    hub.models.AlbertBackbone(28, 1, 2, 8, 8, 16, max_sequence_length=32).save_to_preset(str(tmp_path))
    tokenizer = hub.tokenizers.AlbertTokenizer(model.getvalue())
    tokenizer.save_to_preset(str(tmp_path))
    texts = ["the cat", "a mat looked", "unseen words"]
    assert count_tokens(str(tmp_path), texts) == [len(tokenizer(text)) + 2 for text in texts]

"""Tiny backbones of several families with random weights, as preset folders."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

WORDS = ("the", "film", "was", "a", "story", "with", "actors", "warm", "dull", "bright", "cold", "and", "music", "ends")
SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 32}
CHINESE = ("这", "部", "电", "影", "很", "好", "看")


@pytest.fixture(scope="session")
def save_preset(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, Any], Path]:
    """Writes a backbone and its tokenizer, whose weights are made large enough to be told apart."""

    def save(backbone: Any, tokenizer: Any) -> Path:
        for weight in backbone.trainable_weights:
            if len(weight.shape) > 1:
                # Fresh weights are so small that all attention would be nearly even.
                weight.assign(weight * 10)
        folder: Path = tmp_path_factory.mktemp(type(backbone).__name__)
        backbone.save_to_preset(str(folder))
        tokenizer.save_to_preset(str(folder))
        return folder

    return save


@pytest.fixture(scope="session", autouse=True)
def seed() -> None:
    import studio.engine  # isort: skip  # noqa: F401
    import keras

    keras.utils.set_random_seed(1)


@pytest.fixture(scope="session")
def word_pieces() -> Any:
    import keras_hub

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *CHINESE]
    return keras_hub.models.BertTokenizer(vocabulary, lowercase=True)


@pytest.fixture(scope="session")
def bert_folder(save_preset: Callable[[Any, Any], Path], word_pieces: Any) -> Path:
    import keras_hub

    backbone = keras_hub.models.BertBackbone(word_pieces.vocabulary_size(), **SIZE)
    return save_preset(backbone, word_pieces)


@pytest.fixture(scope="session")
def gpt2_folder(save_preset: Callable[[Any, Any], Path]) -> Path:
    import keras_hub

    tokenizer = keras_hub.models.GPT2Tokenizer(*byte_pairs("<|endoftext|>"))
    return save_preset(keras_hub.models.GPT2Backbone(tokenizer.vocabulary_size(), **SIZE), tokenizer)


@pytest.fixture(scope="session")
def bart_folder(save_preset: Callable[[Any, Any], Path]) -> Path:
    import keras_hub

    tokenizer = keras_hub.models.BartTokenizer(*byte_pairs("<s>", "<pad>", "</s>", "<unk>", "<mask>"))
    return save_preset(keras_hub.models.BartBackbone(tokenizer.vocabulary_size(), **SIZE), tokenizer)


@pytest.fixture(scope="session")
def stack_folder(save_preset: Callable[[Any, Any], Path]) -> Path:
    from studio.engine.tokenizing import learn_tokenizer
    from studio.layers import TransformerBackbone

    texts = [" ".join(WORDS), "".join(CHINESE)] * 9
    tokenizer = learn_tokenizer("wordpiece", texts, 300, is_lowercase=True)
    size = SIZE | {"vocabulary_size": tokenizer.vocabulary_size(), "num_key_value_heads": 1}
    return save_preset(TransformerBackbone(kind="encoder", positions="relative", **size), tokenizer)


@pytest.fixture(scope="session")
def open_reader() -> Callable[[Path], Any]:
    """Returns what reads the attention of the backbone in a folder; each is loaded once."""
    from studio.engine.attention.reader import AttentionReader
    from studio.engine.attention.subject import load_subject

    return cache(lambda folder: AttentionReader(load_subject(str(folder))))


def byte_pairs(*specials: str) -> tuple[dict[str, int], list[str]]:
    """Return a vocabulary of all bytes, with a word that is whole, and its merges."""
    from studio.catalogue.own_tokens.byte_pairs import byte_of_character

    names = [*specials, *byte_of_character(), "Ġa"]
    return {name: place for place, name in enumerate(names)}, ["Ġ a"]

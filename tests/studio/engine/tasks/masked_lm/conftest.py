"""Tiny masked language models of several families, and texts in which each word tells all the others."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tokenizers.pre_tokenizers import ByteLevel

from studio import tasks
from studio.engine.models.model_info import ModelInfo
from studio.schema import Schema
from studio.spec import RunSpec
from tests.matrix import cases

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": 64}
SEQUENCE_LENGTH = 32


def make_texts(number: int = 400) -> list[str]:
    """Return texts that say one word again and again."""
    return [f"{' '.join([WORDS[row % 12]] * (6 + row // 12 % 12))} .".capitalize() for row in range(number)]


@pytest.fixture(scope="session")
def echoes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of such texts, without labels."""
    path = tmp_path_factory.mktemp("data") / "echoes.csv"
    path.write_text("text\n" + "".join(f"{text}\n" for text in make_texts()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def echo_preset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A KerasHub preset: a tiny BERT with random weights that knows the words."""
    import studio.engine  # isort: skip  # noqa: F401
    import keras
    import keras_hub

    keras.utils.set_random_seed(3)
    tokenizer = bert_tokenizer()
    backbone = keras_hub.models.BertBackbone(vocabulary_size=tokenizer.vocabulary_size(), **SIZE)
    folder = tmp_path_factory.mktemp("presets") / "tiny_bert"
    backbone.save_to_preset(str(folder))
    tokenizer.save_to_preset(str(folder))
    return folder


@pytest.fixture
def make_spec(echo_preset: Path, echoes: Path) -> Callable[..., RunSpec]:
    """Make the specification of a run that learns to repeat."""

    def make(task: str = "masked_lm", backbone: dict[str, Any] | None = None, **fit: Any) -> RunSpec:
        return RunSpec.parse(
            {
                "task": task,
                "backbone": {"preset": str(echo_preset), **(backbone or {})},
                "data": {"train": str(echoes), "validation_fraction": 0.1, "sequence_length": SEQUENCE_LENGTH},
                "fit": {"epochs": 1, "batch_size": 16, "learning_rate": 3e-3, **fit},
            }
        )

    return make


@pytest.fixture
def model(make_spec: Callable[..., RunSpec]) -> Any:
    """A tiny BERT under an untrained head."""
    from studio.engine.building.model import build_model

    return build_model(make_spec(backbone={"dropout": 0.0}), Schema())


# === Families ===


def bert_tokenizer() -> Any:
    import keras_hub

    pieces = sorted(
        {letter for word in WORDS for letter in word} | {f"##{letter}" for word in WORDS for letter in word}
    )
    return keras_hub.models.BertTokenizer([*SPECIAL, *WORDS, *pieces, ".", ",", "天", "气"], lowercase=True)


def roberta_tokenizer() -> Any:
    import keras_hub

    letters = sorted({letter for text in make_texts() for letter in text if letter != " "})
    # A vocabulary of byte pairs has all bytes.
    bytes_beside = sorted(set(ByteLevel.alphabet()) - {*letters, "Ġ"})
    names = [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
        "Ġ",
        *letters,
        *bytes_beside,
        *(f"Ġ{letter}" for letter in letters),
        "<mask>",
    ]
    merges = [f"Ġ {letter}" for letter in letters]
    return keras_hub.models.RobertaTokenizer({name: index for index, name in enumerate(names)}, merges)


def sentence_piece(kind: str) -> Any:
    import keras_hub
    import sentencepiece

    names = {"pad_piece": "<pad>", "bos_piece": "[CLS]", "eos_piece": "[SEP]", "user_defined_symbols": ["[MASK]"]}
    if kind == "XLMRoberta":
        names = {}
    if kind == "DebertaV3":
        names |= {"pad_piece": "[PAD]", "unk_piece": "[UNK]", "user_defined_symbols": []}
    proto = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(make_texts()),
        model_writer=proto,
        vocab_size=60,
        model_type="unigram",
        hard_vocab_limit=False,
        pad_id=-1 if kind == "XLMRoberta" else 3,
        minloglevel=2,
        **names,
    )
    return getattr(keras_hub.models, f"{kind}Tokenizer")(proto.getvalue())


FAMILIES: dict[str, tuple[Callable[[], Any], dict[str, Any]]] = {
    "Albert": (lambda: sentence_piece("Albert"), {"embedding_dim": 16}),
    "Bert": (bert_tokenizer, {}),
    "DebertaV3": (lambda: sentence_piece("DebertaV3"), {"bucket_size": 8}),
    "FNet": (lambda: sentence_piece("FNet"), {"num_heads": None}),
    "Roberta": (roberta_tokenizer, {}),
    "XLMRoberta": (lambda: sentence_piece("XLMRoberta"), {}),
}
# From scratch, by the tokenizer that is learned.
SCRATCH: dict[str, dict[str, Any]] = {
    "wordpiece": {},
    "bpe": {"positions": "rotary", "normalization": "rms_norm", "activation": "swiglu"},
    "unigram": {"positions": "sinusoidal", "normalize_first": False},
    "character": {"positions": "relative"},
}


@pytest.fixture(params=cases([*FAMILIES, *SCRATCH], ["DebertaV3", "Roberta", "bpe"]))
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def family_model(family: str) -> Any:
    """A tiny model of a family, with a tokenizer of its own kind and weights large enough for clear answers."""
    import keras
    import keras_hub

    from studio.engine.models.text_model import TextModel

    keras.utils.set_random_seed(5)
    if family in SCRATCH:
        return _enlarged(scratch_model(family))
    make_tokenizer, changes = FAMILIES[family]
    tokenizer = make_tokenizer()
    size = {name: value for name, value in {**SIZE, **changes}.items() if value is not None}
    backbone = getattr(keras_hub.models, f"{family}Backbone")(
        vocabulary_size=tokenizer.vocabulary_size(), dropout=0.0, **size
    )
    preprocessor = getattr(keras_hub.models, f"{family}MaskedLMPreprocessor")(
        tokenizer, sequence_length=SEQUENCE_LENGTH
    )
    masked_lm = getattr(keras_hub.models, f"{family}MaskedLM")(backbone, preprocessor=preprocessor)
    return _enlarged(
        TextModel(masked_lm, ModelInfo(tasks.get("masked_lm"), Schema(), SEQUENCE_LENGTH, {"text": "text"}, "0"))
    )


def scratch_model(tokenizer: str) -> Any:
    from studio.engine.building.model import build_model
    from studio.engine.tokenizing import learn_tokenizer

    architecture = {**SIZE, "dropout": 0.0, "tokenizer": tokenizer, "vocabulary_size": 400, **SCRATCH[tokenizer]}
    data = {"train": "none.csv", "sequence_length": SEQUENCE_LENGTH}
    spec = RunSpec.parse({"task": "masked_lm", "backbone": {"architecture": architecture}, "data": data})
    learned = learn_tokenizer(tokenizer, make_texts(), 400, is_lowercase=True)  # type: ignore[arg-type]
    return build_model(spec, Schema(), columns={"text": "text"}, tokenizer=learned)


def _enlarged(model: Any) -> Any:
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 5)
    return model

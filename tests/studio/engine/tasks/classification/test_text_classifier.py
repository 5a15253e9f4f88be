"""Classifiers on backbones from scratch: every kind of Transformer with every kind of tokenizer."""

import csv
import itertools
import re
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from studio import tasks
from studio.architecture import Kind, TokenizerKind
from studio.errors import SpecError
from studio.schema import Schema
from studio.spec import RunSpec

pytestmark = pytest.mark.engine

KINDS = get_args(Kind)
TOKENIZERS = get_args(TokenizerKind)
BOTH = list(itertools.product(KINDS, TOKENIZERS))
SIZE = {"num_layers": 2, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 64}
TEXTS = ["a bright and clever film", "dull", "the film was clever, joyful and warm: a scene that ends", "质量很好！"]


@pytest.fixture(scope="module")
def texts(reviews: Path) -> list[str]:
    with reviews.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def tokenizers(texts: list[str]) -> dict[str, Any]:
    from studio.engine.tokenizing import learn_tokenizer

    return {kind: learn_tokenizer(kind, texts, 330, is_lowercase=True) for kind in TOKENIZERS}


def make_spec(kind: str, tokenizer: str = "wordpiece", sequence_length: int = 20, **architecture: Any) -> RunSpec:
    size = {**SIZE, "vocabulary_size": 330, **architecture}
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"architecture": {"kind": kind, "tokenizer": tokenizer, **size}},
            "data": {"train": "none.csv", "sequence_length": sequence_length, "columns": {"text": "t", "label": "l"}},
        }
    )


def build(tokenizers: dict[str, Any], kind: str, tokenizer: str = "wordpiece", **changes: Any) -> Any:
    from studio.engine.building.model import build_model

    spec = make_spec(kind, tokenizer, **changes)
    return build_model(spec, Schema(("bad", "good")), tokenizer=tokenizers[tokenizer])


def logits(model: Any, texts: list[str] = TEXTS) -> Any:
    return model.network(model.network.preprocessor(texts), training=False).numpy()


def backend_of(model: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision
    from studio.spec import FitSpec

    return TensorFlowBackend(model, FitSpec(), Precision("float32", "float32", is_rewritten=False, reason="a test"))


@pytest.mark.parametrize(("kind", "tokenizer"), BOTH)
def test_it_learns_and_says_the_same_when_it_is_loaded(
    tokenizers: dict[str, Any], texts: list[str], tmp_path: Path, kind: str, tokenizer: str
) -> None:
    from studio.engine.building.model import load_model, save_model
    from studio.engine.texts.batches import Batcher
    from studio.engine.texts.examples import Examples
    from studio.engine.texts.tokens import TextEncoder

    model = build(tokenizers, kind, tokenizer, sequence_length=64, dropout=0.0)
    labels = np.arange(64, dtype=np.int32) % 2  # The texts of both classes take turns.
    examples = Examples.single(TextEncoder(model).encode(texts[:64]), {"label": 1 - labels})
    backend, batcher = backend_of(model), Batcher(model, examples)
    losses = [backend.train_step([batcher.batch(np.arange(64))], 1e-2).loss for _ in range(40)]
    assert min(losses[20:]) < 0.6 * losses[0]
    save_model(model, tmp_path / "model")
    loaded = load_model(tmp_path / "model")
    np.testing.assert_array_equal(logits(loaded), logits(model))
    assert loaded.info == model.info


@pytest.mark.parametrize(("kind", "tokenizer"), BOTH)
def test_a_model_outlives_a_move_of_the_modules_that_its_classes_stand_in(
    tokenizers: dict[str, Any], tmp_path: Path, kind: str, tokenizer: str
) -> None:
    from studio.engine.building.model import load_model, save_model

    model = build(tokenizers, kind, tokenizer, sequence_length=64, dropout=0.0)
    save_model(model, tmp_path / "model")
    num_moved = 0
    for path in (tmp_path / "model").glob("*.json"):
        text = path.read_text(encoding="utf-8")
        moved = re.sub(r'"studio\.[\w.]+"', '"studio.engine.where_it_stood"', text)
        num_moved += moved != text
        path.write_text(moved, encoding="utf-8")
    # Such a version wrote no manifest.
    (tmp_path / "model" / "manifest.json").unlink()
    assert num_moved >= 2, "the configurations of the network and of its tokenizer name modules"
    np.testing.assert_array_equal(logits(load_model(tmp_path / "model")), logits(model))


@pytest.mark.parametrize(("kind", "tokenizer"), BOTH)
def test_token_ids_are_those_of_the_preprocessor(tokenizers: dict[str, Any], kind: str, tokenizer: str) -> None:
    from studio.engine.texts.tokens import TextEncoder

    model = build(tokenizers, kind, tokenizer)
    rows = TextEncoder(model).encode(["", *TEXTS, "the film " * 20])
    expected = model.network.preprocessor(["", *TEXTS, "the film " * 20])
    mask = np.asarray(expected["padding_mask"])
    assert set(expected) == {"token_ids", "padding_mask"}
    assert rows.lengths.max() == mask.shape[1] == 20
    assert rows.num_cut_texts >= 1
    np.testing.assert_array_equal(rows.lengths, mask.sum(axis=1))
    np.testing.assert_array_equal(rows.token_ids, np.asarray(expected["token_ids"])[mask])


@pytest.mark.parametrize("kind", KINDS)
def test_padding_changes_no_answer(tokenizers: dict[str, Any], kind: str) -> None:
    model = build(tokenizers, kind)
    together, alone = logits(model), [logits(model, [text])[0] for text in TEXTS]
    np.testing.assert_allclose(together, alone, atol=1e-6)
    model.network.preprocessor.sequence_length = 32
    np.testing.assert_allclose(logits(model), together, atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("positions", ["learned", "sinusoidal", "rotary", "relative", "alibi"])
def test_the_order_of_the_words_counts(tokenizers: dict[str, Any], kind: str, positions: str) -> None:
    from studio.engine.building.seeding import set_seed

    set_seed(0)
    model = build(tokenizers, kind, positions=positions)
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 10)  # Fresh weights are so small that all answers are nearly the same.
    first, second = logits(model, ["the bright film was dull", "the dull film was bright"])
    assert np.abs(first - second).max() > 1e-4


def test_the_text_s_vector_is_the_mean_or_the_last_of_its_tokens() -> None:
    from studio.engine.models.token_pooling import TokenPooling

    hidden = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    mask = np.array([[1, 1, 0], [1, 1, 1]])
    np.testing.assert_allclose(TokenPooling("mean")(hidden, mask), [hidden[0, :2].mean(axis=0), hidden[1].mean(axis=0)])
    np.testing.assert_array_equal(TokenPooling("last")(hidden, mask), [hidden[0, 1], hidden[1, 2]])
    np.testing.assert_array_equal(TokenPooling("first")(hidden, mask), hidden[:, 0])
    with pytest.raises(ValueError, match="to be one of"):
        TokenPooling("largest")  # type: ignore[arg-type]


def test_a_pooled_first_token_and_segments_are_used_where_the_backbone_has_them(
    tokenizers: dict[str, Any], tmp_path: Path
) -> None:
    from studio.engine.building.model import load_model, save_model
    from studio.engine.models.model_info import ModelInfo
    from studio.engine.models.text_model import TextModel
    from studio.engine.tasks.classification.transformer_text_classifier import (
        TransformerTextClassifier,
        TransformerTextClassifierPreprocessor,
    )
    from studio.layers import TransformerBackbone

    tokenizer = tokenizers["wordpiece"]
    backbone = TransformerBackbone(**SIZE, vocabulary_size=tokenizer.vocabulary_size(), num_segments=2, use_pooler=True)
    preprocessor = TransformerTextClassifierPreprocessor(tokenizer, sequence_length=20)
    classifier = TransformerTextClassifier(backbone, 2, preprocessor)
    info = ModelInfo(
        tasks.get("text_classification"), Schema(("bad", "good")), 20, {"text": "t", "label": "l"}, "0.1.0"
    )
    model = TextModel(classifier, info)
    assert model.input_names == ("padding_mask", "segment_ids", "token_ids")
    assert set(preprocessor(TEXTS)) == set(model.input_names)
    assert any("pooled_dense" in weight.path for weight in classifier.trainable_weights)
    save_model(model, tmp_path / "model")
    np.testing.assert_array_equal(logits(load_model(tmp_path / "model")), logits(model))


# === A saved one as the backbone of another run ===


@pytest.fixture(scope="module", params=KINDS)
def preset(
    request: pytest.FixtureRequest, tokenizers: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    from studio.engine.building.model import save_model

    folder = tmp_path_factory.mktemp("models") / "model"
    save_model(build(tokenizers, request.param, "unigram"), folder)
    return folder


def fine_tune(preset: Path, **backbone: Any) -> Any:
    from studio.engine.building.model import build_model

    data = make_spec("encoder").to_json()
    data["backbone"] = {"preset": str(preset), **backbone}
    return build_model(RunSpec.parse(data), Schema(("x", "y", "z")))


def test_it_keeps_its_weights_and_its_tokenizer(preset: Path) -> None:
    from studio.engine.building.model import load_model
    from studio.engine.tokenizing.storing import fingerprint

    before, after = load_model(preset), fine_tune(preset)
    for ours, theirs in zip(after.network.backbone.weights, before.network.backbone.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs, err_msg=ours.path)
    assert fingerprint(after.tokenizer) == fingerprint(before.tokenizer)
    assert logits(after).shape == (4, 3)


def test_it_is_described_without_loading_it(preset: Path) -> None:
    from studio.catalogue import describe_folder
    from studio.engine.building.model import load_model

    info, model = describe_folder(preset), load_model(preset)
    assert (info.backbone, info.family, info.source) == ("TransformerBackbone", "Transformer", "folder")
    assert info.num_parameters == model.network.backbone.count_params()
    assert (info.num_layers, info.hidden_dim, info.max_sequence_length) == (2, 16, 64)
    assert info.vocabulary_size == model.tokenizer.vocabulary_size()
    assert "text_classification" in info.tasks


def test_its_last_layer_alone_can_be_trained(preset: Path) -> None:
    from studio.engine.building.trainable import transformer_layers

    classifier = fine_tune(preset, trainable={"last_layers": 1}).network
    *others, last = transformer_layers(classifier.backbone)
    assert last.trainable_variables
    assert not any(layer.trainable_variables for layer in others)
    assert not classifier.backbone.token_embedding.trainable_variables
    with pytest.raises(SpecError, match="at most"):
        fine_tune(preset, trainable={"last_layers": 9})


def test_lora_stands_beside_its_frozen_attention_and_is_merged_when_it_is_saved(preset: Path, tmp_path: Path) -> None:
    from studio.engine.building.model import load_model, save_model

    model = fine_tune(preset, trainable="lora", lora_rank=2)
    paths = [variable.path for variable in model.network.backbone.trainable_variables]
    assert sum(path.endswith("lora_kernel_a") for path in paths) >= 2
    assert not any(path.endswith("/kernel") for path in paths)
    random = np.random.default_rng(0)
    for variable in model.network.trainable_variables:
        variable.assign(variable + random.normal(size=variable.shape) * 0.3)
    expected = logits(model)
    save_model(model, tmp_path / "model")
    loaded = load_model(tmp_path / "model")
    np.testing.assert_allclose(logits(loaded), expected, atol=1e-5)
    assert np.abs(expected - logits(fine_tune(preset))).max() > 0.01
    assert not any("lora" in weight.path for weight in loaded.network.weights)


@pytest.mark.parametrize("tokenizer", TOKENIZERS)
def test_tokens_are_counted_without_tensorflow_as_the_model_counts_them(
    tokenizers: dict[str, Any], texts: list[str], tmp_path: Path, tokenizer: str
) -> None:
    from studio.catalogue import count_tokens
    from studio.engine.building.model import save_model

    model = build(tokenizers, "encoder", tokenizer)
    save_model(model, tmp_path / "model")
    some = ["", *TEXTS, *texts[:20], "Straße ÉTÉ e\u0301 ไม่มี こんにちは", "tabs\tand\nlines"]
    expected = [len(row) + 2 for row in model.tokenizer(some)]
    assert count_tokens(str(tmp_path / "model"), some) == expected

"""Pretraining from scratch: architecture, learned tokenizer, hidden tokens, and what is built on the result."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio import tasks
from studio.errors import PresetError, SpecError
from studio.runs import RunFolder
from studio.schema import Schema
from studio.spec import RunSpec
from tests.whole_run import run_to_the_end

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

ARCHITECTURE: dict[str, Any] = {
    "num_layers": 2,
    "num_heads": 2,
    "hidden_dim": 32,
    "intermediate_dim": 64,
    "max_sequence_length": 64,
    "dropout": 0.0,
    "tokenizer": "unigram",
    "vocabulary_size": 400,
}


def make_spec(data: Path, **architecture: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "task": "masked_lm",
            "backbone": {"architecture": {**ARCHITECTURE, **architecture}},
            "data": {"train": str(data), "validation_fraction": 0.2, "sequence_length": 64},
            "fit": {"epochs": 12, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32"},
        }
    )


@pytest.fixture(scope="module")
def finished(echoes: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return run_to_the_end(make_spec(echoes), tmp_path_factory.mktemp("workspace"))


def test_a_language_is_learned_from_nothing(finished: RunFolder) -> None:
    from studio.engine.answering import predict

    metrics = finished.metrics()["validation"]["metrics"]
    assert metrics["accuracy"] > 0.6
    text = "seven seven seven [MASK] seven seven"
    result = predict.run_job({"model": str(finished.model_path), "texts": [text]}, lambda progress: None)
    assert len(result["predictions"][0]["masks"][0]) == 5


def test_the_head_shares_the_vectors_of_the_tokens(finished: RunFolder) -> None:
    from studio.engine.building.model import load_model

    masked_lm = load_model(finished.model_path).network
    backbone = masked_lm.backbone
    vocabulary_size, hidden_dim = backbone.token_embedding.embeddings.shape
    own = masked_lm.count_params() - backbone.count_params()
    # A dense layer, a normalization and a bias for each token; no second table of vectors.
    assert own == hidden_dim * hidden_dim + hidden_dim + 2 * hidden_dim + vocabulary_size


def test_the_saved_model_is_read_by_keras_hub_s_own_classes(finished: RunFolder) -> None:
    import keras_hub

    masked_lm = keras_hub.models.MaskedLM.from_preset(str(finished.model_path))
    inputs, labels, weights = masked_lm.preprocessor(["seven seven seven seven seven seven"])
    logits = masked_lm({name: np.asarray(array) for name, array in inputs.items()})
    assert logits.shape == (*np.asarray(labels).shape, masked_lm.backbone.vocabulary_size)
    assert np.asarray(weights).sum() >= 1


def test_a_classifier_starts_from_it_with_the_same_tokenizer(finished: RunFolder, tmp_path: Path) -> None:
    from studio import catalogue
    from studio.engine.building.model import build_model, load_model

    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(finished.model_path)},
            "data": {"train": "none.csv"},
        }
    )
    catalogue.check_task(spec.backbone, spec.task, spec.settings)
    classifier = build_model(spec, Schema(("a", "b"))).network
    pretrained = load_model(finished.model_path)
    for ours, theirs in zip(classifier.backbone.weights, pretrained.network.backbone.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert classifier.preprocessor.tokenizer.get_vocabulary() == pretrained.tokenizer.get_vocabulary()
    logits = classifier(classifier.preprocessor(["seven seven", "one"]), training=False)
    assert logits.shape == (2, 2)


@pytest.mark.parametrize("kind", ["decoder", "encoder_decoder"])
def test_only_an_encoder_can_guess_hidden_words(echoes: Path, kind: str) -> None:
    from studio import catalogue
    from studio.engine.building.model import build_model

    spec = make_spec(echoes, kind=kind)
    expected = rf"backbone\.architecture\.kind: expected encoder for the task masked_lm\. Received: {kind}\."
    with pytest.raises(SpecError, match=expected):
        catalogue.check_task(spec.backbone, spec.task, spec.settings)
    with pytest.raises(SpecError, match=expected):
        build_model(spec, Schema())


def test_a_saved_decoder_is_refused_as_well(tmp_path: Path, echoes: Path) -> None:
    from studio.engine.building.model import build_model, save_model
    from studio.engine.tokenizing import learn_tokenizer

    spec = make_spec(echoes, kind="decoder").model_copy(update={"task": tasks.get("text_classification")})
    tokenizer = learn_tokenizer("unigram", ["some words and more words"] * 9, 400, is_lowercase=True)
    save_model(build_model(spec, Schema(("a", "b")), columns={}, tokenizer=tokenizer), tmp_path / "model")
    again = RunSpec.parse(
        {"task": "masked_lm", "backbone": {"preset": str(tmp_path / "model")}, "data": {"train": str(echoes)}}
    )
    with pytest.raises(PresetError, match="Expected a Transformer of the kind encoder"):
        build_model(again, Schema())


def test_an_export_answers_as_the_studio_does(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.exporting.export import export_run

    report = export_run(finished, "savedmodel", tmp_path / "out")
    assert report.label_mismatches == 0
    assert report.max_difference <= 1e-5

"""The head for pairs: its loss by hand, its weights on disk, and runs that learn which passage follows another."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from studio import tasks
from studio.errors import DataError, PresetError
from studio.runs import RunFolder
from studio.runs.events import EvaluationEvent
from studio.schema import Schema
from studio.spec import FitSpec, RunSpec
from tests.studio.engine.tasks.masked_lm.conftest import FAMILIES, SEQUENCE_LENGTH, SIZE, WORDS
from tests.whole_run import bodies, run_to_the_end

pytestmark = [
    pytest.mark.engine,
    # WORKAROUND: KerasHub 0.32 leaves the vocabulary of a SentencePiece tokenizer open.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

NUM_DOCUMENTS = 72
METRICS = {
    "loss", "perplexity", "accuracy", "masked_lm_loss", "next_sentence_loss", "next_sentence_accuracy",
}  # fmt: skip


def make_documents(number: int = NUM_DOCUMENTS) -> list[list[str]]:
    """Return documents, each of which says one word again and again. No two are equal."""
    return [
        [" ".join([WORDS[document % 12]] * (4 + line % 4)) + " ." for line in range(3 + document % 7)]
        for document in range(number)
    ]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain text file of documents that empty lines part."""
    path = tmp_path_factory.mktemp("data") / "documents.txt"
    path.write_text("\n\n".join("\n".join(lines) for lines in make_documents()) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def make_spec(echo_preset: Path, documents: Path) -> Callable[..., RunSpec]:
    def make(preset: Path = echo_preset, train: Path = documents, **fit: Any) -> RunSpec:
        return RunSpec.parse(
            {
                "task": "masked_lm",
                "backbone": {"preset": str(preset), "dropout": 0.0},
                "data": {"train": str(train), "validation_fraction": 0.2, "sequence_length": SEQUENCE_LENGTH},
                "fit": {"epochs": 1, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32", **fit},
                "settings": {"next_sentence": True},
            }
        )

    return make


def build(spec: RunSpec) -> Any:
    from studio.engine.building.model import build_model

    return build_model(spec, Schema(), columns={"text": "text"})


def make_backend(model: Any, **fit: Any) -> Any:
    from studio.engine.backends.tensorflow import TensorFlowBackend
    from studio.engine.models.precision import Precision

    return TensorFlowBackend(
        model, FitSpec(**fit), Precision("float32", "float32", is_rewritten=False, reason="a test")
    )


def make_batcher(model: Any, seed: int = 0) -> Any:
    from studio.engine import tasks as engine_tasks

    task = engine_tasks.get(model.info.task)
    texts = ["\n".join(lines) for lines in make_documents(24)]
    from studio.data.targets import Targets

    examples = task.examples(model, {"text": texts}, Targets(len(texts)))
    return task.train_batcher(model, None, examples, seed)  # type: ignore[arg-type]


def test_the_loss_is_the_sum_of_two_means(make_spec: Callable[..., RunSpec]) -> None:
    model = build(make_spec())
    backend, batcher = make_backend(model), make_batcher(model)
    batch = batcher.batch(np.arange(len(batcher)))
    assert set(batch.targets) == {"masked_token_ids", "follows", "pair_weights"}
    assert 0 < batch.targets["follows"].sum() < len(batcher)
    assert batch.inputs["segment_ids"].max() == 1
    # By hand: the pooled first token, a product, and minus the logarithm of the right answer's share.
    network = model.network
    given = {name: batch.inputs[name] for name in network.backbone.input}
    pooled = np.asarray(network.backbone(given, training=False)["pooled_output"])
    kernel, bias = (np.asarray(weight) for weight in network.next_sentence_head.weights)
    shares = np.exp(pooled @ kernel + bias)
    shares /= shares.sum(axis=1, keepdims=True)
    by_hand = -np.log(shares[np.arange(len(shares)), batch.targets["follows"]])
    found = backend.outputs(batch)
    np.testing.assert_allclose(found["pair_losses"], by_hand, rtol=1e-4)
    np.testing.assert_allclose(found["pair_probabilities"], shares[:, 1], rtol=1e-4)
    masked = found["losses"][batch.targets["masked_token_ids"] >= 0].mean()
    assert backend.train_step([batch], 0.0).loss == pytest.approx(masked + by_hand.mean(), rel=1e-4)


def test_small_batches_add_up_to_a_whole_one(make_spec: Callable[..., RunSpec]) -> None:
    models = [build(make_spec()) for _ in range(2)]
    whole, parts = make_backend(models[0]), make_backend(models[1], accumulation_steps=3)
    batcher = make_batcher(models[0])
    batches = [batcher.batch(part) for part in np.split(np.arange(24), [3, 13])]
    results = [whole.train_step([batcher.batch(np.arange(24))], 1e-3), parts.train_step(batches, 1e-3)]
    assert results[1].loss == pytest.approx(results[0].loss, rel=1e-4)
    assert results[1].gradient_norm == pytest.approx(results[0].gradient_norm, rel=1e-3)


def test_a_run_taken_up_again_goes_on_bit_for_bit(make_spec: Callable[..., RunSpec]) -> None:
    def steps(backend: Any, batcher: Any, numbers: range) -> list[float]:
        return [
            backend.train_step([batcher.batch(np.arange(step % 3, len(batcher), 3), step // 3)], 1e-3).loss
            for step in numbers
        ]

    model = build(make_spec())
    backend = make_backend(model)
    first = steps(backend, make_batcher(model), range(4))
    kept = backend.weights(), backend.optimizer_state()
    last = steps(backend, make_batcher(model), range(4, 9))
    other = build(make_spec())
    again = make_backend(other)
    again.restore_weights(kept[0])
    again.restore_optimizer_state(kept[1])
    assert steps(again, make_batcher(other), range(4, 9)) == last
    assert len({*first, *last}) == 9


@pytest.mark.parametrize("family", ["Albert", "FNet"])
def test_other_families_with_segments_and_a_pooler_learn_pairs(
    family: str, make_spec: Callable[..., RunSpec], tmp_path: Path
) -> None:
    model = build(make_spec(save_family(family, tmp_path)))
    backend, batcher = make_backend(model), make_batcher(model)
    batch = batcher.batch(np.arange(len(batcher)))
    losses = [backend.train_step([batch], 3e-3).loss for _ in range(12)]
    assert min(losses[6:]) < losses[0]


@pytest.mark.parametrize("family", ["Roberta", "DebertaV3"])
def test_a_backbone_without_segments_is_refused_by_name(
    family: str, make_spec: Callable[..., RunSpec], tmp_path: Path
) -> None:
    name = {"Roberta": "RoBERTa", "DebertaV3": "DeBERTa"}[family]
    with pytest.raises(PresetError, match=rf"ALBERT, BERT, FNet have.*Received: .*\({name}"):
        build(make_spec(save_family(family, tmp_path)))


def test_the_table_of_families_says_which_backbones_can_read_pairs(make_spec: Callable[..., RunSpec]) -> None:
    from studio.catalogue import backbones

    for family, (make_tokenizer, changes) in FAMILIES.items():
        backbone = make_backbone(family, make_tokenizer().vocabulary_size(), changes)
        has_pooler = isinstance(backbone.output, dict) and "pooled_output" in backbone.output
        expected = has_pooler and "segment_ids" in backbone.input
        assert backbones()[f"{family}Backbone"].reads_pairs is expected, family


def make_backbone(family: str, vocabulary_size: int, changes: dict[str, Any]) -> Any:
    import keras_hub

    size = {name: value for name, value in {**SIZE, **changes}.items() if value is not None}
    return getattr(keras_hub.models, f"{family}Backbone")(vocabulary_size=vocabulary_size, **size)


def save_family(family: str, folder: Path) -> Path:
    import keras

    keras.utils.set_random_seed(5)
    make_tokenizer, changes = FAMILIES[family]
    tokenizer = make_tokenizer()
    backbone = make_backbone(family, tokenizer.vocabulary_size(), changes)
    backbone.save_to_preset(str(folder))
    tokenizer.save_to_preset(str(folder))
    return folder


def test_a_saved_model_has_both_heads_and_a_trained_pooler(
    make_spec: Callable[..., RunSpec], echo_preset: Path, tmp_path: Path
) -> None:
    import keras_hub

    from studio.engine.building.model import load_model, save_model

    model = build(make_spec())
    backend, batcher = make_backend(model), make_batcher(model)
    backend.train_step([batcher.batch(np.arange(24))], 1e-2)
    folder = tmp_path / "model"
    save_model(model, folder)
    assert model.info.has_pooler
    for again in (load_model(folder), build(make_spec(folder))):
        for ours, theirs in zip(again.network.weights, model.network.weights, strict=True):
            np.testing.assert_array_equal(ours, theirs)
    # KerasHub alone, and a run without the setting, find the network that guesses words.
    plain = keras_hub.models.MaskedLM.from_preset(str(folder))
    spec = make_spec(folder)
    off = build(spec.model_copy(update={"settings": tasks.get("masked_lm").settings()}))
    for network in (plain, off.network):
        assert not hasattr(network, "next_sentence_head")
        for ours, theirs in zip(network.weights, model.network.weights, strict=False):
            np.testing.assert_array_equal(ours, theirs)
    pooled = keras_hub.models.Backbone.from_preset(str(folder)).pooled_dense.kernel
    before = keras_hub.models.Backbone.from_preset(str(echo_preset)).pooled_dense.kernel
    assert not np.array_equal(pooled, before)


def test_without_the_setting_nothing_is_there_of_it(make_spec: Callable[..., RunSpec]) -> None:
    from studio.engine import tasks as engine_tasks

    spec = make_spec().model_copy(update={"settings": tasks.get("masked_lm").settings()})
    model = build(spec)
    assert not hasattr(model.network, "next_sentence_head")
    assert not model.info.has_pooler or model.info.settings == {"next_sentence": False}
    assert set(engine_tasks.get(spec.task).target_specs_of(model)) == {"masked_token_ids"}


# === Whole runs ===


@pytest.fixture(scope="module")
def finished(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run from scratch that learned which passages belong together."""
    spec = RunSpec.parse(
        {
            "task": "masked_lm",
            "backbone": {
                "architecture": {
                    "num_layers": 2, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "dropout": 0.0,
                    "max_sequence_length": 32, "vocabulary_size": 200, "tokenizer": "wordpiece",
                }
            },
            "data": {"train": str(documents), "validation_fraction": 0.2, "sequence_length": 24},
            "fit": {"epochs": 40, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32"},
            "settings": {"next_sentence": True},
        }
    )  # fmt: skip
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


def test_both_losses_are_reported_and_what_follows_is_learned(finished: RunFolder) -> None:
    found = [body.metrics for body in bodies(finished, EvaluationEvent) if body.split == "validation"]
    first, last = found[0], found[-1]
    assert set(first) == set(last) == METRICS
    assert last["loss"] == pytest.approx(last["masked_lm_loss"] + last["next_sentence_loss"])
    assert last["perplexity"] == pytest.approx(np.exp(last["masked_lm_loss"]))
    assert last["masked_lm_loss"] < first["masked_lm_loss"]
    assert max(metrics["next_sentence_accuracy"] for metrics in found) > 0.75


def test_the_evaluation_folder_tells_of_each_pair_in_the_row_of_its_first_passage(finished: RunFolder) -> None:
    table = duckdb.execute(
        "SELECT tokens, predictions, follows, follows_probability, text FROM read_parquet(?)",
        [str(finished.predictions_path)],
    ).fetchall()
    report = finished.metrics()["validation"]
    follows = [value for row in table for value in row[2]]
    said = [value > 0.5 for row in table for value in row[3]]
    assert (report["examples"], report["following"]) == (len(follows), sum(follows))
    assert report["metrics"]["next_sentence_accuracy"] == pytest.approx(np.mean(np.equal(follows, said)))
    tokens, guesses = ([value for row in table for value in row[place]] for place in range(2))
    assert report["masked_tokens"] == len(tokens)
    assert report["metrics"]["accuracy"] == pytest.approx(np.mean(np.equal(tokens, guesses)))
    # A row is a whole document.
    assert {len(row[4].splitlines()) for row in table} <= set(range(3, 10))


def test_a_saved_run_is_measured_answers_and_is_exported(finished: RunFolder, documents: Path, tmp_path: Path) -> None:
    from studio.engine.answering import evaluate, predict
    from studio.engine.exporting.export import export_run

    found = evaluate.run_job({"model": str(finished.model_path), "data": str(documents)}, lambda progress: None)
    assert set(found["metrics"]) == METRICS
    assert found["following"] == pytest.approx(found["examples"] / 2, abs=2)
    texts = ["four four [MASK] four four ."]
    answer = predict.run_job({"model": str(finished.model_path), "texts": texts}, lambda progress: None)
    assert len(answer["predictions"][0]["masks"]) == 1
    report = export_run(finished, "savedmodel", tmp_path / "out")
    assert report.label_mismatches == 0
    assert report.max_difference <= 1e-5
    lone = tmp_path / "lone.txt"
    lone.write_text("one two three .\ntwo two .\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"expected two documents or more.*Received: 1"):
        evaluate.run_job({"model": str(finished.model_path), "data": str(lone)}, lambda progress: None)


def test_the_backbone_of_such_a_run_is_fine_tuned_with_its_pooler(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.building.model import build_model, load_model

    data = tmp_path / "reviews.csv"
    data.write_text("text,label\n" + "".join(f"one two {row},{row % 2}\n" for row in range(20)), encoding="utf-8")
    spec = RunSpec.parse(
        {"task": "text_classification", "backbone": {"preset": str(finished.model_path)}, "data": {"train": str(data)}}
    )
    backbone = build_model(spec, Schema(("0", "1"))).network.backbone
    assert backbone.use_pooler
    for ours, theirs in zip(backbone.weights, load_model(finished.model_path).network.backbone.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert json.loads((finished.model_path / "fettle.json").read_text())["has_pooler"] is True

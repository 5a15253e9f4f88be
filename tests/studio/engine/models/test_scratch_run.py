"""Runs of backbones from scratch, as processes: from the texts to answers and exports."""

import csv
import json
from pathlib import Path
from typing import Any, get_args

import duckdb
import numpy as np
import pytest

from studio.architecture import TokenizerKind
from studio.runs import RunFolder, RunState, Workspace, start, wait_until_over
from studio.runs.events import EvaluationEvent, FailedEvent, LogEvent, StepEvent
from studio.schema import Schema
from studio.spec import RunSpec
from tests.asked import class_answers
from tests.matrix import cases
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine

SIZE = {"num_layers": 1, "num_heads": 2, "hidden_dim": 32, "intermediate_dim": 64, "max_sequence_length": 64}
GOOD, BAD, PLAIN = (
    ("好看", "喜欢", "推荐"),
    ("太差", "失望", "无聊"),
    ("这本书", "内容", "我", "觉得", "真的", "很", "，"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Made-up Chinese reviews; validation and test data are files of the same length."""
    folder = tmp_path_factory.mktemp("chinese")
    random = np.random.default_rng(3)
    for name, size in (("train", 320), ("validation", 60), ("test", 60)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["text", "label"])
            for number in range(size):
                telling = (GOOD, BAD)[number % 2]
                words = [*random.choice(PLAIN, random.integers(3, 9)), *random.choice(telling, 2)]
                rows.writerow(["".join(random.permutation(words)) + str(number), ("good", "bad")[number % 2]])
    return {name: str(folder / f"{name}.csv") for name in ("train", "validation", "test")}


def make_spec(files: dict[str, str], architecture: dict[str, Any], **fit: Any) -> RunSpec:
    settings = {"epochs": 6, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32", **fit}
    return RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"architecture": {**SIZE, "vocabulary_size": 330, **architecture}},
            "data": {**files, "sequence_length": 40},
            "fit": settings,
        }
    )


@pytest.fixture(scope="module")
def finished(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """An encoder–decoder, trained by a worker until nothing improved any more."""
    spec = make_spec(files, {"kind": "encoder_decoder", "tokenizer": "unigram"}, epochs=40, early_stopping_patience=3)
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


def test_it_learns_what_there_is_to_learn_and_stops_early(finished: RunFolder) -> None:
    assert finished.metrics()["test"]["metrics"]["accuracy"] > 0.9
    assert len(bodies(finished, StepEvent)) < 40 * 20


def test_the_closing_figures_are_those_of_the_saved_model_on_each_split(finished: RunFolder) -> None:
    rows = duckdb.execute(
        "SELECT split, text, label, probability_bad FROM read_parquet(?)",
        [str(finished.evaluation_path / "predictions.parquet")],
    ).fetchall()
    labels, probabilities = class_answers(finished.model_path, [row[1] for row in rows])
    np.testing.assert_allclose(probabilities[:, 0], [row[3] for row in rows], atol=1e-5)
    for split in ("validation", "test"):
        right = [row[2] == label for row, label in zip(rows, labels, strict=True) if row[0] == split]
        assert len(right) == 60
        assert np.mean(right) == finished.metrics()[split]["metrics"]["accuracy"]


def test_the_passport_tells_what_was_learned_of_the_texts(finished: RunFolder) -> None:
    from studio.engine.building.model import load_model
    from studio.engine.tokenizing.storing import fingerprint, load_tokenizer

    passport, tokenizer = finished.passport(), load_tokenizer(finished.tokenizer_path)
    assert passport["tokenizer"] == {
        "vocabulary_size": tokenizer.vocabulary_size(),
        "fingerprint": fingerprint(tokenizer),
        "unknown_tokens_fraction": 0.0,
    }
    model = load_model(finished.model_path)
    assert fingerprint(model.tokenizer) == fingerprint(tokenizer)
    assert passport["parameters"] == {
        "total": model.network.count_params(),
        "trained": model.network.count_params(),
    }


def test_the_log_tells_of_the_tokenizer(finished: RunFolder) -> None:
    said = " ".join(str(body.message) for body in bodies(finished, LogEvent))
    assert "Learning a tokenizer (unigram)" in said
    assert "from 320 texts" in said


def test_the_playground_asks_the_model_before_its_training_too(finished: RunFolder) -> None:
    from studio.engine.answering.inference import answer_line
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    with AnswerFiles() as files:
        worker = InferenceWorker(finished.model_path, files)
        after = answer_line(worker, json.dumps({"id": 1, "texts": ["这本书真的太差，我很失望7"]}))
        before = answer_line(worker, json.dumps({"id": 2, "texts": ["这本书真的太差，我很失望7"], "model": "before"}))
        again = answer_line(worker, json.dumps({"id": 1, "texts": ["这本书真的太差，我很失望7"]}))
    assert after["answers"][0]["prediction"] == "bad"
    assert before["answers"] != after["answers"]
    assert again == after


def test_the_list_of_runs_names_its_shape(finished: RunFolder) -> None:
    (summary,) = Workspace(finished.workspace_path).runs()
    assert summary.preset == "encoder–decoder 1 × 32"


@pytest.mark.parametrize("tokenizer", cases(get_args(TokenizerKind), ["bpe"]))
def test_an_export_predicts_what_the_studio_predicts(files: dict[str, str], tmp_path: Path, tokenizer: str) -> None:
    from studio.data import prepare
    from studio.engine.building.model import build_model, save_model
    from studio.engine.exporting.export import export_run
    from studio.engine.tokenizing.for_run import tokenizer_of_run

    spec = make_spec(files, {"kind": "decoder", "tokenizer": tokenizer})
    run = Workspace(tmp_path / "workspace").create_run(spec)
    assert spec.backbone.architecture is not None
    train = prepare(spec.data, spec.task).train
    learned = tokenizer_of_run(run, spec.backbone.architecture, train, 0, lambda event: None)
    model = build_model(spec, Schema(("bad", "good")), columns={"text": "text", "label": "label"}, tokenizer=learned)
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 5)  # Fresh weights are so small that all answers are nearly the same.
    run.enter(RunState.STARTING)
    run.enter(RunState.RUNNING)
    save_model(model, run.model_path)
    run.enter(RunState.FINISHED)
    report = export_run(run, "savedmodel", tmp_path / "out")
    assert report.oldest_serving == "2.12"
    assert (report.label_mismatches, report.rows) == (0, 256)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for expected in (
        "trained from scratch with Fettle Studio",
        f'| backbone.architecture.tokenizer | `"{tokenizer}"` |',
        "The backbone was built from scratch.",
    ):
        assert expected in card


def test_settings_for_fine_tuning_are_questioned_in_the_log(files: dict[str, str], tmp_path: Path) -> None:
    spec = make_spec(files, {"tokenizer": "character"}, epochs=1, learning_rate=5e-5)
    run = run_to_the_end(spec, tmp_path)
    warnings = [str(body.message) for body in bodies(run, LogEvent) if body.level == "warning"]
    assert [" ".join(warning.split()[:3]) for warning in warnings] == ["A learning rate", "1 epoch is"]
    assert bodies(run, EvaluationEvent)[-1].split == "test"


def test_texts_that_nothing_can_be_learned_from_fail_the_run_with_one_message(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("text,label\n\ue000,a\n\ue001,b\n\ue002,a\n\ue003,b\n", encoding="utf-8")
    spec = make_spec({"train": str(tmp_path / "data.csv")}, {"tokenizer": "wordpiece"})
    run = Workspace(tmp_path / "workspace").create_run(spec)
    start(run)
    assert wait_until_over(run) is RunState.FAILED
    (failed,) = bodies(run, FailedEvent)
    assert "Expected training texts that a tokenizer can be learned from." in failed.error["message"]
    assert not run.tokenizer_path.exists()

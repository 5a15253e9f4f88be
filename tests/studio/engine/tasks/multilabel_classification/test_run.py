"""A run that learns several labels, from its texts to answers and an export."""

import json
import math
import random
from pathlib import Path

import duckdb
import pytest

from studio.runs import RunFolder
from studio.runs.events import EvaluationEvent, SampleEvent
from studio.spec import RunSpec
from tests.studio.engine.conftest import BAD_WORDS, GOOD_WORDS, PLAIN_WORDS
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def moods(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts with a list of labels, each told by a word; many have none."""
    path = tmp_path_factory.mktemp("data") / "moods.jsonl"
    choose = random.Random(5)
    with path.open("w", encoding="utf-8") as file:
        for _ in range(320):
            labels = [name for name in ("good", "bad") if choose.random() < 0.4]
            words = choose.choices(PLAIN_WORDS, k=5)
            words += [choose.choice({"good": GOOD_WORDS, "bad": BAD_WORDS}[name]) for name in labels]
            choose.shuffle(words)
            file.write(json.dumps({"text": " ".join(words), "labels": labels}) + "\n")
    return path


@pytest.fixture(scope="module")
def finished(tiny_preset: Path, moods: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    spec = RunSpec.parse(
        {
            "task": "multilabel_classification",
            "name": "moods",
            "backbone": {"preset": str(tiny_preset), "dropout": 0.0},
            "data": {"train": str(moods), "validation_fraction": 0.2, "test_fraction": 0.2, "sequence_length": 16},
            "fit": {"epochs": 20, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32"},
            "settings": {"class_weights": "balanced", "label_smoothing": 0.02},
        }
    )
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


def test_labels_are_learned_and_micro_f1_says_which_model_is_best(finished: RunFolder) -> None:
    found = [body for body in bodies(finished, EvaluationEvent) if body.split == "validation"]
    best = max(body.metrics["micro_f1"] for body in found)
    assert [body for body in found if body.is_best][-1].metrics["micro_f1"] == best
    report = finished.metrics()["test"]
    assert report["kind"] == "labels"
    assert report["metrics"]["micro_f1"] > 0.85
    assert report["metrics"]["mean_average_precision"] > 0.9
    assert set(report["per_class"]) == {"good", "bad"}


def test_a_threshold_for_each_label_is_chosen_on_validation_and_used_on_the_test(finished: RunFolder) -> None:
    from studio.engine.models.model_info import ModelInfo

    schema = ModelInfo.read(finished.model_path).schema
    assert schema.class_names == ("bad", "good")
    for split in ("validation", "test"):
        entries = finished.metrics()[split]["per_class"]
        assert tuple(entries[name]["threshold"] for name in schema.class_names) == schema.thresholds
    assert finished.metrics()["validation"]["metrics"]["micro_f1"] == max(
        body.metrics["micro_f1"] for body in bodies(finished, EvaluationEvent) if body.split == "validation"
    )


def test_samples_show_labels(finished: RunFolder) -> None:
    rows = [row.read() for row in bodies(finished, SampleEvent)[-1].rows]
    assert sum(answer.agrees(expected) for expected, answer in rows) >= 4


def test_what_was_predicted_is_written_down(finished: RunFolder) -> None:
    rows = duckdb.execute(
        "SELECT labels, predictions, probability_bad FROM read_parquet(?) WHERE split = 'test'",
        [str(finished.predictions_path)],
    ).fetchall()
    is_match = [json.loads(labels) == json.loads(predictions) for labels, predictions, _ in rows]
    assert sum(is_match) / len(rows) == pytest.approx(finished.metrics()["test"]["metrics"]["exact_match"])


def test_texts_are_answered_with_labels_which_an_export_gives_as_well(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.answering.answerer import Answerer
    from studio.engine.exporting.export import export_run

    texts = ["a bright film with a dull scene", "a warm story", "the film was a story"]
    answers = Answerer(finished.model_path).answers({"text": texts})
    assert [answer.predictions for answer in answers] == [("bad", "good"), ("good",), ()]
    report = export_run(finished, "savedmodel", tmp_path / "export")
    assert report.label_mismatches == 0


def test_the_words_behind_a_label_are_found(finished: RunFolder) -> None:
    from studio.engine.attention.attribution import Attributor
    from studio.engine.building.model import load_model

    found = Attributor(load_model(finished.model_path)).explain("a bright dull film", target="bad")
    scores = dict(zip(found.attribution.tokens, found.attribution.scores, strict=True))
    assert max(scores, key=lambda token: scores[token]) == "dull"
    # Each label has a probability of its own.
    assert found.probability == pytest.approx(1 / (1 + math.exp(-found.attribution.output)), rel=1e-5)

"""A run from pairs of texts to a model that searches."""

import json
import os

import numpy as np
import pytest

from studio import jobs
from studio.errors import DataError
from studio.runs.events import EvaluationEvent
from studio.spec import RunSpec
from studio.vector_map import saved_map
from tests import tiny_presets
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine

NOUNS = ("film", "story", "music", "scene", "end")
WORDS = ("good", "bad", "cold")


@pytest.fixture(scope="module")
def preset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("presets") / "tiny_bert"
    tiny_presets.save_keras_hub("Bert", folder)
    return folder


def write_rows(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("data") / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def fit_pairs(tmp_path_factory, preset, data, validation_fraction, **fit):
    spec = RunSpec.parse(
        {
            "task": "text_embedding",
            "name": "pairs",
            "backbone": {"preset": str(preset), "dropout": 0.0},
            "data": {
                "train": str(data),
                "validation_fraction": validation_fraction,
                "test_fraction": 0.2,
                "sequence_length": 32,
            },
            "fit": {"learning_rate": 3e-3, "precision": "float32", **fit},
        }
    )
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """Pairs that say the same in another order, some of them several times."""
    rows = [
        {
            "text": f"{word} {noun}",
            "second_text": f"the {noun} was {word}",
            "third_text": f"the {noun} was not" * (i % 2),
        }
        for i in range(8)
        for noun in NOUNS
        for word in WORDS
    ]
    return write_rows(tmp_path_factory, rows)


@pytest.fixture(scope="module")
def finished(preset, pairs, tmp_path_factory):
    return fit_pairs(tmp_path_factory, preset, pairs, 0.2, epochs=3, batch_size=8)


def test_a_run_reports_how_well_second_texts_are_found(finished):
    metrics = finished.metrics()["test"]["metrics"]
    assert list(metrics) == ["loss", "recall_at_1", "recall_at_5", "recall_at_10", "mrr", "ndcg_at_10"]
    assert metrics["recall_at_1"] > 0.5


def test_a_file_is_indexed_once_and_searched(finished, pairs, tmp_path):
    arguments = {"run": str(finished.path), "data": str(pairs), "query": "cold music", "num_hits": 3}
    first = jobs.run("search", arguments)
    assert first["column"] == "second_text"
    assert first["passages"] == 120
    assert first["hits"][0]["text"] == "the music was cold"
    said = []
    again = jobs.run("search", {**arguments, "data": None}, said.append)
    assert again == first
    assert not any(progress.what == "Indexing" for progress in said)


def test_a_worker_of_the_playground_searches_an_index(finished, pairs, tmp_path):
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    index = jobs.run("index", {"run": str(finished.path), "data": str(pairs)})["index"]
    with AnswerFiles() as files:
        worker = InferenceWorker(finished.model_path, files)
        answer = worker.answer({"search": {"index": index, "query": "cold music", "num_hits": 2}})
    assert [hit["text"] for hit in answer["search"]["hits"]] == ["the music was cold"] * 2


def test_answers_are_vectors_of_length_one(finished):
    (answer,) = jobs.run("predict", {"model": str(finished.model_path), "texts": ["good film"]})["predictions"]
    assert np.linalg.norm(answer["vector"]) == pytest.approx(1, abs=1e-5)


def test_an_export_gives_the_same_vectors(finished, tmp_path):
    result = jobs.run("export", {"run": str(finished.path), "format": "savedmodel", "out": str(tmp_path / "export")})
    assert result["parity"]["max_difference"] < 1e-5


@pytest.mark.matrix
def test_the_texts_of_pairs_are_mapped_after_and_before_fine_tuning(finished):
    first = jobs.run("map", {"run": str(finished.path), "split": "test", "num_pairs": 10})
    assert len(first["pairs"]) == 10
    numbers = [pair["row"] for pair in first["pairs"]]
    assert numbers == sorted(set(numbers))
    for when in ("after", "before"):
        assert np.array(first[when]["points"]).shape == (20, 2)
        assert 0 < first[when]["shares"][1] <= first[when]["shares"][0] < 1
        assert -1 <= first[when]["similarity"] <= 1 + 1e-6
    # The weights are others now, and so are the vectors.
    assert first["after"]["points"] != first["before"]["points"]
    assert first["before_error"] is None
    assert saved_map(finished, "test")["after"] == first["after"]
    assert saved_map(finished, "validation") is None
    again = jobs.run("map", {"run": str(finished.path), "split": "test", "num_pairs": 10})
    assert np.array(again["after"]["points"]) == pytest.approx(np.array(first["after"]["points"]), abs=1e-4)
    # A model that was trained on has another map.
    stamp = finished.model_path / "fettle.json"
    os.utime(stamp, ns=(1, 1))
    assert saved_map(finished, "test") is None


def test_the_model_before_fine_tuning_searches_an_index_of_its_own(finished, pairs):
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    found = jobs.run("index", {"run": str(finished.path), "data": str(pairs), "has_before": True})
    assert found["before"]["passages"] == found["passages"]
    assert found["before"]["index"] != found["index"]
    request = {"index": found["before"]["index"], "query": "cold music", "num_hits": 2}
    with AnswerFiles() as files:
        worker = InferenceWorker(finished.model_path, files)
        before = worker.answer({"search": request, "model": "before"})["search"]["hits"]
        # Neither model takes the other's index.
        with pytest.raises(DataError, match="one of another model"):
            worker.answer({"search": request})
    arguments = {"run": str(finished.path), "query": "cold music", "num_hits": 2}
    asked = jobs.run("search", arguments | {"data": str(pairs), "is_before": True})
    assert [hit["row"] for hit in asked["hits"]] == [hit["row"] for hit in before]
    # The index of the model before is not the one that was made last.
    assert jobs.run("search", arguments)["index"] == found["index"]


@pytest.fixture(scope="module")
def scored_file(tmp_path_factory):
    """Pairs with a score of 0 to 5: how much of the noun and the word they have in common."""
    rows = [
        {
            "text": f"{word} {noun}",
            "second_text": f"the {other_noun} was {other_word}",
            "score": 3.5 * (noun == other_noun) + 1.5 * (word == other_word),
        }
        for noun in NOUNS
        for word in WORDS
        for other_noun in NOUNS
        for other_word in WORDS
    ]
    return write_rows(tmp_path_factory, rows)


@pytest.fixture(scope="module")
def scored(preset, scored_file, tmp_path_factory):
    return fit_pairs(tmp_path_factory, preset, scored_file, 0.1, epochs=20, batch_size=16)


def test_scored_pairs_are_measured_by_the_order_of_their_scores(scored):
    metrics = scored.metrics()["test"]["metrics"]
    assert list(metrics) == ["loss", "spearman"]
    assert metrics["spearman"] > 0.1
    entries = bodies(scored, EvaluationEvent)
    # What a model is off by that gives all pairs the mean of the scores, which lie in 0 to 1 once divided.
    scores = [0.7 * (noun == 0) + 0.3 * (word == 0) for noun in range(len(NOUNS)) for word in range(len(WORDS))]
    assert [entry.metrics["loss"] for entry in entries if entry.split == "train"][-1] < 0.95 * np.var(scores)
    found = [entry for entry in entries if entry.split == "validation"]
    best = max(found, key=lambda entry: entry.metrics["spearman"])
    assert [entry.step for entry in found if entry.is_best][-1] == best.step


@pytest.mark.matrix
def test_scored_pairs_are_evaluated_and_exported_as_other_pairs_are(scored, scored_file, tmp_path):
    found = jobs.run("evaluate", {"model": str(scored.model_path), "data": str(scored_file)})
    assert -1 <= found["metrics"]["spearman"] <= 1
    result = jobs.run("export", {"run": str(scored.path), "format": "savedmodel", "out": str(tmp_path / "export")})
    assert result["parity"]["max_difference"] < 1e-5

"""A run from pairs of texts to a model that searches."""

import json

import numpy as np
import pytest

from studio import jobs
from studio.spec import RunSpec
from tests import tiny_presets
from tests.whole_run import run_to_the_end

pytestmark = pytest.mark.engine

NOUNS = ("film", "story", "music", "scene", "end")
WORDS = ("good", "bad", "cold")


@pytest.fixture(scope="module")
def preset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("presets") / "tiny_bert"
    tiny_presets.save_keras_hub("Bert", folder)
    return folder


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    """Pairs that say the same in another order, some of them several times."""
    path = tmp_path_factory.mktemp("data") / "pairs.jsonl"
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
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def finished(preset, pairs, tmp_path_factory):
    spec = RunSpec.parse(
        {
            "task": "text_embedding",
            "name": "pairs",
            "backbone": {"preset": str(preset), "dropout": 0.0},
            "data": {"train": str(pairs), "validation_fraction": 0.2, "test_fraction": 0.2, "sequence_length": 32},
            "fit": {"epochs": 3, "batch_size": 8, "learning_rate": 3e-3, "precision": "float32"},
        }
    )
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


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

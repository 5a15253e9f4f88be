"""A run that learns numbers, from its texts to answers and an export."""

import csv
import random
from pathlib import Path

import duckdb
import numpy as np
import pytest

from studio.runs import RunFolder
from studio.runs.events import EvaluationEvent, SampleEvent
from studio.spec import RunSpec
from tests.studio.engine.conftest import BAD_WORDS, GOOD_WORDS, PLAIN_WORDS
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def ratings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts with a number far from zero, in steps of 50 for each telling word, written with a decimal comma."""
    path = tmp_path_factory.mktemp("data") / "ratings.csv"
    choose = random.Random(3)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["text", "year"])
        for _ in range(320):
            num_good, num_bad = choose.randint(0, 2), choose.randint(0, 2)
            words = choose.choices(PLAIN_WORDS, k=4)
            words += choose.choices(GOOD_WORDS, k=num_good) + choose.choices(BAD_WORDS, k=num_bad)
            choose.shuffle(words)
            writer.writerow([" ".join(words), f"{1800 + 50 * (num_good - num_bad)},5"])
    return path


@pytest.fixture(scope="module")
def finished(tiny_preset: Path, ratings: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    spec = RunSpec.parse(
        {
            "task": "text_regression",
            "name": "years",
            "backbone": {"preset": str(tiny_preset), "dropout": 0.0},
            "data": {"train": str(ratings), "validation_fraction": 0.2, "test_fraction": 0.2, "sequence_length": 16},
            "fit": {"epochs": 10, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32"},
        }
    )
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


def test_numbers_are_learned_and_the_smallest_error_says_which_model_is_best(finished: RunFolder) -> None:
    found = [body for body in bodies(finished, EvaluationEvent) if body.split == "validation"]
    assert [body for body in found if body.is_best][-1].metrics["mae"] == min(body.metrics["mae"] for body in found)
    report = finished.metrics()["test"]
    assert report["kind"] == "number"
    assert report["metrics"]["r2"] > 0.8
    assert report["metrics"]["spearman"] > 0.8
    assert report["metrics"]["mae"] < report["mean_baseline"]["mae"] / 2
    assert len(report["points"]) == report["examples"]


def test_samples_show_numbers_in_the_unit_of_the_data(finished: RunFolder) -> None:
    for row in bodies(finished, SampleEvent)[-1].rows:
        expected, answer = row.read()
        assert expected.value % 50 == 0.5
        assert 1600 < answer.value < 2000


def test_what_was_predicted_is_written_down(finished: RunFolder) -> None:
    rows = duckdb.execute(
        "SELECT split, value, prediction FROM read_parquet(?)", [str(finished.predictions_path)]
    ).fetchall()
    errors = [abs(value - prediction) for split, value, prediction in rows if split == "test"]
    assert np.mean(errors) == pytest.approx(finished.metrics()["test"]["metrics"]["mae"])


def test_the_model_remembers_its_numbers_and_the_error_to_expect(finished: RunFolder) -> None:
    from studio.engine.models.model_info import ModelInfo

    schema = ModelInfo.read(finished.model_path).schema
    assert 1700 < schema.mean < 1900
    assert (schema.minimum, schema.maximum) == (1700.5, 1900.5)
    assert schema.error == pytest.approx(finished.metrics()["validation"]["metrics"]["mae"])


def test_texts_are_answered_with_a_number_which_an_export_gives_as_well(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.answering.answerer import Answerer
    from studio.engine.exporting.export import export_run

    good, bad = Answerer(finished.model_path).answers({"text": ["a bright warm film", "a dull cold film"]})
    assert good.value > 1850 > 1750 > bad.value
    assert good.error == pytest.approx(finished.metrics()["validation"]["metrics"]["mae"])
    report = export_run(finished, "savedmodel", tmp_path / "export")
    assert report.label_mismatches == 0
    assert report.max_difference < 1e-4


def test_what_raises_and_what_lowers_the_number_is_explained(finished: RunFolder) -> None:
    from studio.engine.attention.attribution import Attributor
    from studio.engine.building.model import load_model

    found = Attributor(load_model(finished.model_path)).explain("a bright dull film")
    scores = dict(zip(found.attribution.tokens, found.attribution.scores, strict=True))
    assert scores["bright"] > 0 > scores["dull"]
    assert found.attribution.target == "year"
    assert found.probability is None
    assert 1700 < found.attribution.output < 1900

"""A run on pairs of texts, from its rows to an export; neither text alone says what the label is."""

import csv
import itertools
import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from studio import tasks
from studio.data import prepare
from studio.errors import DataError
from studio.runs import RunFolder
from studio.runs.events import SampleEvent
from studio.schema import Schema
from studio.spec import RunSpec
from tests.whole_run import run_to_the_end

pytestmark = pytest.mark.engine

GOOD, BAD = ("bright", "clever"), ("dull", "clumsy")
WORDS = (*GOOD, *BAD)
TASK = tasks.get("text_pair_classification")


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two words among fillers, and whether both are good: from either text alone three of four rows could be told."""
    path = tmp_path_factory.mktemp("data") / "pairs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["sentence1", "sentence2", "label"])
        for first, second, before, behind in itertools.product(WORDS, WORDS, range(4), range(4)):
            texts = f"{first} {'the film ' * before}".strip(), f"{'the film ' * behind}{second}"
            writer.writerow([*texts, str(first in GOOD and second in GOOD)])
    return path


def make_spec(preset: Path, pairs: Path, **fit: Any) -> RunSpec:
    return RunSpec.parse(
        {
            "name": "pairs",
            "task": "text_pair_classification",
            "backbone": {"preset": str(preset), "dropout": 0.0},
            "data": {"train": str(pairs), "validation_fraction": 0.2, "test_fraction": 0.2, "sequence_length": 16},
            "fit": {"epochs": 12, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32", **fit},
        }
    )


@pytest.fixture(scope="module")
def finished(tiny_preset: Path, pairs: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return run_to_the_end(make_spec(tiny_preset, pairs), tmp_path_factory.mktemp("workspace"))


def test_what_only_both_texts_together_say_is_learned(finished: RunFolder) -> None:
    report = finished.metrics()["validation"]
    assert report["metrics"]["accuracy"] > 0.9
    samples = [event.body for event in finished_events(finished) if isinstance(event.body, SampleEvent)]
    assert set(samples[-1].rows[0].inputs) == {"text", "second_text"}


def finished_events(run: RunFolder) -> list[Any]:
    from studio.runs import read_events

    return list(read_events(run.events_path))


def test_the_measured_pairs_are_written_with_both_texts(finished: RunFolder) -> None:
    table = duckdb.execute("SELECT * FROM read_parquet(?)", [str(finished.predictions_path)])
    names = [column[0] for column in table.description or ()]
    assert names[:7] == ["split", "row_number", "text", "second_text", "label", "prediction", "probability"]
    first = table.fetchone() or ()
    assert (first[2].split()[0] in GOOD and first[3].split()[-1] in GOOD) == (first[4] == "True")


def test_an_export_takes_two_texts_and_says_what_the_studio_says(finished: RunFolder, tmp_path: Path) -> None:
    import tensorflow as tf

    from studio.engine.answering.answerer import Answerer
    from studio.engine.exporting.export import export_run

    report = export_run(finished, "savedmodel", tmp_path / "out")
    assert (report.label_mismatches, report.max_difference <= 1e-5) == (0, True)
    serve = tf.saved_model.load(str(tmp_path / "out")).signatures["serving_default"]
    inputs = {"text": ["bright", "dull film " * 20, ""], "second_text": ["clever " * 30, "the clever film", "dull"]}
    theirs = serve(**{name: tf.constant(texts) for name, texts in inputs.items()})
    ours = Answerer(finished.model_path).task.exported(Answerer(finished.model_path).answers(inputs))
    np.testing.assert_allclose(theirs["probabilities"].numpy(), ours["probabilities"], atol=1e-5)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "second_text=tf.constant" in card


def test_what_each_text_adds_to_the_answer_can_be_asked_for(finished: RunFolder) -> None:
    from studio.engine.attention.attribution import Attributor
    from studio.engine.building.model import load_model

    attributor = Attributor(load_model(finished.model_path))
    for method in ("integrated_gradients", "leave_one_out"):
        found = attributor.explain("bright film", "the dull", method)  # type: ignore[arg-type]
        assert found.attribution.tokens == ("[CLS]", "bright", "film", "[SEP]", "the", "dull", "[SEP]")
        assert found.attribution.specials == (0, 3, 6)
        assert np.abs(found.attribution.scores[[1, 5]]).min() > 0


def test_a_file_of_pairs_is_answered_and_half_a_pair_is_not(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.answering import predict

    asked = tmp_path / "asked.csv"
    asked.write_text("sentence1,sentence2\nbright,clever\nbright,\ndull,clever\n", encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    arguments = {"model": str(finished.model_path), "data": str(asked), "out": str(out)}
    assert predict.run_job(arguments, lambda progress: None)["left_empty"] == 1
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["prediction"] is None for row in rows] == [False, True, False]
    assert rows[0]["probability_True"] + rows[0]["probability_False"] == pytest.approx(1.0, abs=1e-6)


def test_a_row_with_half_a_pair_is_told_and_left_out(tiny_preset: Path, pairs: Path, tmp_path: Path) -> None:
    path = tmp_path / "half.csv"
    path.write_text(pairs.read_text(encoding="utf-8") + "bright,,True\n", encoding="utf-8")
    spec = make_spec(tiny_preset, path)
    data = prepare(spec.data, TASK, spec.settings)
    assert "sentence2" in str([finding.message.details for finding in data.findings])
    refused = spec.data.model_copy(update={"missing_rows": "refuse"})
    with pytest.raises(DataError, match="sentence2"):
        prepare(refused, TASK, spec.settings)


@pytest.mark.parametrize("kind", ["encoder", "decoder", "encoder_decoder"])
def test_backbones_from_scratch_of_every_kind_read_both_texts(kind: str) -> None:
    from studio.engine.answering.answerer import Answerer
    from studio.engine.building.model import build_model
    from studio.engine.tokenizing import learn_tokenizer

    size = {"num_layers": 1, "num_heads": 2, "hidden_dim": 16, "intermediate_dim": 32, "max_sequence_length": 32}
    architecture = {"kind": kind, "tokenizer": "wordpiece", "vocabulary_size": 80, **size}
    data = {"train": "none.csv", "sequence_length": 16}
    spec = RunSpec.parse({"task": TASK.name, "backbone": {"architecture": architecture}, "data": data})
    model = build_model(
        spec, Schema(("no", "yes")), tokenizer=learn_tokenizer("wordpiece", WORDS * 9, 80, is_lowercase=True)
    )
    for weight in model.network.trainable_weights:
        if len(weight.shape) > 1:
            weight.assign(weight * 10)
    inputs = {"text": ["bright", "bright", "dull"], "second_text": ["dull", "clumsy", "clumsy"]}
    found = np.array([answer.probabilities for answer in Answerer(model).answers(inputs)])  # type: ignore[attr-defined]
    assert len({round(float(row[0]), 5) for row in found}) == 3, "either text counts"

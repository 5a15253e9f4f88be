"""A run without labels, from its texts to a backbone that another run starts from."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pytest

from studio.errors import DataError, InputError
from studio.runs import RunFolder
from studio.runs.events import EvaluationEvent, SampleEvent
from studio.schema import Schema
from studio.spec import RunSpec
from tests.whole_run import bodies, run_to_the_end

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def finished(echo_preset: Path, echoes: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run that a worker did to its end: it learned to repeat."""
    spec = RunSpec.parse(
        {
            "task": "masked_lm",
            "name": "echoes",
            "backbone": {"preset": str(echo_preset), "dropout": 0.0},
            "data": {"train": str(echoes), "validation_fraction": 0.2, "test_fraction": 0.1, "sequence_length": 32},
            "fit": {"epochs": 12, "batch_size": 16, "learning_rate": 3e-3, "precision": "float32"},
        }
    )
    return run_to_the_end(spec, tmp_path_factory.mktemp("workspace"))


def evaluations(run: RunFolder) -> list[dict[str, float]]:
    return [body.metrics for body in bodies(run, EvaluationEvent) if body.split == "validation"]


def test_words_that_the_others_tell_are_learned(finished: RunFolder) -> None:
    first, *_, last = evaluations(finished)
    assert set(first) == {"loss", "perplexity", "accuracy"}
    assert first["accuracy"] < 0.6
    assert last["accuracy"] > 0.85
    assert last["loss"] < first["loss"]
    for metrics in (first, last):
        assert metrics["perplexity"] == pytest.approx(np.exp(metrics["loss"]))


def test_the_best_model_is_the_one_with_the_lowest_loss(finished: RunFolder) -> None:
    found = [body for body in bodies(finished, EvaluationEvent) if body.split == "validation"]
    best = min(body.metrics["loss"] for body in found)
    assert [body for body in found if body.is_best][-1].metrics["loss"] == best
    assert finished.metrics()["validation"]["metrics"]["loss"] == best


def test_samples_show_a_hidden_word_what_it_is_and_what_the_model_says(finished: RunFolder) -> None:
    first, *_, last = bodies(finished, SampleEvent)
    assert len(first.rows) == 5
    assert [row.inputs for row in first.rows] == [row.inputs for row in last.rows]
    for row in last.rows:
        assert row.inputs["text"].count("[MASK]") == 1
        assert row.read()[0].headline().text not in ("[MASK]", ".", "[UNK]")
        assert 0.0 < row.read()[1].headline().number <= 1.0
    assert sum(answer.agrees(expected) for expected, answer in (row.read() for row in last.rows)) >= 4


def test_the_evaluation_folder_holds_each_text_with_its_guesses(finished: RunFolder) -> None:
    path = finished.evaluation_path / "predictions.parquet"
    table = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    assert [column[0] for column in table.description or ()] == [
        "split", "row_number", "text", "loss", "tokens", "predictions", "probabilities",
    ]  # fmt: skip
    rows = table.fetchall()
    assert sorted({row[0] for row in rows}) == ["test", "validation"]
    report = finished.metrics()["validation"]
    measured = [row for row in rows if row[0] == "validation"]
    tokens = [token for row in measured for token in row[4]]
    guesses = [guess for row in measured for guess in row[5]]
    assert (report["examples"], report["masked_tokens"]) == (len(measured), len(tokens))
    assert np.mean([a == b for a, b in zip(tokens, guesses, strict=True)]) == pytest.approx(
        report["metrics"]["accuracy"]
    )
    weighted = sum(row[3] * len(row[4]) for row in measured) / len(tokens)
    assert weighted == pytest.approx(report["metrics"]["loss"], rel=1e-4)
    for row in measured:
        assert len(row[4]) == len(row[5]) == len(row[6]) >= 1
        assert all(token.lower() in row[2].lower() for token in row[4])


def test_masks_of_a_text_are_filled_with_their_likeliest_tokens(finished: RunFolder) -> None:
    from studio.engine.answering import predict

    texts = ["Four four four [MASK] four four .", "six six <mask> six six [MASK] six six ."]
    result = predict.run_job({"model": str(finished.model_path), "texts": texts}, lambda progress: None)
    first, second = result["predictions"]
    assert first["text"] == texts[0]
    assert first["prediction"] == "Four four four four four four ."
    assert second["prediction"] == "six six six six six six six six ."
    ((*guesses,),) = first["masks"]
    assert len(guesses) == 5
    assert guesses[0]["token"] == "four"
    probabilities = [guess["probability"] for guess in guesses]
    assert probabilities == sorted(probabilities, reverse=True)
    assert 0.5 < sum(probabilities) <= 1.0 + 1e-6
    assert [mask[0]["token"] for mask in second["masks"]] == ["six", "six"]
    json.dumps(result)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two three", r'Expected a text with \[MASK\] where the model is to guess\. Received: "one two three"'),
        ("one " * 40 + "[MASK]", r"Expected \[MASK\] within the first 32 tokens"),
    ],
)
def test_a_text_without_a_mask_that_is_read_gets_a_clear_message(finished: RunFolder, text: str, expected: str) -> None:
    from studio.engine.answering import predict

    with pytest.raises(InputError, match=expected):
        predict.run_job({"model": str(finished.model_path), "texts": [text]}, lambda progress: None)


def test_a_file_gets_its_guesses_behind_its_own_columns(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.answering import predict

    data, out = tmp_path / "data.csv", tmp_path / "out.jsonl"
    late = "one " * 40 + "[MASK]"
    data.write_text(f"id,text\n7,ten ten [MASK] ten ten .\n8,{late}\n", encoding="utf-8")
    arguments = {"model": str(finished.model_path), "data": str(data), "out": str(out)}
    result = predict.run_job(arguments, lambda progress: None)
    assert (result["examples"], result["masks"], result["columns"]) == (2, 1, {"text": "text"})
    first, second = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert list(first)[:5] == ["id", "text", "prediction", "masks", "token_1"]
    assert (first["prediction"], first["masks"], first["token_1"]) == ("ten ten ten ten ten .", 1, "ten")
    assert first["probability_1"] > first["probability_5"]
    assert (second["prediction"], second["masks"], second["token_1"]) == (late, 0, "")


def test_a_row_without_a_mask_is_named_before_the_model_is_loaded(
    finished: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.engine.answering import predict

    monkeypatch.setattr(predict, "Answerer", None)
    data = tmp_path / "data.csv"
    data.write_text("text\none [MASK]\nplain words\n", encoding="utf-8")
    arguments = {"model": str(finished.model_path), "data": str(data), "out": str(tmp_path / "out.csv")}
    with pytest.raises(DataError, match=r'row 2, column text: expected a text with \[MASK\].*Received: "plain words"'):
        predict.run_job(arguments, lambda progress: None)


def test_evaluate_measures_a_file_with_the_masks_of_a_validation_split(
    finished: RunFolder, tmp_path: Path, echoes: Path
) -> None:
    from studio.engine.answering import evaluate

    arguments = {"model": str(finished.model_path), "data": str(echoes)}
    first = evaluate.run_job(arguments, lambda progress: None)
    assert evaluate.run_job(arguments, lambda progress: None) == first
    assert first["examples"] == 400
    assert first["masked_tokens"] > 400
    assert first["metrics"]["accuracy"] > 0.85
    data = tmp_path / "gap.tsv"
    data.write_text("text\none two\n \n", encoding="utf-8")
    arguments = {"model": str(finished.model_path), "data": str(data)}
    gap = evaluate.run_job(arguments, lambda progress: None)
    assert (gap["examples"], gap["left_out"]["no_text"]) == (1, 1)
    with pytest.raises(DataError, match="row 2, column text: expected a text"):
        evaluate.run_job(arguments | {"rules": {"is_strict": True}}, lambda progress: None)


def test_a_row_without_a_text_has_no_masks_and_an_empty_answer(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.answering import predict

    data, out = tmp_path / "data.tsv", tmp_path / "out.jsonl"
    data.write_text("text\ntwo two [MASK] two .\n \n", encoding="utf-8")
    arguments = {"model": str(finished.model_path), "data": str(data), "out": str(out)}
    result = predict.run_job(arguments, lambda progress: None)
    assert (result["examples"], result["left_empty"], result["masks"]) == (1, 1, 1)
    first, second = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (first["masks"], first["token_1"]) == (1, "two")
    assert {value for name, value in second.items() if name != "text"} == {None}


def test_the_playground_gets_a_list_of_guesses_for_each_mask(finished: RunFolder) -> None:
    from studio.engine.answering.inference import answer_line
    from studio.engine.answering.inference_workers import InferenceWorker
    from studio.engine.attention.answer_files import AnswerFiles

    with AnswerFiles() as files:
        worker = InferenceWorker(finished.model_path, files)
        assert worker.class_names == []
        question = {"id": 4, "texts": ["two two [MASK] two [MASK] two ."]}
        answer = answer_line(worker, json.dumps(question))
        [found] = answer["answers"]
        assert found["prediction"] == "two two two two two two ."
        assert [mask[0]["token"] for mask in found["masks"]] == ["two", "two"]
        before = answer_line(worker, json.dumps({**question, "model": "before"}))
        assert before["answers"] != answer["answers"]
        error = answer_line(worker, json.dumps({"id": 6, "texts": ["one two"]}))
        assert "Expected a text with [MASK]" in error["error"]["message"]


def test_an_export_takes_texts_with_masks_and_answers_as_the_studio_does(finished: RunFolder, tmp_path: Path) -> None:
    from studio.engine.exporting.export import export_run

    report = export_run(finished, "savedmodel", tmp_path / "out")
    assert (report.rows, report.label_mismatches, report.loaded_modules) == (256, 0, ())
    assert report.held_out_rows == 120
    assert report.max_difference <= 1e-5
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "[MASK]" in card
    assert "## Classes" not in card
    assert not (tmp_path / "out" / "class_names.txt").exists()


# === As a backbone ===


def test_the_model_is_the_backbone_of_a_classifier_with_the_same_tokenizer(
    finished: RunFolder, echo_preset: Path, tmp_path: Path
) -> None:
    from studio.engine.building.model import build_model, load_model

    data = tmp_path / "reviews.csv"
    data.write_text("text,label\n" + "".join(f"one two {row},{row % 2}\n" for row in range(20)), encoding="utf-8")
    spec = RunSpec.parse(
        {"task": "text_classification", "backbone": {"preset": str(finished.model_path)}, "data": {"train": str(data)}}
    )
    classifier = build_model(spec, Schema(("0", "1"))).network
    pretrained = load_model(finished.model_path)
    for ours, theirs in zip(classifier.backbone.weights, pretrained.network.backbone.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert classifier.preprocessor.tokenizer.get_vocabulary() == pretrained.tokenizer.get_vocabulary()
    raw = build_model(
        spec.model_copy(update={"backbone": spec.backbone.model_copy(update={"preset": str(echo_preset)})}),
        Schema(("0", "1")),
    ).network
    assert any(
        not np.array_equal(ours, theirs)
        for ours, theirs in zip(classifier.backbone.weights, raw.backbone.weights, strict=True)
    )


def test_a_run_starts_from_the_model_of_another_and_learns_from_it(finished: RunFolder, tmp_path: Path) -> None:
    data = tmp_path / "sizes.csv"
    small, large = ("one", "two", "three", "four"), ("nine", "ten", "eleven", "twelve")
    rows = [f"{(small, large)[row % 2][row // 2 % 4]} and {row},{('small', 'large')[row % 2]}" for row in range(200)]
    data.write_text("text,label\n" + "\n".join(rows) + "\n", encoding="utf-8")
    spec = RunSpec.parse(
        {
            "task": "text_classification",
            "backbone": {"preset": str(finished.model_path)},
            "data": {"train": str(data), "validation_fraction": 0.2, "sequence_length": 16},
            "fit": {"epochs": 4, "batch_size": 16, "learning_rate": 1e-3, "precision": "float32"},
        }
    )
    run = run_to_the_end(spec, tmp_path / "workspace")
    assert run.metrics()["validation"]["metrics"]["accuracy"] > 0.8


def test_pretraining_goes_on_with_the_head_that_was_learned(
    finished: RunFolder, make_spec: Callable[..., RunSpec]
) -> None:
    from studio.engine.building.model import build_model, load_model

    model = build_model(make_spec(backbone={"preset": str(finished.model_path)}), Schema())
    learned = load_model(finished.model_path).network
    for ours, theirs in zip(model.network.weights, learned.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
